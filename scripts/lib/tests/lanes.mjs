/**
 * Runs jobs side by side: each in the first free lane of those that it may use. `lanes` is lane name -> how many at once; a job has
 * `lane`, `seconds` (how long it took once: the longest goes first, so that nothing long is left for the end), `after` (the name of a job
 * that must have ended) and `run`. `ended(job, answer)` is told of each; one that threw counts as its own answer's business.
 */
export async function runInLanes(jobs, lanes, ended) {
  const waiting = [...jobs].sort((a, b) => b.seconds - a.seconds);
  const free = new Map(Object.entries(lanes));
  const over = new Set();
  const names = new Set(jobs.map((job) => job.name));
  const mayStart = (job) => free.get(job.lane) > 0 && (job.after === undefined || !names.has(job.after) || over.has(job.after));
  await new Promise((done, failed) => {
    let running = 0;
    const next = () => {
      for (let job = waiting.find(mayStart); job !== undefined; job = waiting.find(mayStart)) start(job);
      if (running === 0) done();
    };
    const start = (job) => {
      waiting.splice(waiting.indexOf(job), 1);
      free.set(job.lane, free.get(job.lane) - 1);
      running += 1;
      job
        .run()
        .then((answer) => {
          free.set(job.lane, free.get(job.lane) + 1);
          running -= 1;
          over.add(job.name);
          ended(job, answer);
          next();
        })
        .catch(failed);
    };
    next();
  });
}
