import { describe, expect, it } from 'vitest';
import { createJobs, linkAbort, onAbort } from '../../../src-main/base/jobs.ts';
import { type Failure, failed, ok, type Result } from '../../../src-main/contract/result.ts';

const cancelled = failed({ code: 'cancelled' });

/** Work that ends when the test says so. */
const setUp = () => {
  const jobs = createJobs<Failure>(failed({ code: 'cancelled' }));
  const started: { readonly signal: AbortSignal; readonly land: (value: string) => void; readonly crash: (bug: Error) => void }[] = [];
  const work = (signal: AbortSignal): Promise<Result<string>> =>
    new Promise((resolve, reject) => {
      started.push({ signal, land: (value) => resolve(ok(value)), crash: reject });
    });
  const join = (signal = new AbortController().signal, key = 'k') => jobs.join(key, signal, work);
  return { jobs, started, join };
};

describe('requests with the same key', () => {
  it('share one piece of work and its outcome', async () => {
    const { started, join } = setUp();
    const both = Promise.all([join(), join()]);
    expect(started).toHaveLength(1);
    started[0]?.land('x');
    expect(await both).toEqual([ok('x'), ok('x')]);
  });

  it('start anew when the work has ended', async () => {
    const { started, join } = setUp();
    const first = join();
    started[0]?.land('x');
    await first;
    void join();
    expect(started).toHaveLength(2);
  });

  it('share nothing with another key', () => {
    const { started, join } = setUp();
    void join();
    void join(undefined, 'other');
    expect(started).toHaveLength(2);
  });

  it('share a bug, too', async () => {
    const { started, join } = setUp();
    const both = [join(), join()];
    started[0]?.crash(new Error('bug'));
    for (const outcome of both) await expect(outcome).rejects.toThrow('bug');
  });
});

describe('a request that gives up', () => {
  it('is cancelled at once, and the work goes on for the other', async () => {
    const { started, join } = setUp();
    const giveUp = new AbortController();
    const first = join(giveUp.signal);
    const second = join();
    giveUp.abort();
    expect(await first).toEqual(cancelled);
    expect(started[0]?.signal.aborted).toBe(false);
    started[0]?.land('x');
    expect(await second).toEqual(ok('x'));
  });

  it('ends the work when it was the last that wanted it', async () => {
    const { started, join } = setUp();
    const controllers = [new AbortController(), new AbortController()] as const;
    const both = controllers.map(({ signal }) => join(signal));
    controllers[0].abort();
    controllers[1].abort();
    expect(await Promise.all(both)).toEqual([cancelled, cancelled]);
    expect(started[0]?.signal.aborted).toBe(true);
  });

  it('does not count twice', () => {
    const { started, join } = setUp();
    const giveUp = new AbortController();
    void join(giveUp.signal);
    void join();
    giveUp.abort();
    giveUp.signal.dispatchEvent(new Event('abort'));
    expect(started[0]?.signal.aborted).toBe(false);
  });

  it('does not take a later request with it: that one starts its own work', async () => {
    const { started, join } = setUp();
    const giveUp = new AbortController();
    void join(giveUp.signal);
    giveUp.abort();
    const later = join();
    started[0]?.land('late');
    started[1]?.land('own');
    expect(await later).toEqual(ok('own'));
  });

  it('before it began starts nothing', async () => {
    const { started, join } = setUp();
    expect(await join(AbortSignal.abort())).toEqual(cancelled);
    expect(started).toEqual([]);
  });

  it('after the work ended changes nothing', async () => {
    const { started, join } = setUp();
    const giveUp = new AbortController();
    const first = join(giveUp.signal);
    started[0]?.land('x');
    expect(await first).toEqual(ok('x'));
    giveUp.abort();
    expect(started[0]?.signal.aborted).toBe(false);
  });
});

