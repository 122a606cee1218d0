import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../src-main/contract/snapshot.ts';
import type { Asker } from '../../../../src-main/contract/values.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { createGate, refusal } from '../../../fakes/sts.ts';
import { config, createKey, credentials, jane, never, openApp, question, roleState, start } from '../../../fakes/world.ts';

const minute = 60_000;
const hour = 60 * minute;

const program = (pid: number, name = 'terraform'): Asker => ({ kind: 'program', name, pid, folder: '/home/jane/infra', sure: true });
const terraform = program(4121);

/** A world with one key that a test can touch. */
const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  const app = await openApp({ clock, yubikeys: { usb: key }, ...options });
  const asked = () => app.until((snapshot) => question(snapshot, 'touch') !== undefined);
  const ask = (role: string, asker = terraform, signal = never(), wait = true) => app.app.credentials({ role, asker, wait }, signal);
  /** With the one touch that it takes. */
  const tapped = async (role: string) => {
    const answer = app.app.tap({ role }, never());
    await asked();
    key.touch();
    return answer;
  };
  return Object.assign(app, { key, asked, ask, tapped });
};

const historyOf = async ({ app }: Awaited<ReturnType<typeof setUp>>) => {
  const entries = await app.history(0);
  return entries.ok ? entries.value : [];
};

