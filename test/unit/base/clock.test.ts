import { describe, expect, it } from 'vitest';
import { limitTime, sleep } from '../../../src-main/base/clock.ts';
import { untilAborted } from '../../../src-main/base/jobs.ts';
import { createFakeClock, settle } from '../../fakes/clock.ts';

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
