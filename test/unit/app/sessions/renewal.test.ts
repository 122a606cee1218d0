import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { refusal } from '../../../fakes/sts.ts';
import { createKey, credentials, never, openApp, question, roleState, start } from '../../../fakes/world.ts';

afterEach(() => vi.unstubAllEnvs());

const minute = 60_000;
const hour = 60 * minute;

/** Touches by itself, at once. */
const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock, { touchPolicy: 'automatic' });
  return openApp({ clock, yubikeys: { usb: key }, ...options });
};
type World = Awaited<ReturnType<typeof setUp>>;

const assumed = ({ sts }: World) => sts.actions().filter((action) => action === 'assumeRole').length;
const events = async ({ app }: World) => {
  const entries = await app.history(0);
  return entries.ok ? entries.value.map(({ event }) => event) : [];
};

describe('a role that is used', () => {
  it('renews fifteen minutes before its end, without a touch, and the file has the new keys', async () => {
    const world = await setUp();
    const { app, clock, files, sts } = world;
    await app.tap({ role: 'dev' }, never());
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ renews: start + 45 * minute });
    await clock.advance(45 * minute - 1);
    expect(assumed(world)).toBe(1);
    await clock.advance(1);
    await settle();
    expect(assumed(world)).toBe(2);
    expect(sts.codes()).toHaveLength(1);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active', since: start + 45 * minute, expires: start + 105 * minute });
    expect(files.text.credentials).toContain('aws_access_key_id = ASIA3');
    expect(await events(world)).toEqual(['opened', 'renewed']);
  });

  it('is let go when nobody has asked for it in the time that counts as use', async () => {
    const world = await setUp();
    const { app, clock, files } = world;
    await app.tap({ role: 'dev' }, never());
    await clock.advance(4 * hour);
    await settle();
    // At 0:45 and 1:30; at 2:15 the tap is more than two hours ago.
    expect(assumed(world)).toBe(3);
    expect(app.snapshot().sessions).toEqual([]);
    expect(files.text.credentials).toBe(credentials);
  });

  it('stays while programs ask for it', async () => {
    const world = await setUp();
    const { app, clock } = world;
    await app.tap({ role: 'dev' }, never());
    for (let asked = 0; asked < 10; asked += 1) {
      await clock.advance(30 * minute);
      await settle();
      expect(app.held('dev')).toBeDefined();
    }
    await clock.advance(30 * minute);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active' });
  });

  it('stays when it is pinned, as long as the MFA session lives', async () => {
    const world = await setUp();
    const { app, clock, sts } = world;
    await app.tap({ role: 'dev' }, never());
    app.run('setPinned', { role: 'dev', on: true });
    expect(app.snapshot().roles[0]).toMatchObject({ pinned: true });
    await clock.advance(11 * hour + 50 * minute);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active' });
    expect(sts.codes()).toHaveLength(1);
    await clock.advance(2 * hour);
    expect(app.snapshot().sessions).toEqual([]);
  });

  it('under two targets renews in both, and in neither what is the other’s', async () => {
    const world = await setUp();
    const { app, clock, files } = world;
    await app.tap({ role: 'dev', target: 'long', direct: true, durationSeconds: 7200 }, never());
    await clock.advance(minute);
    await app.tap({ role: 'dev' }, never());
    await app.tap({ role: 'dev', target: 'other' }, never());
    const before = assumed(world);
    await clock.advance(45 * minute);
    await settle(10);
    expect(assumed(world)).toBe(before + 2);
    expect(app.snapshot().sessions.map(({ target, via, expires }) => [target, via, expires - start])).toEqual([
      ['long', 'direct', 2 * hour],
      ['dev-tap', 'mfa-session', 106 * minute],
      ['other', 'mfa-session', 106 * minute],
    ]);
    expect(files.written.map(({ target }) => target)).toEqual(['long', 'dev-tap', 'other', 'dev-tap', 'other']);
  });

  it('never renews where the person does not want that', async () => {
    const world = await setUp({ settings: { renewal: 'never', pinned: ['dev'] } });
    await world.app.tap({ role: 'dev' }, never());
    await world.clock.advance(2 * hour);
    expect(assumed(world)).toBe(1);
  });

  it('that was ended while AWS was asked for its renewal stays ended', async () => {
    const world = await setUp();
    const { app, clock, files, sts } = world;
    await app.tap({ role: 'dev' }, never());
    let answer = () => {};
    sts.script = ({ action }) => (action === 'assumeRole' ? new Promise((resolve) => (answer = () => resolve(undefined))) : undefined);
    await clock.advance(45 * minute);
    await settle();
    await app.end('dev-tap');
    answer();
    await settle();
    expect(app.snapshot().sessions).toEqual([]);
    expect(files.text.credentials).toBe(credentials);
  });

  it('that was ended while its renewal was being written stays ended', async () => {
    const world = await setUp();
    const { app, clock, files } = world;
    await app.tap({ role: 'dev' }, never());
    let write = () => {};
    files.beforeWrite = () => new Promise((resolve) => (write = () => resolve(undefined)));
    await clock.advance(45 * minute);
    await settle(10);
    await app.end('dev-tap');
    write();
    await settle(10);
    expect(app.snapshot().sessions).toEqual([]);
    expect(world.stored.roles).toEqual([]);
    expect(app.held('dev')).toBeUndefined();
    expect(files.text.credentials).toBe(credentials);
  });

  it('is not taken for ended when its own renewal is seen in the file before the write has come back', async () => {
    const world = await setUp();
    const { app, clock, files } = world;
    await app.tap({ role: 'dev' }, never());
    const { writeTarget } = files;
    // A slow disk: the watch tells of the new section first.
    const slowly: typeof writeTarget = async (section) => {
      const written = await writeTarget(section);
      await settle(10);
      return written;
    };
    Object.assign(files, { writeTarget: slowly });
    await clock.advance(45 * minute);
    await settle(30);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active', since: start + 45 * minute });
    expect(app.held('dev')?.credentials.accessKeyId).toBe('ASIA3');
    expect(files.text.credentials).toContain('ASIA3');
  });
});

