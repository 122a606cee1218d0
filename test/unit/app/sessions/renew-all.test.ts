import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { refusal } from '../../../fakes/sts.ts';
import { config, createKey, credentials, janeAccount, never, openApp, roleState, start } from '../../../fakes/world.ts';

const minute = 60_000;
const joe = 'arn:aws:iam::111122223333:mfa/joe';

/** Two sources, each with its device on the one key, which touches by itself. */
const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const accounts = [janeAccount, { id: joe, secret: new Uint8Array(20).fill(7), touch: true }];
  const opened = await openApp({
    clock,
    yubikeys: { usb: createKey(clock, { touchPolicy: 'automatic', accounts }) },
    config: `${config}
[profile home]
region = eu-central-1

[profile blog]
role_arn = arn:aws:iam::999900001111:role/Writer
source_profile = home
mfa_serial = ${joe}
`,
    credentials: `${credentials}
[home]
aws_access_key_id = AKIAHOME
aws_secret_access_key = x
`,
    ...options,
  });
  const bought = () => opened.app.snapshot().mfaSessions.map(({ source, since }) => [source, since]);
  const opensOf = (profile: string) => opened.app.snapshot().sessions.find((session) => session.profile === profile)?.since;
  return Object.assign(opened, { bought, opensOf });
};

describe('renewing everything', () => {
  it('buys an MFA session for each source, and opens each role on the one of its own', async () => {
    const { app, clock, sts, bought, opensOf } = await setUp();
    for (const role of ['dev', 'prod', 'blog']) await app.tap({ role }, never());
    const calls = sts.calls.length;
    await clock.advance(minute);
    expect(await app.renewAll(undefined, never())).toEqual({ ok: true, value: undefined });
    expect(bought()).toEqual([
      ['work', start + minute],
      ['home', start + minute],
    ]);
    expect(['dev', 'prod', 'blog'].map(opensOf)).toEqual([start + minute, start + minute, start + minute]);
    expect(sts.calls.slice(calls).map(({ action }) => action)).toEqual([
      'sessionToken',
      'assumeRole',
      'assumeRole',
      'sessionToken',
      'assumeRole',
    ]);
  });

  it('of one source leaves the other and its roles as they are', async () => {
    const { app, clock, bought, opensOf } = await setUp();
    for (const role of ['dev', 'blog']) await app.tap({ role }, never());
    await clock.advance(minute);
    expect((await app.renewAll('home', never())).ok).toBe(true);
    expect(bought()).toEqual([
      ['work', start],
      ['home', start + minute],
    ]);
    expect(['dev', 'blog'].map(opensOf)).toEqual([start, start + minute]);
  });

  it('leaves a role that has its own code, and a guarded one', async () => {
    const { app, clock, opensOf } = await setUp({ settings: { guards: { 'arn:aws:iam::777788889999:role/Admin': true } } });
    await app.tap({ role: 'dev' }, never());
    await clock.advance(minute);
    await app.tap({ role: 'prod' }, never());
    await clock.advance(minute);
    await app.tap({ role: 'dev', target: 'own', direct: true }, never());
    await clock.advance(minute);
    expect(await app.renewAll(undefined, never())).toEqual({ ok: true, value: undefined });
    expect(opensOf('prod')).toBe(start + minute);
    const sinceOf = (target: string) => app.snapshot().sessions.find((session) => session.target === target)?.since;
    expect(sinceOf('dev-tap')).toBe(start + 3 * minute);
    expect(sinceOf('own')).toBe(start + 2 * minute);
  });

  it('goes on after a role that is refused, and says that at the end', async () => {
    const { app, clock, sts, opensOf } = await setUp();
    for (const role of ['dev', 'prod', 'blog']) await app.tap({ role }, never());
    await clock.advance(minute);
    const problem: Problem = { code: 'role-refused', roleArn: 'arn:aws:iam::444455556666:role/Developer' };
    sts.script = ({ action, roleArn }) => (action === 'assumeRole' && roleArn === problem.roleArn ? refusal(problem) : undefined);
    expect(await app.renewAll(undefined, never())).toEqual({ ok: false, problem });
    expect(['dev', 'prod', 'blog'].map(opensOf)).toEqual([start, start + minute, start + minute]);
  });

  it('ends with the first MFA session that is not had', async () => {
    const { app, clock, sts, opensOf } = await setUp();
    for (const role of ['dev', 'blog']) await app.tap({ role }, never());
    await clock.advance(minute);
    sts.script = ({ action }) => (action === 'sessionToken' ? refusal({ code: 'throttled' }) : undefined);
    const calls = sts.calls.length;
    expect(await app.renewAll(undefined, never())).toEqual({ ok: false, problem: { code: 'throttled' } });
    expect(sts.calls.slice(calls).every(({ accessKeyId }) => accessKeyId === 'AKIAWORK')).toBe(true);
    expect(['dev', 'blog'].map(opensOf)).toEqual([start, start]);
  });

  it('puts away the warning of its source, and no other', async () => {
    const { app, clock } = await setUp({ settings: { renewal: 'never' } });
    for (const role of ['dev', 'blog']) await app.tap({ role }, never());
    await clock.advance(12 * 60 * minute - 10 * minute);
    const warned = () => app.snapshot().alerts.flatMap((alert) => (alert.kind === 'ends-soon' ? [alert.name] : [alert.id]));
    expect(warned()).toEqual(['work', 'home']);
    expect((await app.renewAll('home', never())).ok).toBe(true);
    expect(warned()).toEqual(['work']);
  });
});

