import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  autostartEntry,
  canStartAtLogin,
  isAutostartEntry,
  isSwitchedOff,
  startCommand,
} from '../../../../src-main/shell/system/autostart-entry.ts';

const execOf = (text: string) => /^Exec=(.*)$/m.exec(text)?.[1];

describe('what starts the program at login', () => {
  const startOf = (env: Readonly<Record<string, string>>, executable = '/tmp/.mount_RoleX/roletap', packaged = true) =>
    startCommand({ packaged, executable, clone: '/clone', env });

  it('is the AppImage that it runs out of', () => {
    expect(startOf({ APPDIR: '/tmp/.mount_RoleX', APPIMAGE: '/home/jane/Roletap.AppImage' })).toEqual(['/home/jane/Roletap.AppImage']);
  });

  it('is itself, whatever AppImage it was started by', () => {
    const others = { APPDIR: '/tmp/.mount_Term', APPIMAGE: '/home/jane/Terminal.AppImage' };
    expect(startOf(others, '/opt/Roletap/roletap')).toEqual(['/opt/Roletap/roletap']);
    expect(startOf(others, '/tmp/.mount_Terminal/roletap')).toEqual(['/tmp/.mount_Terminal/roletap']);
    expect(startOf({ APPIMAGE: '/evil' }, '/opt/Roletap/roletap')).toEqual(['/opt/Roletap/roletap']);
    expect(startOf({ APPIMAGE: '/evil', APPDIR: '' }, '/opt/Roletap/roletap')).toEqual(['/opt/Roletap/roletap']);
    expect(startOf(others, '/electron', false)).toEqual(['/electron', '/clone']);
  });
});

describe('the entry for the start at login', () => {
  it('starts the program unseen, with its path in quotes', () => {
    const text = autostartEntry(['/opt/My Tools/roletap']);
    expect(execOf(text)).toBe('"/opt/My Tools/roletap" --hidden');
    expect(text).toContain('X-GNOME-Autostart-enabled=true\n');
    expect(isAutostartEntry(text)).toBe(true);
  });

  it('escapes what the desktop would read as a code, a variable or an end', () => {
    expect(execOf(autostartEntry(['/a"b', '/50%', '/$HOME`x`', 'c:\\d']))).toBe(
      String.raw`"/a\\"b" "/50%%" "/\\$HOME\\${'`'}x\\${'`'}" "c:\\\\d" --hidden`,
    );
  });

  it('is read by GLib as it was meant', async (test) => {
    const folder = mkdtempSync(join(tmpdir(), 'roletap-entry-'));
    try {
      const program = join(folder, 'a "b" $c `d` \\e');
      const heard = join(folder, 'heard');
      writeFileSync(program, `#!/bin/sh\nprintf '%s|' "$@" > '${heard}.part' && mv '${heard}.part' '${heard}'\n`, { mode: 0o755 });
      const file = join(folder, 'roletap.desktop');
      writeFileSync(file, autostartEntry([program, '/50% of "it" $x \\y']));
      const read = spawnSync('gio', ['launch', file], { encoding: 'utf8' });
      if (read.error) return test.skip('gio of GLib is not there');
      expect(read.stderr).toBe('');
      await vi.waitFor(() => expect(readFileSync(heard, 'utf8')).toBe('/50% of "it" $x \\y|--hidden|'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is known again, also when the person switched it off with the tools of the desktop', () => {
    expect(isAutostartEntry('[Desktop Entry]\nExec=roletap\n')).toBe(false);
    expect(isSwitchedOff(autostartEntry(['/r']))).toBe(false);
    expect(isSwitchedOff(autostartEntry(['/r']).replace('enabled=true', 'enabled=false'))).toBe(true);
    expect(isSwitchedOff(`${autostartEntry(['/r'])}Hidden=true\n`)).toBe(true);
  });

  it.each<[string, boolean, Record<string, string>, boolean]>([
    ['linux', false, {}, true],
    ['linux', true, { FLATPAK_ID: 'x' }, false],
    ['linux', true, { SNAP: '/snap/x' }, false],
    ['darwin', true, {}, true],
    ['darwin', false, {}, false],
    ['win32', false, {}, false],
  ])('on %s, packaged %j, in %j is possible: %j', (platform, packaged, env, possible) => {
    expect(canStartAtLogin(platform, packaged, env)).toBe(possible);
  });
});
