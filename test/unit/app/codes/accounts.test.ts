import { describe, expect, it } from 'vitest';
import { nothingLearned } from '../../../../src-main/app/settings.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { refusal } from '../../../fakes/sts.ts';
import { codeAfter, config, createKey, jane, never, openApp, question, roleState, seed, start } from '../../../fakes/world.ts';

const other = new Uint8Array(20).fill(7);
const qrLabel = 'Amazon Web Services:jane@111122223333';

type Ids = readonly string[];

/** Keys in readers `usb1`, `usb2`, ..., each with accounts of these names; the one with the wanted name makes Jane's codes. */
const setUp = async (
  keys: readonly Ids[],
  wanted: string,
  options: Parameters<typeof openApp>[0] & { readonly password?: string } = {},
) => {
  const clock = createFakeClock(start);
  const plugged = keys.map((ids, index) =>
    createKey(clock, {
      serial: 1001 + index,
      touchPolicy: 'automatic',
      accounts: ids.map((id) => ({ id, secret: id === wanted ? seed : other, touch: true })),
      ...(options.password === undefined ? {} : { password: options.password }),
    }),
  );
  const yubikeys = Object.fromEntries(plugged.map((key, index) => [`usb${index + 1}`, key]));
  return { ...(await openApp({ clock, yubikeys, ...options })), plugged };
};

describe('the account of an MFA device', () => {
  it.each([
    ['its exact id', jane, [jane, qrLabel, `AWS:${jane}`]],
    ['its id behind an issuer', `AWS:${jane}`, [`AWS:${jane}`, qrLabel, 'Amazon Web Services:jane@999999999999']],
    ['the label of AWS’s QR code', qrLabel, [qrLabel, 'Amazon Web Services:joe@111122223333', 'Corp:jane']],
    ['another tool’s label', 'Corp:jane@111122223333', ['Corp:jane@111122223333', 'Corp:joe@111122223333']],
  ])('is found by %s', async (_, wanted, ids) => {
    const { app, sts, told } = await setUp([ids], wanted);
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    expect(sts.codes()).toEqual([codeAfter(0)]);
    expect(told.flatMap(({ waiting }) => waiting).every(({ kind }) => kind === 'touch')).toBe(true);
  });

  it('is picked by the person when no name tells, and the choice is kept', async () => {
    const { app, sts, until, world } = await setUp([['Corp:a', 'Corp:b']], 'Corp:b');
    const tapped = app.tap({ role: 'dev' }, never());
    const asked = await until((snapshot) => question(snapshot, 'pick') !== undefined);
    expect(question(asked, 'pick')).toMatchObject({
      account: jane,
      deadline: start + 120_000,
      choices: [
        { id: '0', label: 'Corp:a' },
        { id: '1', label: 'Corp:b' },
      ],
    });
    const waiting = question(asked, 'pick')?.id;
    for (const choice of ['2', ' ', '1.0', 'Corp:b'])
      expect(app.run('answerPick', { waiting, choice })).toEqual({ accepted: false, why: 'not-now' });
    expect(app.run('answerPick', { waiting, choice: '1' })).toEqual({ accepted: true });
    expect((await tapped).ok).toBe(true);
    expect(sts.codes()).toEqual([codeAfter(0)]);
    expect(world.settings.get().pickedAccounts).toEqual({ [jane]: 'Corp:b' });
  });

  it('is the one that was picked before', async () => {
    const { app, sts, told } = await setUp([['Corp:a', 'Corp:b']], 'Corp:b', { settings: { pickedAccounts: { [jane]: 'Corp:b' } } });
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    expect(sts.codes()).toEqual([codeAfter(0)]);
    expect(told.flatMap(({ waiting }) => waiting).every(({ kind }) => kind === 'touch')).toBe(true);
  });

  it('takes the key that is plugged in, whatever was picked', async () => {
    const { app, sts } = await setUp([[jane]], jane, { settings: { pickedKeys: { [jane]: 1002 } } });
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    expect(sts.codes()).toEqual([codeAfter(0)]);
  });

  it('is asked for once when two issuers have it', async () => {
    const { app, until, world, sts } = await setUp([[`A:${jane}`, `B:${jane}`]], `B:${jane}`);
    const first = app.tap({ role: 'dev', direct: true }, never());
    const asked = await until((snapshot) => question(snapshot, 'pick') !== undefined);
    app.run('answerPick', { waiting: question(asked, 'pick')?.id, choice: '1' });
    expect((await first).ok).toBe(true);
    expect(world.settings.get().pickedAccounts).toEqual({ [jane]: `B:${jane}` });
    void app.tap({ role: 'dev', direct: true }, never());
    const next = await until(({ waiting }) => waiting.length > 0);
    expect(next.waiting[0]?.kind).toBe('step');
    expect(sts.codes()).toEqual([codeAfter(0)]);
  });

  it('on two keys is a choice between the keys, which is kept', async () => {
    const { app, until, sts, world } = await setUp([[jane], [jane]], jane);
    const tapped = app.tap({ role: 'dev' }, never());
    const asked = await until((snapshot) => question(snapshot, 'pick') !== undefined);
    expect(question(asked, 'pick')?.among).toBe('keys');
    expect(question(asked, 'pick')?.choices?.map(({ label }) => label)).toEqual(['YubiKey 5 NFC 1001', 'YubiKey 5 NFC 1002']);
    app.run('answerPick', { waiting: question(asked, 'pick')?.id, choice: '1' });
    const touch = await until(() => sts.codes().length === 1);
    expect(touch).toBeDefined();
    expect((await tapped).ok).toBe(true);
    expect(world.settings.get()).toMatchObject({ pickedKeys: { [jane]: 1002 }, pickedAccounts: {} });
    expect(nothingLearned.pickedKeys).toEqual({});
  });

  it('on two keys is on the one that was picked before, without a question', async () => {
    const { app, plugged, told } = await setUp([[jane], [jane]], jane, { settings: { pickedKeys: { [jane]: 1002 } } });
    const before = plugged[0]?.apduCount();
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    expect(plugged[0]?.apduCount()).toBe(before);
    expect(told.flatMap(({ waiting }) => waiting).every(({ kind }) => kind === 'touch')).toBe(true);
  });

  it('on two keys is taken from the one that was named', async () => {
    const { app, plugged } = await setUp([[jane], [jane]], jane);
    const before = plugged[0]?.apduCount();
    expect((await app.tap({ role: 'dev', keySerial: 1002 }, never())).ok).toBe(true);
    expect(plugged[0]?.apduCount()).toBe(before);
  });

  it.each([
    ['the profile', jane],
    ['nobody', ''],
  ])('is said to be there where AWS takes no codes of its kind, and no other is asked about, named by %s', async (_by, named) => {
    const { app } = await setUp([[`60/AWS:${jane}`, 'Corp:a']], named);
    expect(await app.tap({ role: 'dev' }, never())).toEqual({
      ok: false,
      problem: { code: 'account-unusable', account: `60/AWS:${jane}`, serial: 1001, why: 'period' },
    });
  });

  it('ends as cancelled when nobody picks', async () => {
    const { app, until, clock } = await setUp([['Corp:a']], jane);
    const tapped = app.tap({ role: 'dev' }, never());
    await until((snapshot) => question(snapshot, 'pick') !== undefined);
    await clock.advance(120_000);
    expect(await tapped).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(clock.pending()).toBe(0);
  });
});

