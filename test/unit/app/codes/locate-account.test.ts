import { describe, expect, it } from 'vitest';
import type { Place } from '../../../../src-main/app/codes/accounts.ts';
import type { CodePurpose } from '../../../../src-main/app/codes/code-request.ts';
import { type LocatedDevice, leaveOutWhere, locateAccount, locateDevice } from '../../../../src-main/app/codes/locate-account.ts';
import type { DeviceWish } from '../../../../src-main/app/codes/user-devices.ts';
import { deviceKind } from '../../../../src-main/aws/iam/iam-user.ts';
import { defined } from '../../../../src-main/base/defined.ts';
import type { Key } from '../../../../src-main/card/keys/keys.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import { settle } from '../../../fakes/clock.ts';
import { jane, never } from '../../../fakes/world.ts';
import { account, chosen, gone, key, placesOf, ready, stage } from '../../../support/app/asked-person.ts';

type Stage = ReturnType<typeof stage>;

const phone = 'arn:aws:iam::111122223333:mfa/phone';
const spare = 'arn:aws:iam::111122223333:mfa/jane-yk';
const joe = 'arn:aws:iam::111122223333:mfa/joe';
const foreign = 'arn:aws:iam::999999999999:mfa/jane';
const token = 'GAHT12345678';
const passkey = 'arn:aws:iam::111122223333:u2f/user/jane/key';
const ofNobody = 'Corp:x';

const unreadable = (serial: number | undefined) => key(serial, [], { oath: 'unreadable', problem: { code: 'yubikey-busy' } });
const locked = (serial: number) => key(serial, [], { oath: 'locked' });
const flawed = (id: string): Partial<Key> => ({ accounts: [{ ...account(id), algorithm: 'sha256' }] });

const at = ({ key: { serial }, account: { id } }: Place) => `${serial} ${id}`;

/** The place of this one device, as `SERIAL ACCOUNT`, or the problem. */
const findAccount = async (
  { ports, purpose }: Stage,
  { refused, signal = never(), ...named }: Pick<CodePurpose, 'keySerial'> & { refused?: readonly string[]; signal?: AbortSignal } = {},
) => {
  const found = await locateAccount(ports, jane, { ...purpose, ...named }, signal, refused);
  return found.ok ? at(found.value) : found.problem;
};

interface Wish extends Pick<CodePurpose, 'keySerial'> {
  /** What the profile names: Jane's device unless another is given. */
  readonly named?: string | undefined;
  /** What IAM answers; undefined where it does not. */
  readonly listed?: readonly string[];
  readonly refused?: readonly string[];
  readonly who?: Result<string>;
  readonly signal?: AbortSignal;
}

/** A search for any device of a user, and how often IAM was asked for them. */
const search = ({ ports, purpose }: Stage, { listed, refused = [], who, signal = never(), ...given }: Wish = {}) => {
  const counted = { iam: 0 };
  const named = 'named' in given ? given.named : jane;
  const caller = who ?? ok('arn:aws:iam::111122223333:user/jane');
  const wish: DeviceWish = {
    profile: 'dev',
    ...defined({ named }),
    who: async () => (caller.ok ? ok({ arn: caller.value, accountId: '111122223333', userId: 'AIDA' }) : caller),
    listDevices: async () => {
      counted.iam += 1;
      return listed?.map((serial) => ({ serial, kind: deviceKind(serial), enabledAt: 0 }));
    },
    onGone: () => {},
  };
  const { keySerial } = given;
  return { counted, found: locateDevice(ports, wish, refused, { ...purpose, ...defined({ keySerial }) }, signal) };
};

const deviceIn = (found: Result<LocatedDevice>) => (found.ok ? `${found.value.mfaSerial} on ${at(found.value.place)}` : found.problem);

/** The device, and its place, or the problem. */
const findDevice = async (one: Stage, wish: Wish = {}) => deviceIn(await search(one, wish).found);

/** What the person is asked to put in, once the search has come to it. */
const insertOf = async ({ asked }: Stage) => {
  await settle();
  const question = asked.at(-1)?.question;
  return question?.kind === 'insert' ? { account: question.account, serial: question.key?.serial } : question?.kind;
};

/** The accounts among which the person chooses. */
const choiceOf = async ({ asked }: Stage) => {
  await settle();
  const question = asked.at(-1)?.question;
  return question?.kind === 'pick' ? { account: question.account, among: question.choices?.map(({ label }) => label) } : question?.kind;
};

