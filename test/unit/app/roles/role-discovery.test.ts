import { describe, expect, it } from 'vitest';
import type { KeptFoundRoles } from '../../../../src-main/app/ports.ts';
import type { StoredMfaSession } from '../../../../src-main/app/stored-sessions.ts';
import type { FoundRole, FoundRoles, SearchCaller } from '../../../../src-main/aws/iam/iam-types.ts';
import type { Result } from '../../../../src-main/contract/result.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createInProcessAws } from '../../../fakes/aws.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { config, createKey, credentials, type FakeWorldOptions, jane, never, openApp, start } from '../../../fakes/world.ts';

const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const denied = (action: string) => ({ code: 'iam-denied', action: `iam:${action}`, resource: '*', explicit: false }) as const;

const found = (names: readonly string[], more: Partial<FoundRoles> = {}): FoundRoles => ({
  accountId: '111122223333',
  partition: 'aws',
  roles: names.map((name): FoundRole => ({ roleArn: arn(name), sure: !name.endsWith('Maybe') })),
  patterns: [],
  unread: [],
  ...more,
});

const session: StoredMfaSession = {
  source: 'work',
  accessKeyId: 'AKIAWORK',
  mfaSerial: jane,
  credentials: { accessKeyId: 'ASIAHELD', secretAccessKey: 'x', sessionToken: secrets.token, expires: start + 3_600_000 },
};

/** The app over a search that answers what it is told, and a store. */
const setUp = async (options: FakeWorldOptions & { readonly kept?: Readonly<Record<string, KeptFoundRoles>> } = {}) => {
  const calls: SearchCaller[] = [];
  const answers: ((signal: AbortSignal) => Result<FoundRoles> | Promise<Result<FoundRoles>>)[] = [];
  const saved = new Map<string, KeptFoundRoles>();
  const stage = await openApp({
    roleSearch: {
      search: async (caller, signal) => {
        calls.push(caller);
        return (await answers.shift()?.(signal)) ?? ok(found([]));
      },
    },
    foundRoles: {
      load: async () => options.kept ?? {},
      save: async (source, kept) => {
        saved.set(source, kept);
      },
    },
    ...options,
  });
  const discovery = (source = 'work') => stage.app.snapshot().discovery.find((view) => view.source === source);
  const over = () => stage.until((snapshot) => snapshot.discovery.every(({ state }) => state !== 'reading'));
  const answer = (result: Result<FoundRoles>) => answers.push(() => result);
  return { ...stage, calls, answers, answer, saved, discovery, over };
};

