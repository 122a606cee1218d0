#!/usr/bin/env node
// npm run mutate -- card aws/files: changes the code of these rooms of src-main one spot at a time and tells which changes no test in
// test/unit of the same rooms notices. Adapters are left out: their tests are in test/integration. Options: --file NAME (only files whose name
// holds it), --tests ROOM (tests of another room too, such as those of card for card/oath).
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const { positionals: rooms, values } = parseArgs({
  allowPositionals: true,
  options: { file: { type: 'string' }, tests: { type: 'string', multiple: true } },
});
if (rooms.length === 0) {
  process.stderr.write('npm run mutate -- ROOM...     e.g. card, aws/files\n');
  process.exit(2);
}

/** The lines of each file as they are now: a run takes minutes, and somebody may edit on. */
const lines = new Map(
  rooms.flatMap((room) =>
    readdirSync(`src-main/${room}`, { recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => [resolve('src-main', room, name), readFileSync(join('src-main', room, name), 'utf8').split('\n')]),
  ),
);

const results = await new Stryker({
  mutate: [...rooms.map((room) => `src-main/${room}/**/*${values.file ?? ''}*.ts`), '!src-main/**/*.adapter.ts'],
  testRunner: 'unit-suite',
  plugins: ['./scripts/lib/mutation-runner.mjs'],
  ignorers: ['unread'],
  testRooms: values.tests ?? rooms,
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // The runner gives up what hangs by itself; Stryker would take a busy computer for that.
  timeoutMS: 600_000,
  disableTypeChecks: false,
  // Stryker reads it by TypeScript's old interface, which TypeScript 7 has not.
  tsconfigFile: 'none',
  ignorePatterns: ['**', '!src-main/**', '!src-renderer/**', '!test/**', '!docs/**/*.md', '!package.json', '!scripts/lib/*.mjs'],
  tempDirName: join(tmpdir(), `roletap-mutate-${process.pid}`),
  reporters: [],
  logLevel: 'error',
  allowEmpty: true,
  warnings: { unknownOptions: false },
}).runMutationTest();

const isKilled = ({ status }) => status === 'Killed' || status === 'Timeout';
const counted = results.filter(({ status }) => status !== 'Ignored');
const score = (name, mutants) => {
  const killed = mutants.filter(isKilled).length;
  return `${((100 * killed) / mutants.length).toFixed(1).padStart(5)} %  ${String(killed).padStart(4)} of ${String(mutants.length).padEnd(4)}  ${name}\n`;
};

const survivors = counted.filter((mutant) => !isKilled(mutant));
survivors.sort((a, b) => a.fileName.localeCompare(b.fileName) || a.location.start.line - b.location.start.line);
const notes = { Survived: '', NoCoverage: '    (no test comes here)' };
let told = '';
for (const { fileName, location, replacement, status, statusReason } of survivors) {
  const { start, end } = location;
  const line = lines.get(resolve(fileName))[start.line - 1];
  const place = `${relative('.', fileName)}:${start.line}`;
  if (place !== told) process.stdout.write(`${place}  ${line.trim()}\n`);
  told = place;
  const was = line.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined).trim();
  process.stdout.write(`    ${was}  ->  ${replacement.replaceAll(/\s+/g, ' ')}${notes[status] ?? `    (${status}: ${statusReason})`}\n`);
}
for (const name of new Set(counted.map(({ fileName }) => fileName))) {
  process.stdout.write(
    score(
      relative('.', name),
      counted.filter(({ fileName }) => fileName === name),
    ),
  );
}
process.stdout.write(score(rooms.join(' '), counted));
