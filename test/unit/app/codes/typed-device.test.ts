import { describe, expect, it } from 'vitest';
import type { CodePorts, CodePurpose } from '../../../../src-main/app/codes/code-request.ts';
import { pickTypedDevice, typedCode } from '../../../../src-main/app/codes/typed-code.ts';
import type { DeviceWish } from '../../../../src-main/app/codes/user-devices.ts';
import type { MfaDevice } from '../../../../src-main/aws/iam/iam-types.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { never, start } from '../../../fakes/world.ts';

const jane = 'arn:aws:iam::111122223333:mfa/jane';
const phone = 'arn:aws:iam::111122223333:mfa/jane-phone';
const foreign = 'arn:aws:iam::999999999999:mfa/bob';
const passkey = 'arn:aws:iam::111122223333:u2f/user/jane/key';
const token = 'GAHT12345678';

interface Stage {
  readonly named?: string;
  readonly listed?: readonly string[];
  readonly refused?: readonly string[];
  readonly answers?: CodePorts['questions']['answers'];
  readonly answer?: { readonly kind: 'answered'; readonly value: string } | { readonly kind: 'cancelled' };
  readonly signal?: AbortSignal;
  readonly who?: DeviceWish['who'];
}

const device = (serial: string): MfaDevice => ({
  serial,
  kind: serial === passkey ? 'fido' : serial === token ? 'hardware' : 'virtual',
  enabledAt: 0,
});
const known = async () => ok({ arn: 'arn:aws:iam::111122223333:user/jane', accountId: '111122223333', userId: 'AIDA' });

/** What the person is asked, and what comes of it. */
const pick = async ({ named, listed, refused = [], answers = 'everything', answer, signal = never(), who = known }: Stage) => {
  const asked: unknown[] = [];
  const phases: string[] = [];
  const ask = (question: unknown) => {
    asked.push(question);
    return { answer: Promise.resolve(answer) };
  };
  const wish = { profile: 'dev', ...(named === undefined ? {} : { named }), who, listDevices: async () => listed?.map(device) };
  const purpose = { for: { kind: 'tap' }, onPhase: (phase: string) => phases.push(phase) } as unknown as CodePurpose;
  const ports = { questions: { answers, ask } } as unknown as Pick<CodePorts, 'questions'>;
  const result = await pickTypedDevice(ports, wish as unknown as DeviceWish, refused, purpose, signal);
  return { asked, phases, result: result.ok ? result.value.mfaSerial : result.problem };
};
const missing = { code: 'mfa-serial-missing', profile: 'dev' };

describe('the device whose code is typed', () => {
  it.each<[string, Stage, unknown]>([
    ['the one that the profile names', { named: jane }, jane],
    ['a hardware token that the profile names', { named: token }, token],
    ['none, where nothing names one', {}, missing],
    ['none of another account', { named: foreign }, missing],
    ['none that AWS refused', { named: jane, refused: [jane] }, missing],
    ['the only one that is left of a list', { listed: [jane, phone], refused: [jane] }, phone],
    ['never a passkey, which has no codes', { listed: [passkey, jane] }, jane],
    ['never one that is not in the list', { named: phone, listed: [jane] }, jane],
  ])('is %s', async (_, stage, device) => {
    expect(await pick(stage)).toEqual({ asked: [], phases: [], result: device });
  });

  it('is none where the user has only a passkey', async () => {
    expect((await pick({ named: jane, listed: [passkey] })).result).toEqual({ code: 'no-code-device', user: 'jane', has: 'passkey' });
  });

  it('is picked of several by the person, who sees the one that the profile names first', async () => {
    const choices = [phone, jane, token].map((id) => ({ id, label: id.split('/').at(-1) ?? id }));
    const picked = await pick({ named: phone, listed: [jane, phone, token], answer: { kind: 'answered', value: token } });
    expect(picked).toEqual({ asked: [{ kind: 'pick', for: { kind: 'tap' }, choices }], phases: ['pick'], result: token });
    expect((await pick({ listed: [jane, phone], answer: { kind: 'cancelled' } })).result).toEqual({ code: 'cancelled' });
  });

  it('is the named one of several where the code was given beforehand, and else none', async () => {
    const beforehand = { listed: [jane, phone], answers: 'codes' } as const;
    expect(await pick({ ...beforehand, named: phone })).toEqual({ asked: [], phases: [], result: phone });
    expect(await pick(beforehand)).toEqual({ asked: [], phases: [], result: missing });
  });

  it('is not looked for where nobody knows the user, or the request was given up', async () => {
    expect((await pick({ named: jane, who: async () => failed({ code: 'throttled' }) })).result).toEqual({ code: 'throttled' });
    expect((await pick({ named: jane, signal: AbortSignal.abort() })).result).toEqual({ code: 'cancelled' });
  });
});

describe('a code whose step cannot be noted', () => {
  const unwritable: Problem = { code: 'throttled' };

  it.each(['claim', 'spend'])('is not sent: %s', async (fails) => {
    const clock = createFakeClock(start);
    const ledger = {
      claim: async (_: string, step: number) => (fails === 'claim' ? failed(unwritable) : ok(step)),
      spend: async () => failed(unwritable),
    };
    const questions = { answers: 'everything', ask: () => ({ answer: Promise.resolve({ kind: 'answered', value: '123456' }) }) };
    const ports = { questions, time: clock, ledger } as unknown as CodePorts;
    const purpose = { for: { kind: 'tap' }, onPhase: () => {} } as unknown as CodePurpose;
    const typing = { mfaSerial: jane, refused: new Set<string>(), settled: Promise.resolve() };
    expect(await typedCode(ports, typing, undefined, purpose, never())).toEqual(failed(unwritable));
  });
});