describe('looking for roles in IAM', () => {
  it('adds them to the roles, says how many, and keeps them', async () => {
    const { app, answer, discovery, over, saved } = await setUp();
    expect(discovery()).toEqual({ source: 'work', state: 'none', found: 0, unread: [], patterns: [] });
    const pattern = { pattern: 'arn:aws:iam::444455556666:role/*', accountId: '444455556666' };
    answer(ok(found(['Reader', 'Maybe'], { alias: 'acme', patterns: [pattern] })));
    expect(app.run('findRoles', { source: 'work' })).toEqual({ accepted: true });
    expect(discovery()?.state).toBe('reading');
    await over();
    expect(discovery()).toEqual({ source: 'work', state: 'done', found: 2, unread: [], patterns: [pattern], at: start });
    const { roles, awsAccounts } = app.snapshot();
    expect(roles.filter(({ origin }) => origin === 'iam')).toMatchObject([
      { roleArn: arn('Reader'), source: 'work', maybe: false },
      { roleArn: arn('Maybe'), source: 'work', maybe: true },
    ]);
    expect(awsAccounts).toContainEqual(expect.objectContaining({ accountId: '111122223333', alias: 'acme' }));
    expect(saved.get('work')).toMatchObject({ at: start, found: { alias: 'acme' } });
    await app.close();
  });

  it('shows at start what was found before', async () => {
    const { app, discovery } = await setUp({
      kept: { work: { at: 5, found: found(['Reader']) }, gone: { at: 6, found: found(['Other']) } },
    });
    expect(discovery()).toMatchObject({ state: 'done', found: 1, at: 5 });
    expect(app.snapshot().discovery).toHaveLength(1);
    expect(app.snapshot().roles.filter(({ origin }) => origin === 'iam')).toMatchObject([{ roleArn: arn('Reader') }]);
    await app.close();
  });

  it('asks with the long-term keys, or better with an MFA session that is there', async () => {
    const plain = await setUp();
    await plain.app.findRoles('work', never());
    expect(plain.calls).toMatchObject([{ source: 'work', credentials: { accessKeyId: 'AKIAWORK' } }]);
    expect(plain.calls[0]?.credentials.sessionToken).toBeUndefined();
    await plain.app.close();
    const held = await setUp({ stored: [session] });
    await held.app.findRoles(undefined, never());
    expect(held.calls).toMatchObject([{ credentials: { accessKeyId: 'ASIAHELD' } }]);
    await held.app.close();
  });

  it('sends each call to the endpoint of its service', async () => {
    const text = '[profile work]\nregion = us-gov-west-1\nendpoint_url = http://127.0.0.1:5\n';
    const { app, calls } = await setUp({ config: text });
    await app.findRoles('work', never());
    expect(calls).toMatchObject([
      {
        stsEndpoint: { region: 'us-gov-west-1', override: { url: 'http://127.0.0.1:5' } },
        iamEndpoint: { override: { url: 'http://127.0.0.1:5' } },
      },
    ]);
    await app.close();
  });

  it('says that more may be there with MFA when keys alone are denied', async () => {
    const { app, answer, discovery } = await setUp();
    const unread = [{ what: 'roles', problem: denied('ListRoles') }] as const;
    answer(ok(found(['Reader'], { unread })));
    const problem = { code: 'search-without-mfa', source: 'work', action: 'iam:ListRoles' };
    expect(await app.findRoles('work', never())).toMatchObject({ ok: true, value: { source: 'work', problem } });
    expect(discovery()).toMatchObject({ state: 'done', found: 1, unread, problem });
    answer(failed(denied('ListUserPolicies')));
    expect(await app.findRoles('work', never())).toEqual(failed({ ...problem, action: 'iam:ListUserPolicies' } as never));
    expect(discovery()).toMatchObject({ state: 'failed', found: 1, problem: { action: 'iam:ListUserPolicies' } });
    await app.close();
  });

  it('keeps what an MFA session could read when keys alone read less', async () => {
    const { app, answer, discovery, saved } = await setUp({ kept: { work: { at: 5, found: found(['A', 'B']) } } });
    answer(ok(found(['A'], { unread: [{ what: 'groups', problem: denied('ListGroupsForUser') }] })));
    await app.findRoles('work', never());
    expect(discovery()).toMatchObject({ state: 'failed', found: 2, at: 5, problem: { code: 'search-without-mfa' } });
    expect(saved.size).toBe(0);
    await app.close();
  });

  it('with an MFA session takes a denial for what it is', async () => {
    const { app, answer, discovery } = await setUp({ stored: [session], kept: { work: { at: 5, found: found(['A', 'B']) } } });
    answer(ok(found(['A'], { unread: [{ what: 'groups', problem: denied('ListGroupsForUser') }] })));
    await app.findRoles('work', never());
    expect(discovery()).toMatchObject({ state: 'done', found: 1, at: start });
    expect(discovery()?.problem).toBeUndefined();
    answer(failed(denied('ListUserPolicies')));
    await app.findRoles('work', never());
    expect(discovery()).toMatchObject({ state: 'failed', problem: denied('ListUserPolicies') });
    await app.close();
  });

  it('joins a second request to the first', async () => {
    const { app, answers, calls } = await setUp();
    let open = () => {};
    answers.push(
      () =>
        new Promise((resolve) => {
          open = () => resolve(ok(found(['A'])));
        }),
    );
    const first = app.findRoles('work', never());
    const second = app.findRoles('work', never());
    expect(app.run('findRoles', { source: 'work' })).toEqual({ accepted: true });
    while (calls.length === 0) await Promise.resolve();
    open();
    expect(await first).toMatchObject({ ok: true });
    expect(await second).toEqual(await first);
    expect(calls).toHaveLength(1);
    await app.close();
  });

  it('leaves all as it was when it is given up', async () => {
    const { app, answers, discovery } = await setUp({ kept: { work: { at: 5, found: found(['A']) } } });
    const controller = new AbortController();
    answers.push(
      (signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(failed({ code: 'cancelled' })), { once: true });
          controller.abort();
        }),
    );
    expect(await app.findRoles('work', controller.signal)).toEqual(failed({ code: 'cancelled' }));
    expect(discovery()).toMatchObject({ state: 'done', found: 1, at: 5 });
    expect(discovery()?.problem).toBeUndefined();
    await app.close();
  });

  it('is refused for a profile without keys', async () => {
    const { app, calls } = await setUp();
    expect(app.run('findRoles', { source: 'dev' })).toEqual({ accepted: false, why: 'not-now' });
    expect(await app.findRoles('dev', never())).toEqual(failed({ code: 'source-without-keys', source: 'dev', why: 'role' }));
    expect(calls).toEqual([]);
    await app.close();
  });

  it('asks which of several sources is meant', async () => {
    const two = `${credentials}[play]\naws_access_key_id = AKIAPLAY\naws_secret_access_key = x\n`;
    const { app, discovery } = await setUp({ credentials: two, config: `${config}\n[profile play]\nregion = eu-west-1\n` });
    expect(await app.findRoles(undefined, never())).toEqual(failed({ code: 'source-unclear', role: '', choices: ['work', 'play'] }));
    expect(discovery('play')?.state).toBe('none');
    await app.close();
  });

  it('tells that AWS could not be reached', async () => {
    const { app, answer, discovery } = await setUp();
    const problem = { code: 'aws-unreachable', host: 'sts.eu-central-1.amazonaws.com', reason: 'ENOTFOUND' } as const;
    answer(failed(problem));
    await app.findRoles('work', never());
    expect(discovery()).toMatchObject({ state: 'failed', found: 0, problem });
    await app.close();
  });

  it('leads to a role that can be tapped, for no longer than IAM told', async () => {
    const clock = createFakeClock(start);
    const aws = createInProcessAws(clock);
    const account = aws.simulator.addAccount('111122223333');
    const user = account.addUser('jane', {
      policies: [
        { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['iam:Get*', 'iam:List*', 'sts:AssumeRole'], Resource: '*' } },
      ],
    });
    const role = account.addRole('Reader', {
      maxSessionSeconds: 7200,
      trust: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: user.arn },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'blue-1' } },
        },
      },
    });
    const device = user.addDevice({ name: 'jane' });
    const keys = user.addKey();
    const stage = await openApp({
      clock,
      aws,
      settings: { roleSeconds: 4 * 3600 },
      yubikeys: { usb: createKey(clock, { accounts: [{ id: device.arn, secret: device.seed, touch: false }] }) },
      config: `[profile work]\nregion = eu-central-1\nmfa_serial = ${device.arn}\nendpoint_url = http://127.0.0.1:1\n`,
      credentials: `[work]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`,
    });
    expect(await stage.app.findRoles('work', never())).toMatchObject({
      ok: true,
      value: { found: { roles: [{ roleArn: role.arn, sure: true, externalId: 'blue-1' }] } },
    });
    const [view] = stage.app.snapshot().roles;
    expect(view).toMatchObject({ roleArn: role.arn, origin: 'iam', maybe: false, externalId: true, durationSeconds: 7200, via: 'direct' });
    expect(await stage.app.tap({ role: view?.id ?? '', direct: false }, never())).toMatchObject({ ok: true, value: { roleArn: role.arn } });
    const asked = aws.simulator.requests
      .filter(({ action }) => action === 'AssumeRole')
      .map(({ parameters }) => parameters.DurationSeconds);
    expect(asked).toEqual(['7200']);
    await stage.app.close();
  });
});
