import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../run.mjs';
import { runInGroup } from './command.mjs';

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const reporters = ['--reporter=default', `--reporter=${join(import.meta.dirname, 'count-reporter.mjs')}`];

/**
 * One vitest run over `files`, behind the words of `within`: `{ count: { passed, failed, skipped, failures }, output, processor }`. A run that crashes, hangs,
 * or has no test at all is a failure of its own.
 */
export async function runVitest({ project, files, within, minutes, forVitest, live }) {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-count-'));
  const countFile = join(folder, 'count.json');
  try {
    const command = [...within, process.execPath, vitest, 'run', '--project', project, ...reporters, ...files, ...forVitest];
    const { code, output, processor } = await runInGroup(command, { minutes, live, environment: { ROLETAP_COUNT_FILE: countFile } });
    const count = existsSync(countFile) ? JSON.parse(readFileSync(countFile, 'utf8')) : { passed: 0, failed: 0, skipped: [], failures: [] };
    const failed = (why) => ({ count: { ...count, failed: 1 }, output: `${output}${why}\n`, processor });
    if (!existsSync(countFile)) return failed(`ended with ${code} before it could count its tests`);
    if (code !== 0 && count.failed === 0) return failed(`no test failed, but it ended with ${code}`);
    if (count.passed + count.failed === 0 && forVitest.length === 0) return failed('no test ran');
    return { count, output, processor };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
