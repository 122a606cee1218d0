import { describe, expect, it } from 'vitest';
import type { AwsResult } from '../../../../src-main/aws/caller.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { type FakeSts, refusal, type StsCall } from '../../../fakes/sts.ts';
import { codeAfter, config, createKey, janeAccount, never, openApp, start } from '../../../fakes/world.ts';

const roleArn = 'arn:aws:iam::444455556666:role/Developer';
const long = config.replace('[profile dev]', '[profile dev]\nduration_seconds = 28800');

/** What AWS says to a duration: more than the role's maximum, or more than an hour from temporary credentials. */
const limit =
  (maximum: number) =>
  ({ action, seconds = 0, accessKeyId }: StsCall): AwsResult<never> | undefined => {
    if (action !== 'assumeRole') return undefined;
    const refused = (reason: 'role-maximum' | 'chained') => refusal({ code: 'duration-refused', roleArn, askedSeconds: seconds, reason });
    if (seconds > maximum) return refused('role-maximum');
    return seconds > 3600 && accessKeyId.startsWith('ASIA') ? refused('chained') : undefined;
  };

/** A key touched by itself, and a clock that moves on when a step is waited for. */
const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock, { accounts: [janeAccount], touchPolicy: 'automatic' });
  const opened = await openApp({ clock, yubikeys: { usb: key }, ...options });
  let moving = false;
  const move = async () => {
    if (moving) return;
    moving = true;
    const next = () => opened.app.snapshot().waiting.find(({ kind }) => kind === 'step');
    for (let step = next(); step; step = next()) await clock.advance(step.deadline - opened.app.snapshot().now);
    moving = false;
  };
  opened.app.subscribe(() => void move());
  return opened;
};

const asked = (sts: FakeSts) => sts.calls.filter(({ action }) => action === 'assumeRole').map(({ seconds }) => seconds);

describe('direct', () => {
  it('assumes the role with a code of its own when more than an hour is wanted', async () => {
    const { app, sts } = await setUp({ config: long });
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { via: 'direct', expiration: start + 28_800_000 } });
    expect(sts.calls.map(({ action, accessKeyId, proof, seconds }) => [action, accessKeyId, proof?.code, seconds])).toEqual([
      ['callerIdentity', 'AKIAWORK', undefined, undefined],
      ['assumeRole', 'AKIAWORK', codeAfter(0), 28_800],
    ]);
    expect(app.snapshot().roles[0]).toMatchObject({ via: 'direct', durationSeconds: 28_800 });
  });

  it('is taken for an hour when it was asked for', async () => {
    const { app, sts } = await setUp();
    expect(await app.tap({ role: 'dev', direct: true }, never())).toMatchObject({ ok: true, value: { via: 'direct' } });
    expect(sts.calls.at(-1)).toMatchObject({ seconds: 3600, proof: { code: codeAfter(0) } });
  });

  it.each([
    [50_000, 43_200],
    [300, 900],
  ])('asks for no %i seconds, which no role can have, but for %i', async (written, possible) => {
    const { app, sts } = await setUp({ config: long.replace(/duration_seconds = \d+/, `duration_seconds = ${written}`) });
    expect(app.snapshot().roles[0]).toMatchObject({ durationSeconds: possible });
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { expiration: start + possible * 1000 } });
    expect(asked(sts)).toEqual([possible]);
    expect(app.snapshot().notices.filter(({ kind }) => kind === 'duration')).toMatchObject(
      written > possible ? [{ askedSeconds: written, gotSeconds: possible }] : [],
    );
  });

  it('is left again for a shorter duration than the profile says', async () => {
    const { app } = await setUp({ config: long });
    expect(await app.tap({ role: 'dev', durationSeconds: 900 }, never())).toMatchObject({
      ok: true,
      value: { via: 'mfa-session', expiration: start + 900_000 },
    });
  });
});