describe('where nobody can answer', () => {
  const answers = 'nothing';

  it.each([
    ['a choice of accounts', [['Corp:a', 'Corp:b']], { code: 'account-unclear', account: jane, choices: ['Corp:a', 'Corp:b'] }],
    ['a choice of keys', [[jane], [jane]], { code: 'yubikey-unclear', serials: [1001, 1002] }],
    ['a missing key', [], { code: 'yubikey-missing' }],
  ] as const)('%s is a problem at once', async (_, keys, problem) => {
    const { app, clock } = await setUp(keys, jane, { answers });
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem });
    expect(clock.pending()).toBe(0);
  });

  it('a locked key is a problem at once', async () => {
    const { app } = await setUp([[jane]], jane, { answers, password: 'abc' });
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: { code: 'password-needed', serial: 1001 } });
  });

  it('a key that is in a drawer is named', async () => {
    const { app } = await setUp([['Corp:a']], jane, { answers, settings: { knownKeys: { [jane]: [4711] } } });
    expect(await app.tap({ role: 'dev' }, never())).toEqual({
      ok: false,
      problem: { code: 'yubikey-other-needed', serial: 4711, account: jane },
    });
  });
});

describe('another key', () => {
  it('is asked for by its serial when it was seen to hold the account, and goes on when it is put in', async () => {
    const { app, until, readers, clock, world } = await setUp([[jane]], jane);
    expect(world.settings.get().knownKeys).toEqual({ [jane]: [1001] });
    const holder = createKey(clock, { serial: 4711, accounts: [{ id: qrLabel, secret: seed }] });
    readers.insert('usb2', holder);
    await until(() => world.settings.get().knownKeys[qrLabel] !== undefined);
    readers.unplug('usb1');
    readers.unplug('usb2');
    readers.insert('usb3', createKey(clock, { serial: 3, accounts: [{ id: 'Corp:a', secret: other }] }));
    await until(({ card }) => card.kind === 'present' && card.keys[0]?.oath === 'ready');
    const tapped = app.tap({ role: 'dev' }, never());
    const asked = await until((snapshot) => question(snapshot, 'insert') !== undefined);
    expect(question(asked, 'insert')).toMatchObject({ key: { serial: 1001 }, account: jane, deadline: start + 120_000 });
    expect(roleState(asked, 'dev')).toEqual({ kind: 'waiting', for: 'insert' });
    // Not the one that was named, but it has the account.
    readers.insert('usb2', holder);
    expect((await tapped).ok).toBe(true);
    expect(app.snapshot().waiting).toEqual([]);
  });

  it('that has nothing to do with it does not end the question', async () => {
    const { app, until, readers, clock } = await setUp([], jane, { settings: { knownKeys: { [jane]: [4711] } } });
    const tapped = app.tap({ role: 'dev' }, never());
    await until((snapshot) => question(snapshot, 'insert') !== undefined);
    readers.insert('usb1', createKey(clock, { serial: 3, accounts: [] }));
    await until(({ card }) => card.kind === 'present' && card.keys[0]?.oath === 'ready');
    await settle();
    expect(question(app.snapshot(), 'insert')?.key?.serial).toBe(4711);
    await clock.advance(120_000);
    expect(await tapped).toEqual({ ok: false, problem: { code: 'yubikey-other-needed', serial: 4711, account: jane } });
  });

  it('of any serial will do when none is known', async () => {
    const { app, until, readers, clock } = await setUp([], jane);
    const tapped = app.tap({ role: 'dev' }, never());
    const asked = await until((snapshot) => question(snapshot, 'insert') !== undefined);
    expect(question(asked, 'insert')?.key).toBeUndefined();
    readers.insert('usb1', createKey(clock, { touchPolicy: 'automatic' }));
    expect((await tapped).ok).toBe(true);
  });

  it('is not asked for in place of one that was named and is there', async () => {
    const { app, until } = await setUp([[]], jane, { settings: { knownKeys: { [jane]: [4711] } } });
    const tapped = app.tap({ role: 'dev', keySerial: 1001 }, never());
    // Nor is anybody told so who types no code.
    const asked = await until((snapshot) => question(snapshot, 'code') !== undefined);
    app.run('cancel', { waiting: question(asked, 'code')?.id });
    expect(await tapped).toEqual({
      ok: false,
      problem: { code: 'account-missing', account: jane, serials: [1001] },
    });
  });
});