describe('a session that another front end opened', () => {
  const both = async (settings = {}) => {
    const first = await setUp({ settings });
    await first.app.tap({ role: 'dev' }, never());
    await first.clock.advance(20 * minute);
    const second = await openApp({ clock: first.clock, files: first.files, yubikeys: {}, storedAll: first.stored, settings });
    Object.assign(second.world.sessions, first.world.sessions);
    return { first, second };
  };

  it('in the place of one that is held here is held and renewed here', async () => {
    const { first, second } = await both();
    await second.app.tap({ role: 'dev' }, never());
    await second.app.close();
    first.files.changed();
    await settle(10);
    expect(first.stored.roles.map(({ since }) => since)).toEqual([start + 20 * minute]);
    expect(roleState(first.app.snapshot(), 'dev')).toMatchObject({ kind: 'active', renews: start + 65 * minute });
    await first.clock.advance(45 * minute);
    await settle(10);
    expect(roleState(first.app.snapshot(), 'dev')).toMatchObject({ kind: 'active', since: start + 65 * minute });
  });

  it('can be ended here, also when it is in no file', async () => {
    const { first, second } = await both({ noFiles: true });
    await second.app.tap({ role: 'prod' }, never());
    expect(await first.app.end('prod-tap')).toEqual({ ok: true, value: { targets: ['prod-tap'], mfaSources: [] } });
    expect(first.stored.roles.map(({ target }) => target)).toEqual(['dev-tap']);
  });
});

