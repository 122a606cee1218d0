import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confirmedMaximum, largestAllowed } from '../../../../src-main/aws/sts/duration-probe.ts';
import { refusal } from '../../../fakes/sts.ts';

const hour = 3600;
const refused = (reason: 'role-maximum' | 'chained') => refusal({ code: 'duration-refused', roleArn: 'r', askedSeconds: 0, reason });

/** AWS's answer from a chained session to a role with this maximum. */
const role = (maximum: number) => {
  const tries: number[] = [];
  const tryAssume = async (seconds: number) => {
    tries.push(seconds);
    return refused(seconds > maximum ? 'role-maximum' : 'chained');
  };
  return { tries, tryAssume };
};

describe('the largest duration', () => {
  it('is the most whole hours that the role allows and less than what was refused, found in four tries', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: hour, max: 12 * hour }), fc.integer({ min: 1, max: 11 * hour }), async (maximum, more) => {
        const asked = Math.min(maximum + more, 12 * hour);
        fc.pre(asked > maximum);
        const { tries, tryAssume } = role(maximum);
        expect(await largestAllowed(asked, tryAssume)).toEqual({ seconds: Math.floor(maximum / hour) * hour, sure: true });
        expect(tries.length).toBeLessThanOrEqual(4);
        expect(tries.every((seconds) => seconds > hour && seconds < asked)).toBe(true);
      }),
    );
  });

  it('is an hour without asking when two or less were refused', async () => {
    const { tries, tryAssume } = role(hour);
    expect(await largestAllowed(5400, tryAssume)).toEqual({ seconds: hour, sure: true });
    expect(tries).toEqual([]);
  });

  it.each([
    ['a denial', refusal({ code: 'role-refused', roleArn: 'r' })],
    ['silence', refusal({ code: 'aws-silent', host: 'h', seconds: 10 }, true)],
  ])('is an hour, without being sure, after %s', async (_, answer) => {
    expect(await largestAllowed(12 * hour, async () => answer)).toEqual({ seconds: hour, sure: false });
  });

  it('counts a session that AWS gives as allowed', async () => {
    const result = await largestAllowed(4 * hour, async (seconds) =>
      seconds > 2 * hour ? refused('role-maximum') : { ok: true, value: {} },
    );
    expect(result).toEqual({ seconds: 2 * hour, sure: true });
  });
});

describe('a maximum that is to be learned', () => {
  /** AWS's answer when it looks at the cap on chained sessions first. */
  const chainedFirst = async () => refused('chained');

  it.each([3, 4, 11, 12])('is not known when AWS names the cap first, %i h refused', async (hours) => {
    expect(await confirmedMaximum(hours * hour, chainedFirst)).toEqual({ seconds: hour, sure: false });
  });

  it.each([
    [12, 11],
    [12, 4],
    [3, 2],
  ])('is the same as the largest duration when AWS names it first, %i h refused and %i h allowed', async (asked, allowed) => {
    expect(await confirmedMaximum(asked * hour, role(allowed * hour).tryAssume)).toEqual({ seconds: allowed * hour, sure: true });
  });
});
