import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { openPower } from '../../support/electron/desktop.ts';
import { startAgain } from '../../support/electron/electron.ts';
import { shellUnderTest } from '../../support/electron/shell-rig.ts';
import { snapshotWith } from '../../support/electron/shell-snapshots.ts';

const { bundle, home, electron, tray, showTray, main, start, windows, shown, hidden, commands, change } = shellUnderTest();

const prefer = (difference: Partial<ReturnType<typeof snapshotWith>['preferences']>) =>
  change({ preferences: { ...snapshotWith({}).preferences, ...difference } });
/** What the system told of these kinds. */
const handled = async (...kinds: readonly string[]) => (await main(() => stub.handled)).filter(({ kind }) => kinds.includes(kind));

describe('the system tells the app', () => {
  const withPower = async (work: (power: Awaited<ReturnType<typeof openPower>>) => Promise<void>) => {
    const power = await openPower('c7');
    try {
      const DBUS_SYSTEM_BUS_ADDRESS = process.env.DBUS_SESSION_BUS_ADDRESS ?? '';
      await start({ environment: { DBUS_SYSTEM_BUS_ADDRESS, XDG_SESSION_ID: 'c7' } });
      await work(power);
    } finally {
      power.stop();
    }
  };

  test('of sleep and of waking up, once each', () =>
    withPower(async (power) => {
      power.sleep(true);
      await eventually(async () => (await handled('suspend', 'resume')).length === 1, 'it sleeps');
      power.sleep(false);
      await eventually(async () => (await handled('suspend', 'resume')).length === 2, 'it woke up');
      expect(await handled('suspend', 'resume')).toEqual([{ kind: 'suspend' }, { kind: 'resume' }]);
      // Ended as a person does: after a sleep the driver's own way to end the program hangs.
      const ended = new Promise((resolve) => electron().process().once('exit', resolve));
      await tray().click('Quit');
      await ended;
    }));

  test('of the lock of this session by the screen saver and by logind, once, and of nobody else’s', () =>
    withPower(async (power) => {
      await main(() => stub.writeSecret('123456'));
      // The program listens to logind only after an answer of logind: told until it is heard.
      await eventually(async () => {
        power.lockOtherSession();
        power.lockSession();
        return (await handled('lock')).length > 0;
      }, 'it is locked');
      power.screenSaver(true);
      power.screenSaver(false);
      await eventually(async () => (await handled('unlock')).length === 1, 'it is unlocked');
      expect(await handled('lock', 'unlock')).toEqual([{ kind: 'lock' }, { kind: 'unlock' }]);
      expect(await electron().evaluate(({ clipboard }) => clipboard.readText())).toBe('');
    }));

  test('of the screen saver alone, and of no lock of another session', () =>
    withPower(async (power) => {
      power.lockOtherSession();
      await eventually(async () => {
        power.screenSaver(true);
        return (await handled('lock')).length > 0;
      }, 'it is locked');
      expect(await handled('lock', 'unlock')).toEqual([{ kind: 'lock' }]);
    }));
});

describe('the shortcut', () => {
  const press = (keys: string) => spawnSync('xdotool', ['key', keys]);

  test('opens the popover and puts it away, follows the preference, and tells what became of it', async () => {
    await start();
    expect(await handled('shortcut')).toEqual([{ kind: 'shortcut', state: 'on' }]);
    press('ctrl+alt+y');
    await shown();
    await eventually(() => electron().evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null), 'it has the focus');
    expect(await commands()).toEqual([]);
    press('ctrl+alt+y');
    await hidden();
    await prefer({ shortcut: 'Control+Alt+U' });
    press('ctrl+alt+u');
    await shown();
    await prefer({ shortcut: '' });
    await prefer({ shortcut: 'Control+Alt+Rubbish' });
    expect(await electron().evaluate(({ globalShortcut }) => globalShortcut.isRegistered('Control+Alt+U'))).toBe(false);
    expect((await handled('shortcut')).map((event) => ('state' in event ? event.state : ''))).toEqual(['on', 'on', 'off', 'taken']);
  });

  test('is told to be taken when another program has it', async () => {
    await start();
    // The same key for the same X server: whoever comes second does not get it.
    await electron().evaluate(({ globalShortcut }) => globalShortcut.register('Control+Alt+J', () => {}));
    await prefer({ shortcut: 'Control+Alt+J' });
    expect((await handled('shortcut')).at(-1)).toEqual({ kind: 'shortcut', state: 'taken' });
  });
});

describe('the start at login', () => {
  const entry = () => join(home().environment.XDG_CONFIG_HOME ?? '', 'autostart', 'roletap.desktop');
  const written = () => eventually(() => existsSync(entry()) && readFileSync(entry(), 'utf8'), 'the entry is written');

  test('is a file that the desktop reads, which names what runs, and goes with the preference', async () => {
    await start();
    expect(await handled('login-item')).toEqual([{ kind: 'login-item', possible: true }]);
    expect(existsSync(entry())).toBe(false);
    await prefer({ startAtLogin: true });
    const executable = await electron().evaluate(() => process.execPath);
    expect(await written()).toContain(`Exec="${executable}" "${bundle()}" --hidden\n`);
    await prefer({ startAtLogin: false });
    await eventually(() => !existsSync(entry()), 'the entry is gone');
  });

  test('leaves a file alone that somebody else wrote, and one that was switched off by the desktop', async () => {
    mkdirSync(join(entry(), '..'), { recursive: true });
    writeFileSync(entry(), '[Desktop Entry]\nExec=mine\n');
    await start();
    await prefer({ notifications: false });
    expect(readFileSync(entry(), 'utf8')).toBe('[Desktop Entry]\nExec=mine\n');
    writeFileSync(entry(), '[Desktop Entry]\nExec=mine\nHidden=true\n');
    await prefer({ startAtLogin: true });
    await prefer({ startAtLogin: false });
    expect(readFileSync(entry(), 'utf8')).toContain('Hidden=true');
  });

  test('shows no window, also where nobody shows icons yet, and the icon when somebody does', async () => {
    await start({ panel: false, args: ['--hidden'] });
    expect(await windows()).toEqual([]);
    await showTray();
    await tray().registered();
    expect(await windows()).toEqual([]);
    const second = startAgain({ app: bundle(), home: home(), args: ['--hidden'] });
    expect(await second.ended).toBe(0);
    expect(await windows()).toEqual([]);
    const third = startAgain({ app: bundle(), home: home() });
    expect(await third.ended).toBe(0);
    await shown();
  });
});

describe('the rest of the preferences', () => {
  test('set the theme', async () => {
    await start();
    await prefer({ theme: 'dark' });
    expect(await electron().evaluate(({ nativeTheme }) => [nativeTheme.themeSource, nativeTheme.shouldUseDarkColors])).toEqual([
      'dark',
      true,
    ]);
    await prefer({ theme: 'system' });
    expect(await electron().evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('system');
  });

  test('are heard of before the program ends', async () => {
    const started = await start();
    const ended = new Promise<number | null>((resolve) => started.process().once('exit', resolve));
    await tray().click('Quit');
    expect(await ended).toBe(0);
    expect(existsSync(join(home().userData, 'before-quit'))).toBe(true);
    expect(existsSync(join(home().userData, 'closed'))).toBe(true);
  });
});