describe('the account of one device', () => {
  it('is the one that a key has, and nobody is asked', async () => {
    const one = stage(ready(key(1, [joe]), key(2, [ofNobody, jane])));
    expect(await findAccount(one)).toBe(`2 ${jane}`);
    expect([one.asked, one.phases]).toEqual([[], ['card']]);
  });

  it('is on the key that was named, or nowhere', async () => {
    const keys = ready(key(1, [jane]), key(2, [jane]), key(3, []));
    expect(await findAccount(stage(keys), { keySerial: 2 })).toBe(`2 ${jane}`);
    expect(await findAccount(stage(keys), { keySerial: 3 })).toEqual({ code: 'account-missing', account: jane, serials: [3] });
    expect(await findAccount(stage(keys), { keySerial: 7 })).toEqual({ code: 'yubikey-not-plugged', serial: 7, plugged: [1, 2, 3] });
  });

  it('is not looked for without the card service, nor when the request was given up', async () => {
    expect(await findAccount(stage(gone))).toEqual({ code: 'card-service-missing' });
    const one = stage(ready(key(1, [jane])));
    expect(await findAccount(one, { signal: AbortSignal.abort() })).toEqual({ code: 'cancelled' });
  });

  it('is another one when AWS refused the first one’s code, of what is plugged in', async () => {
    const [right, wrong] = ['Amazon Web Services:jane@111122223333', jane];
    const keys = ready(key(1, [wrong, right]));
    expect(await findAccount(stage(keys), { refused: [`key 1 ${wrong}`] })).toBe(`1 ${right}`);
    const none = stage(keys, { knownKeys: { [jane]: [7] } });
    expect(await findAccount(none, { refused: [`key 1 ${wrong}`, `key 1 ${right}`] })).toEqual({
      code: 'account-missing',
      account: jane,
      serials: [1],
    });
    expect(none.asked).toEqual([]);
  });

  it('is asked for where no key is plugged in, and a key without it does not end the question', async () => {
    const one = stage(ready(), { knownKeys: { [jane]: [7] } });
    const found = findAccount(one);
    expect(await insertOf(one)).toEqual({ account: jane, serial: 7 });
    one.see(ready(key(3, [ofNobody])));
    await settle();
    expect(one.asked).toHaveLength(1);
    one.see(ready(key(3, [jane])));
    expect(await found).toBe(`3 ${jane}`);
  });

  it('is given up with the question for its key', async () => {
    const one = stage(ready());
    const found = findAccount(one);
    await settle();
    one.asked[0]?.settle({ kind: 'cancelled' });
    expect(await found).toEqual({ code: 'cancelled' });
  });

  it('is looked for behind the password of a locked key', async () => {
    const one = stage(ready(key(1, [ofNobody]), locked(2)));
    one.opens(ok({ deviceId: 'd', accessKey: new Uint8Array(16) }));
    const found = findAccount(one);
    await settle();
    expect(one.asked[0]?.question).toMatchObject({ kind: 'password', key: { serial: 2 } });
    one.see(ready(key(1, [ofNobody]), key(2, [jane])));
    one.asked[0]?.settle(chosen('secret'));
    expect(await found).toBe(`2 ${jane}`);
  });

  it('is said to be there where AWS takes no codes of its kind', async () => {
    expect(await findAccount(stage(ready(key(1, [], flawed(jane)))))).toMatchObject({ code: 'account-unusable', account: jane });
  });

  it('is picked of those that may be of its AWS account', async () => {
    const one = stage(ready(key(1, [joe, foreign, ofNobody])));
    const found = findAccount(one);
    expect(await choiceOf(one)).toEqual({ account: jane, among: ['joe @ 111122223333', ofNobody] });
    one.asked[0]?.settle(chosen('1'));
    expect(await found).toBe(`1 ${ofNobody}`);
  });
});

describe('an account whose code AWS refused', () => {
  const leftOut = (one: Stage, keys: readonly Key[], refused: readonly string[] = []) => {
    const [place] = placesOf(...keys);
    return place && leaveOutWhere(one.ports, { mfaSerial: jane, place }, refused, one.purpose);
  };
  const label = 'Amazon Web Services:jane@111122223333';

  it('is left out only while another one that is plugged in may be right', () => {
    const alone = [key(1, [jane, ofNobody])];
    const two = [key(1, [jane, label])];
    expect(leftOut(stage(ready(...alone)), alone)).toBeUndefined();
    expect(leftOut(stage(ready(...two)), two)).toBe(`key 1 ${jane}`);
    expect(leftOut(stage(ready(...two)), two, [`key 1 ${label}`])).toBeUndefined();
    expect(leftOut(stage(ready(key(1, [jane]), key(2, [jane]))), alone)).toBe(`key 1 ${jane}`);
  });

  it('is no longer there to be left out when the card service went', () => {
    expect(leftOut(stage(gone), [key(1, [jane, label])])).toBeUndefined();
  });

  it('is left out for another device of the user that AWS did not refuse', async () => {
    const leaveOut = async (ids: readonly string[], refused: readonly string[] = []) => {
      const { found } = search(stage(ready(key(1, ids))), { refused, listed: [jane, spare] });
      const located = await found;
      return located.ok ? located.value.leaveOut() : located.problem;
    };
    expect(await leaveOut([jane])).toBeUndefined();
    expect(await leaveOut([jane, joe])).toBeUndefined();
    expect(await leaveOut([jane, spare])).toBe(`key 1 ${jane}`);
    expect(await leaveOut([jane, spare], [spare])).toBeUndefined();
  });
});

