import { expect, it } from 'vitest';
import { type KeptKeys, noKeptKeys } from '../../../../src-main/app/key-store/kept-keys.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createFakeFiles } from '../../../fakes/files.ts';
import { createKey, jane, never, openApp, start } from '../../../fakes/world.ts';

const arn = 'arn:aws:iam::111122223333:user/jane';
const key = { accessKeyId: 'AKIAKEPT', secretAccessKey: 'secret-of-the-kept-key' };
const config = `[profile work]\nregion = eu-central-1\nmfa_serial = ${jane}\n\n[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/Dev\nsource_profile = work\n`;
const terraform = { kind: 'program', name: 'terraform', executable: '/usr/bin/terraform', pid: 4121, sure: true } as const;

/** `work` is kept in a key store, where `shared` says whether programs may have it. */
const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const store = { isShared: true, isLocked: false, loads: 0 };
  const keyStore: KeptKeys = {
    ...noKeptKeys,
    ids: async () => new Map([['work', { accessKeyId: key.accessKeyId }]]),
    list: async () => [
      { profile: 'work', accessKeyId: key.accessKeyId, under: 'keyring', ...(store.isShared ? { shared: true } : {}) } as const,
    ],
    load: async () => {
      store.loads += 1;
      return store.isLocked ? failed({ code: 'key-store-closed', why: 'locked' }) : ok(key);
    },
  };
  const clock = createFakeClock(start);
  const yubikey = createKey(clock);
  yubikey.onAwaitingTouch((wait) => wait && queueMicrotask(yubikey.touch));
  const files = createFakeFiles({ config, credentials: undefined }, keyStore);
  const world = await openApp({ clock, yubikeys: { usb: yubikey }, files, keyStore, ...options });
  const ask = (role = 'work', wait = true) => world.app.credentials({ role, asker: terraform, wait }, never());
  const shared = async () => {
    const entries = await world.app.history(0);
    return entries.ok ? entries.value.filter(({ event }) => event === 'shared') : [];
  };
  return { ...world, store, ask, shared };
};

it('gives the key itself, without a touch and without an end, and says so in the history once an hour', async () => {
  const { app, clock, sts, ask, shared } = await setUp();
  for (const wait of [true, false]) {
    const handed = await ask('work', wait);
    expect(handed).toMatchObject({ ok: true, value: { target: 'work', profile: 'work', region: 'eu-central-1', credentials: key } });
    expect(handed.ok && 'sessionToken' in handed.value.credentials).toBe(false);
  }
  expect(sts.calls).toEqual([]);
  expect(await shared()).toMatchObject([{ profile: 'work', asker: terraform, accessKeyId: key.accessKeyId }]);
  await clock.advance(3_600_001);
  await ask();
  expect(await shared()).toHaveLength(2);
  expect(JSON.stringify(app.snapshot())).not.toContain(key.secretAccessKey);
  expect(JSON.stringify(await shared())).not.toContain(key.secretAccessKey);
});

it('is asked of the store each time, so that an end of the sharing counts at once', async () => {
  const { store, ask } = await setUp();
  expect(await ask()).toMatchObject({ value: { credentials: key } });
  store.isShared = false;
  expect(await ask()).toMatchObject({
    ok: true,
    value: { roleArn: arn, credentials: { accessKeyId: 'ASIA1', sessionToken: expect.any(String) } },
  });
});

it('goes to programs also while an MFA session is open, and to no role', async () => {
  const { app, ask } = await setUp();
  await app.tap({ role: 'work' }, never());
  expect(app.held('work')).toBeUndefined();
  expect(await ask()).toMatchObject({ value: { credentials: key } });
  expect(await ask('work-tap')).toMatchObject({ value: { credentials: { accessKeyId: 'ASIA1' } } });
  expect(await ask('dev')).toMatchObject({
    value: { roleArn: 'arn:aws:iam::444455556666:role/Dev', credentials: { sessionToken: expect.any(String) } },
  });
});

it('never goes out for a guarded profile, whose programs are asked about as before', async () => {
  const { store, ask, shared } = await setUp({ settings: { guards: { [arn]: true } } });
  expect(await ask('work', false)).toMatchObject({ ok: false, problem: { code: 'touch-wanted' } });
  const handed = await ask();
  expect(handed).toMatchObject({ ok: true, value: { credentials: { sessionToken: expect.any(String) } } });
  expect(await shared()).toEqual([]);
  expect(store.loads).toBeLessThanOrEqual(1);
});

it('never goes to a program that was declined', async () => {
  const { app, store, ask, shared } = await setUp({ yubikeys: {} });
  store.isShared = false;
  const asked = ask();
  await settle();
  expect(app.programs.silence('terraform')).toMatchObject({ ok: true });
  expect(await asked).toMatchObject({ ok: false });
  store.isShared = true;
  expect(await ask()).toMatchObject({ ok: false, problem: { code: 'asker-refused' } });
  expect(await shared()).toEqual([]);
});

it('says why the store does not open, and gives nothing in its place', async () => {
  const { store, ask, shared } = await setUp();
  store.isLocked = true;
  expect(await ask()).toMatchObject({ ok: false, problem: { code: 'key-store-closed', why: 'locked' } });
  expect(await shared()).toEqual([]);
});
