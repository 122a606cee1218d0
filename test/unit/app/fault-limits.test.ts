import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { Result } from '../../../src-main/contract/result.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import type { SimulatorFault } from '../../../src-main/demo/aws-simulator/model/types.ts';
import { settle } from '../../fakes/clock.ts';
import { never } from '../../fakes/world.ts';
import { createSetting, type EnrollStage, openStage } from './enroll/enroll-fixture.ts';

/** Whatever AWS, or the way to it, does wrong: how many touches and how long it takes until the person is told what it is. */
const faults: Readonly<Record<string, SimulatorFault>> = {
  'a fault of the server': { kind: 'server-error', status: 500, when: 'before' },
  'a fault of the server, after it did its work': { kind: 'server-error', status: 500, when: 'after' },
  'a server that is not available': { kind: 'server-error', status: 503, when: 'before' },
  silence: { kind: 'hang', when: 'before' },
  'silence after its work': { kind: 'hang', when: 'after' },
  'a connection that breaks': { kind: 'reset', when: 'before' },
  'a limit': { kind: 'throttle' },
  'a sign-in page': { kind: 'captive-portal' },
  'a page of a gateway': { kind: 'bad-gateway', when: 'before' },
  'a refused code': {
    kind: 'refuse',
    status: 403,
    code: 'AccessDenied',
    message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
  },
  'a refused device': {
    kind: 'refuse',
    status: 403,
    code: 'AccessDenied',
    message: 'MultiFactorAuthentication failed, unable to validate MFA code. Please verify your MFA serial number is valid.',
  },
  'refused codes': { kind: 'refuse', status: 403, code: 'InvalidAuthenticationCode', message: 'Authentication code is not valid.' },
  'what nobody has heard of': { kind: 'refuse', status: 409, code: 'Odd', message: 'no' },
};

/** What a person can read of a problem at this moment. */
const namedIn = ({ enroll, waiting, roles }: Snapshot): boolean =>
  enroll?.problem !== undefined ||
  (enroll?.page.kind === 'codes' && enroll.page.refused) ||
  waiting.some((question) => question.after !== undefined) ||
  roles.some(({ state }) => state.kind === 'failed' || (state.kind === 'waiting' && state.after !== undefined));

const touchesOf = (told: readonly Snapshot[]): number =>
  new Set(told.flatMap(({ waiting }) => waiting.flatMap(({ kind, id }) => (kind === 'touch' ? [id] : [])))).size;

/** What the second question for a touch gives as its reason. */
const whySecond = (told: readonly Snapshot[]): Problem | undefined =>
  told.flatMap(({ waiting }) => waiting.filter(({ kind }) => kind === 'touch')).at(-1)?.after;

/** Lets time pass until the work is over; what was told first, and what in the end. Times in seconds. */
const measure = async (stage: EnrollStage, work: Promise<Result<unknown>>) => {
  const { clock } = stage.world;
  const began = clock.now();
  const seconds = () => (clock.now() - began) / 1000;
  let over = false;
  void work.finally(() => {
    over = true;
  });
  let named: { readonly seconds: number; readonly touches: number } | undefined;
  const stop = stage.app.subscribe((snapshot) => {
    if (namedIn(snapshot)) named ??= { seconds: seconds(), touches: touchesOf(stage.told) };
  });
  while (seconds() < 300) {
    await settle(6);
    if (over) break;
    await clock.advance(500);
  }
  stop();
  expect(over).toBe(true);
  const result = await work;
  const end = { seconds: seconds(), touches: touchesOf(stage.told) };
  return { end, named: named ?? end, problem: result.ok ? undefined : result.problem };
};

/** A server that stumbles is not one that refuses, and what was told is the fault itself. */
const expectNamed = (problem: Problem | undefined, fault: SimulatorFault): void => {
  if (fault.kind === 'refuse' || !problem) return;
  const codes = { 'server-error': 'aws-said', hang: 'aws-silent', reset: 'aws-hung-up', throttle: 'throttled' } as const;
  expect(problem.code).toBe(fault.kind in codes ? codes[fault.kind as keyof typeof codes] : 'not-aws');
};

/** A key that is plugged in, with a device of jane's that AWS knows. */
const plugged = async (millisIntoStep: number, maxSessionSeconds = 3600) => {
  const setting = createSetting();
  const device = setting.jane.addDevice();
  const role = setting.account.addRole('Dev', {
    maxSessionSeconds,
    trust: { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: setting.jane.arn }, Action: 'sts:AssumeRole' } },
  });
  setting.key.store({ id: device.arn, secret: device.seed, touch: true });
  await setting.clock.advance(30_000 - 12_000 + millisIntoStep);
  const config = `[profile work]\nregion = eu-central-1\n\n[profile dev]\nrole_arn = ${role.arn}\nsource_profile = work\nmfa_serial = ${device.arn}\n`;
  return { device, stage: await openStage({ config, yubikeys: { usb: setting.key } }, setting) };
};

// The SDK loads parts of itself with its first calls, which takes time that is not the clock's.
beforeAll(async () => {
  const { stage } = await plugged(500);
  expect((await stage.app.tap({ role: 'dev' }, never())).ok).toBe(true);
  expect((await stage.app.devices.open('work')).ok).toBe(true);
});

