import { describe, expect, it } from 'vitest';
import type { App } from '../../../../src-main/app/app.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createGate, refusal } from '../../../fakes/sts.ts';
import { codeAfter, config, createKey, credentials, jane, never, openApp, question, roleState, start } from '../../../fakes/world.ts';

/** A world with one key that a test can touch. */
const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  const app = await openApp({ clock, yubikeys: { usb: key }, ...options });
  const touched = app.until((snapshot) => question(snapshot, 'touch') !== undefined);
  return { ...app, key, touched };
};

/** Nothing waits, nothing is held, no timer is left. */
const expectNothingLeft = async ({ app, clock, ledger, key }: Awaited<ReturnType<typeof setUp>>) => {
  // The key itself blinks on until it is touched: that is the card's time, not a question.
  key.touch();
  await settle();
  const snapshot = app.snapshot();
  expect(snapshot.waiting).toEqual([]);
  expect(snapshot.roles.map((role) => role.state.kind)).toEqual(['idle', 'idle']);
  expect([...(ledger.steps.get(jane) ?? [])]).toEqual([]);
  expect(clock.pending()).toBe(0);
};

describe('a tap', () => {
  it('goes from the card to the touch, to AWS, to the file and is active', async () => {
    const { app, key, touched, told, files, sts } = await setUp();
    expect(app.run('tap', { role: 'dev' })).toEqual({ accepted: true });
    await touched;
    key.touch();
    await settle();
    const phases = told.flatMap(({ roles }) => {
      const state = roles.find((role) => role.profile === 'dev')?.state;
      return state ? [state.kind === 'waiting' ? state.for : state.kind] : [];
    });
    const changes = phases.filter((phase, index) => phase !== phases[index - 1]);
    expect(changes).toEqual(['idle', 'card', 'aws', 'card', 'touch', 'aws', 'file', 'active']);
    expect(roleState(app.snapshot(), 'dev')).toEqual({
      kind: 'active',
      since: start,
      expires: start + 3_600_000,
      expiring: false,
      renews: start + 45 * 60_000,
    });
    expect(sts.calls).toEqual([
      { action: 'callerIdentity', accessKeyId: 'AKIAWORK', region: 'eu-central-1' },
      {
        action: 'sessionToken',
        accessKeyId: 'AKIAWORK',
        region: 'eu-central-1',
        proof: { mfaSerial: jane, code: codeAfter(0) },
        seconds: 43_200,
      },
      {
        action: 'assumeRole',
        accessKeyId: 'ASIA1',
        region: 'eu-west-1',
        roleArn: 'arn:aws:iam::444455556666:role/Developer',
        seconds: 3600,
        sessionName: 'jane',
      },
    ]);
    expect(files.text.credentials).toContain('[dev-tap]');
    expect(files.text.credentials).toContain('aws_access_key_id = ASIA2');
    expect(files.text.credentials).toContain('region = eu-west-1');
    expect(files.text.credentials?.startsWith(credentials)).toBe(true);
  });

  it('asks for the touch before the key blocks', async () => {
    const { app, key, touched } = await setUp();
    const blinked: string[] = [];
    key.onAwaitingTouch((wait) => {
      if (wait)
        blinked.push(
          app
            .snapshot()
            .waiting.map(({ kind }) => kind)
            .join(),
        );
    });
    const tapped = app.tap({ role: 'dev' }, never());
    const asked = await touched;
    expect(question(asked, 'touch')).toEqual({
      id: 'question-1',
      kind: 'touch',
      for: {
        kind: 'role',
        profile: 'dev',
        roleArn: 'arn:aws:iam::444455556666:role/Developer',
        roleName: 'Developer',
        accountId: '444455556666',
      },
      key: { name: 'YubiKey 5 NFC', serial: 12345678, formFactor: 'USB-A keychain' },
      since: start,
      deadline: start + 15_000,
    });
    expect(roleState(asked, 'dev')).toEqual({ kind: 'waiting', for: 'touch' });
    expect(asked.roles.find((role) => role.profile === 'dev')?.can.tap).toBe(false);
    await settle();
    expect(blinked).toEqual(['touch']);
    key.touch();
    expect((await tapped).ok).toBe(true);
    expect(app.snapshot().waiting).toEqual([]);
  });

  it('gives what a terminal prints', async () => {
    const { app, key, touched } = await setUp();
    const tapped = app.tap({ role: 'dev', sessionName: 'deploy', target: 'here' }, never());
    await touched;
    key.touch();
    expect(await tapped).toEqual({
      ok: true,
      value: {
        target: 'here',
        roleArn: 'arn:aws:iam::444455556666:role/Developer',
        accountId: '444455556666',
        accessKeyId: 'ASIA2',
        expiration: start + 3_600_000,
        via: 'mfa-session',
        file: '/home/jane/.aws/credentials',
      },
    });
  });

  it('needs no second touch for a second role of the same source, and the source shows its MFA session', async () => {
    const { app, key, touched, sts } = await setUp();
    const first = app.tap({ role: 'dev' }, never());
    await touched;
    key.touch();
    await first;
    expect(app.snapshot().mfaSessions).toEqual([{ source: 'work', mfaSerial: jane, since: start, expires: start + 43_200_000 }]);
    expect((await app.tap({ role: 'prod' }, never())).ok).toBe(true);
    expect(sts.actions()).toEqual(['callerIdentity', 'sessionToken', 'assumeRole', 'assumeRole']);
  });

  it('takes the MFA session that another front end bought', async () => {
    const { app, sts } = await setUp({
      yubikeys: {},
      stored: [
        {
          source: 'work',
          accessKeyId: 'AKIAWORK',
          mfaSerial: jane,
          credentials: { accessKeyId: 'ASIAOLD', secretAccessKey: 's', sessionToken: 't', expires: start + 60_000 },
        },
      ],
    });
    expect((await app.tap({ role: 'prod' }, never())).ok).toBe(true);
    expect(sts.calls.map(({ action, accessKeyId }) => [action, accessKeyId])).toEqual([['assumeRole', 'ASIAOLD']]);
  });

  it('does not use an MFA session of another access key, or one that is about to end', async () => {
    const session = (accessKeyId: string, left: number) => ({
      source: 'work',
      accessKeyId,
      mfaSerial: jane,
      credentials: { accessKeyId: `ASIA-${accessKeyId}`, secretAccessKey: 's', sessionToken: 't', expires: start + left },
    });
    const { app, touched, key, sts } = await setUp({ stored: [session('AKIAOTHER', 3_600_000), session('AKIAWORK', 29_000)] });
    const tapped = app.tap({ role: 'dev' }, never());
    await touched;
    key.touch();
    await tapped;
    expect(sts.actions()).toEqual(['callerIdentity', 'sessionToken', 'assumeRole']);
  });

  it('shares one touch and one call among roles that are tapped at the same time', async () => {
    const { app, key, touched, sts, told } = await setUp();
    const both = Promise.all([app.tap({ role: 'dev' }, never()), app.tap({ role: 'prod' }, never())]);
    await touched;
    await settle();
    key.touch();
    expect((await both).map(({ ok }) => ok)).toEqual([true, true]);
    expect(sts.actions().filter((action) => action === 'sessionToken')).toEqual(['sessionToken']);
    const questions = new Set(told.flatMap(({ waiting }) => waiting.map(({ id }) => id)));
    expect(questions.size).toBe(1);
  });

  it.each([
    ['first', 'dev', 'prod'],
    ['second', 'prod', 'dev'],
  ])('goes on for the other role when the %s of two that share a touch is cancelled', async (_, cancelled, other) => {
    const { app, key, touched, until } = await setUp({ settings: { guards: { 'arn:aws:iam::777788889999:role/Admin': false } } });
    app.run('tap', { role: 'dev' });
    app.run('tap', { role: 'prod' });
    await touched;
    await settle();
    expect(app.run('cancelTap', { role: cancelled })).toEqual({ accepted: true });
    await until((snapshot) => roleState(snapshot, cancelled)?.kind === 'idle');
    expect(question(app.snapshot(), 'touch')).toBeDefined();
    key.touch();
    await until((snapshot) => roleState(snapshot, other)?.kind === 'active');
    await settle();
    expect(roleState(app.snapshot(), cancelled)).toEqual({ kind: 'idle' });
  });

  it('ends for all who wait on a touch when the touch is cancelled', async () => {
    const world = await setUp();
    const { app, touched, sts } = world;
    const both = Promise.all([app.tap({ role: 'dev' }, never()), app.tap({ role: 'prod' }, never())]);
    const asked = await touched;
    expect(app.run('cancel', { waiting: question(asked, 'touch')?.id })).toEqual({ accepted: true });
    expect(await both).toEqual([
      { ok: false, problem: { code: 'cancelled' } },
      { ok: false, problem: { code: 'cancelled' } },
    ]);
    expect(sts.codes()).toEqual([]);
    await expectNothingLeft(world);
  });

  it('joins a tap of the same role that is under way', async () => {
    const { app, key, touched, until, sts } = await setUp();
    app.run('tap', { role: 'dev' });
    app.run('tap', { role: 'dev' });
    await touched;
    key.touch();
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'active');
    expect(sts.actions()).toEqual(['callerIdentity', 'sessionToken', 'assumeRole']);
  });

  it('starts anew when it is tapped right after it was cancelled', async () => {
    const { app, key, touched, until } = await setUp();
    app.run('tap', { role: 'dev' });
    const first = question(await touched, 'touch')?.id;
    app.run('cancelTap', { role: 'dev' });
    app.run('tap', { role: 'dev' });
    await settle();
    // The key still blinks for the touch that was given up; it answers, and the new job begins.
    key.touch();
    const again = await until((snapshot) => (question(snapshot, 'touch')?.id ?? first) !== first);
    expect(roleState(again, 'dev')).toEqual({ kind: 'waiting', for: 'touch' });
    await settle();
    key.touch();
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'active');
  });

  it('shows why it failed in its row until that is put away', async () => {
    const { app, key, touched, sts, until } = await setUp();
    sts.script = ({ action }) =>
      action === 'assumeRole' ? refusal({ code: 'role-refused', roleArn: 'arn:aws:iam::444455556666:role/Developer' }) : undefined;
    app.run('tap', { role: 'dev' });
    await touched;
    expect(app.run('dismiss', { role: 'dev' })).toEqual({ accepted: false, why: 'not-now' });
    key.touch();
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'failed');
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ problem: { code: 'role-refused' } });
    expect(app.run('dismiss', { role: 'dev' })).toEqual({ accepted: true });
    expect(roleState(app.snapshot(), 'dev')).toEqual({ kind: 'idle' });
  });

  it('says after 15 seconds that nobody touched, and gives the step back', async () => {
    const world = await setUp();
    const { app, clock, touched } = world;
    const tapped = app.tap({ role: 'dev' }, never());
    await touched;
    await clock.advance(15_000);
    expect(await tapped).toEqual({ ok: false, problem: { code: 'not-touched', seconds: 15 } });
    app.run('dismiss', { role: 'dev' });
    await expectNothingLeft(world);
  });

  it('gives up a key that neither blinks out nor answers', async () => {
    const clock = createFakeClock(start);
    const usb = createKey(clock, { touchTimeout: 1_000_000 });
    const { app, touched } = await setUp({ clock, yubikeys: { usb } });
    const tapped = app.tap({ role: 'dev' }, never());
    await touched;
    await clock.advance(25_000);
    expect(await tapped).toEqual({ ok: false, problem: { code: 'not-touched', seconds: 25 } });
    expect(app.snapshot().waiting).toEqual([]);
  });

  it('says that the key was pulled while it blinked', async () => {
    const world = await setUp();
    const { app, touched, key, clock, readers, until } = world;
    const tapped = app.tap({ role: 'dev' }, never());
    await touched;
    await settle();
    key.pull();
    expect(await tapped).toEqual({ ok: false, problem: { code: 'yubikey-removed', serial: 12345678 } });
    expect(app.snapshot()).toMatchObject({ waiting: [], card: { kind: 'no-key' } });
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'failed' });
    expect(clock.pending()).toBe(0);
    // The failure is over when its cause is.
    readers.insert('usb', key);
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'idle');
  });

  it('asks once for a touch when the key was reset while it blinked', async () => {
    const { app, touched, key, readers, until } = await setUp();
    const tapped = app.tap({ role: 'dev' }, never());
    const first = question(await touched, 'touch')?.id;
    await settle();
    readers.resetByOther('usb');
    const again = await until((snapshot) => (question(snapshot, 'touch')?.id ?? first) !== first);
    expect(again.waiting).toHaveLength(1);
    await settle();
    key.touch();
    expect((await tapped).ok).toBe(true);
  });
});

