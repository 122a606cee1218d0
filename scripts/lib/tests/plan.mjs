import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from '../bundle.mjs';
import { lint, typesOf, worlds } from '../checks.mjs';
import { root } from '../run.mjs';
import { desktop, sandbox } from '../sandbox.mjs';
import { runVitest } from './vitest-job.mjs';

const layers = 'test/unit/layers.test.ts';

/** `shards`: a long file is a job of its own in a sandbox of its own, short ones share one. `minutes` is when a job counts as hung. */
const stages = [
  { name: 'types', checks: worlds.map((world) => ({ name: `types of ${world}`, run: () => typesOf(world) })) },
  { name: 'lint', checks: [{ name: 'lint and format (biome)', run: lint }] },
  { name: 'layers', project: 'unit', files: (file) => file === layers, within: [], minutes: 5 },
  {
    name: 'unit',
    project: 'unit',
    files: (file) => file.startsWith('test/unit/') && file !== layers,
    within: [],
    minutes: 15,
  },
  { name: 'integration', shards: true, files: (file) => file.startsWith('test/integration/'), within: sandbox, minutes: 20 },
  { name: 'e2e', shards: true, files: (file) => file.startsWith('test/e2e/'), within: desktop, minutes: 20 },
];

/** Each job costs the start of a runner, and of what its files share: a browser, the bundle of the gallery, the `aws` that is loaded. */
const shardSeconds = 160;

/** What draws and calculates, and hardly waits for a program. (The unit files hardly wait, either, but in one process they keep one core busy, not two.) */
const computes = (file) => file.startsWith('test/integration/renderer/');

const secondsFile = join(import.meta.dirname, 'seconds.json');

/** Measured seconds of the long files, by name: what is not in it is short. */
const seconds = JSON.parse(readFileSync(secondsFile, 'utf8'));

/** Files that take fewer are short. */
const leastSeconds = 3;

/** Takes over what a run measured, by file. */
export function noteSeconds(measured) {
  const named = Object.entries(measured).map(([file, value]) => [nameOf(file), Math.round(value)]);
  const there = Object.entries({ ...seconds, ...Object.fromEntries(named) });
  const long = there
    .filter(([name, value]) => value >= leastSeconds && testFiles().includes(`test/${name}`))
    .toSorted((a, b) => b[1] - a[1]);
  writeFileSync(secondsFile, `${JSON.stringify(Object.fromEntries(long), undefined, 2)}\n`);
}

/**
 * What the words name, as jobs for `runSideBySide`: names of stages and parts of test files' paths, everything without words; what begins at
 * the first dash goes to vitest. A build comes first where a stage runs what is built.
 */
export function planJobs(words) {
  const dash = words.findIndex((word) => word.startsWith('-'));
  const named = dash === -1 ? words : words.slice(0, dash);
  const forVitest = dash === -1 ? [] : words.slice(dash);
  const names = named.filter((word) => stages.some((stage) => stage.name === word));
  const filters = named.filter((word) => !names.includes(word));
  const files = testFiles().filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));

  const jobs = stages
    .filter((stage) => names.length === 0 || names.includes(stage.name))
    .flatMap((stage) => {
      if (stage.checks !== undefined) return filters.length > 0 ? [] : stage.checks.map((check) => ({ stage: stage.name, ...check }));
      const own = files.filter(stage.files);
      if (own.length === 0) return [];
      const test = (name, some) => ({
        stage: stage.name,
        name,
        ...(stage.shards ? { files: some } : {}),
        computes: some.every(computes),
        after: stage.shards ? 'build' : undefined,
        run: (live) => runVitest({ ...stage, project: stage.project ?? stage.name, files: some, forVitest, live }),
      });
      return stage.shards ? shardsOf(own).map((some) => test(some.map(nameOf).join(', '), some)) : [test(stage.name, own)];
    })
    // What needs no build fills the time beside the longest jobs, which mostly wait; the unit tests, which keep one core busy, are no tail.
    .map((job) => ({ ...job, seconds: job.files?.reduce((sum, file) => sum + secondsOf(file), 0) ?? 2 * shardSeconds }));
  if (jobs.some((job) => job.after === 'build')) jobs.unshift({ stage: 'build', name: 'build', seconds: 1000, run: buildJob });
  return { jobs, filters };
}

const nameOf = (file) => file.slice('test/'.length);
const secondsOf = (file) => seconds[nameOf(file)] ?? 1;

/** Short files share a run, up to what a long one takes, those of a folder where they can, since they load the same. */
function shardsOf(files) {
  const shards = [];
  for (const file of files.toSorted((a, b) => dirname(a).localeCompare(dirname(b)) || secondsOf(b) - secondsOf(a))) {
    const fits = (shard) => shard.reduce((sum, other) => sum + secondsOf(other), secondsOf(file)) <= shardSeconds;
    const room = shards.findLast((shard) => computes(shard[0]) === computes(file) && fits(shard));
    if (room === undefined) shards.push([file]);
    else room.push(file);
  }
  return shards;
}

/** A build that worked is no test that passed. */
async function buildJob() {
  try {
    await build();
    return { count: { passed: 0, failed: 0, skipped: [] }, output: '' };
  } catch (error) {
    // The bundler prints its own reasons.
    return { count: { passed: 0, failed: 1, skipped: [] }, output: error.errors === undefined ? (error.stack ?? String(error)) : '' };
  }
}

function testFiles() {
  const names = readdirSync(join(root, 'test'), { recursive: true });
  return names
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `test/${name}`)
    .sort();
}