describe('a locked key', () => {
  it('asks for the password again after a wrong one, and keeps the access key when that is asked for', async () => {
    const { app, until, passwords, sts } = await setUp([[jane]], jane, { password: secrets.password });
    const tapped = app.tap({ role: 'dev' }, never());
    const first = await until((snapshot) => question(snapshot, 'password') !== undefined);
    expect(question(first, 'password')).toMatchObject({
      wrong: false,
      canRemember: true,
      key: { serial: 1001 },
      deadline: start + 120_000,
    });
    const answer = (waiting: string | undefined, password: string) => app.run('answerPassword', { waiting, password, remember: true });
    answer(question(first, 'password')?.id, 'no');
    const second = await until((snapshot) => question(snapshot, 'password')?.wrong === true);
    expect(answer(question(first, 'password')?.id, secrets.password)).toEqual({ accepted: false, why: 'not-now' });
    answer(question(second, 'password')?.id, secrets.password);
    expect((await tapped).ok).toBe(true);
    expect(sts.codes()).toEqual([codeAfter(0)]);
    expect([...passwords.saved.values()].map((accessKey) => accessKey.length)).toEqual([16]);
  });

  it('opens by itself with a remembered access key, and a stale one is forgotten', async () => {
    const first = await setUp([[jane]], jane, { password: 'abc' });
    const { app, until, passwords, plugged, readers } = first;
    const unlocked = app.unlock('1001', never());
    const asked = await until((snapshot) => question(snapshot, 'password') !== undefined);
    app.run('answerPassword', { waiting: question(asked, 'password')?.id, password: 'abc', remember: true });
    expect(await unlocked).toEqual({ ok: true, value: undefined });
    const [key] = plugged;
    if (!key) throw new Error('no key');
    readers.unplug('usb1');
    readers.insert('usb1', key);
    await until(({ card }) => card.kind === 'present' && card.keys[0]?.oath === 'ready');
    readers.unplug('usb1');
    key.setPassword('other');
    readers.insert('usb1', key);
    await until(({ card }) => card.kind === 'present' && card.keys[0]?.oath === 'locked');
    await settle();
    expect(passwords.saved.size).toBe(0);
  });

  it('keeps nothing when it is not asked for or cannot be', async () => {
    for (const [remember, remembers] of [
      [false, true],
      [true, false],
    ] as const) {
      const { app, until, passwords } = await setUp([[jane]], jane, { password: 'abc' });
      passwords.remembers = remembers;
      const tapped = app.tap({ role: 'dev' }, never());
      const asked = await until((snapshot) => question(snapshot, 'password') !== undefined);
      expect(question(asked, 'password')?.canRemember).toBe(remembers);
      app.run('answerPassword', { waiting: question(asked, 'password')?.id, password: 'abc', remember });
      expect((await tapped).ok).toBe(true);
      expect(passwords.saved.size).toBe(0);
    }
  });

  it('says that a password is needed when nobody typed one', async () => {
    const { app, until, clock } = await setUp([[jane]], jane, { password: 'abc' });
    const tapped = app.tap({ role: 'dev' }, never());
    await until((snapshot) => question(snapshot, 'password') !== undefined);
    await clock.advance(120_000);
    expect(await tapped).toEqual({ ok: false, problem: { code: 'password-needed', serial: 1001 } });
  });
});

