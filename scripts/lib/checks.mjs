// Checks that are no tests: types and lint. Each answers with `{ count, output, processor }`, as a job of npm test does.
import { join } from 'node:path';
import { root } from './run.mjs';
import { runInGroup } from './tests/command.mjs';

/** Each has a tsconfig of its own. */
export const worlds = ['src-main', 'src-main/contract', 'src-main/words', 'src-main/languages', 'src-renderer', 'test', 'bench'];

async function check(script, args) {
  const { code, output, processor } = await runInGroup([process.execPath, join(root, script), ...args], { minutes: 5 });
  return { count: { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] }, output, processor };
}

export const typesOf = (world) => check('node_modules/typescript/bin/tsc', ['-p', world]);

export const lint = () =>
  check('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '--colors=off', '--max-diagnostics=50', '.']);