/** Lets what was settled go through all its steps. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('work that is cancelled by its key', () => {
  it('aborts, and all who want it get its own outcome', async () => {
    const { jobs, started, join } = setUp();
    const both = Promise.all([join(), join()]);
    expect(jobs.cancel('k')).toBe(true);
    expect(started[0]?.signal.aborted).toBe(true);
    started[0]?.land('last words');
    expect(await both).toEqual([ok('last words'), ok('last words')]);
  });

  it('is not there twice', () => {
    const { jobs, join } = setUp();
    void join();
    expect([jobs.has('k'), jobs.cancel('k')]).toEqual([true, true]);
    expect([jobs.has('k'), jobs.cancel('k'), jobs.cancel('other')]).toEqual([false, false, false]);
  });

  it.each(['land', 'crash'] as const)('lets the next of its key start behind it: %s', async (end) => {
    const { jobs, started, join } = setUp();
    const first = join().catch(() => {});
    jobs.cancel('k');
    const next = [join(), join()];
    await settled();
    expect(started).toHaveLength(1);
    if (end === 'land') started[0]?.land('old');
    else started[0]?.crash(new Error('bug'));
    await first;
    await settled();
    expect(started).toHaveLength(2);
    started[1]?.land('new');
    expect(await Promise.all(next)).toEqual([ok('new'), ok('new')]);
    expect(jobs.has('k')).toBe(false);
  });
});

describe('the end of all work', () => {
  it('cancels it and waits for it, also for what nobody wants any more', async () => {
    const { jobs, started, join } = setUp();
    const giveUp = new AbortController();
    void join(giveUp.signal, 'left');
    void join(undefined, 'wanted');
    giveUp.abort();
    let closed = false;
    const closing = jobs.close().then(() => {
      closed = true;
    });
    expect(started.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    started[1]?.land('x');
    await settled();
    expect(closed).toBe(false);
    started[0]?.crash(new Error('bug'));
    await closing;
  });

  it('is at once where nothing is under way', async () => {
    await setUp().jobs.close();
  });
});

describe('a call on abort', () => {
  it('is made once', () => {
    const controller = new AbortController();
    let calls = 0;
    onAbort(controller.signal, () => calls++);
    expect(calls).toBe(0);
    controller.abort();
    controller.signal.dispatchEvent(new Event('abort'));
    expect(calls).toBe(1);
  });

  it('is made at once when the signal has aborted', () => {
    let calls = 0;
    onAbort(AbortSignal.abort(), () => calls++)();
    expect(calls).toBe(1);
  });

  it('is not made when it was taken back, or without a signal', () => {
    const controller = new AbortController();
    let calls = 0;
    onAbort(controller.signal, () => calls++)();
    onAbort(undefined, () => calls++)();
    controller.abort();
    expect(calls).toBe(0);
  });

  it('may be wanted by many without a warning of Node', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const { signal } = new AbortController();
    for (let count = 0; count < 50; count++) onAbort(signal, () => {});
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });
});

describe('a linked controller', () => {
  it.each([0, 1])('aborts with signal %i', (index) => {
    const sources = [new AbortController(), new AbortController()];
    const link = linkAbort(undefined, ...sources.map(({ signal }) => signal));
    expect(link.signal.aborted).toBe(false);
    sources[index]?.abort();
    expect(link.signal.aborted).toBe(true);
  });

  it('has aborted when one of them had', () => {
    expect(linkAbort(new AbortController().signal, AbortSignal.abort()).signal.aborted).toBe(true);
  });

  it('aborts by hand and leaves the others alone', () => {
    const source = new AbortController();
    const link = linkAbort(source.signal);
    link.abort();
    expect([link.signal.aborted, source.signal.aborted]).toEqual([true, false]);
  });

  it('follows no more when it was unlinked', () => {
    const source = new AbortController();
    const link = linkAbort(source.signal);
    link.unlink();
    source.abort();
    expect(link.signal.aborted).toBe(false);
  });
});
