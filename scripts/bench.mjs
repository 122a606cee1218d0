#!/usr/bin/env node
// npm run bench: set-up, build, then bench/ in the sandbox with a display and a session bus of its own; prints one table and ends
// with 1 when a line is over its limit.
//   npm run bench -- terminal files     these parts
import { join } from 'node:path';
import { foreground, root, setUpOrExit } from './lib/run.mjs';

setUpOrExit('test');
// Imported late: they need what the set-up brought.
const { buildOrExit } = await import('./lib/bundle.mjs');
const { bundleBench } = await import('./lib/bundle-bench.mjs');

await buildOrExit();
const program = await bundleBench();
const sandbox = ['bash', join(root, 'scripts/sandbox.sh'), 'xvfb-run', '-a', '-s', '-screen 0 1280x1024x24', 'dbus-run-session', '--'];
const [command, ...args] = [...sandbox, process.execPath, program, ...process.argv.slice(2)];
process.exit(await foreground(command, args));