describe('a program that asks', () => {
  it('is served at once from a session that was tapped, by target, by role and by ARN', async () => {
    const { app, sts, ask, tapped } = await setUp();
    await tapped('dev');
    const calls = sts.calls.length;
    for (const name of ['dev-tap', 'dev', 'arn:aws:iam::444455556666:role/Developer']) {
      expect(await ask(name)).toMatchObject({
        ok: true,
        value: { target: 'dev-tap', profile: 'dev', accountId: '444455556666', region: 'eu-west-1', credentials: { accessKeyId: 'ASIA2' } },
      });
      expect(app.held(name)?.credentials.accessKeyId).toBe('ASIA2');
    }
    expect(sts.calls.length).toBe(calls);
  });

  it('gets another role without a touch while the MFA session lives, and no file is written for it', async () => {
    const { files, ask, tapped, sts } = await setUp();
    await tapped('dev');
    const text = files.text.credentials;
    expect(await ask('prod-tap')).toMatchObject({ ok: true, value: { target: 'prod-tap', profile: 'prod' } });
    expect(sts.codes()).toHaveLength(1);
    expect(files.text.credentials).toBe(text);
  });

  it('is named in the question, with its folder, and gets the session when the key is touched', async () => {
    const { app, key, asked, ask } = await setUp();
    const answer = ask('dev');
    const shown = await asked();
    expect(question(shown, 'touch')).toMatchObject({ askers: [terraform], for: { profile: 'dev' }, key: { serial: 12345678 } });
    key.touch();
    expect(await answer).toMatchObject({ ok: true, value: { target: 'dev-tap' } });
    expect(app.snapshot()).toMatchObject({ waiting: [], sessions: [{ target: 'dev-tap', asker: terraform }] });
    expect(app.snapshot().sessions[0]?.file).toBeUndefined();
  });

  it('shares one touch with ninety-nine others, who are all named', async () => {
    const { key, asked, ask, sts, app } = await setUp();
    const answers = Array.from({ length: 100 }, (_, index) => ask(index % 2 === 0 ? 'dev' : 'dev-tap', program(5000 + index)));
    await asked();
    await settle();
    expect(question(app.snapshot(), 'touch')?.askers).toHaveLength(100);
    key.touch();
    const given = await Promise.all(answers);
    expect(new Set(given.map((answer) => (answer.ok ? answer.value.credentials.accessKeyId : '')))).toEqual(new Set(['ASIA2']));
    expect(sts.actions()).toEqual(['callerIdentity', 'sessionToken', 'assumeRole']);
  });

  it('shares the touch with a program that waits for another role of the same source', async () => {
    const { key, asked, ask, sts } = await setUp();
    const both = [ask('dev'), ask('prod', program(7, 'aws'))];
    await asked();
    await settle();
    key.touch();
    expect((await Promise.all(both)).map(({ ok }) => ok)).toEqual([true, true]);
    expect(sts.codes()).toHaveLength(1);
  });

  it('that goes away while it waits takes its question along, and not that of others', async () => {
    const { app, key, asked, ask, until } = await setUp();
    const killed = new AbortController();
    const first = ask('dev', terraform, killed.signal);
    const second = ask('dev', program(9, 'aws'));
    await asked();
    killed.abort();
    expect(await first).toEqual({ ok: false, problem: { code: 'cancelled' } });
    await until((snapshot) => question(snapshot, 'touch')?.askers?.length === 1);
    expect(question(app.snapshot(), 'touch')?.askers).toEqual([program(9, 'aws')]);
    key.touch();
    expect((await second).ok).toBe(true);
  });

  it('that is the last one to go away withdraws the question', async () => {
    const { app, asked, ask } = await setUp();
    const killed = new AbortController();
    const answer = ask('dev', terraform, killed.signal);
    await asked();
    killed.abort();
    await answer;
    await settle();
    expect(app.snapshot()).toMatchObject({ waiting: [] });
    expect(roleState(app.snapshot(), 'dev')).toEqual({ kind: 'idle' });
  });

  it('hears it when the person cancels, or the program ends', async () => {
    const { app, asked, ask } = await setUp();
    const first = ask('dev');
    const shown = await asked();
    app.run('cancel', { waiting: question(shown, 'touch')?.id });
    expect(await first).toEqual({ ok: false, problem: { code: 'cancelled' } });
    const second = ask('prod');
    await settle();
    const closing = app.close();
    expect(await second).toEqual({ ok: false, problem: { code: 'cancelled' } });
    await closing;
    expect(await ask('prod')).toEqual({ ok: false, problem: { code: 'cancelled' } });
  });

  it('is turned away when the screen locks, if that is set, and may ask again', async () => {
    const { app, asked, ask, key, until } = await setUp({ settings: { endOnLock: true } });
    const first = ask('dev');
    await asked();
    await app.handle({ kind: 'lock' });
    expect(await first).toEqual({ ok: false, problem: { code: 'cancelled' } });
    await until(({ waiting }) => waiting.length === 0);
    key.touch();
    const second = ask('dev');
    await asked();
    await settle();
    key.touch();
    expect((await second).ok).toBe(true);
  });

  it('is served by a session that another front end has opened since', async () => {
    const first = await setUp({ settings: { noFiles: true } });
    await first.tapped('dev');
    const second = await setUp();
    second.stored = first.stored;
    expect(await second.ask('dev')).toMatchObject({ ok: true, value: { credentials: { accessKeyId: 'ASIA2' } } });
    expect(second.sts.calls).toEqual([]);
  });

  it('waits for the session that is being opened for another program, and gets no second one', async () => {
    const { asked, ask, key, sts } = await setUp();
    const gate = createGate();
    sts.script = ({ action }, signal) => (action === 'assumeRole' ? gate.pass(signal) : undefined);
    const first = ask('dev');
    await asked();
    key.touch();
    await settle(20);
    expect(sts.actions()).toContain('assumeRole');
    const second = ask('dev-tap', program(7, 'aws'));
    await settle(20);
    gate.open();
    expect(await second).toEqual(await first);
    expect(sts.actions().filter((action) => action === 'assumeRole')).toHaveLength(1);
  });

  it('counts as a use once a minute', async () => {
    const opened = await setUp();
    const { ask, tapped, clock, told } = opened;
    await tapped('dev');
    await ask('dev');
    await clock.advance(minute);
    const before = told.length;
    await ask('dev');
    await settle();
    expect(told).toHaveLength(before);
    await clock.advance(1);
    await ask('dev');
    await opened.app.tap({ role: 'prod' }, never());
    expect(opened.stored.roles.map(({ profile, used }) => [profile, used - start])).toEqual([
      ['dev', minute + 1],
      ['prod', minute + 1],
    ]);
  });

  it('that cannot wait is told that a touch is wanted, and so is the person, once', async () => {
    const { app, ask, key, asked } = await setUp();
    expect(await ask('dev', terraform, never(), false)).toEqual({ ok: false, problem: { code: 'touch-wanted', profile: 'dev' } });
    await ask('dev', terraform, never(), false);
    expect(app.snapshot()).toMatchObject({ waiting: [], alerts: [{ kind: 'touch-wanted', profile: 'dev', asker: terraform }] });
    expect(app.run('answerAlert', { alert: app.snapshot().alerts[0]?.id })).toEqual({ accepted: true });
    expect(app.snapshot().alerts).toEqual([]);
    await asked();
    key.touch();
    await settle(10);
    expect(await ask('dev', terraform, never(), false)).toMatchObject({ ok: true });
    await ask('prod', terraform, never(), false);
    expect(app.snapshot().alerts).toEqual([]);
  });

  it('has its request put away when the person taps in by another way', async () => {
    const { app, ask, tapped } = await setUp();
    await ask('dev', terraform, never(), false);
    await tapped('dev');
    expect(app.snapshot().alerts).toEqual([]);
  });

  it('is not served by a touch of another key: the one that holds the account blinks, and is named', async () => {
    const clock = createFakeClock(start);
    const right = createKey(clock);
    const wrong = createKey(clock, { serial: 99999999, accounts: [{ id: 'GitHub:jane', secret: Uint8Array.of(1, 2, 3), touch: true }] });
    const { app, until } = await openApp({ clock, yubikeys: { one: wrong, two: right } });
    const answer = app.credentials({ role: 'dev', asker: terraform, wait: true }, never());
    const shown = await until((snapshot) => question(snapshot, 'touch') !== undefined);
    expect(question(shown, 'touch')?.key).toMatchObject({ serial: 12345678 });
    expect(wrong.touch()).toBe(false);
    await settle();
    expect(app.snapshot().waiting).toHaveLength(1);
    expect(right.touch()).toBe(true);
    expect(await answer).toMatchObject({ ok: true });
  });

  it('of a role that nobody knows is told so', async () => {
    const { ask } = await setUp();
    expect(await ask('nope')).toEqual({ ok: false, problem: { code: 'role-unknown', role: 'nope' } });
  });

  it('is told what keeps the files from being read, and not that there is no such role', async () => {
    const { ask, files } = await setUp();
    const problem = { code: 'file-unreadable', file: '/home/jane/.aws/config', errno: 'EISDIR' } as const;
    files.beforeRead = async () => problem;
    for (const name of ['dev', 'dev-tap', 'arn:aws:iam::444455556666:role/Developer']) {
      expect(await ask(name, terraform, never(), false)).toEqual({ ok: false, problem });
    }
  });

  it('is told that there are no files, or what is broken in the profile, under each of its names', async () => {
    const none = await setUp({ config: undefined, credentials: undefined });
    expect(await none.ask('dev')).toMatchObject({ ok: false, problem: { code: 'aws-files-missing' } });
    const plainHttp = await setUp({ config: config.replaceAll('[profile work]', '[profile work]\nendpoint_url = http://example.com') });
    for (const name of ['dev', 'dev-tap', 'arn:aws:iam::999955556666:role/Unlisted']) {
      expect(await plainHttp.ask(name)).toMatchObject({ ok: false, problem: { code: 'endpoint-refused', why: 'plain-http' } });
    }
    expect(await plainHttp.app.findRoles(undefined, never())).toMatchObject({ ok: false, problem: { code: 'endpoint-refused' } });
  });

  it('by an ARN of two profiles gets a session of the first', async () => {
    const { ask, tapped } = await setUp({
      config: `${config}\n${config.slice(config.indexOf('[profile dev]')).replaceAll(/profile (dev|prod)/g, 'profile $1-2')}`,
    });
    await tapped('prod');
    expect(await ask('arn:aws:iam::444455556666:role/Developer')).toMatchObject({ ok: true, value: { profile: 'dev' } });
  });

  it('by an ARN in no list is told whose keys could open it, when that is not one', async () => {
    const role = 'arn:aws:iam::444455556666:role/Other';
    const two = await setUp({ credentials: `${credentials}\n[second]\naws_access_key_id = AKIA2\naws_secret_access_key = x\n` });
    expect(await two.ask(role)).toEqual({ ok: false, problem: { code: 'source-unclear', role, choices: ['work', 'second'] } });
    const none = await setUp({ credentials: '' });
    expect(await none.ask(role)).toEqual({ ok: false, problem: { code: 'source-without-keys', source: '' } });
  });

  it('gets what is left of a session when a new one cannot be had, and never what is nearly over', async () => {
    const { ask, tapped, sts, clock } = await setUp({ settings: { renewal: 'never' } });
    await tapped('dev');
    sts.script = ({ action }) =>
      action === 'assumeRole' ? refusal({ code: 'aws-unreachable', host: 'sts', reason: 'ENOTFOUND' }) : undefined;
    await clock.advance(50 * minute);
    expect(await ask('dev')).toMatchObject({ ok: true, value: { credentials: { accessKeyId: 'ASIA2' } } });
    await clock.advance(9 * minute);
    expect(await ask('dev')).toMatchObject({ ok: false, problem: { code: 'aws-unreachable' } });
  });

  it('gets what is left down to a minute, and not a millisecond less', async () => {
    const { app, ask, tapped, sts, clock } = await setUp({ settings: { renewal: 'never' } });
    await tapped('dev');
    sts.script = () => refusal({ code: 'role-refused', roleArn: 'arn:aws:iam::444455556666:role/Developer' });
    await clock.advance(59 * minute - 1);
    expect(await ask('dev')).toMatchObject({ ok: true, value: { credentials: { accessKeyId: 'ASIA2' } } });
    // The person need not hear of a refusal that costs nobody anything.
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active' });
    await clock.advance(1);
    expect(await ask('dev')).toMatchObject({ ok: false, problem: { code: 'role-refused' } });
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'failed', fresh: true });
  });

  it('gets a session of its own touch to its last minute: a newer one would take another touch', async () => {
    const { app, ask, asked, key, clock, sts } = await setUp({ settings: { renewal: 'never' } });
    const direct = app.tap({ role: 'dev', direct: true }, never());
    await asked();
    key.touch();
    await direct;
    await clock.advance(59 * minute);
    const calls = sts.calls.length;
    expect(await ask('dev')).toMatchObject({ ok: true, value: { credentials: { accessKeyId: 'ASIA1' } } });
    expect(sts.calls.length).toBe(calls);
    await clock.advance(1);
    expect(app.held('dev')).toBeUndefined();
  });

  it('that is refused leaves that in the row and the history; only a role may want a fresh touch', async () => {
    const world = await setUp();
    const { app, ask, tapped, sts } = world;
    await tapped('dev');
    const problem = { code: 'throttled' } as const;
    sts.script = () => refusal(problem);
    expect(await ask('prod')).toEqual({ ok: false, problem });
    expect(roleState(app.snapshot(), 'prod')).toEqual({ kind: 'failed', problem });
    expect((await historyOf(world)).at(-1)).toEqual({
      ...{ at: start, event: 'refused', profile: 'prod', roleArn: 'arn:aws:iam::777788889999:role/Admin' },
      ...{ accountId: '777788889999', asker: terraform, problem },
    });
  });

  it('without a touch leaves in the history what it got, and whether it was new', async () => {
    const world = await setUp({ settings: { renewal: 'never' } });
    const { ask, tapped, clock } = world;
    await tapped('dev');
    await ask('prod');
    await clock.advance(45 * minute);
    await ask('prod');
    const [, opened, renewed] = await historyOf(world);
    const facts = { profile: 'prod', target: 'prod-tap', accountId: '777788889999', asker: terraform, via: 'mfa-session', guarded: false };
    expect(opened).toMatchObject({ ...facts, event: 'opened', at: start, accessKeyId: 'ASIA3', expires: start + hour });
    expect(renewed).toMatchObject({ ...facts, event: 'renewed', accessKeyId: 'ASIA4', expires: start + 105 * minute });
  });

  it('is named in the question of its role and source while it waits, and in none after that', async () => {
    const { app, ask, asked, key, clock } = await setUp();
    const answers = [ask('dev-tap'), ask('arn:aws:iam::777788889999:role/Admin', program(7, 'aws'))];
    expect(question(await asked(), 'touch')?.askers).toEqual([terraform, program(7, 'aws')]);
    key.touch();
    await Promise.all(answers);
    await clock.advance(30_000);
    const tapped = app.tap({ role: 'dev', fresh: true }, never());
    expect(question(await asked(), 'touch')?.askers).toBeUndefined();
    key.touch();
    await tapped;
  });

  it('waits for the touch that a guarded role is asked for already', async () => {
    const guards = { 'arn:aws:iam::777788889999:role/Admin': true };
    const { ask, asked, tapped, key, clock, sts } = await setUp({ settings: { guards } });
    await tapped('dev');
    await clock.advance(30_000);
    const first = ask('prod');
    await asked();
    const others = [ask('prod', program(8)), ask('prod-tap', program(9))];
    await settle(10);
    expect(await ask('prod', program(10), never(), false)).toMatchObject({ ok: false, problem: { code: 'touch-wanted' } });
    key.touch();
    const given = await Promise.all([first, ...others]);
    expect(new Set(given.map((answer) => (answer.ok ? answer.value.credentials.accessKeyId : answer.problem.code))).size).toBe(1);
    expect(sts.codes()).toHaveLength(2);
  });

  it.each([
    ['prod', 0, { kind: 'idle' }],
    ['dev', 50 * minute, { kind: 'active' }],
  ])('hears that it was given up while AWS is asked, and its role %s shows nothing of it', async (role, later, shown) => {
    const { app, ask, tapped, sts, clock } = await setUp({ settings: { renewal: 'never' } });
    await tapped('dev');
    await clock.advance(later);
    const gate = createGate();
    sts.script = (_, signal) => gate.pass(signal);
    const giveUp = new AbortController();
    const answer = ask(role, terraform, giveUp.signal);
    await settle(10);
    giveUp.abort();
    expect(await answer).toEqual({ ok: false, problem: { code: 'cancelled' } });
    await settle(10);
    expect(roleState(app.snapshot(), role)).toMatchObject(shown);
  });

  it('gets a new session when less than fifteen minutes are left, which takes the place in the file', async () => {
    const { ask, tapped, clock, app, files } = await setUp({ settings: { renewal: 'never' } });
    await tapped('dev');
    await clock.advance(45 * minute - 1);
    expect(app.held('dev')?.credentials.accessKeyId).toBe('ASIA2');
    await clock.advance(1);
    expect(app.held('dev')).toBeUndefined();
    expect(await ask('dev')).toMatchObject({ ok: true, value: { credentials: { accessKeyId: 'ASIA3' } } });
    expect(files.text.credentials).toContain('aws_access_key_id = ASIA3');
  });

  it('is refused by a role that wants a younger MFA session, and the person is offered a fresh touch', async () => {
    const { app, ask, tapped, sts, clock, asked, key, until } = await setUp();
    await tapped('dev');
    await clock.advance(2 * hour);
    sts.script = ({ action, roleArn, accessKeyId }) =>
      action === 'assumeRole' && roleArn?.endsWith('role/Admin') && accessKeyId === 'ASIA1'
        ? refusal({ code: 'role-refused', roleArn })
        : undefined;
    expect(await ask('prod')).toMatchObject({ ok: false, problem: { code: 'role-refused' } });
    expect(roleState(app.snapshot(), 'prod')).toMatchObject({ kind: 'failed', fresh: true });
    app.run('tapFresh', { role: 'prod' });
    await asked();
    key.touch();
    await until((snapshot) => roleState(snapshot, 'prod')?.kind === 'active');
    expect(sts.codes()).toHaveLength(2);
  });

  it('leaves a line in the history, with its name and the key that was touched, and never a secret', async () => {
    const world = await setUp();
    const answer = world.ask('dev');
    await world.asked();
    world.key.touch();
    await answer;
    const [entry] = await historyOf(world);
    expect(entry).toMatchObject({
      event: 'opened',
      profile: 'dev',
      target: 'dev-tap',
      asker: terraform,
      key: { serial: 12345678 },
      accessKeyId: 'ASIA2',
    });
    const everything = JSON.stringify([await historyOf(world), world.told]);
    for (const secret of Object.values(secrets)) expect(everything).not.toContain(secret);
  });
});

