import { availableParallelism, cpus } from 'node:os';

const cores = availableParallelism();
/** Bounds the memory that is used where all of them wait. */
const atMost = 6 * cores;
const lookMillis = 500;

/** How many cores had nothing to do since the last call; work of other programs counts as well. */
function idleMeter() {
  const read = () => ({ at: performance.now(), idle: cpus().reduce((sum, { times }) => sum + times.idle, 0) });
  let last = read();
  return () => {
    const before = last;
    last = read();
    return (last.idle - before.idle) / (last.at - before.at);
  };
}

/**
 * Runs jobs side by side: as many as there are cores, and one more after each half second in which a third of a core had nothing to do, since tests of
 * real programs wait much. More than the cores can carry would make them late, and some tests are about what comes in time. A job has `seconds` (how long
 * it took once: the longest goes first, so that nothing long is left for the end), `computes` (it hardly waits: it comes after all that waits, and keeps the
 * cores busy to the end), `after` (the name of a job that must have ended) and `run`. `ended(job, answer)` is told of each; one that threw counts as its own
 * answer's business.
 */
export async function runSideBySide(jobs, ended) {
  const waiting = [...jobs].sort((a, b) => Number(a.computes ?? false) - Number(b.computes ?? false) || b.seconds - a.seconds);
  const over = new Set();
  const names = new Set(jobs.map((job) => job.name));
  const mayStart = (job) => job.after === undefined || !names.has(job.after) || over.has(job.after);
  const idle = idleMeter();
  let looking;
  await new Promise((done, failed) => {
    let running = 0;
    const start = () => {
      const job = waiting.find(mayStart);
      if (job === undefined) return false;
      waiting.splice(waiting.indexOf(job), 1);
      running += 1;
      job
        .run()
        .then((answer) => {
          running -= 1;
          over.add(job.name);
          ended(job, answer);
          fill();
          if (running === 0) done();
        })
        .catch(failed);
      return true;
    };
    const fill = () => {
      while (running < cores && start());
    };
    looking = setInterval(() => {
      if (idle() > 0.3 && running < atMost) start();
    }, lookMillis);
    fill();
    if (running === 0) done();
  }).finally(() => clearInterval(looking));
}