describe('a device of a user', () => {
  it('is not looked for where nobody knows who the user is, or the request was given up', async () => {
    const keys = ready(key(1, [jane]));
    expect(await findDevice(stage(keys), { who: failed({ code: 'throttled' }) })).toEqual({ code: 'throttled' });
    expect(await findDevice(stage(keys), { signal: AbortSignal.abort() })).toEqual({ code: 'cancelled' });
    expect(await findDevice(stage(keys), { named: token, signal: AbortSignal.abort() })).toEqual({ code: 'cancelled' });
  });

  it('is the named one when only that is plugged in, and IAM is not asked', async () => {
    const one = stage(ready(key(1, [jane, foreign, ofNobody])));
    const { found, counted } = search(one, { listed: [phone] });
    expect(await found).toMatchObject({ ok: true, value: { mfaSerial: jane, isNamedGone: false, place: { key: { serial: 1 } } } });
    expect([counted.iam, one.asked, one.phases]).toEqual([0, [], ['card']]);
  });

  it('is the named one of two while IAM lists it, and another one when it is not the user’s any more', async () => {
    const keys = ready(key(1, [spare, jane]));
    for (const [listed, used, isNamedGone] of [
      [[spare, jane], jane, false],
      [undefined, jane, false],
      [[spare], spare, true],
    ] as const) {
      const { found, counted } = search(stage(keys), listed ? { listed } : {});
      expect(await found).toMatchObject({ ok: true, value: { mfaSerial: used, isNamedGone } });
      expect(counted.iam).toBe(1);
    }
  });

  it('is another one when AWS did not know the named one as the user’s', async () => {
    const keys = ready(key(1, [jane, spare]));
    expect(await findDevice(stage(keys), { refused: [jane], listed: [jane, spare] })).toBe(`${spare} on 1 ${spare}`);
    const one = stage(ready(key(1, [jane, ofNobody])), { knownKeys: { [spare]: [7] } });
    expect(await findDevice(one, { refused: [jane], listed: [jane, spare] })).toEqual({ code: 'serial-refused', mfaSerial: jane });
    expect(one.asked).toEqual([]);
  });

  it('is one that IAM lists, where its name tells nobody', async () => {
    const keys = ready(key(1, [phone, joe]));
    expect(await findDevice(stage(keys), { listed: [jane, phone] })).toBe(`${phone} on 1 ${phone}`);
    const { found } = search(stage(keys), { named: undefined, listed: [phone] });
    expect(await found).toMatchObject({ ok: true, value: { mfaSerial: phone, isNamedGone: false } });
  });

  it.each([
    [[passkey, token], { has: 'passkey' }],
    [[token], { has: 'hardware' }],
    [[], { has: 'none' }],
  ] as const)('is none on a key where IAM lists %j', async (listed, why) => {
    const expected = { code: 'no-code-device', user: 'jane', ...why };
    expect(await findDevice(stage(ready(key(1, [ofNobody]))), { named: undefined, listed })).toEqual(expected);
  });

  it('is told to be named wrongly at once, but beside a hardware token one on a key is taken', async () => {
    const keys = ready(key(1, [jane]));
    const bad = (mfaSerial: string, why: string) => ({ code: 'mfa-serial-bad', profile: 'dev', mfaSerial, why });
    expect(await findDevice(stage(keys), { named: foreign })).toEqual(bad(foreign, 'other-account'));
    expect(await findDevice(stage(keys), { named: token })).toBe(`${jane} on 1 ${jane}`);
    const one = stage(ready());
    expect(await findDevice(one, { named: token })).toEqual(bad(token, 'hardware'));
    expect(one.asked).toEqual([]);
    expect(await findDevice(stage(gone), { named: token })).toEqual(bad(token, 'hardware'));
    expect(await findDevice(stage(gone))).toEqual({ code: 'card-service-missing' });
  });

  it('cannot be told where nothing names one and IAM does not answer', async () => {
    const one = stage(ready(key(1, [ofNobody])));
    expect(await findDevice(one, { named: undefined })).toEqual({ code: 'mfa-serial-missing', profile: 'dev' });
  });
});

