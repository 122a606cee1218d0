import { describe, expect, it } from 'vitest';
import { limitTime, linkAbort, onAbort, sleep, untilAborted } from '../../../src-main/base/abort.ts';
import { createFakeClock, settle } from '../../fakes/clock.ts';

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

describe('a limit of time', () => {
  it('aborts after its time and says that it was late', async () => {
    const clock = createFakeClock(0);
    const limit = limitTime(clock, 1000);
    await clock.advance(999);
    expect([limit.signal.aborted, limit.isLate()]).toEqual([false, false]);
    await clock.advance(1);
    expect([limit.signal.aborted, limit.isLate()]).toEqual([true, true]);
  });

  it('is not late when it was given up before', async () => {
    const clock = createFakeClock(0);
    const source = new AbortController();
    const limit = limitTime(clock, 1000, source.signal);
    source.abort();
    await clock.advance(1000);
    expect([limit.signal.aborted, limit.isLate()]).toEqual([true, false]);
  });

  it('does not end when the work is over', async () => {
    const clock = createFakeClock(0);
    const limit = limitTime(clock, 1000);
    limit.unlink();
    await clock.advance(1000);
    expect(limit.signal.aborted).toBe(false);
  });
});

describe('waiting', () => {
  it('ends with the time, or with the signal', async () => {
    const clock = createFakeClock(0);
    const giveUp = new AbortController();
    const ends: string[] = [];
    void sleep(clock, 10).then(() => ends.push('time'));
    void sleep(clock, 20, giveUp.signal).then(() => ends.push('signal'));
    void untilAborted(giveUp.signal).then(() => ends.push('aborted'));
    await clock.advance(10);
    expect(ends).toEqual(['time']);
    giveUp.abort();
    await settle();
    expect(ends).toEqual(['time', 'signal', 'aborted']);
    await sleep(clock, 1000, giveUp.signal);
  });
});
