import { say } from '../run.mjs';
import { runInLanes } from './lanes.mjs';
import { lanes, planJobs } from './plan.mjs';

const secondsOf = (millis) => `${(millis / 1000).toFixed(1)} s`;
const wordsOf = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped.length} skipped`;

/**
 * Runs what the words name (everything without words). Prints a line for each job as it ends, with its output where it failed, then a
 * line for each stage and the sum; answers with the exit code.
 */
export async function runStages(words) {
  const { jobs, filters } = planJobs(words);
  const started = performance.now();
  const stages = new Map();
  // One alone may say everything as it happens.
  const live = jobs.filter((job) => job.stage !== 'build').length === 1;
  const timed = jobs.map((job) => ({
    ...job,
    run: async () => {
      const from = performance.now();
      const answer = await job.run(live);
      return { ...answer, from, to: performance.now() };
    },
  }));

  await runInLanes(timed, lanes, (job, { count, output, from, to }) => {
    const stage = stages.get(job.stage) ?? { passed: 0, failed: 0, skipped: [], work: 0, from, to };
    stages.set(job.stage, {
      passed: stage.passed + count.passed,
      failed: stage.failed + count.failed,
      skipped: [...stage.skipped, ...count.skipped],
      work: stage.work + to - from,
      from: Math.min(stage.from, from),
      to,
    });
    if (count.failed > 0) say(`\nFAIL ${job.name}  ${wordsOf(count)}  (${secondsOf(to - from)})\n${output}`);
    else say(`ok   ${job.name}  ${job.stage === 'build' ? '' : `${count.passed} passed  `}(${secondsOf(to - from)})`);
  });

  const sum = { passed: 0, failed: 0, skipped: [] };
  const lines = [...stages].map(([name, stage]) => {
    sum.passed += stage.passed;
    sum.failed += stage.failed;
    sum.skipped.push(...stage.skipped);
    const time = `${secondsOf(stage.to - stage.from)}${stage.work > 1.05 * (stage.to - stage.from) ? `, ${secondsOf(stage.work)} one after another` : ''}`;
    return `${name.padEnd(12)} ${wordsOf(stage)}  (${time})`;
  });
  if (jobs.length === 0) {
    say(`No test file matches: ${filters.join(' ')}`);
    sum.failed = 1;
  }
  if (sum.skipped.length > 0) say(`\nSkipped:\n${sum.skipped.map(({ name, reason }) => `  ${name}: ${reason}`).join('\n')}`);
  say(`\n${lines.join('\n')}\n${'all'.padEnd(12)} ${secondsOf(performance.now() - started)}\n`);
  say(wordsOf(sum));
  return sum.failed === 0 ? 0 : 1;
}