describe('a renewal', () => {
  it('that meets no network is tried again, and says nothing when it comes through', async () => {
    const world = await setUp();
    const { app, clock, sts } = world;
    await app.tap({ role: 'dev' }, never());
    sts.script = () => refusal({ code: 'aws-unreachable', host: 'sts', reason: 'ENOTFOUND' });
    await clock.advance(45 * minute);
    await clock.advance(30_000);
    await settle();
    expect(assumed(world)).toBe(3);
    sts.script = () => undefined;
    await clock.advance(2 * minute);
    await settle();
    expect(assumed(world)).toBe(4);
    expect(app.snapshot()).toMatchObject({ alerts: [], sessions: [{ expires: expect.any(Number) }] });
    expect(app.snapshot().sessions[0]?.expires).toBeGreaterThan(start + hour);
  });

  it('that is refused is tried no more, and the person hears why', async () => {
    const world = await setUp();
    const { app, clock, sts } = world;
    await app.tap({ role: 'dev' }, never());
    const roleArn = 'arn:aws:iam::444455556666:role/Developer';
    sts.script = ({ action }) => (action === 'assumeRole' ? refusal({ code: 'role-refused', roleArn }) : undefined);
    await clock.advance(59 * minute);
    await settle();
    expect(assumed(world)).toBe(2);
    expect(app.snapshot().alerts).toEqual([
      { id: 'renewal dev', kind: 'renewal-failed', profile: 'dev', problem: { code: 'role-refused', roleArn } },
    ]);
    app.run('dismissAlert', { alert: 'renewal dev' });
    expect(app.snapshot().alerts).toEqual([]);
  });

  it('of a session that was revoked at AWS drops the MFA session, asks for nothing, and says so', async () => {
    const world = await setUp();
    const { app, clock, sts } = world;
    await app.tap({ role: 'dev' }, never());
    sts.script = ({ action }) => (action === 'assumeRole' ? refusal({ code: 'keys-refused', source: 'work' }) : undefined);
    await clock.advance(46 * minute);
    await settle();
    expect(app.snapshot()).toMatchObject({ mfaSessions: [], waiting: [] });
    expect(sts.codes()).toHaveLength(1);
    // What was given out lives on until its own end.
    expect(app.held('dev')).toBeUndefined();
    expect(app.snapshot().sessions).toHaveLength(1);
  });

  it('that the MFA session was not good enough for is tried again with a new one', async () => {
    const world = await setUp({ settings: { pinned: ['dev'] } });
    const { app, clock, sts } = world;
    await app.tap({ role: 'dev' }, never());
    const roleArn = 'arn:aws:iam::444455556666:role/Developer';
    sts.script = ({ action, accessKeyId }) =>
      action === 'assumeRole' && accessKeyId === 'ASIA1' ? refusal({ code: 'role-refused', roleArn }) : undefined;
    await clock.advance(50 * minute);
    await settle();
    expect(assumed(world)).toBe(2);
    await app.tap({ role: 'prod', fresh: true }, never());
    await clock.advance(minute);
    await settle(10);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active', since: start + 50 * minute });
    expect(app.snapshot().alerts).toEqual([]);
  });
});

