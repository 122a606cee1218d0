import { say } from '../run.mjs';
import { noteSeconds, planJobs } from './plan.mjs';
import { runSideBySide } from './side-by-side.mjs';

const secondsOf = (millis) => `${(millis / 1000).toFixed(1)} s`;
/** The rest of the time a job waits: for the network, a person's pace, a core. */
const timeOf = (millis, processor = 0) => `${secondsOf(millis)}${processor > 0 ? `, processor ${secondsOf(processor * 1000)}` : ''}`;
/** Where more jobs fail it isn't that the computer was busy. */
const mostTriedAgain = 3;
const wordsOf = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped.length} skipped`;

/**
 * Runs what the words name (everything without words). Prints a line for each job as it ends, with its output where it failed, then a
 * line for each stage and the sum; answers with the exit code.
 */
export async function runStages(words) {
  const { jobs, filters } = planJobs(words);
  const started = performance.now();
  const stages = new Map();
  const secondsByFile = {};
  const broken = [];
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

  await runSideBySide(timed, (job, { count, output, processor = 0, from, to }) => {
    if (job.files !== undefined) Object.assign(secondsByFile, count.seconds);
    const stage = stages.get(job.stage) ?? { passed: 0, failed: 0, skipped: [], work: 0, processor: 0, from, to };
    stages.set(job.stage, {
      passed: stage.passed + count.passed,
      failed: stage.failed + count.failed,
      skipped: [...stage.skipped, ...count.skipped],
      work: stage.work + to - from,
      processor: stage.processor + processor,
      from: Math.min(stage.from, from),
      to,
    });
    if (count.failed > 0 && job.files !== undefined) broken.push({ job, count });
    if (count.failed > 0) say(`\nFAIL ${job.name}  ${wordsOf(count)}  (${timeOf(to - from, processor)})\n${output}`);
    else say(`ok   ${job.name}  ${job.stage === 'build' ? '' : `${count.passed} passed  `}(${timeOf(to - from, processor)})`);
  });

  const unsteady = [];
  if (!live && broken.length <= mostTriedAgain)
    for (const { job, count } of broken) {
      const again = await tryAgain(job);
      if (again.failed > 0) continue;
      const stage = stages.get(job.stage);
      stage.passed += again.passed - count.passed;
      stage.failed -= count.failed;
      unsteady.push(...(count.failures.length > 0 ? count.failures : [job.name]));
    }

  if (process.env.ROLETAP_NOTE_SECONDS === '1') noteSeconds(secondsByFile);
  const sum = { passed: 0, failed: 0, skipped: [], processor: 0 };
  const lines = [...stages].map(([name, stage]) => {
    sum.passed += stage.passed;
    sum.failed += stage.failed;
    sum.skipped.push(...stage.skipped);
    const time = `${timeOf(stage.to - stage.from, stage.processor)}${stage.work > 1.05 * (stage.to - stage.from) ? `, ${secondsOf(stage.work)} one after another` : ''}`;
    sum.processor += stage.processor;
    return `${name.padEnd(12)} ${wordsOf(stage)}  (${time})`;
  });
  if (jobs.length === 0) {
    say(`No test file matches: ${filters.join(' ')}`);
    sum.failed = 1;
  }
  if (unsteady.length > 0) say(`\nUnsteady, passed at the second try alone:\n${unsteady.map((name) => `  ${name}`).join('\n')}`);
  if (sum.skipped.length > 0) say(`\nSkipped:\n${sum.skipped.map(({ name, reason }) => `  ${name}: ${reason}`).join('\n')}`);
  say(`\n${lines.join('\n')}\n${'all'.padEnd(12)} ${timeOf(performance.now() - started, sum.processor)}\n`);
  say(wordsOf(sum));
  return sum.failed === 0 ? 0 : 1;
}

/**
 * Runs a job that failed once more, with the computer to itself, and answers its count: beside others a real program may be late where a test is about
 * what comes in time, while what is broken fails again.
 */
async function tryAgain(job) {
  const { count, output, processor, from, to } = await job.run(false);
  const words = `at a second try: ${job.name}  ${wordsOf(count)}  (${timeOf(to - from, processor)})`;
  say(count.failed > 0 ? `\nFAIL ${words}\n${output}` : `ok   ${words}`);
  return count;
}
