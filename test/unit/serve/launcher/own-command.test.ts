import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOwnCommand } from '../../../../src-main/serve/launcher/own-command.adapter.ts';

describe('the command in the person’s own folder', () => {
  let folder: string;
  const put = (name: string, text = '') => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const link = () => join(folder, 'home/.local/bin/roletap');
  const command = (more: Partial<Parameters<typeof createOwnCommand>[0]> = {}) =>
    createOwnCommand({
      platform: 'linux',
      home: join(folder, 'home'),
      env: {},
      programs: join(folder, 'app/resources/app.asar/out'),
      shared: join(folder, 'usr/bin'),
      ...more,
    });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roletap-command-'));
    put('app/resources/terminal/roletap', 'the terminal');
    put('app/resources/terminal/programs/cli.cjs');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is put there as a link, and taken away again', async () => {
    expect(await command().place()).toBe('absent');
    expect(await command().set(true)).toEqual({ ok: true, value: 'installed' });
    expect(readlinkSync(link())).toBe(join(folder, 'app/resources/terminal/roletap'));
    expect(await command().set(false)).toEqual({ ok: true, value: 'absent' });
    expect(existsSync(link())).toBe(false);
  });

  test('is a copy where the app is an AppImage, which is gone when it ends', async () => {
    const env = { APPDIR: join(folder, 'app') };
    expect(await command({ env }).set(true)).toEqual({ ok: true, value: 'installed' });
    rmSync(join(folder, 'app'), { recursive: true });
    expect(readFileSync(link(), 'utf8')).toBe('the terminal');
    put('app/resources/terminal/roletap');
    put('app/resources/terminal/programs/cli.cjs');
    expect(await command({ env }).set(false)).toEqual({ ok: true, value: 'absent' });
    expect(existsSync(join(folder, 'home/.local/share/roletap/terminal'))).toBe(false);
  });

  test('is brought up to the version of a new AppImage, and left alone where nobody put it there', async () => {
    const env = { APPDIR: join(folder, 'app') };
    await command({ env }).refresh();
    expect(existsSync(link())).toBe(false);
    await command({ env }).set(true);
    put('app/resources/terminal/roletap', 'the next terminal');
    await command({ env }).refresh();
    expect(readFileSync(link(), 'utf8')).toBe('the next terminal');
    const { ino } = statSync(link());
    await command({ env }).refresh();
    expect(statSync(link()).ino).toBe(ino);
    rmSync(join(folder, 'home/.local/share'), { recursive: true });
    await command({ env }).refresh();
    expect(readFileSync(link(), 'utf8')).toBe('the next terminal');
  });

  test('follows an app that was moved, and makes room for the command of a package', async () => {
    await command().set(true);
    renameSync(join(folder, 'app'), join(folder, 'moved'));
    const moved = { programs: join(folder, 'moved/resources/app.asar/out') };
    await command(moved).refresh();
    expect(readFileSync(link(), 'utf8')).toBe('the terminal');
    const passing = { ...moved, env: { APPDIR: join(folder, 'moved') } };
    await command(moved).set(false);
    await command(passing).set(true);
    mkdirSync(join(folder, 'usr/bin'), { recursive: true });
    symlinkSync(join(folder, 'moved/resources/terminal/roletap'), join(folder, 'usr/bin/roletap'));
    await command(moved).refresh();
    expect(existsSync(link()) || existsSync(join(folder, 'home/.local/share/roletap/terminal'))).toBe(false);
  });

  test('leaves a program of somebody else where it is', async () => {
    put('home/.local/bin/roletap', 'mine');
    await command().refresh();
    await command({ env: { APPDIR: join(folder, 'app') } }).refresh();
    expect(await command().set(true)).toEqual({ ok: true, value: 'other' });
    expect(await command().set(false)).toEqual({ ok: true, value: 'other' });
    expect(readFileSync(link(), 'utf8')).toBe('mine');
  });

  test('is the package’s business where that has put it on the PATH', async () => {
    mkdirSync(join(folder, 'usr/bin'), { recursive: true });
    symlinkSync(join(folder, 'app/resources/terminal/roletap'), join(folder, 'usr/bin/roletap'));
    expect(await command().set(true)).toEqual({ ok: true, value: 'system' });
    expect(existsSync(link())).toBe(false);
  });

  test('is none in a clone and on Windows', async () => {
    expect(await command({ programs: join(folder, 'out') }).place()).toBe('none');
    expect(await command({ platform: 'win32' }).place()).toBe('none');
  });

  test('says which file could not be made', async () => {
    put('home/.local', 'no folder');
    expect(await command().set(true)).toMatchObject({ ok: false, problem: { code: 'file-read-only', file: link() } });
  });
});