describe('cancelling', () => {
  it('works while the touch is waited for, and the late code goes nowhere', async () => {
    const world = await setUp();
    const { app, touched, sts } = world;
    const giveUp = new AbortController();
    const tapped = app.tap({ role: 'dev' }, giveUp.signal);
    await touched;
    giveUp.abort();
    expect(await tapped).toEqual({ ok: false, problem: { code: 'cancelled' } });
    await expectNothingLeft(world);
    expect(sts.codes()).toEqual([]);
  });

  it('works while another program holds the key', async () => {
    const world = await setUp();
    const { app, readers, until } = world;
    readers.hold('usb', { name: 'scdaemon', exclusive: true });
    const giveUp = new AbortController();
    const tapped = app.tap({ role: 'dev' }, giveUp.signal);
    const held = await until(({ card }) => card.kind === 'present' && card.keys[0]?.heldBy === 'scdaemon');
    expect(roleState(held, 'dev')).toEqual({ kind: 'waiting', for: 'card' });
    giveUp.abort();
    expect(await tapped).toEqual({ ok: false, problem: { code: 'cancelled' } });
    readers.hold('usb', undefined);
    await expectNothingLeft(world);
  });

  it('works while the next step is waited for', async () => {
    const world = await setUp();
    const { app, ledger, until, key } = world;
    await ledger.claim(jane, Math.floor(start / 30_000));
    const giveUp = new AbortController();
    const tapped = app.tap({ role: 'dev' }, giveUp.signal);
    await until((snapshot) => question(snapshot, 'step') !== undefined);
    giveUp.abort();
    expect(await tapped).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(key.awaitingTouch()).toBeUndefined();
    await ledger.release(jane, Math.floor(start / 30_000));
    await expectNothingLeft(world);
  });

  it('ends the question for a password when its key is pulled, and leaves another key’s arrival alone', async () => {
    const clock = createFakeClock(start);
    const locked = createKey(clock, { password: 'abc' });
    const world = await setUp({ clock, yubikeys: { usb: locked } });
    const { app, readers, until } = world;
    const tapped = app.tap({ role: 'dev' }, never());
    await until((snapshot) => question(snapshot, 'password') !== undefined);
    readers.remove('usb');
    const problem = { code: 'yubikey-removed', serial: 12345678 };
    expect(await tapped).toEqual({ ok: false, problem });
    expect(app.snapshot().waiting).toEqual([]);
    readers.insert('other', createKey(clock, { serial: 87654321 }));
    await until(({ card }) => card.kind === 'present');
    expect(roleState(app.snapshot(), 'dev')).toEqual({ kind: 'failed', problem });
    readers.insert('usb', locked);
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'idle');
  });

  it('works while a password is waited for', async () => {
    const clock = createFakeClock(start);
    const world = await setUp({ clock, yubikeys: { usb: createKey(clock, { password: 'abc' }) } });
    const { app, until } = world;
    app.run('tap', { role: 'dev' });
    const asked = await until((snapshot) => question(snapshot, 'password') !== undefined);
    expect(roleState(asked, 'dev')).toEqual({ kind: 'waiting', for: 'password' });
    app.run('cancel', { waiting: question(asked, 'password')?.id });
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'idle');
    await settle();
    expect(app.snapshot().waiting).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('works while a key is waited for', async () => {
    const world = await setUp({ yubikeys: {} });
    const { app, until, clock } = world;
    app.run('tap', { role: 'dev' });
    const asked = await until((snapshot) => question(snapshot, 'insert') !== undefined);
    expect(roleState(asked, 'dev')).toEqual({ kind: 'waiting', for: 'insert' });
    app.run('cancelTap', { role: 'dev' });
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'idle');
    expect(app.snapshot().waiting).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('works while a choice is waited for', async () => {
    const clock = createFakeClock(start);
    const usb = createKey(clock, {
      accounts: [
        { id: 'Corp:a', secret: new Uint8Array(20) },
        { id: 'Corp:b', secret: new Uint8Array(20) },
      ],
    });
    const { app, until } = await setUp({ clock, yubikeys: { usb } });
    app.run('tap', { role: 'dev' });
    const asked = await until((snapshot) => question(snapshot, 'pick') !== undefined);
    expect(roleState(asked, 'dev')).toEqual({ kind: 'waiting', for: 'pick' });
    app.run('cancelTap', { role: 'dev' });
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'idle');
    expect(app.snapshot().waiting).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it.each(['callerIdentity', 'sessionToken', 'assumeRole'] as const)('works while AWS is asked (%s)', async (held) => {
    const world = await setUp();
    const { app, key, sts, clock, until, files } = world;
    key.onAwaitingTouch((wait) => wait && queueMicrotask(key.touch));
    const gate = createGate();
    sts.script = ({ action }, signal) => (action === held ? gate.pass(signal) : undefined);
    app.run('tap', { role: 'dev' });
    await until(() => sts.actions().includes(held));
    expect(roleState(app.snapshot(), 'dev')).toEqual({ kind: 'waiting', for: 'aws' });
    app.run('cancelTap', { role: 'dev' });
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'idle');
    gate.open();
    await settle();
    expect(app.snapshot()).toMatchObject({ waiting: [], sessions: [] });
    expect(files.text.credentials).toBe(credentials);
    // An MFA session that was bought on the way stays, and its end lies ahead.
    expect(clock.pending()).toBe(app.snapshot().mfaSessions.length);
    expect(sts.codes().length).toBeLessThanOrEqual(1);
  });

  it('works while the file is written, and takes back what was written', async () => {
    const { app, key, files, clock, until, touched } = await setUp();
    let write = () => {};
    files.beforeWrite = () => new Promise((resolve) => (write = () => resolve(undefined)));
    app.run('tap', { role: 'dev' });
    await touched;
    key.touch();
    await until((snapshot) => {
      const state = roleState(snapshot, 'dev');
      return state?.kind === 'waiting' && state.for === 'file';
    });
    app.run('cancelTap', { role: 'dev' });
    write();
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'idle');
    await settle();
    expect(files.text.credentials).toBe(credentials);
    expect(app.snapshot().sessions).toEqual([]);
    // An MFA session that was bought on the way stays, and its end lies ahead.
    expect(clock.pending()).toBe(app.snapshot().mfaSessions.length);
  });

  it('takes nothing when nothing is under way', async () => {
    const { app } = await setUp();
    expect(app.run('cancelTap', { role: 'dev' })).toEqual({ accepted: false, why: 'not-now' });
    expect(app.run('cancelCode', null)).toEqual({ accepted: false, why: 'not-now' });
    expect(app.run('cancel', { waiting: 'question-1' })).toEqual({ accepted: false, why: 'not-now' });
  });

  it('ends everything that waits when the app closes', async () => {
    const { app, touched, clock, until } = await setUp();
    app.run('tap', { role: 'dev' });
    await touched;
    const closed = app.close();
    await until((snapshot) => snapshot.waiting.length === 0);
    await closed;
    await clock.advance(15_000);
    expect(clock.pending()).toBe(0);
  });
});

