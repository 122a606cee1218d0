#!/usr/bin/env node
// npm run build: src-main and src-renderer -> out/. Bundles everything except Electron and the PC/SC binding, so that a package
// carries one node module and the terminal starts fast.
import { buildOrExit } from './lib/bundle.mjs';

const started = performance.now();
const sizes = await buildOrExit();
const kilobytes = (bytes) => `${Math.ceil(bytes / 1024)} kB`;
process.stdout.write(
  `Built ${[...sizes].map(([name, bytes]) => `${name} ${kilobytes(bytes)}`).join(', ')} in ${Math.round(performance.now() - started)} ms\n`,
);
