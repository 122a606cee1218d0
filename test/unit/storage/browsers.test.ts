import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chromiumProfiles,
  containerAddress,
  containersIn,
  firefoxProfiles,
  takesContainers,
} from '../../../src-main/storage/browsers/browser-profiles.ts';
import { knownBrowsers } from '../../../src-main/storage/browsers/browser-table.ts';
import { findBrowsers } from '../../../src-main/storage/browsers/browsers.adapter.ts';

describe('the profiles of browsers', () => {
  it('of Chromium’s family stand in Local State, and none of them leads out of its folder', () => {
    const state = {
      profile: {
        info_cache: {
          Default: { name: 'Home' },
          'Profile 1': { name: 'Work' },
          '../../etc': { name: 'x' },
          '--flag': { name: 'y' },
          odd: 7,
        },
      },
    };
    expect(chromiumProfiles(JSON.stringify(state)).map(({ key, label }) => `${key}: ${label}`)).toEqual([
      'Default: Home',
      'Profile 1: Work',
    ]);
    for (const text of [undefined, '', '{', '{"profile":{}}']) expect(chromiumProfiles(text)).toHaveLength(1);
  });

  it('of Firefox stand in profiles.ini, with whatever ends its lines', () => {
    const ini =
      '\ufeff[Install4F]\r\nDefault=a\r\n\r\n[Profile1]\r\nName=work\r\nIsRelative=1\r\nPath=x.work\r\n[Profile0]\r\nName=default-release\r\nPath=y.default\r\n[General]\r\n';
    expect(firefoxProfiles(ini).map(({ key, folder }) => `${key} ${folder}`)).toEqual(['work x.work', 'default-release y.default']);
    expect(firefoxProfiles('[Profile0]\nName=-P\nPath=x\n[Profile1]\nName=only\n')).toEqual([]);
  });

  it('have the containers that a person sees, by the name that they see', () => {
    const identities = [
      { public: true, name: 'Acme' },
      { public: true, l10nID: 'userContextWork.label' },
      { public: true, name: '' },
      { name: 'hidden' },
    ];
    expect(containersIn(JSON.stringify({ identities }))).toEqual(['Acme', 'Work']);
    expect(containersIn('no')).toEqual([]);
  });

  it('take containers with an add-on that is switched on', () => {
    const addOn = (active: boolean) => JSON.stringify({ addons: [{ id: '{f069aec0-43c5-4bbf-b6b4-df95c4326b98}', active }] });
    expect([addOn(true), addOn(false), '{}', 'x'].map(takesContainers)).toEqual([true, false, false, false]);
    expect(containerAddress('A & B', 'http://x/?a=b')).toBe('ext+container:name=A%20%26%20B&url=http%3A%2F%2Fx%2F%3Fa%3Db');
  });

  it('are looked for in plain files: a pipe in the place of one holds nothing up', async () => {
    const home = mkdtempSync(join(tmpdir(), 'roletap-browsers-'));
    try {
      for (const program of ['chromium', 'firefox']) {
        writeFileSync(join(home, program), '#!/bin/sh\n');
        chmodSync(join(home, program), 0o700);
      }
      mkdirSync(join(home, '.config/chromium'), { recursive: true });
      execFileSync('mkfifo', [join(home, '.config/chromium/Local State')]);
      const found = await findBrowsers({ platform: 'linux', home, env: { PATH: home } });
      expect(found.map(({ id }) => id)).toEqual(['chromium/Default']);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });

  it('are read from any bytes', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => Array.isArray(chromiumProfiles(text)) && Array.isArray(firefoxProfiles(text)) && Array.isArray(containersIn(text)),
      ),
    );
  });

  it.each(['linux', 'darwin', 'win32'])('are looked for on %s in folders of the person', (platform) => {
    const known = knownBrowsers({ platform, env: { LOCALAPPDATA: 'C:\\l', APPDATA: 'C:\\a', ProgramFiles: 'C:\\p' }, home: '/home/jane' });
    expect(known.map(({ id }) => id)).toEqual(['chrome', 'chromium', 'edge', 'brave', 'vivaldi', 'firefox']);
    for (const { folder } of known) expect(folder).toMatch(platform === 'win32' ? /^C:\\[la]/ : /^\/home\/jane/);
  });
});
