#!/usr/bin/env node
// npm run torture: the user's files beside programs that know nothing of us, under kill -9, and read by others. Prints a line for each way and ends with 1
// when an edit was lost, a file torn, a write refused, something left lying about, or a value differs from what another reader takes without a note.
//   npm run torture -- --rounds 1000 --seed 7            everything, so often, with these moments
//   npm run torture -- --rounds 5000 aws truncates-30    these ways of writing, with this pause in milliseconds
//   npm run torture -- readers                           20,000 pairs of files, read by Roletap, aws and the SDKs: 100 a round
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
/** What a file below test/support exports. */
const load = async (folder, name) => {
  const from = join(root, 'test/support', folder);
  const outfile = join(root, `node_modules/.roletap/torture-${name}.mjs`);
  await build({
    entryPoints: [join(from, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
    define: { 'import.meta.dirname': JSON.stringify(from) },
  });
  return import(pathToFileURL(outfile).href);
};
const isWanted = (name) => positionals.length === 0 || positionals.some((word) => name.startsWith(word));
let isClean = true;
const { torture } = await load('torture', 'files');
for await (const { name, counts } of torture(rounds, seed, isWanted)) {
  const { foreignEdits, ourEdits, lost, torn, refused, litter } = counts;
  isClean &&= lost + torn + refused + litter === 0;
  say(
    `${name.padEnd(14)} ${foreignEdits} edits of others, ${ourEdits} of ours: ${lost} lost, ${torn} torn, ${refused} refused, ${litter} left over`,
  );
}
if (isWanted('readers')) {
  const { compareReaders } = await load('readers', 'run');
  const { pairs, clean, differ, unsaid } = await compareReaders(rounds * 100, seed);
  isClean &&= unsaid.length === 0;
  for (const line of unsaid.slice(0, 20)) say(line);
  const others = Object.entries(differ).map(([reader, count]) => `${reader} ${count}`);
  say(
    `readers        ${pairs} pairs and their ${2 * pairs} files: ${clean} without a note; read otherwise by ${others.join(', ')}: ${unsaid.length} of these without a note`,
  );
}
process.exitCode = isClean ? 0 : 1;