describe('a duration that AWS refused', () => {
  it('becomes the largest that is allowed, which is said, kept, and asked for at once the next time', async () => {
    const { app, sts, world } = await setUp({ config: long });
    sts.script = limit(4 * 3600);
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { via: 'direct' } });
    expect(asked(sts)).toEqual([28_800, 14_400, 21_600, 18_000, 14_400]);
    expect(new Set(sts.codes()).size).toBe(3);
    expect(world.settings.get().roleMaximumSeconds).toEqual({ [roleArn]: 14_400 });
    const notice = { kind: 'duration', roleArn, askedSeconds: 28_800, gotSeconds: 14_400 };
    expect(app.snapshot().notices).toContainEqual(notice);
    expect(app.snapshot().roles[0]).toMatchObject({ durationSeconds: 14_400, via: 'direct' });
    await app.tap({ role: 'dev' }, never());
    expect(asked(sts).slice(5)).toEqual([14_400]);
    expect(app.snapshot().notices.filter(({ kind }) => kind === 'duration')).toEqual([notice]);
  });

  it('becomes an hour from the MFA session when the role allows no more', async () => {
    const { app, sts, world } = await setUp({ config: long });
    sts.script = limit(3600);
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { via: 'mfa-session' } });
    expect(world.settings.get().roleMaximumSeconds).toEqual({ [roleArn]: 3600 });
    const codes = sts.codes().length;
    await app.tap({ role: 'dev' }, never());
    expect(sts.codes()).toHaveLength(codes);
    expect(asked(sts).at(-1)).toBe(3600);
  });

  it('is asked for again when a person names it, and what AWS then allows is the new maximum', async () => {
    const { app, sts, world } = await setUp({ config: long });
    sts.script = limit(4 * 3600);
    await app.tap({ role: 'dev' }, never());
    sts.script = limit(8 * 3600);
    expect(await app.tap({ role: 'dev', durationSeconds: 28_800 }, never())).toMatchObject({ ok: true, value: { via: 'direct' } });
    expect(asked(sts).at(-1)).toBe(28_800);
    expect(world.settings.get().roleMaximumSeconds).toEqual({ [roleArn]: 28_800 });
  });

  it.each([undefined, 28_800])(
    'is an hour with two touches, and teaches nothing, when AWS names the cap on chained sessions first (%s learned)',
    async (learned) => {
      const { app, sts, world } = await setUp({
        config: long,
        settings: learned === undefined ? {} : { roleMaximumSeconds: { [roleArn]: learned } },
      });
      sts.script = (call) => {
        if (call.action !== 'assumeRole' || (call.seconds ?? 0) <= 3600) return undefined;
        const reason = call.proof ? 'role-maximum' : 'chained';
        return refusal({ code: 'duration-refused', roleArn, askedSeconds: call.seconds ?? 0, reason });
      };
      expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { via: 'mfa-session' } });
      expect(asked(sts).at(-1)).toBe(3600);
      expect(sts.codes()).toHaveLength(2);
      expect(world.settings.get().roleMaximumSeconds).toEqual({});
    },
  );

  it('teaches nothing when the search was cut short', async () => {
    const { app, sts, world } = await setUp({ config: long });
    sts.script = (call) =>
      call.accessKeyId.startsWith('ASIA') && (call.seconds ?? 0) > 3600 ? refusal({ code: 'throttled' }) : limit(4 * 3600)(call);
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { via: 'mfa-session' } });
    expect(world.settings.get().roleMaximumSeconds).toEqual({});
  });

  it('is not searched for when AWS refuses for another reason', async () => {
    const { app, sts } = await setUp({ config: long });
    sts.script = ({ proof }) => (proof ? refusal({ code: 'role-refused', roleArn }) : undefined);
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: false, problem: { code: 'role-refused' } });
    expect(sts.codes()).toHaveLength(1);
  });
});

