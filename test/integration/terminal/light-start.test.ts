import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStage, type Stage } from '../../support/aws/stage.ts';

/** What a command that starts in a prompt or a script reads of Node: each of these would be felt in every call of it. */
const heavy = ['child_process', 'http', 'https', 'inspector', 'perf_hooks', 'readline', 'worker_threads'];

let stage: Stage;

beforeEach(async () => {
  stage = await createStage();
});

afterEach(() => stage.close());

test.each([['--help'], ['sessions'], ['credentials', 'dev']])('`roletap %s` reads no heavy part of Node', async (...words) => {
  const told = join(stage.home.folder, 'modules.json');
  const hook = join(stage.home.folder, 'hook.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.moduleLoadList)));`,
  );
  // No key is plugged in, and nobody could put one in.
  await stage.roletap(words, { environment: { NODE_OPTIONS: `--require ${hook}`, ROLETAP_WAIT: '0' } }).ended;
  const read = JSON.parse(readFileSync(told, 'utf8')) as readonly string[];
  expect(heavy.filter((name) => read.includes(`NativeModule ${name}`))).toEqual([]);
});