describe('ten minutes before the end', () => {
  it('of an MFA session the person is told, and one touch renews it and all roles on it', async () => {
    const world = await setUp({ settings: { pinned: ['dev', 'prod'] } });
    const { app, clock, sts, until } = world;
    await app.tap({ role: 'dev' }, never());
    await app.tap({ role: 'prod' }, never());
    await clock.advance(12 * hour - 10 * minute - 1);
    expect(app.snapshot().alerts).toEqual([]);
    await clock.advance(1);
    expect(app.snapshot().alerts).toMatchObject([{ kind: 'ends-soon', what: 'mfa-session', name: 'work', ends: start + 12 * hour }]);
    const before = assumed(world);
    app.run('answerAlert', { alert: app.snapshot().alerts[0]?.id });
    await until(({ mfaSessions }) => (mfaSessions[0]?.expires ?? 0) > start + 12 * hour);
    await settle(10);
    expect(sts.codes()).toHaveLength(2);
    expect(assumed(world)).toBe(before + 2);
    expect(app.snapshot().alerts).toEqual([]);
    expect(app.snapshot().sessions.map(({ expires }) => expires)).toEqual([clock.now() + hour, clock.now() + hour]);
  });

  it('of a direct session the person is told, and answering taps in', async () => {
    const world = await setUp();
    const { app, clock, sts, until } = world;
    await app.tap({ role: 'dev', direct: true, durationSeconds: 7200 }, never());
    await clock.advance(2 * hour - 10 * minute);
    expect(app.snapshot().alerts).toMatchObject([{ kind: 'ends-soon', what: 'direct', name: 'dev' }]);
    app.run('answerAlert', { alert: app.snapshot().alerts[0]?.id });
    await until(({ sessions }) => (sessions[0]?.expires ?? 0) > start + 2 * hour);
    expect(sts.codes()).toHaveLength(2);
  });

  it('of two sessions each has its own warning, which goes with it', async () => {
    const { app, clock } = await setUp({ settings: { renewal: 'never' } });
    await app.tap({ role: 'dev', direct: true, durationSeconds: 3600 }, never());
    await clock.advance(minute);
    await app.tap({ role: 'prod', direct: true, durationSeconds: 3600 }, never());
    const warned = () => app.snapshot().alerts.flatMap((alert) => (alert.kind === 'ends-soon' ? [alert.name] : []));
    await clock.advance(49 * minute);
    expect(warned()).toEqual(['dev']);
    await clock.advance(minute);
    expect(warned()).toEqual(['dev', 'prod']);
    await clock.advance(9 * minute);
    await settle();
    expect(warned()).toEqual(['prod']);
    await clock.advance(minute);
    await settle();
    expect(warned()).toEqual([]);
  });

  it('a warning that was put away does not come back, and one that nobody answered goes with its session', async () => {
    const { app, clock } = await setUp();
    await app.tap({ role: 'dev' }, never());
    await clock.advance(12 * hour - 10 * minute);
    app.run('dismissAlert', { alert: app.snapshot().alerts[0]?.id });
    await clock.advance(5 * minute);
    expect(app.snapshot().alerts).toEqual([]);
    const other = await setUp();
    await other.app.tap({ role: 'dev' }, never());
    await other.clock.advance(12 * hour - minute);
    expect(other.app.snapshot().alerts).toHaveLength(1);
    await other.clock.advance(2 * minute);
    expect(other.app.snapshot()).toMatchObject({ alerts: [], mfaSessions: [] });
  });

  it('renewing all asks for a touch that says what for', async () => {
    const clock = createFakeClock(start);
    const key = createKey(clock);
    const { app, until } = await openApp({ clock, yubikeys: { usb: key } });
    const tapped = app.tap({ role: 'dev' }, never());
    await until((snapshot) => question(snapshot, 'touch') !== undefined);
    key.touch();
    await tapped;
    await clock.advance(minute);
    app.run('renewAll', null);
    const asked = await until((snapshot) => question(snapshot, 'touch') !== undefined);
    expect(question(asked, 'touch')?.for).toEqual({ kind: 'renewal', source: 'work' });
    key.touch();
    await until(({ mfaSessions }) => mfaSessions[0]?.since !== start);
  });
});

describe('ending a session', () => {
  it('gives up a tap of the same target that is under way', async () => {
    const world = await setUp();
    const { app, files, sts } = world;
    await app.tap({ role: 'dev' }, never());
    let answer = () => {};
    sts.script = ({ action }) => (action === 'assumeRole' ? new Promise((resolve) => (answer = () => resolve(undefined))) : undefined);
    const again = app.tap({ role: 'dev' }, never());
    await settle(10);
    await app.end('dev-tap');
    answer();
    expect(await again).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(app.snapshot()).toMatchObject({ sessions: [], mfaSessions: [{ source: 'work' }] });
    expect(files.text.credentials).toBe(credentials);
  });
});

