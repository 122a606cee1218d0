import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { startAgain } from '../../support/electron/electron.ts';
import { shellUnderTest } from '../../support/electron/shell-rig.ts';
import { touchWaiting } from '../../support/electron/shell-snapshots.ts';

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
