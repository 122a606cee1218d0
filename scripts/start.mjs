#!/usr/bin/env node
// npm start [-- --demo]: set-up, build, and the app in the tray; where there is no display, the demo's main job in the terminal.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foreground, root, say, setUpOrExit } from './lib/run.mjs';

setUpOrExit('run');
// Imported late: they need what the set-up brought.
const { buildOrExit } = await import('./lib/bundle.mjs');
const { electronRuntime } = await import('./lib/electron-runtime.mjs');
const { electronFlags } = await import('./lib/electron-flags.mjs');
await buildOrExit();

const words = process.argv.slice(2);
const { DISPLAY, WAYLAND_DISPLAY } = process.env;

if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
  say('No display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so there is no tray to sit in.');
  say('Running the demo in the terminal instead: a virtual YubiKey and a small STS, nothing of yours is touched.\n');
  process.exit(await foreground(process.execPath, [join(root, 'out/cli.cjs'), 'demo']));
}

const runtime = electronRuntime();
if (!existsSync(join(root, 'out/main.cjs'))) say('out/main.cjs is missing: nothing to start.');
process.exit(await foreground(runtime.executable, [...electronFlags(runtime), root, ...words]));
