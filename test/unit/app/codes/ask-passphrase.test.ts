import { describe, expect, it } from 'vitest';
import { type KeptKeys, noKeptKeys } from '../../../../src-main/app/key-store/kept-keys.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { createKey, jane, never, openApp, roleState, start } from '../../../fakes/world.ts';

const keys = { accessKeyId: 'AKIAOLD', secretAccessKey: secrets.longTerm };
const passphrase = 'correct horse battery';
const config = `[profile work]
region = eu-central-1

[profile dev]
role_arn = arn:aws:iam::444455556666:role/Developer
source_profile = work
mfa_serial = ${jane}
`;

/** A key under a passphrase that was not given yet, and a YubiKey that is touched as soon as it blinks. */
const setUp = async () => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  key.onAwaitingTouch((wait) => wait && queueMicrotask(key.touch));
  let isOpen = false;
  const keyStore: KeptKeys = {
    ...noKeptKeys,
    ids: async () => new Map([['work', { accessKeyId: keys.accessKeyId }]]),
    list: async () => [{ profile: 'work', accessKeyId: keys.accessKeyId, under: 'passphrase' }],
    load: async (source) => (isOpen ? ok(keys) : failed({ code: 'passphrase-needed', source })),
    unlock: async (given) => {
      isOpen = given === passphrase;
      return isOpen ? ok(undefined) : failed({ code: 'passphrase-wrong', folder: '/home/jane/.local/share/roletap' });
    },
  };
  const opened = await openApp({ clock, yubikeys: { usb: key }, config, credentials: '', keyStore });
  const { app, until } = opened;
  const asked = async (before?: string) => {
    const { waiting } = await until(({ waiting: [first] }) => first?.kind === 'password' && first.id !== before);
    const [question] = waiting;
    if (!question) throw new Error('nobody asked');
    return question;
  };
  const answer = (waiting: string, password: string) => app.run('answerPassword', { waiting, password, remember: false });
  return { ...opened, clock, asked, answer };
};

describe('a key under a passphrase', () => {
  it('is asked for at the first tap, until the passphrase fits, and once for the login', async () => {
    const { app, asked, answer, told, clock } = await setUp();
    const tap = app.tap({ role: 'dev' }, never());
    const first = await asked();
    expect(first).toMatchObject({ for: { kind: 'access-key', source: 'work' }, wrong: false });
    answer(first.id, 'wrong');
    const second = await asked(first.id);
    expect(second).toMatchObject({ wrong: true });
    answer(second.id, passphrase);
    expect(await tap).toMatchObject({ ok: true, value: { via: 'mfa-session' } });
    const again = app.tap({ role: 'dev', fresh: true }, never());
    await settle(5);
    await clock.advance(30_000);
    expect(await again).toMatchObject({ ok: true });
    const questions = told.flatMap(({ waiting }) => waiting.filter(({ kind }) => kind === 'password').map(({ id }) => id));
    expect(new Set(questions)).toEqual(new Set([first.id, second.id]));
    expect(JSON.stringify(told)).not.toContain(passphrase);
  });

  it('ends a tap quietly when the question is cancelled, and as what is needed when nobody answers', async () => {
    const { app, asked, until, clock } = await setUp();
    const tap = app.tap({ role: 'dev' }, never());
    app.run('cancel', { waiting: (await asked()).id });
    expect(await tap).toEqual({ ok: false, problem: { code: 'cancelled' } });
    app.run('tap', { role: 'dev' });
    await asked();
    await clock.advance(120_000);
    const shown = await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'failed');
    expect(roleState(shown, 'dev')).toMatchObject({ problem: { code: 'passphrase-needed', source: 'work' } });
  });
});
