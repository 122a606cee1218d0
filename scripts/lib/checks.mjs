// Checks that are no tests: types and lint. Each answers with `{ name, ok, output }`.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const worlds = ['src-main', 'src-main/contract', 'src-main/words', 'src-renderer', 'test', 'bench'];

function check(name, script, args) {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(root, script), ...args],
      { cwd: root, timeout: 300_000, maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        const ended = error?.killed ? `${name} took longer than 5 minutes\n` : '';
        done({ name, ok: error === null, output: error === null ? '' : `${stdout}${stderr}${ended}` });
      },
    );
  });
}

export async function checkTypes() {
  const answers = [];
  // One after the other: the compiler is threaded by itself.
  for (const world of worlds) {
    if (existsSync(join(root, world, 'tsconfig.json'))) {
      answers.push(await check(`types of ${world}`, 'node_modules/typescript/bin/tsc', ['-p', world]));
    }
  }
  return answers;
}

export async function checkLint() {
  return [
    await check('lint and format (biome)', 'node_modules/@biomejs/biome/bin/biome', [
      'check',
      '--error-on-warnings',
      '--colors=off',
      '--max-diagnostics=50',
      '.',
    ]),
  ];
}