describe('a renewal that a person asks for', () => {
  it('counts as a use', async () => {
    const opened = await setUp();
    await opened.tapped('dev');
    await opened.clock.advance(10 * minute);
    expect(await opened.app.renew('dev', never())).toMatchObject({ ok: true, value: { credentials: { accessKeyId: 'ASIA3' } } });
    expect(opened.stored.roles).toMatchObject([{ used: start + 10 * minute, asker: { kind: 'person' } }]);
  });

  it('is of a session that is held, and of a role that can be opened', async () => {
    const { app, tapped, files } = await setUp({ settings: { noFiles: true } });
    const unknown = { ok: false, problem: { code: 'target-unknown', target: 'dev' } };
    expect(await app.renew('dev', never())).toEqual(unknown);
    await tapped('dev');
    files.text = { ...files.text, config: config.replace('source_profile = work', 'source_profile = gone') };
    files.changed();
    await settle(10);
    expect(await app.renew('dev', never())).toMatchObject({ ok: false, problem: { code: 'source-missing' } });
  });
});

describe('files that are edited while a session lives', () => {
  const edited = async (options: { readonly noFiles: boolean }, edit: (text: { config: string; credentials: string }) => object) => {
    const opened = await setUp({ settings: options });
    await opened.tapped('dev');
    const { config: before = '', credentials: keys = '' } = opened.files.text;
    opened.files.text = { ...opened.files.text, ...edit({ config: before, credentials: keys }) };
    opened.files.changed();
    await settle(10);
    return opened;
  };

  it.each([true, false])('give the role that its name stands for now (no files: %s)', async (noFiles) => {
    const { app, ask } = await edited({ noFiles }, ({ config: text }) => ({ config: text.replace('444455556666', '999900001111') }));
    expect(app.held('dev')).toBeUndefined();
    expect(app.held('dev-tap')).toBeUndefined();
    expect(await ask('dev-tap')).toMatchObject({ ok: true, value: { accountId: '999900001111', credentials: { accessKeyId: 'ASIA3' } } });
    expect(app.held('dev')?.accountId).toBe('999900001111');
  });

  it.each([true, false])('with the keys of another user serve nothing that those before opened (no files: %s)', async (noFiles) => {
    const { app, ask } = await edited({ noFiles }, (text) => ({ credentials: text.credentials.replace('AKIAWORK', 'AKIAOTHER') }));
    expect(app.held('dev')).toBeUndefined();
    expect(await ask('dev', terraform, never(), false)).toMatchObject({ ok: false, problem: { code: 'touch-wanted' } });
  });
});