describe.each([500, 29_000])('a tap that begins %i ms into a step', (into) => {
  it.each(
    ['GetCallerIdentity', 'GetSessionToken', 'AssumeRole', 'every call'].flatMap((action) =>
      Object.entries(faults).map(([name, fault]) => [action, name, fault] as const),
    ),
  )('and meets, at %s, %s takes two touches and 40 s at most', async (action, _name, fault) => {
    const { stage } = await plugged(into);
    stage.aws.simulator.faults.add(fault, { times: 99, ...(action === 'every call' ? {} : { action }) });
    const { end, problem } = await measure(stage, stage.app.tap({ role: 'dev' }, never()));
    expect(problem).toBeDefined();
    expectNamed(problem, fault);
    expect(end.touches).toBeLessThanOrEqual(2);
    expect(end.seconds).toBeLessThanOrEqual(40);
    // Whoever is asked for a second touch reads why.
    if (end.touches === 2) expect(whySecond(stage.told)?.code).toBe(problem?.code);
  });
});

describe('a tap with a code of its own', () => {
  it.each(['AssumeRole', 'every call'].flatMap((action) => Object.entries(faults).map(([name, fault]) => [action, name, fault] as const)))(
    'that meets, at %s, %s takes two touches and 40 s at most',
    async (action, _name, fault) => {
      const { stage } = await plugged(500);
      stage.aws.simulator.faults.add(fault, { times: 99, ...(action === 'every call' ? {} : { action }) });
      const { end, problem } = await measure(stage, stage.app.tap({ role: 'dev', direct: true }, never()));
      expectNamed(problem, fault);
      expect(end.touches).toBeLessThanOrEqual(2);
      expect(end.seconds).toBeLessThanOrEqual(40);
    },
  );
});

describe('a duration that the role does not allow', () => {
  const fourHours = { role: 'dev', durationSeconds: 4 * 3600 };
  const opened = ({ stage }: { readonly stage: EnrollStage }) => stage.snapshot().roles.find(({ profile }) => profile === 'dev')?.state;

  it.each(Object.entries(faults).filter(([name]) => name !== 'a limit'))(
    'becomes an hour where the largest that is allowed meets %s, without a further touch',
    async (_name, fault) => {
      const rig = await plugged(500, 2 * 3600);
      const { faults: planned } = rig.stage.aws.simulator;
      const work = rig.stage.app.tap(fourHours, never());
      // The third code is for the role; before it the search asked for longer and longer sessions.
      const stop = rig.stage.app.subscribe(() => {
        if (touchesOf(rig.stage.told) < 3) return;
        stop();
        planned.add(fault, { action: 'AssumeRole' });
      });
      const { end, problem } = await measure(rig.stage, work);
      expect([problem, end.touches]).toEqual([undefined, 3]);
      expect(opened(rig)).toMatchObject({ kind: 'active', expires: expect.any(Number) });
    },
  );

  it('takes two touches where an hour is all that there is', async () => {
    const rig = await plugged(500);
    const { end, problem } = await measure(rig.stage, rig.stage.app.tap(fourHours, never()));
    expect([problem, end.touches]).toEqual([undefined, 2]);
    expect(end.seconds).toBeLessThanOrEqual(40);
    expect(opened(rig)).toMatchObject({ kind: 'active' });
  });
});

describe('an enrolment', () => {
  const request = { touch: true, spare: 'none', replace: false, profiles: 'all' } as const;
  const calls = [
    ['GetCallerIdentity', 0],
    ['GetUser', 0],
    ['ListMFADevices', 0],
    ['CreateVirtualMFADevice', 0],
    ['EnableMFADevice', 2],
    // AWS has the two codes by then, and wants a third.
    ['GetSessionToken', 3],
    ['every call', 0],
  ] as const;
  it.each(calls.flatMap(([action, touches]) => Object.entries(faults).map(([name, fault]) => [action, name, touches, fault] as const)))(
    'that meets, at %s, %s tells it before another touch is asked for',
    async (action, _name, touches, fault) => {
      const stage = await openStage();
      // The longest wait for a fresh code.
      await stage.world.clock.advance(18_500);
      stage.aws.simulator.faults.add(fault, { times: 99, ...(action === 'every call' ? {} : { action }) });
      const { named, end, problem } = await measure(stage, stage.app.enroll(request, never()));
      expectNamed(problem, fault);
      if (!problem) return;
      expect(named.touches).toBeLessThanOrEqual(touches);
      expect(named.seconds).toBeLessThanOrEqual(40);
      // One more try is made where AWS refuses what may only be too early, and in no other case.
      const triesAgain = ['device-codes-refused', 'serial-refused', 'code-refused'].includes(problem.code);
      expect(end.touches).toBeLessThanOrEqual(triesAgain ? 4 : touches);
      if (!triesAgain) expect(end).toEqual(named);
    },
  );

  it('goes on where it was, with one touch, when AWS is back', async () => {
    const stage = await openStage();
    stage.aws.simulator.faults.add({ kind: 'server-error', status: 500, when: 'before' }, { action: 'GetSessionToken' });
    expect((await measure(stage, stage.app.enroll(request, never()))).problem).toMatchObject({ code: 'aws-said', status: 500 });
    await settle();
    const [run] = stage.snapshot().unfinished;
    const resumed = await measure(stage, stage.app.enroll({ ...request, resume: { id: run?.id ?? '', choice: 'go-on' } }, never()));
    expect(resumed).toMatchObject({ problem: undefined, end: { touches: 4 } });
  });
});

it('a removal asks for a second touch only after it said why the first was not enough', async () => {
  const { stage, device } = await plugged(500);
  stage.aws.simulator.faults.add({ kind: 'server-error', status: 500, when: 'after' }, { action: 'GetSessionToken' });
  expect((await stage.app.devices.open('work')).ok).toBe(true);
  const { end, named } = await measure(stage, stage.app.devices.remove(device.arn));
  expect(named).toMatchObject({ touches: 1 });
  expect(end.touches).toBe(2);
});
