import { describe, expect, it } from 'vitest';
import type { RunProgram } from '../../../../src-main/aws/sources/process-source.ts';
import { createLog } from '../../../../src-main/base/log.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { refusal } from '../../../fakes/sts.ts';
import { createKey, jane, never, openApp, roleState, start } from '../../../fakes/world.ts';

const hour = 3_600_000;
const configWith = (source: string) => `[profile vault]
region = eu-central-1
${source}
[profile dev]
role_arn = arn:aws:iam::444455556666:role/Developer
source_profile = vault
mfa_serial = ${jane}
`;

/** A world whose access key is a program's, with a key that is touched as soon as it blinks. */
const setUp = async (answer: Readonly<Record<string, unknown>>, options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  key.onAwaitingTouch((wait) => wait && queueMicrotask(key.touch));
  const logged: string[] = [];
  const ran: (readonly string[])[] = [];
  const runProgram: RunProgram = async (words) => {
    ran.push(words);
    return { kind: 'ended', status: 0, said: '', output: JSON.stringify({ Version: 1, ...answer }) };
  };
  const app = await openApp({
    clock,
    yubikeys: { usb: key },
    config: configWith('credential_process = op item get jane\n'),
    credentials: '',
    log: createLog((line) => logged.push(line), clock.now),
    runProgram,
    ...options,
  });
  return { ...app, ran, logged };
};
const longTerm = { AccessKeyId: 'AKIAVAULT', SecretAccessKey: secrets.longTerm };

describe('an access key that a program gives', () => {
  it('is asked for once for a tap, and shown as what is waited for', async () => {
    const { app, ran, told, sts } = await setUp(longTerm);
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { via: 'mfa-session' } });
    expect(ran).toEqual([['op', 'item', 'get', 'jane']]);
    const phases = told.flatMap((snapshot) => {
      const state = roleState(snapshot, 'dev');
      return state?.kind === 'waiting' ? [state.for] : [];
    });
    expect(phases.filter((phase, index) => phase !== phases[index - 1])).toEqual([
      'card',
      'source',
      'card',
      'aws',
      'card',
      'touch',
      'aws',
      'file',
    ]);
    expect(sts.actions()).toEqual(['callerIdentity', 'sessionToken', 'assumeRole']);
  });

  it('is never asked for by a renewal, a program that asks, or the clock', async () => {
    const { app, ran, clock } = await setUp(longTerm, { settings: { pinned: ['dev'], renewal: 'in-use' } });
    await app.tap({ role: 'dev' }, never());
    await clock.advance(2 * hour);
    await settle();
    expect(await app.credentials({ role: 'dev', asker: { kind: 'person', front: 'terminal' }, wait: false }, never())).toMatchObject({
      ok: true,
    });
    await app.handle({ kind: 'resume' });
    await settle();
    expect(ran).toHaveLength(1);
  });

  it('is in no snapshot, no log, no file and no word of a child', async () => {
    const { app, told, logged, files, ran, stored } = await setUp(longTerm);
    await app.tap({ role: 'dev' }, never());
    for (const text of [told, logged, files.text, ran, stored].map((value) => JSON.stringify(value)))
      expect(text).not.toContain(secrets.longTerm);
    expect(JSON.stringify(await app.history(0))).not.toContain(secrets.longTerm);
  });
});

describe('temporary credentials', () => {
  const temporary = { ...longTerm, SessionToken: secrets.token, Expiration: new Date(start + 8 * hour).toISOString() };

  it('open a role without a code, for an hour, and are asked for again when AWS takes them no longer', async () => {
    const { app, ran, sts } = await setUp(temporary);
    expect(await app.tap({ role: 'dev', durationSeconds: 7200 }, never())).toMatchObject({ ok: true, value: { via: 'direct' } });
    expect(sts.calls.at(-1)).toMatchObject({ action: 'assumeRole', seconds: 3600 });
    expect(sts.codes()).toEqual([]);
    expect(sts.actions()).not.toContain('sessionToken');
    sts.script = ({ action }) => (action === 'assumeRole' ? refusal({ code: 'session-expired', source: 'vault', ended: true }) : undefined);
    expect(await app.tap({ role: 'dev' }, never())).toEqual(failed({ code: 'source-over', source: 'vault' }));
    sts.script = () => undefined;
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true });
    expect(ran).toHaveLength(2);
  });

  it('open no guarded role and no MFA session', async () => {
    const { app } = await setUp(temporary, { settings: { guards: { 'arn:aws:iam::444455556666:role/Developer': true } } });
    expect(await app.tap({ role: 'dev' }, never())).toEqual(failed({ code: 'guard-without-touch', profile: 'dev', source: 'vault' }));
    expect(await app.tap({ role: 'vault' }, never())).toMatchObject({ problem: { code: 'source-without-keys', why: 'temporary' } });
  });
});

