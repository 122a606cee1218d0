#!/usr/bin/env node
// npm run bench: set-up, build, then bench/ in the sandbox with a display and a session bus of its own; prints one table and ends
// with 1 when a line is over its limit.
//   npm run bench -- terminal files     these parts
import { foreground, setUpOrExit } from './lib/run.mjs';
import { desktop } from './lib/sandbox.mjs';

setUpOrExit('test');
// Imported late: they need what the set-up brought.
const { buildOrExit } = await import('./lib/bundle.mjs');
const { bundleBench } = await import('./lib/bundle-bench.mjs');

await buildOrExit();
const program = await bundleBench();
const [command, ...args] = [...desktop, process.execPath, program, ...process.argv.slice(2)];
process.exit(await foreground(command, args));