describe('ending everything', () => {
  /** STS holds its answers to an action and gives them when it is told to, whether or not anybody still wants them. */
  const holding = ({ sts }: World, held: string) => {
    const answers: (() => void)[] = [];
    sts.script = ({ action }) => (action === held ? new Promise((resolve) => answers.push(() => resolve(undefined))) : undefined);
    return () => {
      for (const answer of answers) answer();
    };
  };

  it('ends what is being opened, too: neither its session nor its MFA session comes after the end', async () => {
    for (const action of ['sessionToken', 'assumeRole']) {
      const world = await setUp();
      const { app, files } = world;
      const answer = holding(world, action);
      const tapped = app.tap({ role: 'dev' }, never());
      await settle(10);
      await app.endAll();
      answer();
      expect(await tapped).toEqual({ ok: false, problem: { code: 'cancelled' } });
      await settle();
      expect(app.snapshot()).toMatchObject({ sessions: [], mfaSessions: [], waiting: [] });
      expect(world.stored).toEqual({ mfa: [], roles: [] });
      expect(files.text.credentials).toBe(credentials);
    }
  });

  it('ends the renewal of everything, too', async () => {
    const world = await setUp();
    const { app, clock } = world;
    await app.tap({ role: 'dev' }, never());
    await clock.advance(minute);
    const answer = holding(world, 'sessionToken');
    app.run('renewAll', null);
    await settle(10);
    await app.endAll();
    answer();
    await settle(10);
    expect(app.snapshot()).toMatchObject({ sessions: [], mfaSessions: [], notices: [] });
    expect(world.stored).toEqual({ mfa: [], roles: [] });
  });

  it('when the screen locks or the key is pulled tells what could not be taken out of the file', async () => {
    for (const settings of [{ endOnLock: true }, { endOnRemoval: true }]) {
      const { app, files, readers } = await setUp({ settings });
      await app.tap({ role: 'dev' }, never());
      files.beforeRemove = async () => ({ code: 'disk-full', file: files.paths.credentials });
      readers.remove('usb');
      await app.handle({ kind: 'lock' });
      await settle(10);
      expect(app.held('dev')).toBeUndefined();
      expect(app.snapshot().notices).toMatchObject([{ kind: 'problem', problem: { code: 'disk-full' } }]);
    }
  });
});

describe('after sleep', () => {
  it('of nine hours what is over is shown as over, AWS’s time is asked first, and nothing that ended is renewed', async () => {
    const world = await setUp({ settings: { pinned: ['dev'] } });
    const { app, clock, files, sts } = world;
    await app.tap({ role: 'dev' }, never());
    // The computer's clock went on; nothing ran, and no timer came.
    clock.set(start + 9 * hour);
    await app.handle({ kind: 'resume' });
    await settle();
    expect(sts.actions().slice(3)).toEqual(['callerIdentity']);
    expect(app.snapshot()).toMatchObject({ sessions: [], mfaSessions: [{ source: 'work' }] });
    expect(files.text.credentials).toBe(credentials);
  });

  it('of forty minutes a role that is due renews, after the check', async () => {
    const world = await setUp({ settings: { pinned: ['dev'] } });
    const { app, clock, sts } = world;
    await app.tap({ role: 'dev' }, never());
    clock.set(start + 50 * minute);
    await app.handle({ kind: 'resume' });
    await clock.advance(0);
    await settle();
    expect(sts.actions().slice(3)).toEqual(['callerIdentity', 'assumeRole']);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active', expires: start + 110 * minute });
  });

  it('without a network says nothing, shows the truth and goes on', async () => {
    const { app, clock, sts } = await setUp();
    await app.tap({ role: 'dev' }, never());
    sts.script = (_call, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(refusal({ code: 'cancelled' }))));
    clock.set(start + 2 * hour);
    const handled = app.handle({ kind: 'resume' });
    await clock.advance(5_000);
    await handled;
    expect(app.snapshot()).toMatchObject({ sessions: [], notices: [] });
  });
});

