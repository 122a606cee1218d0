#!/usr/bin/env node
// npm run fuzz: bytes that others could have written, at every door through which bytes come in. Prints a line for each part with what became
// of its inputs, and ends with 1 when one crashed, hung, lost a byte or gave away a secret. The same seed gives the same inputs.
//   npm run fuzz                              20 seconds for each part
//   npm run fuzz -- ini 5000 --seed 7         so many inputs for one part
//   npm run fuzz -- socket card 60s           so many seconds for each of these
//   npm run fuzz -- ini 1 --seed 7 --path 12  one input again, as a failure names it
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { fail, root, say, setUpOrExit } from './lib/run.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, path: { type: 'string' } },
});
const isAmount = (word) => /^\d+s?$/.test(word);
const amountWord = positionals.find(isAmount) ?? '20s';
const amount = amountWord.endsWith('s') ? { millis: Number.parseInt(amountWord, 10) * 1000 } : { count: Number(amountWord) };
const names = positionals.filter((word) => !isAmount(word));

setUpOrExit('run');
// Imported late: it needs what the set-up brought.
const { build } = await import('esbuild');
const outfile = join(root, 'node_modules/.roletap/fuzz.mjs');
await build({
  stdin: { contents: "export { parts } from './parts.ts'; export { fuzz } from './part.ts';", resolveDir: join(root, 'test/support/fuzz') },
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const { fuzz, parts } = await import(pathToFileURL(outfile).href);
const unknown = names.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) fail(`No part ${unknown.join(', ')}. There are: ${parts.map(({ name }) => name).join(', ')}.`);
for (const part of parts) {
  if (names.length > 0 && !names.includes(part.name)) continue;
  const { tries, answers, failure } = await fuzz(part, amount, Number(values.seed), values.path);
  const counts = [...answers].sort(([, a], [, b]) => b - a).map(([answer, count]) => `${count.toLocaleString('en')} ${answer}`);
  say(`${part.name.padEnd(9)} ${tries.toLocaleString('en').padStart(9)} inputs: ${counts.join(', ')}`);
  if (failure === undefined) continue;
  say(failure);
  process.exitCode = 1;
}
