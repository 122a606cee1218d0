import { describe, expect, it } from 'vitest';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createKey, credentials, never, openApp, roleState, start } from '../../../fakes/world.ts';

const hour = 3_600_000;
const readOnly = { code: 'file-read-only', file: '/home/jane/.aws/credentials', errno: 'EROFS' } as const;
const terraform = { kind: 'program', name: 'terraform', pid: 4121, folder: '/infra', sure: true } as const;

/** A key that touches by itself. */
const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock, { touchPolicy: 'automatic' });
  const opened = await openApp({ clock, yubikeys: { usb: key }, settings: { renewal: 'never' }, ...options });
  const ended = async () => {
    const entries = await opened.app.history(0);
    return entries.ok ? entries.value.flatMap((entry) => (entry.event === 'ended' ? [entry] : [])) : [];
  };
  const ask = (role: string) => opened.app.credentials({ role, asker: terraform, wait: false }, never());
  return Object.assign(opened, { ended, ask });
};

/** The credentials file as an earlier run left it an hour before `expires`. */
const leftBehind = async (expires: number): Promise<string> => {
  const clock = createFakeClock(expires - hour);
  const earlier = await setUp({ clock, yubikeys: { usb: createKey(clock, { touchPolicy: 'automatic' }) } });
  await earlier.app.tap({ role: 'dev' }, never());
  return earlier.files.text.credentials ?? '';
};

describe('one session', () => {
  it('ends alone: the others live on, and the history tells of that one', async () => {
    const { app, files, ended } = await setUp();
    await app.tap({ role: 'dev' }, never());
    await app.tap({ role: 'prod' }, never());
    expect(await app.end('prod-tap')).toEqual({ ok: true, value: { targets: ['prod-tap'], mfaSources: [] } });
    expect(app.snapshot().sessions.map(({ target }) => target)).toEqual(['dev-tap']);
    expect(app.held('dev')?.target).toBe('dev-tap');
    expect(files.text.credentials).toContain('[dev-tap]');
    expect(await ended()).toMatchObject([{ target: 'prod-tap', profile: 'prod', accountId: '777788889999', why: 'person' }]);
  });

  it('does not give up the tap of another target', async () => {
    const { app, sts } = await setUp();
    await app.tap({ role: 'dev' }, never());
    let answer = () => {};
    sts.script = ({ action }) => (action === 'assumeRole' ? new Promise((resolve) => (answer = () => resolve(undefined))) : undefined);
    const tapped = app.tap({ role: 'prod' }, never());
    await settle(10);
    await app.end('dev-tap');
    answer();
    expect(await tapped).toMatchObject({ ok: true, value: { target: 'prod-tap' } });
  });

  it('that only the file has ends, and the history has its role', async () => {
    const { app, files, ended } = await setUp({ credentials: await leftBehind(start + hour) });
    expect(await app.end('dev-tap')).toEqual({ ok: true, value: { targets: ['dev-tap'], mfaSources: [] } });
    expect(files.text.credentials).toBe(credentials);
    expect(await ended()).toMatchObject([{ target: 'dev-tap', profile: 'dev', accountId: '444455556666' }]);
  });

  it.each([
    ['the role’s name', 'prod'],
    ['the role’s ARN', 'arn:aws:iam::777788889999:role/Admin'],
  ])('ends by %s, under whichever target it is', async (_, name) => {
    const { app, files } = await setUp();
    await app.tap({ role: 'dev' }, never());
    await app.tap({ role: 'prod', target: 'own' }, never());
    expect(await app.end(name)).toEqual({ ok: true, value: { targets: ['own'], mfaSources: [] } });
    expect(app.snapshot().sessions.map(({ target }) => target)).toEqual(['dev-tap']);
    expect(files.text.credentials).not.toContain('[own]');
  });

  it('that only the file has ends by the role’s name, too', async () => {
    const { app, files } = await setUp({ credentials: await leftBehind(start + hour) });
    expect(await app.end('dev')).toEqual({ ok: true, value: { targets: ['dev-tap'], mfaSources: [] } });
    expect(files.text.credentials).toBe(credentials);
  });

  it('that nobody has is unknown, also while another one is held', async () => {
    const { app, ended } = await setUp();
    await app.tap({ role: 'dev' }, never());
    expect(await app.end('nope')).toEqual({ ok: false, problem: { code: 'target-unknown', target: 'nope' } });
    expect(app.held('dev')).toBeDefined();
    expect(await ended()).toEqual([]);
  });
});

