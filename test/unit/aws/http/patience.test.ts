import { describe, expect, it } from 'vitest';
import type { AwsResult } from '../../../../src-main/aws/caller.ts';
import { createPatience } from '../../../../src-main/aws/http/patience.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';

const throttled: AwsResult<string> = { ok: false, problem: { code: 'throttled' }, unclear: false };
const never = new AbortController().signal;

describe('patience', () => {
  it('asks again after pauses that grow, until AWS answers', async () => {
    const clock = createFakeClock(0);
    const times: number[] = [];
    const read = async (): Promise<AwsResult<string>> => {
      times.push(clock.now());
      return times.length < 4 ? throttled : { ok: true, value: 'done' };
    };
    const answer = createPatience(clock)(read, never);
    await clock.advance(10_000);
    expect(await answer).toEqual({ ok: true, value: 'done' });
    expect(times).toEqual([0, 500, 1_500, 3_500]);
  });

  it('ends after half a minute of being turned away', async () => {
    const clock = createFakeClock(0);
    let asked = 0;
    const answer = createPatience(clock)(async () => {
      asked += 1;
      return throttled;
    }, never);
    await clock.advance(40_000);
    expect(await answer).toEqual(throttled);
    expect(asked).toBe(7);
    expect(clock.pending()).toBe(0);
  });

  it.each([
    [3, [0, 3_000, 6_000]],
    [17, [0]],
  ])('keeps a pause of %i s that AWS asks for, unless it is too long', async (waitSeconds, expected) => {
    const clock = createFakeClock(0);
    const times: number[] = [];
    const answer = createPatience(clock)(async () => {
      times.push(clock.now());
      return times.length < 3 ? { ok: false, problem: { code: 'throttled', waitSeconds }, unclear: false } : { ok: true, value: 'done' };
    }, never);
    await clock.advance(10_000);
    await answer;
    expect(times).toEqual(expected);
  });

  it('does not wait when the search is given up', async () => {
    const clock = createFakeClock(0);
    const controller = new AbortController();
    const answers: AwsResult<string>[] = [throttled, { ok: false, problem: { code: 'cancelled' }, unclear: false }];
    const answer = createPatience(clock)(async () => answers.shift() ?? throttled, controller.signal);
    await settle();
    controller.abort();
    expect(await answer).toMatchObject({ problem: { code: 'cancelled' } });
  });

  it('passes on any other problem at once', async () => {
    const denied: AwsResult<string> = { ok: false, problem: { code: 'keys-refused', source: 'work' }, unclear: false };
    expect(await createPatience(createFakeClock(0))(async () => denied, never)).toEqual(denied);
  });

  it('has four reads under way, the others in their turn, also after one that threw', async () => {
    const patience = createPatience(createFakeClock(0));
    const open: (() => void)[] = [];
    let most = 0;
    let under = 0;
    const read = (index: number) =>
      patience(async () => {
        under += 1;
        most = Math.max(most, under);
        await new Promise<void>((resolve) => open.push(resolve));
        under -= 1;
        if (index === 0) throw new Error('a mistake of ours');
        return { ok: true, value: index };
      }, never);
    const all = Promise.allSettled(Array.from({ length: 12 }, (_, index) => read(index)));
    for (let index = 0; index < 12; index += 1) {
      await settle();
      open.shift()?.();
    }
    const [first, ...rest] = await all;
    expect(first?.status).toBe('rejected');
    expect(rest.map((one) => one.status === 'fulfilled' && one.value)).toEqual(rest.map((_, index) => ({ ok: true, value: index + 1 })));
    expect(most).toBe(4);
  });
});
