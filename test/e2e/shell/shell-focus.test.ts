import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { openDesktop } from '../../support/electron/desktop.ts';
import { shellUnderTest } from '../../support/electron/shell-rig.ts';
import { touchWaiting } from '../../support/electron/shell-snapshots.ts';
import { activeWindow, clickInto, forceFocus, startOtherProgram, startWindowManager } from '../../support/electron/window-manager.ts';

const { home, electron, start, windows, shown, hidden, change, commands } = shellUnderTest();

const terraform = { kind: 'program', name: 'terraform', pid: 4121, sure: true } as const;
const askedByProgram = { ...touchWaiting, askers: [terraform] };

/** Under a real window manager, beside a real program that has the keyboard. */
describe('the keyboard', () => {
  let stops: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    stops = [(await startWindowManager(home())).stop];
    stops.unshift((await startOtherProgram(home(), 'editor')).stop);
  });
  afterEach(async () => {
    for (const stop of stops) await stop();
  });

  const title = () => electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '');
  const hasKeyboard = () => eventually(async () => activeWindow() === (await title()), 'the window has the keyboard');

  test('stays where it is when a program asks, and the window goes again at the end', async () => {
    await start();
    await change({ waiting: [askedByProgram] });
    await shown();
    expect(activeWindow()).toBe('editor');
    await change({ waiting: [] });
    await hidden();
    expect(activeWindow()).toBe('editor');
  });

  test('goes back when the window manager takes it away for the question', async () => {
    const desktop = await openDesktop();
    stops.push(async () => desktop.stop());
    await start();
    await change({ waiting: [askedByProgram] });
    await shown();
    await forceFocus(await title());
    await hidden();
    await eventually(() => activeWindow() === 'editor', 'the editor has it again');
    await eventually(() => desktop.notifications().some(({ title }) => title === 'Question w1'), 'a notification tells it');
    expect(await commands()).toEqual([]);
  });

  test('is for the window once somebody clicked into it, also after the question', async () => {
    await start();
    await change({ waiting: [askedByProgram] });
    await shown();
    await clickInto(await title());
    await hasKeyboard();
    await change({ waiting: [] });
    await change({ card: { kind: 'no-key' } });
    expect(activeWindow()).toBe(await title());
    expect(await windows()).toEqual([true]);
  });

  test('stays where it is for an ordinary window, which goes again as well', async () => {
    await start({ panel: false, args: ['--hidden'] });
    await change({ waiting: [askedByProgram] });
    await shown();
    expect(activeWindow()).toBe('editor');
    await change({ waiting: [] });
    await hidden();
    expect(activeWindow()).toBe('editor');
  });

  test('leaves an ordinary window that was put away, which stays in the taskbar', async () => {
    await start({ panel: false, args: ['--by-hand'] });
    await shown();
    await hasKeyboard();
    await electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await eventually(
      () => electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()),
      'the window is minimised',
    );
    await electron().evaluate(({ app }) => void app.emit('activate'));
    await hasKeyboard();
  });

  test('comes to the window for what a person asked at the tray', async () => {
    await start();
    await change({ waiting: [touchWaiting] });
    await shown();
    await hasKeyboard();
  });

  test('comes to the window that a program had brought up, when a person asks next', async () => {
    await start();
    await change({ waiting: [askedByProgram] });
    await shown();
    await change({ waiting: [askedByProgram, { ...touchWaiting, id: 'w2' }] });
    await hasKeyboard();
  });
});