describe('a sign-in that has ended', () => {
  const sso = configWith(
    'sso_start_url = https://acme.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 444455556666\nsso_role_name = Viewer\n',
  );
  const signInWorld = async (status: number) => {
    let isIn = false;
    const ran: (readonly string[])[] = [];
    const app = await setUp(
      {},
      {
        config: sso,
        runProgram: async (words) => {
          ran.push(words);
          isIn = status === 0;
          return { kind: 'ended', status, output: '', said: 'no browser\n' };
        },
        signIn: {
          credentials: async (profile, how) =>
            isIn
              ? ok({
                  kind: 'temporary',
                  accessKeyId: 'ASIA9',
                  secretAccessKey: secrets.session,
                  sessionToken: secrets.token,
                  expires: start + hour,
                })
              : failed({ code: 'login-over', profile, how }),
        },
      },
    );
    return { ...app, ran };
  };

  it('is begun anew through aws on a person’s word, and the tap goes on', async () => {
    const { app, ran, until } = await signInWorld(0);
    expect(await app.tap({ role: 'vault' }, never())).toEqual(failed({ code: 'login-over', profile: 'vault', how: 'sso' }));
    expect(ran).toEqual([]);
    app.run('tapSigningIn', { role: 'vault' });
    await until((snapshot) => roleState(snapshot, 'vault')?.kind === 'active');
    expect(ran).toEqual([['aws', 'sso', 'login', '--profile', 'vault']]);
    expect(app.snapshot().sessions).toMatchObject([
      { target: 'vault-tap', accountId: '444455556666', via: 'direct', expires: start + hour },
    ]);
  });

  it('is renewed while it lasts for a role that is kept alive, without a question, and told once when it is over', async () => {
    let isOver = false;
    const ran: (readonly string[])[] = [];
    let count = 0;
    const clock = createFakeClock(start);
    const { app, until, sts } = await setUp(
      {},
      {
        clock,
        yubikeys: {},
        config: sso,
        settings: { pinned: ['dev', 'vault'], renewal: 'in-use' },
        runProgram: async (words) => {
          ran.push(words);
          isOver = false;
          return { kind: 'ended', status: 0, output: '', said: '' };
        },
        signIn: {
          credentials: async (profile, how) => {
            count += 1;
            return isOver
              ? failed({ code: 'login-over', profile, how })
              : ok({
                  kind: 'temporary',
                  accessKeyId: `ASIA${count}`,
                  secretAccessKey: secrets.session,
                  sessionToken: secrets.token,
                  expires: clock.now() + hour,
                });
          },
        },
      },
    );
    for (const role of ['dev', 'vault']) expect(await app.tap({ role }, never())).toMatchObject({ ok: true, value: { via: 'direct' } });
    const first = app.snapshot().sessions.map(({ accessKeyId }) => accessKeyId);
    expect(app.snapshot().sessions.map(({ renews }) => renews)).toEqual([start + 45 * 60_000, start + 45 * 60_000]);
    await clock.advance(46 * 60_000);
    await until(({ sessions }) => sessions.length === 2 && sessions.every(({ accessKeyId }) => !first.includes(accessKeyId)));
    expect(app.snapshot().sessions.every(({ expires }) => expires > start + 100 * 60_000)).toBe(true);
    expect(app.snapshot().waiting).toEqual([]);
    expect(sts.codes()).toEqual([]);
    isOver = true;
    await clock.advance(45 * 60_000);
    await until(({ alerts }) => alerts.some((alert) => alert.kind === 'signed-out' && alert.roles.length === 2));
    // One for the sign-in, whatever was opened by it.
    const [alert, ...more] = app.snapshot().alerts;
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ kind: 'signed-out', profile: 'vault' });
    expect(alert?.kind === 'signed-out' && [...alert.roles].sort()).toEqual(['dev', 'vault']);
    const asked = count;
    await clock.advance(10 * 60_000);
    await settle();
    expect(count).toBe(asked);
    expect(ran).toEqual([]);
    expect(app.run('answerAlert', { alert: alert?.id })).toEqual({ accepted: true });
    await until(({ sessions }) => sessions.length === 2 && sessions.every(({ expires }) => expires > clock.now() + hour - 60_000));
    expect(ran).toEqual([['aws', 'sso', 'login', '--profile', 'vault']]);
    expect(app.snapshot().alerts).toEqual([]);
  });

  it('says what aws said, when that did not sign in', async () => {
    const { app } = await signInWorld(1);
    expect(await app.tap({ role: 'dev', signIn: true }, never())).toEqual(
      failed({ code: 'login-failed', profile: 'vault', how: 'sso', why: 'exit', said: 'no browser' }),
    );
  });
});

it('is told of in the row, but for keys in a file', async () => {
  const { app } = await setUp(longTerm);
  expect(app.snapshot().roles.map(({ profile, sourceKind }) => [profile, sourceKind])).toEqual([['dev', 'process']]);
  const inFile = await openApp();
  expect(inFile.app.snapshot().roles.map(({ sourceKind }) => sourceKind)).toEqual([undefined, undefined]);
});
