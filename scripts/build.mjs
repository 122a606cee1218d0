#!/usr/bin/env node
// npm run build: src-main and src-renderer -> out/. Bundles everything except Electron and the PC/SC binding, so that a package
// carries one node module and the terminal starts fast.
import { setUpOrExit } from './lib/run.mjs';

setUpOrExit('run');
// Imported late: it needs what the set-up brought.
const { buildOrExit } = await import('./lib/bundle.mjs');

const started = performance.now();
const sizes = await buildOrExit();
const kilobytes = (bytes) => `${Math.ceil(bytes / 1024)} kB`;
const list = [...sizes].map(([name, bytes]) => `${name} ${kilobytes(bytes)}`).join(', ');
process.stdout.write(`Built ${list} in ${Math.round(performance.now() - started)} ms\n`);
