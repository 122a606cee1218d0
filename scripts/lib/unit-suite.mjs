import { createRequire } from 'node:module';
import { format } from 'node:util';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';

// The unit tests of one room in this process, without Vitest's workers: a run of one file takes milliseconds. `vi` and `expect` are Vitest's own.

/** What Vitest asks of the worker that it believes to be in. */
const worker = {
  config: { fakeTimers: { loopLimit: 10_000, shouldClearNativeTimers: true }, expect: {}, root: process.cwd() },
  environment: { name: 'node' },
  metaEnv: process.env,
  ctx: { projectName: '' },
};

const title = (name, row, index) =>
  (Array.isArray(row) ? format(name, ...row) : format(name, row)).replace(/\$(\w+)/g, (whole, key) => String(row?.[key] ?? whole)) +
  ` [${index}]`;

/** Collects what a test file declares: its tests in order, each with the hooks around it. */
const createDeclarations = () => {
  const root = { name: '', hooks: {}, tests: [] };
  let suite = root;
  const test = (name, run) => root.tests.push({ name: `${suite.name} ${name}`.trim(), run, suite });
  /** `each`, for a word that declares one thing. */
  const eachBy = (declare) => (rows) => (name, run) => {
    for (const [index, row] of rows.entries()) declare(title(name, row, index), () => run(...(Array.isArray(row) ? row : [row])));
  };
  test.each = eachBy(test);
  const describe = (name, declare) => {
    const outer = suite;
    suite = { name: `${outer.name} ${name}`.trim(), outer, hooks: {} };
    declare();
    suite = outer;
  };
  describe.each = eachBy(describe);
  for (const word of [test, describe]) {
    word.runIf = (isMeant) => (isMeant ? word : () => {});
    word.skipIf = (isMissing) => word.runIf(!isMissing);
  }
  const hook = (kind) => (run) => {
    suite.hooks[kind] = [...(suite.hooks[kind] ?? []), run];
  };
  const hooks = Object.fromEntries(['beforeAll', 'beforeEach', 'afterEach', 'afterAll'].map((kind) => [kind, hook(kind)]));
  return { tests: root.tests, words: { it: test, test, describe, ...hooks } };
};

/** Properties tried less often, and with the same values each time: what a mutant breaks shows early or in the examples. */
const fewerRuns = (fc) => {
  const assert = (property, options) => fc.assert(property, { seed: 1, ...options, numRuns: Math.min(options?.numRuns ?? 100, 30) });
  const quick = { ...fc, assert };
  return { ...quick, default: quick };
};

const suitesOf = (suite) => (suite ? [...suitesOf(suite.outer), suite] : []);

/** Bundles test files, each with what it imports. `load` evaluates one afresh and gives its tests: `{ name, run, suite }`. */
export const bundleTests = async (files) => {
  globalThis.__vitest_worker__ ??= worker;
  const vitest = await import('vitest');
  const { outputFiles } = await build({
    // esbuild keeps the folder in which it was loaded; Stryker changed it since.
    absWorkingDir: process.cwd(),
    entryPoints: files,
    bundle: true,
    write: false,
    outdir: 'unused',
    outbase: '.',
    format: 'cjs',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
  const require = createRequire(`${process.cwd()}/package.json`);
  const own = { 'fast-check': fewerRuns(require('fast-check').default) };
  return files.map((file, index) => {
    const evaluate = compileFunction(outputFiles[index].text, ['require', 'module', 'exports'], { filename: file });
    return {
      file,
      load: () => {
        const { tests, words } = createDeclarations();
        const module = { exports: {} };
        evaluate((name) => (name === 'vitest' ? { ...vitest, ...words } : (own[name] ?? require(name))), module, module.exports);
        return tests;
      },
      vi: vitest.vi,
    };
  });
};

const { setTimeout: after, clearTimeout: forget } = globalThis;

const beatMillis = 100;

/** Counts the time in beats, which come late on a busy computer, as the work does. */
const within = async (millis, work) => {
  let timer;
  const late = new Promise((_, reject) => {
    const wait = (left) => {
      timer = after(() => (left > 0 ? wait(left - beatMillis) : reject(new Error(`not done after ${millis} ms`))), beatMillis);
    };
    wait(millis);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    forget(timer);
  }
};

/** Runs one test with the hooks around it; gives its error, undefined when it passed. */
export const runTest = async (test, millis, vi) => {
  const suites = suitesOf(test.suite);
  const hooks = (kind) => suites.flatMap((suite) => suite.hooks[kind] ?? []);
  let failure;
  const attempt = async (work) => {
    try {
      await within(millis, async () => work());
    } catch (error) {
      failure ??= error ?? new Error('threw nothing');
    }
  };
  // A hook of a whole suite is run for each of its tests: each must find what it set up.
  for (const hook of [...hooks('beforeAll'), ...hooks('beforeEach')]) await attempt(hook);
  if (!failure) await attempt(test.run);
  for (const hook of [...hooks('afterEach').reverse(), ...hooks('afterAll').reverse()]) await attempt(hook);
  vi.useRealTimers();
  vi.restoreAllMocks();
  return failure;
};
