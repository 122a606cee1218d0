import { describe, expect, it } from 'vitest';
import { createFlights } from '../../../../src-main/aws/sts/flights.ts';
import { ok, type Result } from '../../../../src-main/contract/result.ts';

const cancelled = { ok: false, problem: { code: 'cancelled' } };

/** Work that ends when the test says so. */
const setUp = () => {
  const flights = createFlights();
  const started: { readonly signal: AbortSignal; readonly land: (value: string) => void; readonly crash: (bug: Error) => void }[] = [];
  const work = (signal: AbortSignal): Promise<Result<string>> =>
    new Promise((resolve, reject) => {
      started.push({ signal, land: (value) => resolve(ok(value)), crash: reject });
    });
  const join = (signal = new AbortController().signal, key = 'k') => flights.join(key, signal, work);
  return { started, join };
};

describe('wishes with the same key', () => {
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

describe('a wish that gives up', () => {
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

  it('does not take a later wish with it: that one starts its own work', async () => {
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