describe('a chain of roles', () => {
  const chain = `${long}
[profile far]
role_arn = arn:aws:iam::999900001111:role/Far
source_profile = dev
external_id = ext
duration_seconds = 7200
`;

  it('walks each hop with the credentials of the one before, an hour at most', async () => {
    const { app, sts } = await setUp({ config: chain });
    expect(await app.tap({ role: 'far' }, never())).toMatchObject({
      ok: true,
      value: { via: 'mfa-session', expiration: start + 3_600_000 },
    });
    expect(
      sts.calls.slice(2).map(({ accessKeyId, roleArn: role, seconds, externalId }) => [accessKeyId, role, seconds, externalId]),
    ).toEqual([
      ['ASIA1', roleArn, 3600, undefined],
      ['ASIA2', 'arn:aws:iam::999900001111:role/Far', 3600, 'ext'],
    ]);
    expect(app.snapshot().notices).toContainEqual({
      kind: 'duration',
      roleArn: 'arn:aws:iam::999900001111:role/Far',
      askedSeconds: 7200,
      gotSeconds: 3600,
    });
  });

  it('gives a shorter duration to its last hop alone', async () => {
    const { app, sts } = await setUp({ config: chain });
    await app.tap({ role: 'far', durationSeconds: 900 }, never());
    expect(asked(sts)).toEqual([3600, 900]);
  });

  it('opens its first hop with a code when it is to be direct', async () => {
    const { app, sts } = await setUp({ config: chain });
    expect(await app.tap({ role: 'far', direct: true }, never())).toMatchObject({ ok: true, value: { via: 'direct' } });
    expect(sts.calls.slice(1).map(({ accessKeyId, seconds, proof }) => [accessKeyId, seconds, proof !== undefined])).toEqual([
      ['AKIAWORK', 3600, true],
      ['ASIA1', 3600, false],
    ]);
  });
});

describe('an MFA session that was revoked', () => {
  const stored = [
    {
      source: 'work',
      accessKeyId: 'AKIAWORK',
      mfaSerial: janeAccount.id,
      credentials: { accessKeyId: 'ASIAOLD', secretAccessKey: 's', sessionToken: 't', expires: start + 3_600_000 },
    },
  ];

  it.each(['session-expired', 'keys-refused'] as const)('is dropped and bought anew once (%s)', async (code) => {
    const opened = await setUp({ stored });
    const { app, sts } = opened;
    sts.script = ({ accessKeyId }) => (accessKeyId === 'ASIAOLD' ? refusal({ code, source: 'work' }) : undefined);
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    expect(sts.actions()).toEqual(['assumeRole', 'callerIdentity', 'sessionToken', 'assumeRole']);
    expect(opened.stored.mfa.map(({ credentials }) => credentials.accessKeyId)).toEqual(['ASIA1']);
  });

  it('does not cost a second touch when the new one is refused, too', async () => {
    const { app, sts } = await setUp({ stored });
    sts.script = ({ action }) => (action === 'assumeRole' ? refusal({ code: 'session-expired', source: 'work' }) : undefined);
    const problem = { code: 'aws-said', awsCode: 'InvalidClientTokenId', status: 403 };
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem });
    expect(sts.codes()).toHaveLength(1);
    // It was bought a moment ago: it is not the one to blame.
    expect(app.snapshot().mfaSessions).toHaveLength(1);
  });

  it('costs no touch when it went with its access key', async () => {
    const { app, sts } = await setUp({ stored });
    sts.script = ({ action }) =>
      action === 'assumeRole' ? refusal({ code: 'session-expired', source: 'work' }) : refusal({ code: 'keys-refused', source: 'work' });
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: { code: 'keys-refused', source: 'work' } });
    expect(sts.codes()).toEqual([]);
    expect(app.snapshot().mfaSessions).toEqual([]);
  });

  it('stays while it cannot be known whether it is to blame', async () => {
    const { app, sts } = await setUp({ stored });
    const offline = { code: 'aws-unreachable', host: 'h', reason: 'ENETUNREACH' } as const;
    sts.script = ({ action }) => refusal(action === 'assumeRole' ? { code: 'session-expired', source: 'work' } : offline);
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: offline });
    expect(app.snapshot().mfaSessions).toHaveLength(1);
  });

  it('stays when only the role is refused', async () => {
    const { app, sts } = await setUp({ stored });
    sts.script = () => refusal({ code: 'role-refused', roleArn });
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(false);
    expect(app.snapshot().mfaSessions).toHaveLength(1);
  });
});
