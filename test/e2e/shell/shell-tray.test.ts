import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { shellUnderTest } from '../../support/electron/shell-rig.ts';
import { sessionWith, touchWaiting } from '../../support/electron/shell-snapshots.ts';

const { electron, tray, main, start, windows, shown, hidden, openPopover, commands, change } = shellUnderTest({ shared: true });

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
});

describe('the popover', () => {
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
    const newest = await main(() => stub.revision());
    const page = await openPopover();
    expect(await page.evaluate(() => window.seen.map((snapshot) => snapshot.revision))).toEqual([newest]);
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

  test('shows itself when a question comes up, and its cancel stands in the menu', async () => {
    await start();
    await change({ waiting: [touchWaiting] });
    await shown();
    expect(await tray().tooltip()).toBe('Roletap: waiting');
    await tray().click('Cancel touch');
    await eventually(async () => (await commands()).length === 1, 'the command');
    expect(await commands()).toEqual([{ name: 'cancel', payload: { waiting: 'w1' } }]);
  });
});
