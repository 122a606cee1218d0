import { afterEach, describe, expect, it } from 'vitest';
import type { SetupMoment } from '../../../../src-main/app/piv/at-the-key.ts';
import type { SetupAws } from '../../../../src-main/app/setups/setup-run.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';
import { closeDesks, day, desk, issue, now, pem, person, slotOf } from './desk.ts';

afterEach(closeDesks);

const roleArn = 'arn:aws:iam::111122223333:role/Developer';
const arn = (what: string) => `arn:aws:rolesanywhere:eu-central-1:111122223333:${what}/11111111-2222-3333-4444-555555555555`;
const denied: Problem = { code: 'certificate-refused', profile: 'dev', roleArn, why: 'denied' };

/** A setup to its proof, which AWS answers with these, the last again and again. */
const proveWith = async (answers: readonly (Problem | 'opened')[], create: boolean) => {
  const pauses: number[] = [];
  let tried = 0;
  let signed = 0;
  const side: Partial<SetupAws> = {
    trustAnchors: async () => ok([{ arn: arn('trust-anchor'), name: 'ours', enabled: true }]),
    profiles: async () =>
      ok([{ arn: arn('profile'), name: 'ours', enabled: true, roleArns: [roleArn], durationSeconds: 3600, acceptsSessionName: false }]),
    findRole: async () => ok(undefined),
    makeRole: async () => ok(true),
    pause: async (millis) => void pauses.push(millis),
    save: async () => ok({ file: 'config' }),
    prove: async (_order, { sign, last }, signal) => {
      if (!last?.signed) {
        const signature = await sign(new Uint8Array(32), signal);
        if (!signature.ok) return signature;
        signed += 1;
        if (last) last.signed = { signature: signature.value, at: now, call: {} as never };
      }
      const answer = answers[Math.min(tried, answers.length - 1)] ?? 'opened';
      tried += 1;
      return answer === 'opened' ? ok(now + 900_000) : failed(answer);
    },
  };
  const { key, deeds } = await desk({}, side);
  await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 3 });
  expect((await deeds.import({ bytes: pem(await issue(slotOf(key, 0x82), { until: now + 90 * day })) }, person())).ok).toBe(true);
  const told: SetupMoment['kind'][] = [];
  const role = {
    ...{ name: 'dev', roleArn, source: 'admin', region: 'eu-central-1', trustAnchorArn: arn('trust-anchor'), profileArn: arn('profile') },
    ...(create ? { create: { policies: [], maxSessionSeconds: 3600 } } : {}),
  };
  const done = await deeds.adopt({ slot: '82', role }, { ...person(), tell: ({ kind }) => void told.push(kind) });
  return { done, pauses, told, tried, signed };
};

describe('a role that was just made', () => {
  it('may be unknown for a while: it is tried again with the same signature, and a person told', async () => {
    const { done, pauses, told, tried, signed } = await proveWith([denied, denied, denied, 'opened'], true);
    expect(done).toMatchObject({ ok: true, value: { role: { made: ['role'] } } });
    expect([tried, signed]).toEqual([4, 1]);
    expect(pauses).toEqual([3000, 3000, 4000]);
    expect(told).toEqual(['role', 'proof', 'settling', 'settling', 'settling']);
  });

  it('is given up after a minute', async () => {
    const { done, pauses, tried, signed } = await proveWith([denied], true);
    expect(done).toEqual(failed(denied));
    expect([tried, signed]).toEqual([9, 1]);
    expect(pauses.reduce((all, one) => all + one, 0)).toBe(60_000);
  });

  it('is not waited for where AWS says something else', async () => {
    const other: Problem = { ...denied, why: 'untrusted' };
    expect(await proveWith([other], true)).toMatchObject({ done: failed(other), tried: 1, pauses: [] });
  });

  it('that was there before is not waited for', async () => {
    expect(await proveWith([denied], false)).toMatchObject({ done: failed(denied), tried: 1, pauses: [] });
  });
});
