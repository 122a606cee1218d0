import { describe, expect, it } from 'vitest';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createKey, credentials, jane, never, openApp, roleState, start } from '../../../fakes/world.ts';

const minute = 60_000;

const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  return openApp({ clock, yubikeys: { usb: createKey(clock, { touchPolicy: 'automatic' }) }, settings: { renewal: 'never' }, ...options });
};

/** The credentials file as an earlier run left it, with a session that ends at `expires`. */
const leftBehind = async (expires: number): Promise<string> => {
  const clock = createFakeClock(expires - 3_600_000);
  const earlier = await setUp({ clock, yubikeys: { usb: createKey(clock, { touchPolicy: 'automatic' }) } });
  await earlier.app.tap({ role: 'dev' }, never());
  return earlier.files.text.credentials ?? '';
};

describe('ending', () => {
  it('takes the section out of the file, and leaves the MFA session', async () => {
    const { app, files, clock } = await setUp();
    await app.tap({ role: 'dev' }, never());
    expect(app.snapshot().roles[0]?.can.end).toBe(true);
    expect(await app.end('dev-tap')).toEqual({ ok: true, value: { targets: ['dev-tap'], mfaSources: [] } });
    expect(files.text.credentials).toBe(credentials);
    expect(app.snapshot()).toMatchObject({ sessions: [], mfaSessions: [{ source: 'work' }], can: { endAll: true } });
    // The MFA session's own end lies ahead.
    expect(clock.pending()).toBe(1);
  });

  it('knows nothing of other targets, and says so', async () => {
    const { app, until } = await setUp();
    expect(await app.end('work')).toEqual({ ok: false, problem: { code: 'target-unknown', target: 'work' } });
    app.run('end', { target: 'nope' });
    const told = await until(({ notices }) => notices.length > 0);
    expect(told.notices).toEqual([{ kind: 'problem', problem: { code: 'target-unknown', target: 'nope' } }]);
  });

  it('of all drops the MFA sessions too, here and for the other front end', async () => {
    const opened = await setUp();
    const { app, clock, files, sts } = opened;
    await app.tap({ role: 'dev' }, never());
    await app.tap({ role: 'prod' }, never());
    expect(opened.stored.mfa).toHaveLength(1);
    expect(await app.endAll()).toEqual({ ok: true, value: { targets: ['dev-tap', 'prod-tap'], mfaSources: ['work'] } });
    expect(files.text.credentials).toBe(credentials);
    expect(opened.stored).toEqual({ mfa: [], roles: [] });
    expect(app.snapshot()).toMatchObject({ sessions: [], mfaSessions: [], can: { endAll: false } });
    await clock.advance(30_000);
    await app.tap({ role: 'dev' }, never());
    expect(sts.codes()).toHaveLength(2);
  });

  it('of all says what the file said', async () => {
    const { app, files } = await setUp();
    await app.tap({ role: 'dev' }, never());
    const problem = { code: 'file-read-only', file: '/home/jane/.aws/credentials', errno: 'EROFS' } as const;
    files.beforeRemove = async () => problem;
    expect(await app.endAll()).toEqual({ ok: false, problem });
    expect(app.snapshot().sessions).toHaveLength(1);
  });
});