describe('files that another program is writing', () => {
  /** What the first read finds; while it is waited for, the program writes the rest. */
  const torn = async (half: { readonly config?: string; readonly credentials?: string }) => {
    const world = await setUp(half);
    let waits = 0;
    world.files.beforeQuiet = () => {
      waits += 1;
      world.files.text = { config, credentials };
      return true;
    };
    return { ...world, waits: () => waits };
  };

  it.each([
    ['the credentials are half there', { credentials: '[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = x\n' }],
    ['the credentials are empty', { credentials: '' }],
    ['the config is empty', { config: '' }],
    ['the role is there and its source is not', { config: config.slice(config.indexOf('[profile dev]')), credentials: '' }],
    ['the target holds half of something', { credentials: `${credentials}[dev-tap]\naws_access_key_id = AKIAX\n` }],
  ])('are looked at again before a tap is refused: %s', async (_, half) => {
    const { app, key, touched, waits } = await torn(half);
    app.run('tap', { role: 'dev' });
    await touched;
    key.touch();
    await settle();
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active' });
    expect(waits()).toBe(1);
  });

  it('are looked at again before a program, a search or a look at devices is refused', async () => {
    for (const work of [
      (app: App) => app.credentials({ role: 'dev', asker: { kind: 'renewal' }, wait: false }, never()),
      (app: App) => app.findRoles('work', never()),
      (app: App) => app.devices.open('work'),
    ]) {
      const { app, waits } = await torn({ credentials: '' });
      const result = await work(app);
      expect(result.ok ? '' : result.problem.code).not.toMatch(/source|role-unknown/);
      expect(waits()).toBe(1);
    }
  });

  it('are not waited for where nothing is refused, and believed when they stay as they are', async () => {
    const whole = await torn({});
    whole.app.run('tap', { role: 'dev' });
    await whole.touched;
    expect(whole.waits()).toBe(0);
    whole.key.touch();
    const { app, files } = await setUp({ credentials: '' });
    files.beforeQuiet = () => true;
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: false, problem: { code: 'source-without-keys' } });
  });
});