describe('a guarded role', () => {
  const guards = { 'arn:aws:iam::777788889999:role/Admin': true };

  it('takes a touch each time, for a shorter life, and leaves the MFA session as it is', async () => {
    const { app, tapped, sts, asked, key, clock } = await setUp({ settings: { guards } });
    await tapped('dev');
    await clock.advance(30_000);
    const answer = app.tap({ role: 'prod' }, never());
    const shown = await asked();
    expect(question(shown, 'touch')).toMatchObject({ guarded: true });
    key.touch();
    expect(await answer).toMatchObject({ ok: true, value: { expiration: clock.now() + 900_000 } });
    expect(sts.calls.slice(-2)).toMatchObject([
      { action: 'sessionToken', seconds: 900 },
      { action: 'assumeRole', seconds: 900 },
    ]);
    expect(app.snapshot().mfaSessions).toMatchObject([{ expires: start + 12 * hour }]);
    expect(app.snapshot().sessions.find(({ profile }) => profile === 'prod')).toMatchObject({ guarded: true });
  });

  it('serves the program that was given it while it lives, is never renewed by itself, and never opened silently', async () => {
    const { app, ask, asked, key, clock, sts } = await setUp({ settings: { guards, pinned: ['prod'], renewal: 'in-use' } });
    const answer = ask('prod', terraform);
    await asked();
    key.touch();
    await answer;
    await clock.advance(13 * minute);
    expect(await ask('prod', terraform, never(), false)).toMatchObject({ ok: true, value: { credentials: { accessKeyId: 'ASIA2' } } });
    const calls = sts.calls.length;
    await clock.advance(3 * minute);
    expect(sts.calls.length).toBe(calls);
    expect(roleState(app.snapshot(), 'prod')).toEqual({ kind: 'idle' });
    expect(await ask('prod', terraform, never(), false)).toMatchObject({ ok: false, problem: { code: 'touch-wanted' } });
  });

  it('goes to the program that was given it and to no other, each until its own time', async () => {
    const { app, ask, asked, key, clock } = await setUp({ settings: { guards } });
    const elsewhere = { ...terraform, folder: '/elsewhere' };
    const tapped = app.tap({ role: 'prod' }, never());
    await asked();
    key.touch();
    await tapped;
    for (const other of [terraform, elsewhere, { ...terraform, name: 'aws' }, { ...terraform, executable: '/tmp/terraform' }])
      expect(await ask('prod', other, never(), false)).toMatchObject({ ok: false, problem: { code: 'touch-wanted' } });
    expect(app.held('prod')).toBeUndefined();
    await clock.advance(5 * minute);
    const given = ask('prod', terraform);
    await asked();
    key.touch();
    expect(await given).toMatchObject({ ok: true });
    const again = program(9999);
    expect(await ask('prod', again, never(), false)).toMatchObject({ ok: true });
    expect(await ask('prod', elsewhere, never(), false)).toMatchObject({ ok: false });
    await clock.advance(30_000);
    const more = ask('prod', elsewhere);
    await asked();
    key.touch();
    await more;
    expect(await ask('prod', terraform, never(), false)).toMatchObject({ ok: true });
    // What the first one was given ends when that session would have.
    await clock.advance(14 * minute + 31_000);
    expect(await ask('prod', terraform, never(), false)).toMatchObject({ ok: false });
  });

  it('serves none that asked after the touch was given: they take one of their own', async () => {
    const { ask, asked, key, sts, until, clock } = await setUp({ settings: { guards } });
    const gate = createGate();
    sts.script = ({ action }, signal) => (action === 'assumeRole' ? gate.pass(signal) : undefined);
    const first = ask('prod', terraform);
    await asked();
    const second = ask('prod', program(1, 'aws'));
    await until(({ waiting }) => waiting[0]?.askers?.length === 2);
    key.touch();
    await until(({ roles }) => roles.some(({ state }) => state.kind === 'waiting' && state.for === 'aws'));
    await settle();
    const late = ask('prod', program(2, 'late'));
    await settle();
    gate.open();
    expect(await Promise.all([first, second])).toMatchObject([{ ok: true }, { ok: true }]);
    await clock.advance(30_000);
    const shown = await asked();
    expect(question(shown, 'touch')?.askers).toMatchObject([{ name: 'late' }]);
    key.touch();
    expect(await late).toMatchObject({ ok: true });
  });

  it('takes its touch also where it is only on the way to another role', async () => {
    const chained = `${config}
[profile beyond]
role_arn = arn:aws:iam::777788889999:role/Beyond
source_profile = prod
`;
    const { app, ask, tapped, asked, key, clock, sts } = await setUp({ settings: { guards }, config: chained });
    await tapped('dev');
    await clock.advance(30_000);
    expect(app.snapshot().roles.map(({ profile, guard }) => [profile, guard])).toContainEqual(['beyond', 'on']);
    expect(await ask('beyond', terraform, never(), false)).toMatchObject({ ok: false, problem: { code: 'touch-wanted' } });
    const answer = ask('beyond');
    expect(question(await asked(), 'touch')).toMatchObject({ guarded: true });
    key.touch();
    expect(await answer).toMatchObject({ ok: true });
    expect(sts.codes()).toHaveLength(2);
  });

  it('is offered where the name looks like production, until the person says yes or no', async () => {
    const { app } = await setUp();
    const guardOf = (snapshot: Snapshot) => snapshot.roles.find(({ profile }) => profile === 'prod')?.guard;
    expect(app.snapshot().roles.map(({ guard }) => guard)).toEqual(['off', 'offered']);
    app.run('setGuard', { role: 'prod', on: false });
    expect(guardOf(app.snapshot())).toBe('off');
    app.run('setGuard', { role: 'prod', on: true });
    expect(guardOf(app.snapshot())).toBe('on');
    expect(app.snapshot().roles[1]).toMatchObject({ durationSeconds: 900, can: { renew: false } });
  });
});

