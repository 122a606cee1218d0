#!/usr/bin/env node
// npm run torture: the user's files beside programs that know nothing of us, and under kill -9. Prints a line for each way and ends with 1
// when an edit was lost, a file torn, a write refused or something left lying about.
//   npm run torture -- --rounds 1000 --seed 7            everything, so often, with these moments
//   npm run torture -- --rounds 5000 aws truncates-30    these ways of writing, with this pause in milliseconds
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { root, say, setUpOrExit } from './lib/run.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const [rounds, seed] = [Number(values.rounds), Number(values.seed)];

setUpOrExit('run');
// Imported late: it needs what the set-up brought.
const { build } = await import('esbuild');
const from = join(root, 'test/support/torture');
const outfile = join(root, 'node_modules/.roletap/torture.mjs');
await build({
  entryPoints: [join(from, 'files.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
  define: { 'import.meta.dirname': JSON.stringify(from) },
});
const { torture } = await import(pathToFileURL(outfile).href);
let isClean = true;
for await (const { name, counts } of torture(
  rounds,
  seed,
  (name) => positionals.length === 0 || positionals.some((word) => name.startsWith(word)),
)) {
  const { foreignEdits, ourEdits, lost, torn, refused, litter } = counts;
  isClean &&= lost + torn + refused + litter === 0;
  say(
    `${name.padEnd(14)} ${foreignEdits} edits of others, ${ourEdits} of ours: ${lost} lost, ${torn} torn, ${refused} refused, ${litter} left over`,
  );
}
process.exitCode = isClean ? 0 : 1;
