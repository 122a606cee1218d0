import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import { chromium } from '../../support/gallery/server.mjs';
import { skippedFor } from '../../support/skips.ts';

const why = !existsSync(chromium.executablePath) && `there is no Chromium at ${chromium.executablePath}`;

/** Consoles of two roles at once in the real Chromium: two browsers of its family, each a process with files of its own. */
describe('two consoles in the real Chromium', skippedFor(why), () => {
  let stage: Stage;
  let bin: string;

  withPluggedKey({ account: 'no-touch' }, (rig) => {
    ({ stage } = rig);
  });

  const put = (file: string, text: string, mode = 0o644): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
  };
  const pids: string[] = [];

  /** The program under another name, with a folder of its own; what it asks of the network by itself only takes time. */
  const browser = (name: string) => {
    const pid = join(stage.home.folder, `${name}.pid`);
    pids.push(pid);
    const quiet = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    const more = ['--disable-component-update', '--disable-sync', '--password-store=basic', '--no-proxy-server', '--disable-dev-shm-usage'];
    const words = [...quiet, ...more, `--user-data-dir='${join(stage.home.folder, name)}'`].join(' ');
    put(join(bin, name), `#!/bin/sh\necho $$ >> '${pid}'\nexec '${chromium.executablePath}' ${words} "$@"\n`, 0o755);
  };

  beforeEach(() => {
    bin = join(stage.home.folder, 'bin');
    browser('chromium');
    browser('google-chrome');
  });
  afterEach(() => {
    for (const file of pids.splice(0)) {
      if (!existsSync(file)) continue;
      for (const pid of readFileSync(file, 'utf8').trim().split('\n')) {
        try {
          process.kill(Number(pid));
        } catch {
          // One that handed its address on has ended.
        }
      }
    }
  });

  const open = (role: string, where: string, ...more: readonly string[]) =>
    stage.roletap(['console', role, '--browser', where, ...more, '--json'], {
      environment: { PATH: `${bin}:${process.env.PATH ?? ''}` },
    }).ended;
  const logins = () => stage.simulator.requests.filter(({ action }) => action === 'login').map(({ status }) => status);

  test('stay open beside each other, each on the page that was asked for', async () => {
    const first = await open('dev', 'chromium/Default', '--service', 'ec2');
    expect(first.code, first.stderr).toBe(0);
    await expect.poll(logins).toEqual([200]);
    const second = await open('prod', 'chrome/Default', '--region', 'eu-west-1');
    expect(second.code, second.stderr).toBe(0);
    await expect.poll(logins).toEqual([200, 200]);
    const living = pids.map((file) => Number(readFileSync(file, 'utf8')));
    // Throws where one has ended.
    expect(living.map((pid) => process.kill(pid, 0))).toEqual([true, true]);
    const [destination, other] = stage.simulator.requests
      .filter(({ action }) => action === 'login')
      .map(({ parameters }) => parameters.Destination);
    expect(destination).toContain('ec2');
    expect(other).toContain('eu-west-1');
  });
});
