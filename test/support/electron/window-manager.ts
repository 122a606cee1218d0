import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronRuntime } from '../../../scripts/lib/electron-runtime.mjs';
import { eventually } from '../app/eventually.ts';
import type { TestHome } from '../app/test-home.ts';

const xdotool = (...words: string[]): string => spawnSync('xdotool', words, { encoding: 'utf8' }).stdout.trim();

/** The title of the window that has the keyboard; empty when none has. */
export const activeWindow = (): string => xdotool('getactivewindow', 'getwindowname');

/** The window with this title, once the display shows it. */
const drawn = (title: string): Promise<string> =>
  eventually(() => xdotool('search', '--onlyvisible', '--name', title).split('\n')[0] || undefined, `a window named ${title}`);

/** Gives the keyboard to the window with this title, as a window manager does that knows better. */
export const forceFocus = async (title: string): Promise<void> => void xdotool('windowactivate', await drawn(title));

/** A click into the window with this title. */
export const clickInto = async (title: string): Promise<void> =>
  void xdotool('mousemove', '--window', await drawn(title), '100', '100', 'click', '1');

/**
 * openbox on the display of this test; call it before the program starts. It waits for one that was ended to leave the display, which the
 * X server may hear of only after its process is gone.
 */
export const startWindowManager = async ({ environment }: TestHome) => {
  const manager = spawn('openbox', ['--replace', '--sm-disable'], { env: environment, stdio: 'ignore' });
  const running = () => spawnSync('xdotool', ['get_num_desktops']).status === 0;
  await eventually(running, 'the window manager runs');
  return { stop: () => end(manager) };
};

/** A program of somebody else with one window of this title, which has the keyboard when this resolves. */
export const startOtherProgram = async (home: TestHome, title: string) => {
  const folder = join(home.folder, 'other');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'other', version: '0.0.0', main: 'main.cjs' }));
  const main = `const { app, BrowserWindow } = require('electron');
    app.whenReady().then(() => new BrowserWindow({ x: 20, y: 20, width: 200, height: 150, title: ${JSON.stringify(title)} }));`;
  writeFileSync(join(folder, 'main.cjs'), main);
  const words = ['--no-sandbox', `--user-data-dir=${join(folder, 'data')}`, folder];
  const program = spawn(electronRuntime().executable, words, { env: home.environment, stdio: 'ignore' });
  await eventually(() => activeWindow() === title, 'the other program has the keyboard');
  return { stop: () => end(program) };
};

const end = (program: ChildProcess): Promise<void> => {
  const ended = new Promise<void>((resolve) => program.once('exit', () => resolve()));
  program.kill();
  return ended;
};
