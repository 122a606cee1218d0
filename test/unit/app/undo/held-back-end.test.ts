import { describe, expect, it } from 'vitest';
import { noKeptKeys } from '../../../../src-main/app/key-store/kept-keys.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createKey, never, openApp, roleState, start } from '../../../fakes/world.ts';

const terraform = { kind: 'program', name: 'terraform', pid: 4121, folder: '/infra', sure: true } as const;

/** A key that touches by itself, and two sessions on one MFA session. */
const setUp = async () => {
  const clock = createFakeClock(start);
  let locked = 0;
  const opened = await openApp({
    clock,
    keyStore: {
      ...noKeptKeys,
      lock: async () => {
        locked += 1;
      },
    },
    yubikeys: { usb: createKey(clock, { touchPolicy: 'automatic' }) },
    settings: { renewal: 'never', guards: { 'arn:aws:iam::777788889999:role/Admin': false } },
  });
  await opened.app.tap({ role: 'dev' }, never());
  await opened.app.tap({ role: 'prod' }, never());
  const ended = async () => {
    const entries = await opened.app.history(0);
    return entries.ok ? entries.value.flatMap(({ event, target }) => (event === 'ended' ? [target] : [])) : [];
  };
  return Object.assign(opened, { clock, ended, locks: () => locked });
};

describe('an end that can be taken back', () => {
  it('shows nothing of the session and gives it to nobody, and goes for good after five seconds', async () => {
    const { app, clock, files, ended } = await setUp();
    expect(app.run('end', { target: 'dev-tap' })).toEqual({ accepted: true });
    await settle(5);
    expect(roleState(app.snapshot(), 'dev')).toEqual({ kind: 'idle' });
    expect(app.snapshot().sessions.map(({ target }) => target)).toEqual(['prod-tap']);
    expect(app.snapshot().ended).toMatchObject([{ names: ['dev'], all: false }]);
    expect(app.held('dev')).toBeUndefined();
    expect(await ended()).toEqual([]);
    await clock.advance(5_000);
    await settle(10);
    expect(app.snapshot().ended).toEqual([]);
    expect(files.text.credentials).not.toContain('[dev-tap]');
    expect(files.text.credentials).toContain('[prod-tap]');
    expect(await ended()).toEqual(['dev-tap']);
  });

  it('brings the same session back', async () => {
    const { app, clock, files, ended, sts } = await setUp();
    const before = app.held('dev');
    app.run('end', { target: 'dev-tap' });
    await settle(5);
    const [pending] = app.snapshot().ended;
    expect(app.run('undoEnd', { ended: pending?.id })).toEqual({ accepted: true });
    await clock.advance(10_000);
    await settle(10);
    expect(app.held('dev')?.credentials).toEqual(before?.credentials);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active' });
    expect(files.text.credentials).toContain('[dev-tap]');
    expect(sts.calls.filter(({ action }) => action === 'assumeRole')).toHaveLength(2);
    expect(await ended()).toEqual([]);
    expect(app.run('undoEnd', { ended: pending?.id })).toEqual({ accepted: false, why: 'not-now' });
  });

  it('of everything closes what the passphrase opened, unless it is taken back; one role’s end leaves it open', async () => {
    const { app, clock, locks } = await setUp();
    app.run('end', { target: 'dev-tap' });
    await clock.advance(5_000);
    await settle(10);
    app.run('endAll', null);
    await settle(5);
    app.run('undoEnd', { ended: app.snapshot().ended[0]?.id });
    await clock.advance(10_000);
    await settle(10);
    expect(locks()).toBe(0);
    app.run('endAll', null);
    await clock.advance(5_000);
    await settle(10);
    expect(locks()).toBe(1);
  });

  it('of everything takes the MFA session along, and brings it back', async () => {
    const { app, clock, files, ended } = await setUp();
    app.run('endAll', null);
    await settle(5);
    expect(app.snapshot()).toMatchObject({
      sessions: [],
      mfaSessions: [],
      can: { endAll: false, renewAll: false },
      ended: [{ all: true }],
    });
    app.run('undoEnd', { ended: app.snapshot().ended[0]?.id });
    await settle(5);
    expect(app.snapshot().sessions).toHaveLength(2);
    expect(app.snapshot().mfaSessions).toHaveLength(1);
    app.run('endAll', null);
    await clock.advance(5_000);
    await settle(10);
    expect(app.snapshot()).toMatchObject({ sessions: [], mfaSessions: [], ended: [] });
    expect(files.text.credentials).not.toContain('-tap]');
    expect([...(await ended())].sort()).toEqual(['dev-tap', 'prod-tap']);
  });

  it('leaves alone what was opened since', async () => {
    const { app, clock, files, ended } = await setUp();
    const before = app.held('dev');
    app.run('end', { target: 'dev-tap' });
    const asked = await app.credentials({ role: 'dev', asker: terraform, wait: false }, never());
    expect(asked.ok && asked.value.credentials.accessKeyId).not.toBe(before?.credentials.accessKeyId);
    await app.tap({ role: 'dev' }, never());
    await clock.advance(5_000);
    await settle(10);
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ kind: 'active' });
    expect(files.text.credentials).toContain('[dev-tap]');
    expect(await ended()).toEqual([]);
  });

  it.each(['lock', 'quit', 'close'])('is carried out at once at the %s', async (why) => {
    const { app, files } = await setUp();
    app.run('end', { target: 'dev-tap' });
    if (why === 'lock') await app.handle({ kind: 'lock' });
    else if (why === 'quit') await app.beforeQuit();
    else await app.close();
    expect(app.snapshot().ended).toEqual([]);
    expect(files.text.credentials).not.toContain('[dev-tap]');
  });
});