describe('time', () => {
  it('marks a session that has five minutes left, and takes it away when it is over', async () => {
    const { app, clock, files, told } = await setUp();
    await app.tap({ role: 'dev' }, never());
    expect(clock.pending()).toBe(1);
    await clock.advance(55 * minute - 1);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ expiring: false });
    const before = told.length;
    await clock.advance(1);
    await settle();
    expect(told.length).toBeGreaterThan(before);
    expect(roleState(told.at(-1) ?? app.snapshot(), 'dev')).toMatchObject({ kind: 'active', expiring: true });
    expect(clock.pending()).toBe(1);
    await clock.advance(5 * minute);
    await settle();
    expect(told.at(-1)).toMatchObject({ sessions: [], roles: [{ state: { kind: 'idle' } }, {}] });
    expect(files.text.credentials).toBe(credentials);
    expect(clock.pending()).toBe(1);
    await app.endAll();
    expect(clock.pending()).toBe(0);
  });

  it('needs one timer for any number of sessions, and none without', async () => {
    const { app, clock } = await setUp();
    expect(clock.pending()).toBe(0);
    await app.tap({ role: 'dev' }, never());
    await app.tap({ role: 'prod', durationSeconds: 900 }, never());
    await settle();
    expect(clock.pending()).toBe(1);
    await clock.advance(15 * minute);
    await settle();
    expect(app.snapshot().sessions.map(({ target }) => target)).toEqual(['dev-tap']);
    expect(clock.pending()).toBe(1);
    await app.close();
    expect(clock.pending()).toBe(0);
  });

  it('takes away at start what ended while nobody was there', async () => {
    const text = await leftBehind(start);
    expect(text).toContain('[dev-tap]');
    const { files, app, clock } = await setUp({ credentials: text });
    expect(files.text.credentials).toBe(credentials);
    expect(app.snapshot().sessions).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('keeps at start what still runs', async () => {
    const { app, clock } = await setUp({ credentials: await leftBehind(start + 1) });
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active', expires: start + 1, expiring: true });
    await clock.advance(1);
    await settle();
    expect(app.snapshot().sessions).toEqual([]);
  });

  it('does not try again and again what cannot be removed', async () => {
    const { app, clock, files } = await setUp();
    await app.tap({ role: 'dev' }, never());
    let tries = 0;
    const problem = { code: 'file-read-only', file: '/home/jane/.aws/credentials', errno: 'EROFS' } as const;
    files.beforeRemove = async () => {
      tries += 1;
      return problem;
    };
    await clock.advance(61 * minute);
    expect(tries).toBe(1);
    expect(app.snapshot()).toMatchObject({ sessions: [], notices: [{ kind: 'problem', problem }] });
    await clock.advance(12 * 60 * minute);
    expect(tries).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  it('is planned anew when AWS’s time turns out to be another', async () => {
    const { app, clock, files, setOffset } = await setUp();
    await app.tap({ role: 'dev' }, never());
    setOffset(30 * minute);
    await settle();
    await clock.advance(30 * minute);
    await settle();
    expect(files.text.credentials).toBe(credentials);
  });

  it('follows sections that others write or remove', async () => {
    const text = await leftBehind(start + 60 * minute);
    const { files, until, clock } = await setUp();
    files.text = { ...files.text, credentials: text };
    files.changed();
    await until(({ sessions }) => sessions.length === 1);
    expect(clock.pending()).toBe(1);
    files.text = { ...files.text, credentials };
    files.changed();
    await until(({ sessions }) => sessions.length === 0);
    expect(clock.pending()).toBe(0);
  });
});

describe('the files', () => {
  it('are shown as they were read last, whichever read ends first', async () => {
    const { app, files } = await setUp();
    const held: (() => void)[] = [];
    files.beforeRead = () => new Promise((resolve) => held.push(() => resolve(undefined)));
    files.changed();
    files.text = { ...files.text, config: '' };
    files.changed();
    held[1]?.();
    await settle();
    expect(app.snapshot().roles).toEqual([]);
    held[0]?.();
    await settle();
    expect(app.snapshot().roles).toEqual([]);
  });

  it('and the keys are looked at again when that is asked', async () => {
    const { app, files, until } = await setUp();
    files.text = { ...files.text, config: '' };
    expect(app.run('refresh', null)).toEqual({ accepted: true });
    await until(({ roles }) => roles.length === 0);
  });
});

describe('MFA sessions', () => {
  it('that are bought while the store is read are not lost', async () => {
    const { app, world, sts } = await setUp();
    const held: (() => void)[] = [];
    Object.assign(world.sessions, { load: () => new Promise((resolve) => held.push(() => resolve({ mfa: [], roles: [] }))) });
    const both = Promise.all([app.tap({ role: 'dev' }, never()), app.tap({ role: 'prod' }, never())]);
    await settle();
    held[0]?.();
    await settle();
    // Once more when it is the first one's turn.
    held[2]?.();
    await settle(20);
    expect(sts.actions()).toContain('sessionToken');
    // The second read began before the first tap had its session.
    Object.assign(world.sessions, {
      load: async () => ({
        roles: [],
        mfa:
          app.snapshot().mfaSessions.length > 0
            ? [
                {
                  source: 'work',
                  accessKeyId: 'AKIAWORK',
                  mfaSerial: jane,
                  credentials: { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't', expires: start + 43_200_000 },
                },
              ]
            : [],
      }),
    });
    for (const read of held) read();
    expect((await both).map(({ ok }) => ok)).toEqual([true, true]);
    expect(sts.actions().filter((action) => action === 'sessionToken')).toHaveLength(1);
  });

  it('live on in this run when they cannot be shared', async () => {
    const { app, world, sts } = await setUp();
    Object.assign(world.sessions, { save: () => Promise.reject(new Error('no space')) });
    await app.tap({ role: 'dev' }, never());
    expect((await app.tap({ role: 'prod' }, never())).ok).toBe(true);
    expect(sts.codes()).toHaveLength(1);
  });

  it('of the other front end are seen at the next tap, and not after they ended', async () => {
    const opened = await setUp({
      stored: [
        {
          source: 'x',
          accessKeyId: 'AKIAX',
          mfaSerial: jane,
          credentials: { accessKeyId: 'ASIAX', secretAccessKey: 's', sessionToken: 't', expires: start + minute },
        },
      ],
    });
    const { app, clock } = opened;
    expect(app.snapshot()).toMatchObject({ mfaSessions: [{ source: 'x' }], can: { endAll: true } });
    await clock.advance(minute);
    expect(app.snapshot()).toMatchObject({ mfaSessions: [], can: { endAll: false } });
  });
});
