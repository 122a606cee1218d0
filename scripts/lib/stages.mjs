import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './bundle.mjs';
import { checkLint, checkTypes } from './checks.mjs';
import { root, say } from './run.mjs';

const layers = 'test/unit/layers.test.ts';
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const sandbox = ['bash', join(root, 'scripts/sandbox.sh')];
/** A display and a session bus of its own for Electron. */
const desktop = ['xvfb-run', '-a', '-s', '-screen 0 1280x1024x24', 'dbus-run-session', '--'];

/** In this order; `minutes` is when a stage counts as hung. */
const stages = [
  { name: 'types', check: checkTypes },
  { name: 'lint', check: checkLint },
  { name: 'layers', project: 'unit', folder: 'test/unit', only: [layers], within: [], minutes: 5 },
  { name: 'unit', project: 'unit', folder: 'test/unit', not: [layers], within: [], minutes: 15 },
  { name: 'integration', project: 'integration', folder: 'test/integration', within: sandbox, minutes: 25 },
  { name: 'e2e', project: 'e2e', folder: 'test/e2e', within: [...sandbox, ...desktop], minutes: 30 },
];

/** Runs what the words name (everything without words), prints a line each and the sum at the end; answers with the exit code. */
export async function runStages(words) {
  const dash = words.findIndex((word) => word.startsWith('-'));
  const named = dash === -1 ? words : words.slice(0, dash);
  const forVitest = dash === -1 ? [] : words.slice(dash);
  const names = named.filter((word) => stages.some((stage) => stage.name === word));
  const filters = named.filter((word) => !names.includes(word));

  const sum = { passed: 0, failed: 0, skipped: [] };
  const lines = [];
  let ran = 0;
  const add = (name, millis, count) => {
    sum.passed += count.passed;
    sum.failed += count.failed;
    sum.skipped.push(...count.skipped);
    const line = `${name.padEnd(12)} ${count.passed} passed, ${count.failed} failed, ${count.skipped.length} skipped  (${(millis / 1000).toFixed(1)} s)`;
    ran += 1;
    if (name === 'build' && count.failed === 0) return;
    lines.push(line);
    say(`== ${line}\n`);
  };

  const started = performance.now();
  add('build', 0, await attempt(async () => void (await build())).then((count) => ({ ...count, passed: 0 })));
  for (const stage of stages) {
    if (names.length > 0 && !names.includes(stage.name)) continue;
    const files = stage.check === undefined ? filesOf(stage, filters) : [];
    if (filters.length > 0 && files.length === 0) continue;
    const before = performance.now();
    say(`== ${stage.name}`);
    const count = stage.check === undefined ? await runTests(stage, files, forVitest) : await runChecks(stage.check);
    add(stage.name, performance.now() - before, count);
  }

  if (ran === 1) {
    say(`No test file matches: ${filters.join(' ')}`);
    sum.failed += 1;
  }
  if (sum.skipped.length > 0) say(`Skipped:\n${sum.skipped.map(({ name, reason }) => `  ${name}: ${reason}`).join('\n')}\n`);
  say(`${lines.join('\n')}\n${'all'.padEnd(12)} ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  say(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped.length} skipped`);
  return sum.failed === 0 ? 0 : 1;
}

async function attempt(work) {
  try {
    await work();
    return { passed: 1, failed: 0, skipped: [] };
  } catch (error) {
    // The bundler prints its own reasons.
    if (error.errors === undefined) say(error.stack ?? String(error));
    return { passed: 0, failed: 1, skipped: [] };
  }
}

async function runChecks(check) {
  const answers = await check();
  for (const { name, ok, output } of answers) say(`${ok ? ' ok  ' : ' FAIL'} ${name}${output === '' ? '' : `\n${output}`}`);
  return { passed: answers.filter((answer) => answer.ok).length, failed: answers.filter((answer) => !answer.ok).length, skipped: [] };
}

/** The stage's test files that hold one of the filters in their path. */
function filesOf(stage, filters) {
  const all = stage.only ?? globTests(stage.folder).filter((path) => stage.not?.includes(path) !== true);
  return filters.length === 0 ? all : all.filter((path) => filters.some((filter) => path.includes(filter)));
}

function globTests(folder) {
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder), { recursive: true });
  return names
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`)
    .sort();
}

/** One vitest run. A stage that crashes, hangs, or runs no test at all is a failure of its own. */
async function runTests(stage, files, forVitest) {
  const failed = (why) => {
    say(`${stage.name}: ${why}`);
    return { passed: 0, failed: 1, skipped: [] };
  };
  if (files.length === 0) return failed('there is no test file');
  const folder = mkdtempSync(join(tmpdir(), 'roletap-count-'));
  const countFile = join(folder, 'count.json');
  try {
    const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts/lib/count-reporter.mjs')}`];
    const command = [...stage.within, process.execPath, vitest, 'run', '--project', stage.project, ...reporters, ...files, ...forVitest];
    const code = await inOwnGroup(command, stage.minutes, { ...process.env, ROLETAP_COUNT_FILE: countFile });
    if (!existsSync(countFile)) return failed(`ended with ${code} before it could count its tests`);
    const count = JSON.parse(readFileSync(countFile, 'utf8'));
    if (code !== 0 && count.failed === 0) return { ...count, failed: failed(`no test failed, but it ended with ${code}`).failed };
    if (count.passed + count.failed === 0 && forVitest.length === 0) return { ...count, failed: failed('no test ran').failed };
    return count;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs in a process group of its own, so that a stage that hangs can be ended with everything that it started. */
function inOwnGroup([command, ...args], minutes, env) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], detached: true, env });
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // already gone
      }
    };
    const limit = setTimeout(() => {
      say(`Ended after ${minutes} minutes: it hung.`);
      end('SIGTERM');
      setTimeout(() => end('SIGKILL'), 5000).unref();
    }, minutes * 60_000);
    const interrupted = () => {
      end('SIGTERM');
      process.exit(130);
    };
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    child.on('error', (error) => done(error.message));
    child.on('exit', (code, signal) => {
      clearTimeout(limit);
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      done(code ?? signal);
    });
  });
}