describe('the computer’s clock', () => {
  it('set back by a day lets nothing live longer, and AWS is asked for its time', async () => {
    const { app, clock, sts } = await setUp({ settings: { renewal: 'never' } });
    await app.tap({ role: 'dev' }, never());
    await clock.advance(10 * minute);
    clock.set(start - 24 * hour);
    expect(app.snapshot().now).toBe(start + 10 * minute);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active', expires: start + hour });
    await settle();
    expect(sts.actions().slice(3)).toEqual(['callerIdentity']);
    await clock.advance(50 * minute);
    await settle();
    expect(app.snapshot().sessions).toEqual([]);
  });

  it('set ahead ends nothing before AWS was asked', async () => {
    const { app, clock, sts, setOffset, files } = await setUp({ settings: { renewal: 'never' } });
    await app.tap({ role: 'dev' }, never());
    let answer = () => {};
    sts.script = () => new Promise((resolve) => (answer = () => resolve(undefined)));
    clock.set(start + 5 * hour);
    // The five-minute mark of the session comes by the clock that nobody sets.
    await clock.advance(55 * minute);
    expect(files.text.credentials).toContain('[dev-tap]');
    setOffset(-5 * hour);
    answer();
    await settle();
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active', expiring: true });
  });

  it('changed to winter time changes nothing', async () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const before = Date.UTC(2026, 9, 25, 0, 50);
    expect([before, before + 30 * minute].map((moment) => new Date(moment).getHours())).toEqual([2, 2]);
    const clock = createFakeClock(before);
    const { app, sts } = await openApp({
      clock,
      yubikeys: { usb: createKey(clock, { touchPolicy: 'automatic' }) },
      settings: { renewal: 'never' },
    });
    await app.tap({ role: 'dev' }, never());
    const calls = sts.calls.length;
    await clock.advance(30 * minute);
    expect(app.snapshot().now).toBe(before + 30 * minute);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active', expires: before + hour });
    expect(sts.calls.length).toBe(calls);
    await clock.advance(30 * minute);
    expect(app.snapshot().sessions).toEqual([]);
  });
});

describe('sessions end', () => {
  const open = async (settings: NonNullable<Parameters<typeof openApp>[0]>['settings']) => {
    const world = await setUp({ settings: settings ?? {} });
    await world.app.tap({ role: 'dev' }, never());
    return world;
  };
  const nothingLeft = { sessions: [], mfaSessions: [] };

  it('when the screen locks, if that is set', async () => {
    const world = await open({ endOnLock: true });
    await world.app.handle({ kind: 'lock' });
    await world.app.handle({ kind: 'lock' });
    expect(world.app.snapshot()).toMatchObject(nothingLeft);
    expect(world.files.text.credentials).toBe(credentials);
    expect(await events(world)).toEqual(['opened', 'ended']);
    const other = await open({});
    await other.app.handle({ kind: 'lock' });
    expect(other.app.snapshot().sessions).toHaveLength(1);
  });

  it('when the YubiKey is pulled, if that is set', async () => {
    const world = await open({ endOnRemoval: true });
    world.readers.remove('usb');
    await world.until(({ sessions, mfaSessions }) => sessions.length + mfaSessions.length === 0);
    await settle();
    expect(await events(world)).toEqual(['opened', 'ended']);
    const other = await open({});
    other.readers.remove('usb');
    await other.until(({ card }) => card.kind === 'no-key');
    await settle();
    expect(other.app.snapshot().sessions).toHaveLength(1);
  });

  it('when the program quits, if that is set', async () => {
    const world = await open({ endOnQuit: true });
    await world.app.beforeQuit();
    expect(world.app.snapshot()).toMatchObject(nothingLeft);
    const other = await open({});
    await other.app.beforeQuit();
    expect(other.app.snapshot().sessions).toHaveLength(1);
  });
});