describe('before a touch', () => {
  const failure = async (
    options: Parameters<typeof openApp>[0],
    request: { role: string; target?: string; source?: string },
    script?: ReturnType<typeof refusal>,
  ) => {
    const world = await setUp(options);
    if (script) world.sts.script = () => script;
    const result = await world.app.tap(request, never());
    expect(world.key.awaitingTouch()).toBeUndefined();
    expect(world.sts.codes()).toEqual([]);
    expect(world.app.snapshot().waiting).toEqual([]);
    expect(world.clock.pending()).toBe(0);
    return { problem: result.ok ? undefined : result.problem, world };
  };

  it('refuses a target that is a profile with role_arn, and shows it in the row', async () => {
    const { problem, world } = await failure({}, { role: 'dev', target: 'prod' });
    expect(problem).toEqual({ code: 'target-clash', target: 'prod', file: '/home/jane/.aws/config', line: 10, suggestion: 'prod-tap' });
    expect(roleState(world.app.snapshot(), 'dev')).toEqual({ kind: 'failed', problem });
    expect(world.sts.calls).toEqual([]);
  });

  it('refuses a target with long-term keys', async () => {
    const { problem } = await failure({}, { role: 'dev', target: 'work' });
    expect(problem).toMatchObject({ code: 'target-has-keys', target: 'work', file: '/home/jane/.aws/credentials', line: 1 });
  });

  describe('a target with temporary keys of another tool', () => {
    const foreign = (more = '') =>
      `${credentials}\n[dev-tap]\naws_access_key_id = ASIAFOREIGN\naws_secret_access_key = s\naws_session_token = t\n${more}`;
    const of = (keys: string) => ({ code: 'target-temporary', target: 'dev-tap', suggestion: 'dev-tap-2', keys });
    const expired = refusal({ code: 'session-expired', source: 'work', ended: true });

    it.each([
      ['that AWS still takes', undefined, 'live'],
      ['that AWS says have expired', expired, 'expired'],
      ['that AWS does not know here', refusal({ code: 'session-expired', source: 'work' }), 'unclear'],
      ['while AWS cannot be asked', refusal({ code: 'aws-unreachable', host: 'sts', reason: 'ENOTFOUND' }), 'unclear'],
    ] as const)('is refused: %s', async (_, answer, keys) => {
      const { problem, world } = await failure({ credentials: foreign() }, { role: 'dev' }, answer);
      expect(problem).toMatchObject(of(keys));
      expect(world.sts.calls).toMatchObject([{ action: 'callerIdentity', accessKeyId: 'ASIAFOREIGN' }]);
      expect(world.files.text.credentials).toBe(foreign());
    });

    it('is refused without a call when its section says that they have expired', async () => {
      const { problem, world } = await failure(
        { credentials: foreign(`expiration = ${new Date(start - 1000).toISOString()}\n`) },
        { role: 'dev' },
      );
      expect(problem).toMatchObject(of('expired'));
      expect(world.sts.calls).toEqual([]);
    });

    it.each([
      ['later', 1000, 'live'],
      ['at this moment', 0, 'expired'],
    ])('is refused for what AWS says of them while their own end is %s', async (_, left, keys) => {
      const expiration = `expiration = ${new Date(start + left).toISOString()}\n`;
      const { problem } = await failure({ credentials: foreign(expiration) }, { role: 'dev' });
      expect(problem).toMatchObject(of(keys));
    });

    it('is refused when its section cannot be read', async () => {
      const { app, files } = await setUp({ credentials: foreign() });
      const unreadable = { code: 'file-unreadable', file: '/home/jane/.aws/credentials', errno: 'EACCES' } as const;
      Object.assign(files, { readForeign: async () => ({ ok: false, problem: unreadable }) });
      expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: unreadable });
    });

    it('is taken on a yes, when they have expired', async () => {
      const { app, key, touched, files, sts } = await setUp({ credentials: foreign('output = json\n') });
      sts.script = ({ accessKeyId }) => (accessKeyId === 'ASIAFOREIGN' ? expired : undefined);
      app.run('tapReplacing', { role: 'dev' });
      await touched;
      key.touch();
      await settle();
      expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active' });
      expect(files.text.credentials).not.toContain('ASIAFOREIGN');
      expect(files.text.credentials).toMatch(/\[dev-tap\]\n# roletap: .*\naws_access_key_id = ASIA2\n[^[]*output = json\n/);
      await app.end('dev-tap');
      expect(files.text.credentials).toBe(`${credentials}\n[dev-tap]\noutput = json\n`);
    });

    it('is not taken on a yes while they work', async () => {
      const { app, files } = await setUp({ credentials: foreign() });
      expect(await app.tap({ role: 'dev', replace: true }, never())).toMatchObject({ ok: false, problem: of('live') });
      expect(files.text.credentials).toBe(foreign());
    });
  });

  it('refuses a file that cannot be written', async () => {
    const world = await setUp();
    const problem = { code: 'file-read-only', file: '/home/jane/.aws/credentials', errno: 'EROFS' } as const;
    world.files.unwritable = problem;
    expect(await world.app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem });
    expect([world.key.awaitingTouch(), world.sts.calls]).toEqual([undefined, []]);
    expect(roleState(world.app.snapshot(), 'dev')).toEqual({ kind: 'failed', problem });
  });

  it.each([
    ['no-secret', 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE'],
    ['no-id', 'aws_secret_access_key = secret'],
  ])('says of a profile with half an access key which half is missing: %s', async (why, line) => {
    const { app } = await setUp({ credentials: `${credentials}\n[half]\n${line}\n` });
    const problem = { code: 'source-without-keys', source: 'half', why };
    expect(await app.tap({ role: 'half' }, never())).toMatchObject({ ok: false, problem });
    expect(app.snapshot().notices).toMatchObject([{ kind: 'profile', profile: 'half', problem }]);
  });

  it('does not know a role that is in no file', async () => {
    expect((await failure({}, { role: 'nope' })).problem).toEqual({ code: 'role-unknown', role: 'nope' });
  });

  it('names the role that a slip of the keyboard meant', async () => {
    expect((await failure({}, { role: 'pro' })).problem).toEqual({ code: 'role-unknown', role: 'pro', near: 'prod' });
  });

  it('says why a profile is broken', async () => {
    const broken = `${config}\n[profile loop]\nrole_arn = arn:aws:iam::444455556666:role/X\nsource_profile = gone\n`;
    const { problem, world } = await failure({ config: broken }, { role: 'loop' });
    expect(problem).toEqual({ code: 'source-missing', profile: 'loop', source: 'gone' });
    expect(world.app.snapshot().notices).toContainEqual({ kind: 'profile', profile: 'loop', problem });
  });

  it('says in the row of a role that was added by hand that its source is gone', async () => {
    const addedRoles = [{ name: 'extra', roleArn: 'arn:aws:iam::444455556666:role/Extra', source: 'gone' }];
    const { problem, world } = await failure({ settings: { addedRoles } }, { role: 'extra' });
    expect(problem).toEqual({ code: 'source-missing', profile: 'extra', source: 'gone' });
    expect(roleState(world.app.snapshot(), 'extra')).toEqual({ kind: 'failed', problem });
  });

  it('says that there are no files', async () => {
    expect((await failure({ config: undefined, credentials: undefined }, { role: 'dev' })).problem).toMatchObject({
      code: 'aws-files-missing',
    });
  });

  it('does not choose between sources, and takes the one that was named', async () => {
    const two = { credentials: `${credentials}\n[second]\naws_access_key_id = AKIA2\naws_secret_access_key = x\n` };
    const role = 'arn:aws:iam::444455556666:role/Other';
    expect((await failure(two, { role })).problem).toEqual({ code: 'source-unclear', role, choices: ['work', 'second'] });
    expect((await failure(two, { role, source: 'third' })).problem).toEqual({ code: 'source-missing', profile: role, source: 'third' });
  });

  it.each([
    ['keys that AWS refuses', refusal({ code: 'keys-refused', source: 'work' })],
    ['a network that is down', refusal({ code: 'aws-unreachable', host: 'sts.eu-central-1.amazonaws.com', reason: 'ENOTFOUND' }, true)],
    ['a region that is not enabled', refusal({ code: 'region-disabled', region: 'me-south-1' })],
  ])('finds %s', async (_, answer) => {
    const { problem, world } = await failure({}, { role: 'dev' }, answer);
    expect(problem).toEqual(answer.ok ? undefined : answer.problem);
    expect(world.sts.actions()).toEqual(['callerIdentity']);
  });

  it('refuses the keys of a root user', async () => {
    const world = await setUp();
    const { sts } = world;
    const usual = sts.callerIdentity;
    Object.assign(sts, {
      callerIdentity: async (...parameters: Parameters<typeof usual>) => {
        await usual(...parameters);
        return { ok: true, value: { arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333', userId: '111122223333' } };
      },
    });
    expect(await world.app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: { code: 'root-keys', source: 'work' } });
    expect(world.key.awaitingTouch()).toBeUndefined();
  });

  it('says what stops reading the files, also in the row of the role', async () => {
    const world = await setUp();
    const problem = { code: 'file-unreadable', file: '/home/jane/.aws/config', errno: 'EACCES' } as const;
    world.files.beforeRead = async () => problem;
    expect(await world.app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem });
    expect(world.app.snapshot()).toMatchObject({ roles: [], files: { state: 'ready', problem } });
  });
});

it('opens a role that no profile names, by its ARN', async () => {
  const { app, key, touched, files } = await setUp();
  const tapped = app.tap({ role: 'arn:aws:iam::444455556666:role/team/Other', source: 'work' }, never());
  await touched;
  key.touch();
  expect(await tapped).toMatchObject({ ok: true, value: { target: 'Other-444455556666-tap' } });
  expect(files.written[0]).toMatchObject({ region: 'eu-central-1' });
});
