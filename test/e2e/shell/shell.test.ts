import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { startAgain } from '../../support/electron/electron.ts';
import { shellUnderTest } from '../../support/electron/shell-rig.ts';
import { sessionWith, touchWaiting } from '../../support/electron/shell-snapshots.ts';

const { bundle, home, electron, tray, showTray, main, start, windows, shown, hidden, openPopover, commands, change } = shellUnderTest();

/** Another window takes the focus, as when somebody goes on working elsewhere. */
const takeFocus = () =>
  electron().evaluate(async ({ BrowserWindow }) => {
    const [popover] = BrowserWindow.getAllWindows();
    const lost = new Promise((resolve) => popover?.once('blur', resolve));
    const other = new BrowserWindow({ width: 100, height: 100 });
    other.show();
    other.focus();
    await lost;
    other.destroy();
  });

describe('the tray', () => {
  test('starts with an icon and no window', async () => {
    await start();
    await tray().registered();
    expect(await windows()).toEqual([]);
    expect(await tray().tooltip()).toBe('Roletap: idle');
  });

  test('runs the command of the line that was clicked', async () => {
    await start();
    await tray().click('prod');
    await tray().click('Copy code for jane');
    await eventually(async () => (await commands()).length === 2, 'both commands');
    expect(await commands()).toEqual([
      { name: 'tap', payload: { role: 'prod' } },
      { name: 'copyCode', payload: { keyId: 'k1', account: 'a1' } },
    ]);
  });

  test('shows names with an ampersand and an underscore as they are', async () => {
    await start();
    expect(await tray().labels()).toEqual([
      'YubiKey 5C NFC',
      'Account 111122223333',
      'dev_two & three',
      'prod',
      'Copy code for jane',
      'Open Roletap',
      'Activity',
      'Settings',
      'Set up a YubiKey',
      'Quit',
    ]);
  });

  test('follows the snapshot with icon, tooltip and menu', async () => {
    await start();
    const idle = await tray().icon();
    await change({
      sessions: [sessionWith({ expires: Date.parse('2026-11-22T12:47:00Z') })],
      can: { copyCode: true, startDemo: false, endAll: true, renewAll: false },
    });
    await eventually(async () => (await tray().labels()).includes('prod — 47 min left'), 'the session in the menu');
    expect(await tray().tooltip()).toBe('Roletap: active');
    expect(await tray().icon()).not.toBe(idle);
    await tray().click('End session');
    await eventually(async () => (await commands()).length === 1, 'the command');
    expect(await commands()).toEqual([{ name: 'end', payload: { target: 'prod-tap' } }]);
  });

  test('keeps the menu that is there while it says the same', async () => {
    await start();
    const before = (await tray().lines()).map((line) => line.id);
    await change({ notices: [{ kind: 'clock', seconds: 7 }] });
    expect((await tray().lines()).map((line) => line.id)).toEqual(before);
    await change({ card: { kind: 'no-key' } });
    expect((await tray().lines()).map((line) => line.id)).not.toEqual(before);
  });

  test('quits from its menu, closing the app first', async () => {
    const started = await start();
    const ended = new Promise<number | null>((resolve) => started.process().once('exit', resolve));
    await tray().click('Quit');
    expect(await ended).toBe(0);
    expect(existsSync(join(home().userData, 'closed'))).toBe(true);
  });
});