describe('a key that a device of a user is asked for', () => {
  it('is waited for without IAM, and any device of the user on it does', async () => {
    const one = stage(ready(), { knownKeys: { [jane]: [7] } });
    const { found, counted } = search(one, { listed: [jane, spare] });
    expect(await insertOf(one)).toEqual({ account: jane, serial: 7 });
    expect(counted.iam).toBe(0);
    one.see(ready(key(3, [joe])));
    await settle();
    expect(one.asked).toHaveLength(1);
    one.see(ready(key(3, [spare])));
    expect(deviceIn(await found)).toBe(`${spare} on 3 ${spare}`);
    expect(counted.iam).toBe(1);
  });

  it('is one that was seen to hold a device that IAM lists, and may be another with the device', async () => {
    const one = stage(ready(key(1, [joe])), { knownKeys: { [phone]: [7] } });
    const { found, counted } = search(one, { listed: [jane, phone] });
    expect(await insertOf(one)).toEqual({ account: jane, serial: 7 });
    one.see(ready(key(3, [phone])));
    expect(deviceIn(await found)).toBe(`${phone} on 3 ${phone}`);
    expect(counted.iam).toBe(1);
  });

  it('is one of those that were seen to hold the account and are not plugged in; any of them does', async () => {
    const one = stage(ready(key(1, [joe]), key(2, [joe])), { knownKeys: { [jane]: [1, 4, 7] } });
    const found = findAccount(one);
    expect(await insertOf(one)).toEqual({ account: jane, serial: 4 });
    one.see(ready(key(2, [joe]), key(undefined, [joe])));
    await settle();
    expect(one.asked).toHaveLength(1);
    one.see(ready(key(2, [joe]), locked(7)));
    await settle();
    expect(one.asked.at(-1)?.question).toMatchObject({ kind: 'password', key: { serial: 7 } });
    one.asked.at(-1)?.settle({ kind: 'over' });
    expect(await found).toEqual({ code: 'password-needed', serial: 7 });
  });

  it('is no other than the one that was named, whatever that holds', async () => {
    const one = stage(ready(), { knownKeys: { [jane]: [4] } });
    const found = findDevice(one, { keySerial: 7 });
    expect(await insertOf(one)).toEqual({ account: undefined, serial: 7 });
    one.see(ready(key(7, [])));
    expect(await found).toEqual({ code: 'account-missing', account: jane, serials: [7] });
    const there = stage(ready(key(1, [jane])));
    expect(await findDevice(there, { keySerial: 7 })).toEqual({ code: 'yubikey-not-plugged', serial: 7, plugged: [1] });
    expect(there.asked).toEqual([]);
  });

  it('is not asked for while one that cannot be read may be it', async () => {
    const settings = { knownKeys: { [jane]: [7] } };
    const mayBe = stage(ready(key(1, [joe]), unreadable(undefined)), settings);
    expect(await findDevice(mayBe, { listed: [jane] })).toEqual({ code: 'yubikey-busy' });
    expect(mayBe.asked).toEqual([]);
    for (const other of [unreadable(1), key(undefined, [joe])]) {
      const one = stage(ready(other), settings);
      const found = findAccount(one);
      expect(await insertOf(one)).toEqual({ account: jane, serial: 7 });
      one.asked[0]?.settle({ kind: 'cancelled' });
      expect(await found).toEqual({ code: 'cancelled' });
    }
  });
});

describe('a choice of a user’s accounts', () => {
  it('is for the device that the profile names, among those that may be the user’s, also beside a key that cannot be read', async () => {
    const one = stage(ready(unreadable(1), key(2, [joe, foreign, ofNobody, 'Corp:y'])));
    const found = findDevice(one, { listed: [phone, jane] });
    expect(await choiceOf(one)).toEqual({ account: jane, among: [ofNobody, 'Corp:y'] });
    one.asked[0]?.settle(chosen('1'));
    expect(await found).toBe(`${jane} on 2 Corp:y`);
  });

  it('is for the first that IAM lists, where the named one is not the user’s any more', async () => {
    const one = stage(ready(key(1, [ofNobody])));
    const { found } = search(one, { listed: [spare, phone] });
    expect(await choiceOf(one)).toEqual({ account: spare, among: [ofNobody] });
    one.asked[0]?.settle(chosen('0'));
    expect(await found).toMatchObject({ ok: true, value: { mfaSerial: spare, isNamedGone: true } });
  });

  it('is put to who is no IAM user as well', async () => {
    const one = stage(ready(key(1, [joe, ofNobody])));
    const found = findDevice(one, { who: ok('arn:aws:iam::111122223333:root') });
    expect(await choiceOf(one)).toEqual({ account: jane, among: ['joe @ 111122223333', ofNobody] });
    one.asked[0]?.settle({ kind: 'cancelled' });
    expect(await found).toEqual({ code: 'cancelled' });
  });
});