describe('all sessions', () => {
  it('are told once each, whether they lie in the file or not', async () => {
    const { app, ended } = await setUp();
    await app.tap({ role: 'dev' }, never());
    await app.credentials({ role: 'prod', asker: terraform, wait: false }, never());
    expect(await app.endAll()).toEqual({ ok: true, value: { targets: ['dev-tap', 'prod-tap'], mfaSources: ['work'] } });
    expect((await ended()).map(({ target, why }) => [target, why])).toEqual([
      ['dev-tap', 'person'],
      ['prod-tap', 'person'],
    ]);
  });

  it('that were over before are taken out of the file, and are no news', async () => {
    const { app, files, clock, ended } = await setUp();
    await app.tap({ role: 'dev' }, never());
    files.beforeRemove = async () => readOnly;
    await clock.advance(hour);
    files.beforeRemove = async () => undefined;
    expect(files.text.credentials).toContain('[dev-tap]');
    expect(await app.endAll()).toEqual({ ok: true, value: { targets: ['dev-tap'], mfaSources: ['work'] } });
    expect(files.text.credentials).toBe(credentials);
    expect(await ended()).toEqual([]);
  });

  it('stay ended for programs when they cannot be taken out of the file', async () => {
    const { app, files, ask } = await setUp();
    await app.tap({ role: 'dev' }, never());
    files.beforeRemove = async () => readOnly;
    expect(await app.endAll()).toEqual({ ok: false, problem: readOnly });
    expect(await ask('dev')).toMatchObject({ ok: false, problem: { code: 'touch-wanted' } });
  });

  it('take their warnings along, and leave what a program still wants', async () => {
    const { app, clock, ask } = await setUp();
    expect(await ask('prod')).toMatchObject({ ok: false });
    await app.tap({ role: 'dev', direct: true, durationSeconds: 7200 }, never());
    await clock.advance(2 * hour - 10 * 60_000);
    expect(app.snapshot().alerts.map(({ id, kind }) => [id === 'touch prod', kind])).toEqual([
      [true, 'touch-wanted'],
      [false, 'ends-soon'],
    ]);
    await app.endAll();
    expect(app.snapshot().alerts.map(({ id }) => id)).toEqual(['touch prod']);
  });

  it('that are held end also where the files cannot be read, which is said', async () => {
    const problem = { code: 'file-unreadable', file: '/home/jane/.aws/config', errno: 'EACCES' } as const;
    const { app, files } = await setUp({ settings: { noFiles: true } });
    await app.tap({ role: 'dev' }, never());
    files.beforeRead = async () => problem;
    expect(await app.endAll()).toEqual({ ok: false, problem });
    files.beforeRead = async () => undefined;
    files.changed();
    await settle(10);
    expect(app.snapshot()).toMatchObject({ sessions: [], mfaSessions: [] });
  });

  it('that nobody has are none', async () => {
    const { app, ended } = await setUp();
    expect(await app.endAll()).toEqual({ ok: true, value: { targets: [], mfaSources: [] } });
    expect(await ended()).toEqual([]);
  });
});

describe('a credentials file that others change', () => {
  it('replaces a session with other keys without an end in the history', async () => {
    const { app, files, ended } = await setUp();
    await app.tap({ role: 'dev' }, never());
    await app.tap({ role: 'dev' }, never());
    files.text = { ...files.text, credentials: await leftBehind(start + hour) };
    files.changed();
    await settle(10);
    expect(app.held('dev')).toBeUndefined();
    expect(await ended()).toEqual([]);
  });

  it('ends no session that lies in no file, and only the one whose section is gone', async () => {
    const { app, files, ask, ended } = await setUp();
    await app.tap({ role: 'dev' }, never());
    await ask('prod');
    files.text = { ...files.text, credentials };
    files.changed();
    await settle(10);
    expect(app.held('dev')).toBeUndefined();
    expect(app.held('prod')).toBeDefined();
    expect(await ended()).toMatchObject([{ target: 'dev-tap', accessKeyId: 'ASIA2', why: 'gone' }]);
  });

  it('that cannot be read for a while ends nothing', async () => {
    const { app, files, ended } = await setUp();
    await app.tap({ role: 'dev' }, never());
    files.beforeRead = async () => ({ code: 'file-unreadable', file: '/home/jane/.aws/config', errno: 'EACCES' });
    files.changed();
    await settle(10);
    files.beforeRead = async () => undefined;
    files.changed();
    await settle(10);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active' });
    expect(app.held('dev')).toBeDefined();
    expect(await ended()).toEqual([]);
  });
});