describe('a tap', () => {
  it('leaves no file where the person wants none, and programs are served all the same', async () => {
    const { app, tapped, files, ask } = await setUp({ settings: { noFiles: true } });
    expect(await tapped('dev')).toMatchObject({ ok: true, value: { target: 'dev-tap', file: null } });
    expect(files.text.credentials).toBe(credentials);
    expect(app.snapshot().sessions).toMatchObject([{ target: 'dev-tap', profile: 'dev' }]);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active' });
    expect(await ask('dev-tap')).toMatchObject({ ok: true });
    expect(await app.end('dev-tap')).toEqual({ ok: true, value: { targets: ['dev-tap'], mfaSources: [] } });
    expect(app.held('dev')).toBeUndefined();
  });

  it('goes to the front of the recent roles', async () => {
    const { app, tapped } = await setUp();
    await tapped('dev');
    await app.tap({ role: 'prod' }, never());
    expect(app.snapshot().roles.map(({ profile, recent }) => [profile, recent])).toEqual([
      ['dev', 2],
      ['prod', 1],
    ]);
  });

  it('is ended everywhere at once, also for those who hold the name', async () => {
    const opened = await setUp();
    const { app, tapped, files } = opened;
    await tapped('dev');
    expect(opened.stored.roles).toHaveLength(1);
    await app.end('dev-tap');
    expect(opened.stored.roles).toEqual([]);
    expect(opened.stored.mfa).toMatchObject([{ mfaSerial: jane }]);
    expect(files.text.credentials).toBe(credentials);
    expect(app.held('dev-tap')).toBeUndefined();
    expect((await historyOf(opened)).at(-1)).toMatchObject({ event: 'ended', why: 'person', accessKeyId: 'ASIA2' });
  });

  it('whose section another program removed is held no longer', async () => {
    const opened = await setUp();
    const { app, tapped, files, until } = opened;
    await tapped('dev');
    files.text = { ...files.text, credentials };
    files.changed();
    await until(({ sessions }) => sessions.length === 0);
    expect(app.held('dev')).toBeUndefined();
    await settle();
    expect((await historyOf(opened)).at(-1)).toMatchObject({ event: 'ended', why: 'gone' });
  });

  it('lives on in the next run', async () => {
    const first = await setUp({ settings: { noFiles: true } });
    await first.tapped('dev');
    const { app } = await openApp({ clock: createFakeClock(start + minute), yubikeys: {}, storedAll: first.stored });
    expect(app.snapshot().sessions).toMatchObject([{ target: 'dev-tap', accessKeyId: 'ASIA2' }]);
    expect(app.held('dev-tap')?.credentials.secretAccessKey).toBe(`${secrets.session}-2`);
  });
});