describe('the popover', () => {
  test('opens at a start by hand, and not at the login', async () => {
    await start({ args: ['--by-hand'] });
    await shown();
  });

  test('opens by a click on the icon, frameless, in the corner and out of the taskbar', async () => {
    await start();
    await openPopover();
    const window = await electron().evaluate(({ BrowserWindow, screen }) => {
      const [only] = BrowserWindow.getAllWindows();
      return { bounds: only?.getBounds(), top: only?.isAlwaysOnTop(), area: screen.getPrimaryDisplay().workArea };
    });
    expect(window.bounds).toEqual({ x: window.area.x + window.area.width - 400, y: window.area.y + 8, width: 392, height: 600 });
    expect(window.top).toBe(true);
  });

  test('gets the newest snapshot at once and each newer one', async () => {
    await start();
    await change({ notices: [] });
    const page = await openPopover();
    expect(await page.evaluate(() => window.seen.map((snapshot) => snapshot.revision))).toEqual([2]);
    await change({ card: { kind: 'no-key' } });
    await page.waitForFunction(() => window.seen.at(-1)?.card.kind === 'no-key');
  });

  test('hides on Escape and on a second click', async () => {
    await start();
    const page = await openPopover();
    await page.keyboard.press('Escape');
    await hidden();
    await tray().activate();
    await shown();
    await tray().activate();
    await hidden();
  });

  test('hides when something else takes the focus', async () => {
    await start();
    await openPopover();
    await takeFocus();
    await hidden();
  });

  test('stays without the focus while a question is open, and goes after it has shown the outcome', async () => {
    await start();
    await openPopover();
    await change({ waiting: [touchWaiting] });
    await takeFocus();
    expect(await windows()).toEqual([true]);
    await change({ waiting: [] });
    expect(await windows()).toEqual([true]);
    await hidden();
  });

  test('ignores the click that took its focus', async () => {
    await start();
    await openPopover();
    await takeFocus();
    await tray().activate();
    await hidden();
  });

  test('shows itself when a question comes up, and its cancel stands in the menu', async () => {
    await start();
    await change({ waiting: [touchWaiting] });
    await shown();
    expect(await tray().tooltip()).toBe('Roletap: waiting');
    await tray().click('Cancel touch');
    await eventually(async () => (await commands()).length === 1, 'the command');
    expect(await commands()).toEqual([{ name: 'cancel', payload: { waiting: 'w1' } }]);
  });

  test('is let go after its idle time, and made anew by the next click', async () => {
    await start({ environment: { STUB_IDLE_MILLIS: '150' } });
    const page = await openPopover();
    const gone = page.waitForEvent('close');
    await page.keyboard.press('Escape');
    await gone;
    expect(await windows()).toEqual([]);
    const again = await openPopover();
    expect(await again.evaluate(() => window.seen.length)).toBe(1);
  });

  test('is brought to the front by a second start, which ends', async () => {
    await start();
    const second = startAgain({ app: bundle(), home: home() });
    expect(await second.ended).toBe(0);
    await shown();
    await eventually(() => second.said() === 'runs already\n', 'the second start says so in its terminal');
  });

  test.each([
    ['in the tray', true],
    ['in a window', false],
  ])('says to whoever started it in a terminal that it is %s', async (line, panel) => {
    if (panel) await showTray();
    const first = startAgain({ app: bundle(), home: home() });
    await eventually(() => first.said() === `${line}\n`, 'the start says where it is');
    first.process.kill();
    await first.ended;
  });

  test('is an ordinary window, shown at the start, where nobody shows tray icons', async () => {
    await start({ panel: false, args: ['--by-hand'] });
    await shown();
    const top = await electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isAlwaysOnTop());
    expect(top).toBe(false);
  });

  test('gets an icon when a panel comes later', async () => {
    await start({ panel: false });
    await showTray();
    await tray().registered();
    await tray().click('prod');
    await eventually(async () => (await commands()).length === 1, 'the command');
  });
});

describe('the demo', () => {
  test('takes the place of the real app, and the window follows', async () => {
    await start();
    const page = await openPopover();
    await page.evaluate(() => window.roletap.send('startDemo', null));
    await page.waitForFunction(() => window.seen.at(-1)?.demo === true);
    const revisions = await page.evaluate(() => window.seen.map((snapshot) => snapshot.revision));
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    expect(new Set(revisions).size).toBe(revisions.length);
    expect(await main(() => stub.closed())).toBe(1);
  });
});
