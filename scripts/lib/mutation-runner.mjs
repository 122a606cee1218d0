import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { declareFactoryPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { bundleTests, runTest } from './unit-suite.mjs';

// Stryker plugins for scripts/mutate.mjs: what runs a room's unit tests, and what is not worth a mutant.

const slowest = 20_000;
/** How long each test took, for a process that Stryker starts in place of one that hung. In the folder of the run, which goes with it. */
const timesFile = 'test-times.json';
/** How much longer than without a mutant a test may take. */
const patienceFor = (millis) => 1_000 + 5 * millis;

/** All but those that ask V8 which files ran: here each test is one file with all that it imports. */
const testsOf = (room) =>
  readdirSync(`test/unit/${room}`, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/unit/${room}/${name}`)
    .filter((file) => !readFileSync(file, 'utf8').includes('node:inspector'));

const createRunner = (rooms) => {
  /** What Stryker's switches in the code read and count. */
  const switches = {};
  globalThis.__stryker__ = switches;
  let usual = new Map();
  let files = new Map();
  let stray;
  for (const event of ['unhandledRejection', 'uncaughtException']) {
    process.on(event, (error) => {
      stray ??= error;
    });
  }

  /** Without their names, in which a path or a stack may differ each time. */
  const idsOf = (file, tests) => tests.map((_, index) => `${file}#${index}`);
  const fileOf = (id) => id.slice(0, id.indexOf('#'));

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      files = new Map((await bundleTests(rooms.flatMap(testsOf).sort())).map((entry) => [entry.file, entry]));
      if (existsSync(timesFile)) usual = new Map(JSON.parse(readFileSync(timesFile, 'utf8')));
    },
    dryRun: async () => {
      const tests = [];
      switches.activeMutant = undefined;
      switches.mutantCoverage = undefined;
      for (const { file, load, vi } of files.values()) {
        const found = load();
        const ids = idsOf(file, found);
        for (const [index, test] of found.entries()) {
          const started = performance.now();
          switches.currentTestId = ids[index];
          const error = await runTest(test, slowest, vi);
          switches.currentTestId = undefined;
          const timeSpentMs = performance.now() - started;
          usual.set(ids[index], timeSpentMs);
          const about = { id: ids[index], name: test.name, timeSpentMs };
          tests.push(error ? { ...about, status: 1, failureMessage: String(error.stack ?? error) } : { ...about, status: 0 });
        }
      }
      writeFileSync(timesFile, JSON.stringify([...usual]));
      return { status: 'complete', tests, mutantCoverage: switches.mutantCoverage };
    },
    mutantRun: async ({ activeMutant, mutantActivation, testFilter, hitLimit }) => {
      Object.assign(switches, { hitCount: 0, hitLimit });
      stray = undefined;
      let nrOfTests = 0;
      const killed = (id, error) => ({ status: 'killed', killedBy: [id], failureMessage: String(error?.message ?? error), nrOfTests });
      const loaded = new Map();
      // Quick tests first: most mutants never meet a slow one.
      for (const id of [...(testFilter ?? usual.keys())].sort((a, b) => usual.get(a) - usual.get(b))) {
        const file = fileOf(id);
        if (!loaded.has(file)) {
          switches.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
          try {
            const found = files.get(file).load();
            loaded.set(file, new Map(idsOf(file, found).map((name, index) => [name, found[index]])));
          } catch (error) {
            return killed(file, error);
          }
        }
        switches.activeMutant = activeMutant.id;
        nrOfTests += 1;
        const test = loaded.get(file).get(id);
        // A table of the program that its tests go through is shorter.
        if (!test) return killed(id, new Error('a test is gone'));
        const error = (await runTest(test, patienceFor(usual.get(id)), files.get(file).vi)) ?? stray;
        if (switches.hitCount > hitLimit) return { status: 'timeout', reason: 'an endless loop' };
        if (error) return killed(id, error);
      }
      return { status: 'survived', nrOfTests };
    },
  };
};

const factory = (options) => createRunner(options.testRooms);
factory.inject = ['options'];

/** Errors that no person reads: bugs, and what a card's broken reply is called on its way to a problem. */
const unread = ['Error', 'TypeError', 'RangeError', 'MalformedReply', 'Abandoned'];

const isUnreadText = ({ node, parentPath: parent }) => {
  if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral') return false;
  const call = parent?.node;
  return call?.type === 'NewExpression'
    ? unread.includes(call.callee.name)
    : call?.type === 'CallExpression' && call.callee.type === 'Super';
};

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'unit-suite', factory),
  declareValuePlugin(PluginKind.Ignore, 'unread', {
    shouldIgnore: (path) => (isUnreadText(path) ? 'The text of an error that no person reads' : undefined),
  }),
];
