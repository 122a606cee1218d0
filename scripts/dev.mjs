#!/usr/bin/env node
// npm run dev [-- --demo]: the app in the tray, built anew after each change of a source: what the window shows is reloaded, and the
// program starts again when its main process changed. Ctrl-C ends it.
import { join } from 'node:path';
import { root, say, setUpOrExit } from './lib/run.mjs';

setUpOrExit('run');
// Imported late: they need what the set-up brought.
const { createProgram } = await import('./lib/dev/program.mjs');
const { watchPrograms } = await import('./lib/dev/watch.mjs');
const { electronFlags } = await import('./lib/electron-flags.mjs');
const { electronRuntime } = await import('./lib/electron-runtime.mjs');

const runtime = electronRuntime();
const folder = join(root, 'out-dev');
/** Files that only the window reads; what the terminal runs is read anew by each run. */
const isWindow = (name) => name.startsWith('renderer/');
const isMain = (name) => name === 'main.cjs' || name === 'preload.cjs';

let stopWatching = async () => {};
const end = async (code) => {
  await Promise.all([program.stop(), stopWatching()]);
  process.exit(code);
};
const program = createProgram({ executable: runtime.executable, args: [...electronFlags(runtime), folder, ...process.argv.slice(2)] }, end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void end(0));

stopWatching = await watchPrograms(folder, async (names) => {
  if (names.some(isMain)) {
    await program.restart();
    say('Started again.');
  } else if (names.some(isWindow)) {
    program.reload();
    say('Reloaded the window.');
  }
});
program.start();
say('Watching src-main and src-renderer. Ctrl-C ends.');
