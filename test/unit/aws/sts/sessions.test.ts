import { describe, expect, it } from 'vitest';
import type { Role, Source } from '../../../../src-main/aws/profiles/profile-types.ts';
import type { MfaSession, SessionRequest } from '../../../../src-main/aws/sts/session-request.ts';
import { createSessions } from '../../../../src-main/aws/sts/sessions.ts';
import type { CodeProof } from '../../../../src-main/aws/sts/sts.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import { createFakeSts, refusal } from '../../../fakes/sts.ts';
import { jane, never, start } from '../../../fakes/world.ts';

const place = { file: '/f', line: 1 };
const endpoint = { region: 'eu-west-1' };
const source: Source = {
  profile: 'work',
  kind: 'file',
  id: 'AKIA',
  place,
  endpoint: { region: 'eu-central-1' },
  iamEndpoint: { region: 'eu-central-1' },
};
const role: Role = {
  profile: 'dev',
  roleArn: 'arn:aws:iam::444455556666:role/Dev',
  roleName: 'Dev',
  accountId: '444455556666',
  partition: 'aws',
  through: [],
  source: 'work',
  endpoint,
  place,
};
const request: SessionRequest = { role, source, durationSeconds: 3600, direct: false, roleSessionName: 'jane' };

const setUp = () => {
  const sts = createFakeSts(() => start);
  let sessions: readonly MfaSession[] = [];
  let codes = 0;
  const shown: string[] = [];
  const opened = createSessions({
    sts,
    keys: {
      isQuiet: () => true,
      forget: () => {},
      signIn: async () => ok(undefined),
      open: async ({ id }) => ok({ kind: 'long-term', accessKeyId: id, secretAccessKey: 's' }),
    },
    now: () => start,
    held: {
      list: () => sessions,
      put: (session) => {
        sessions = [...sessions, session];
      },
      drop: (session) => {
        sessions = sessions.filter((other) => other !== session);
      },
    },
    inTurn: (_turn, work) => work(),
    settings: { get: () => ({ mfaSessionSeconds: 900 }) },
    roleMaximum: { get: () => undefined, learn: () => {} },
  });
  const hooks = {
    codeFor: async (): Promise<Result<CodeProof>> => {
      codes += 1;
      shown.push('code');
      return ok({ mfaSerial: jane, code: `00000${codes}`, told: (outcome) => shown.push(outcome) });
    },
    onAws: () => shown.push('aws'),
  };
  return { ...opened, sts, hooks, shown };
};

describe('a role session', () => {
  it('comes from an MFA session of the length that is set, and says what is waited for', async () => {
    const { open, hooks, sts, shown } = setUp();
    expect(await open(request, hooks, never())).toMatchObject({ ok: true, value: { via: 'mfa-session', durationSeconds: 3600 } });
    expect(sts.calls[1]).toMatchObject({ action: 'sessionToken', seconds: 900, proof: { mfaSerial: jane, code: '000001' } });
    expect(shown).toEqual(['aws', 'code', 'aws', 'accepted', 'aws']);
  });

  it('shares no touch with another role where each wants one of its own', async () => {
    const { open, hooks, sts } = setUp();
    const admin: SessionRequest = {
      ...request,
      fresh: 'once',
      role: { ...role, profile: 'prod', roleArn: 'arn:aws:iam::777788889999:role/Admin' },
    };
    const opened = await Promise.all([
      open({ ...request, fresh: 'once' }, hooks, never()),
      open({ ...request, fresh: 'once' }, hooks, never()),
      open(admin, hooks, never()),
    ]);
    expect(opened.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(sts.codes()).toEqual(['000001', '000002']);
  });

  it('asks who the source is once a run, and again after a failure', async () => {
    const { identity, sts } = setUp();
    sts.script = () => refusal({ code: 'aws-unreachable', host: 'h', reason: 'ENOTFOUND' }, true);
    expect((await identity(source, never())).ok).toBe(false);
    sts.script = () => undefined;
    await identity(source, never());
    await identity(source, never());
    await identity({ ...source, id: 'AKIA2' }, never());
    expect(sts.calls.map(({ accessKeyId, region }) => [accessKeyId, region])).toEqual([
      ['AKIA', 'eu-central-1'],
      ['AKIA', 'eu-central-1'],
      ['AKIA2', 'eu-central-1'],
    ]);
  });

  it('gives back why there is no code, and calls AWS no more', async () => {
    const { open, hooks, sts } = setUp();
    const codeFor = async () => failed({ code: 'not-touched', seconds: 15 } as const);
    expect(await open(request, { ...hooks, codeFor }, never())).toEqual({ ok: false, problem: { code: 'not-touched', seconds: 15 } });
    expect(sts.actions()).toEqual(['callerIdentity']);
  });

  it('takes no fresh code for an outcome that is clear', async () => {
    const { open, hooks, sts, shown } = setUp();
    sts.script = ({ proof }) => (proof ? refusal({ code: 'throttled' }, false) : undefined);
    expect((await open(request, hooks, never())).ok).toBe(false);
    expect(shown.filter((entry) => entry === 'code')).toHaveLength(1);
  });

  it.each([
    [31, 1],
    [30, 2],
  ])('asked for a pause of %i s after a fault, takes %i code(s)', async (waitSeconds, codes) => {
    const { open, hooks, sts, shown } = setUp();
    const problem = { code: 'aws-said', awsCode: 'ServiceUnavailable', status: 503, waitSeconds } as const;
    sts.script = ({ proof }) => (proof ? refusal(problem, true) : undefined);
    expect(await open(request, hooks, never())).toEqual({ ok: false, problem });
    expect(shown.filter((entry) => entry === 'code')).toHaveLength(codes);
  });

  it('takes no fresh code when the person gave up while AWS was asked', async () => {
    const { open, hooks, sts, shown } = setUp();
    const giveUp = new AbortController();
    sts.script = ({ proof }) => {
      if (!proof) return undefined;
      giveUp.abort();
      return refusal({ code: 'cancelled' }, true);
    };
    expect(await open({ ...request, direct: true }, hooks, giveUp.signal)).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(shown.filter((entry) => entry === 'code')).toHaveLength(1);
  });

  it('names each hop of a chain as its profile says, and the last as was asked for', async () => {
    const { open, hooks, sts } = setUp();
    const hop = { profile: 'hop', roleArn: 'arn:aws:iam::444455556666:role/Hop', roleSessionName: 'hopping', externalId: 'x' };
    await open({ ...request, role: { ...role, through: [hop], roleSessionName: 'unused', externalId: 'y' } }, hooks, never());
    expect(sts.calls.slice(2).map(({ roleArn, sessionName, externalId }) => [roleArn, sessionName, externalId])).toEqual([
      [hop.roleArn, 'hopping', 'x'],
      [role.roleArn, 'jane', 'y'],
    ]);
  });
});