describe('a renewal by itself', () => {
  it.each([
    { code: 'aws-unreachable', host: 'sts', reason: 'ENOTFOUND' },
    { code: 'aws-silent', host: 'sts', seconds: 10 },
    { code: 'aws-said', awsCode: 'InternalFailure', status: 500 },
    { code: 'aws-hung-up', host: 'sts' },
    { code: 'not-aws', host: 'sts', status: 200, what: 'page' },
    { code: 'throttled' },
    { code: 'disk-full', file: '/home/jane/.aws/credentials' },
    { code: 'file-contested', file: '/home/jane/.aws/credentials' },
  ] as readonly Problem[])('that failed with $code is tried again, and says nothing', async (problem) => {
    const { app, clock, sts, files, opensOf } = await setUp();
    await app.tap({ role: 'dev' }, never());
    if ('file' in problem) files.beforeWrite = async () => problem;
    else sts.script = ({ action }) => (action === 'assumeRole' ? refusal(problem) : undefined);
    await clock.advance(45 * minute);
    await settle(10);
    sts.script = () => undefined;
    files.beforeWrite = async () => undefined;
    expect(opensOf('dev')).toBe(start);
    expect(app.snapshot().alerts).toEqual([]);
    await clock.advance(30_000);
    await settle(10);
    expect(opensOf('dev')).toBe(start + 45 * minute + 30_000);
  });

  it('that AWS refuses for no fault of its own is not tried again', async () => {
    const { app, clock, sts, opensOf } = await setUp();
    await app.tap({ role: 'dev' }, never());
    const problem = { code: 'aws-said', awsCode: 'ValidationError', status: 400 } as const;
    sts.script = ({ action }) => (action === 'assumeRole' ? refusal(problem) : undefined);
    await clock.advance(45 * minute);
    await settle(10);
    sts.script = () => undefined;
    await clock.advance(5 * minute);
    await settle(10);
    expect(opensOf('dev')).toBe(start);
    expect(app.snapshot().alerts).toMatchObject([{ id: 'renewal dev', kind: 'renewal-failed', problem }]);
  });

  it.each([
    [90, 90_000],
    [5, 30_000],
  ])('that AWS asks to wait %i s for is tried again after that time, and not at once', async (waitSeconds, pause) => {
    const { app, clock, sts, opensOf } = await setUp();
    await app.tap({ role: 'dev' }, never());
    sts.script = ({ action }) => (action === 'assumeRole' ? refusal({ code: 'throttled', waitSeconds }) : undefined);
    await clock.advance(45 * minute);
    await settle(10);
    sts.script = () => undefined;
    await clock.advance(pause - 1);
    await settle(10);
    expect(opensOf('dev')).toBe(start);
    await clock.advance(1);
    await settle(10);
    expect(opensOf('dev')).toBe(start + 45 * minute + pause);
  });

  it('that works puts away the refusal of its own role alone', async () => {
    const { app, clock, sts } = await setUp({ settings: { pinned: ['dev', 'blog'] } });
    for (const role of ['dev', 'blog']) await app.tap({ role }, never());
    sts.script = ({ action, roleArn = '' }) => (action === 'assumeRole' ? refusal({ code: 'role-refused', roleArn }) : undefined);
    await clock.advance(46 * minute);
    await settle(10);
    const refused = () => app.snapshot().alerts.map(({ id }) => id);
    expect([...refused()].sort()).toEqual(['renewal blog', 'renewal dev']);
    sts.script = () => undefined;
    await app.renewAll('home', never());
    // The next renewal of this role by itself.
    await clock.advance(46 * minute);
    await settle(10);
    expect(refused()).toEqual(['renewal dev']);
  });

  it('that takes a touch leaves no word of its own', async () => {
    const { app, clock } = await setUp({ settings: { pinned: ['dev'] } });
    await app.tap({ role: 'dev' }, never());
    app.run('setGuard', { role: 'dev', on: true });
    await clock.advance(46 * minute);
    await settle(10);
    expect(app.snapshot().alerts).toEqual([]);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active' });
  });
});
