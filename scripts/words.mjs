#!/usr/bin/env node
// npm run words: every sentence that a person reads in window, tray, notifications and terminal, with examples of its facts.
//   npm run words -- tray enroll     these rooms of src-main/words
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setUpOrExit } from './lib/run.mjs';

setUpOrExit('run');
// Imported late: it needs what the set-up brought.
const { build } = await import('esbuild');

const outfile = join(root, 'node_modules/.roletap/words.mjs');
await build({
  stdin: {
    contents: "export { listing } from './listing.ts'; export { rooms } from './sentences.ts';",
    resolveDir: join(root, 'test/support/words'),
  },
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { listing, rooms } = await import(pathToFileURL(outfile).href);
const wanted = process.argv.slice(2);
const shown = Object.entries(rooms).filter(([file]) => wanted.length === 0 || wanted.some((word) => file.includes(word)));
process.stdout.write(listing(Object.fromEntries(shown)));
