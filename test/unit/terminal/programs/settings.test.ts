import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../src-main/app/settings.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { createTerminalSettings } from '../../../../src-main/terminal/programs/settings.adapter.ts';

describe('the settings of the terminal', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roletap-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const file = () => join(folder, 'settings.json');
  const open = (where = folder) => createTerminalSettings(where, { ...systemClock, now: () => 1234 });

  it('are the defaults where nothing was written, and then nothing is', () => {
    expect(open(join(folder, 'new')).get()).toEqual(defaultSettings);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are written for this user alone, beside what the window wrote', () => {
    writeFileSync(file(), JSON.stringify({ clipboardSeconds: 30, ofTheWindow: true }));
    open().update({ knownKeys: { jane: [1] } });
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ clipboardSeconds: 30, ofTheWindow: true, knownKeys: { jane: [1] } });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('are read again each time, as the window writes them too', () => {
    const settings = open();
    writeFileSync(file(), JSON.stringify({ clipboardSeconds: 45 }));
    expect(settings.get().clipboardSeconds).toBe(45);
  });

  it('tell when the window wrote them', async () => {
    const settings = open();
    const told = new Promise<void>((resolve) => {
      const stop = settings.watch(() => {
        stop();
        resolve();
      });
    });
    writeFileSync(file(), JSON.stringify({ clipboardSeconds: 45 }));
    await told;
    expect(settings.get().clipboardSeconds).toBe(45);
  });

  it.each([
    ['cut off', '{"clipboardSeconds":'],
    ['empty', ''],
    ['zeros, as a crash leaves them', '\0\0\0\0'],
  ])('are set aside when they are no JSON: %s', (_, content) => {
    writeFileSync(file(), content);
    const settings = open();
    const movedTo = join(folder, 'settings.broken-1234.json');
    expect(settings.problem).toEqual({ code: 'settings-broken', file: file(), movedTo });
    expect(readFileSync(movedTo, 'utf8')).toBe(content);
    expect(settings.get()).toEqual(defaultSettings);
  });

  it('hold what was read last when another program breaks the file during the run, guards above all, and mend it with the next change', () => {
    const guards = { 'arn:aws:iam::777788889999:role/Admin': true };
    writeFileSync(file(), JSON.stringify({ guards, ofTheWindow: true }));
    const settings = open();
    writeFileSync(file(), '{"guards":');
    expect(settings.get().guards).toEqual(guards);
    settings.update({ recents: ['dev'] });
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ guards, ofTheWindow: true, recents: ['dev'] });
  });

  it('live as long as the run where nothing can be written', () => {
    // A folder in the place of the file: nobody can rename over it, root neither.
    mkdirSync(join(file(), 'in-the-way'), { recursive: true });
    const settings = open();
    settings.update({ clipboardSeconds: 60 });
    expect(settings.get().clipboardSeconds).toBe(60);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});