describe('without mfa_serial in any file', () => {
  const noSerial = config.replaceAll(/^mfa_serial.*\n/gm, '');

  it.each([
    ['the user’s name', ['arn:aws:iam::111122223333:mfa/joe', jane], jane, jane],
    [
      'the only account of the user’s AWS account',
      ['arn:aws:iam::111122223333:mfa/phone', 'arn:aws:iam::999999999999:mfa/jane'],
      'arn:aws:iam::111122223333:mfa/phone',
      'arn:aws:iam::111122223333:mfa/phone',
    ],
    ['AWS’s label', [qrLabel, 'Corp:x'], qrLabel, jane],
  ])('the device is found by %s', async (_, ids, wanted, device) => {
    const { app, sts } = await setUp([ids], wanted, { config: noSerial });
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    expect(sts.calls.find(({ proof }) => proof)?.proof).toEqual({ mfaSerial: device, code: codeAfter(0) });
  });

  it('two devices of other names are no answer', async () => {
    const ids = ['arn:aws:iam::111122223333:mfa/a', 'arn:aws:iam::111122223333:mfa/b'];
    const { app } = await setUp([ids], jane, { config: noSerial });
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: { code: 'mfa-serial-missing', profile: 'dev' } });
  });

  it('a key is asked for, and then its password', async () => {
    const { app, until, readers, clock } = await setUp([], jane, { config: noSerial });
    const tapped = app.tap({ role: 'dev' }, never());
    const insert = await until((snapshot) => question(snapshot, 'insert') !== undefined);
    expect(roleState(insert, 'dev')).toEqual({ kind: 'waiting', for: 'insert' });
    readers.insert('usb', createKey(clock, { password: 'abc', touchPolicy: 'automatic' }));
    const asked = await until((snapshot) => question(snapshot, 'password') !== undefined);
    app.run('answerPassword', { waiting: question(asked, 'password')?.id, password: 'abc', remember: false });
    expect((await tapped).ok).toBe(true);
  });

  it('the MFA session tells the device when the key is gone', async () => {
    const { app, readers } = await setUp([[jane]], jane, { config: noSerial });
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    readers.unplug('usb1');
    expect((await app.tap({ role: 'prod' }, never())).ok).toBe(true);
  });

  it('who the user is must be known first', async () => {
    const { app, sts } = await setUp([[jane]], jane, { config: noSerial });
    sts.script = () => refusal({ code: 'keys-refused', source: 'work' });
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: { code: 'keys-refused', source: 'work' } });
  });
});

it('says what is wrong with the reader service', async () => {
  const { app, readers, until } = await setUp([[jane]], jane, { answers: 'passwords' });
  readers.setService(false);
  await until(({ card }) => card.kind === 'no-service');
  expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: false, problem: { code: 'card-service-missing' } });
});

it('says at once that the reader service went while it waits for a key, and to who types no code instead', async () => {
  const { app, readers, until } = await setUp([[]], jane);
  readers.unplug('usb1');
  const tapped = app.tap({ role: 'dev' }, never());
  await until((snapshot) => question(snapshot, 'insert') !== undefined);
  readers.setService(false);
  const code = question(await until((snapshot) => question(snapshot, 'code') !== undefined), 'code');
  expect(code?.after).toEqual({ code: 'card-service-missing' });
  app.run('cancel', { waiting: code?.id ?? '' });
  expect(await tapped).toMatchObject({ ok: false, problem: { code: 'card-service-missing' } });
  expect(app.snapshot().waiting).toEqual([]);
});

it('says that codes are switched off on the only key', async () => {
  const clock = createFakeClock(start);
  const { app } = await openApp({ clock, yubikeys: { usb: createKey(clock, { oathEnabled: false, accounts: [] }) } });
  expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: false, problem: { code: 'oath-disabled' } });
});
