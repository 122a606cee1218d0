import { describe, expect, it } from 'vitest';
import { forgetPick, keepPick, pickAmong, pickedPlace, waitForInsert } from '../../../../src-main/app/codes/ask-for-account.ts';
import { createCodeDeeds } from '../../../../src-main/app/codes/code-deeds.ts';
import { type CopyPorts, findAccount, findUnlockedAccount } from '../../../../src-main/app/codes/copy-code.ts';
import { askPassword } from '../../../../src-main/app/codes/unlock.ts';
import { codesOfUser } from '../../../../src-main/app/codes/user-codes.ts';
import type { DeviceWish } from '../../../../src-main/app/codes/user-devices.ts';
import type { Key, KeysState } from '../../../../src-main/card/keys/keys.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import { settle } from '../../../fakes/clock.ts';
import { jane, never } from '../../../fakes/world.ts';
import { chosen, gone, key, placesOf, ready, stage } from '../../../support/app/asked-person.ts';

describe('a choice', () => {
  it('among keys with the same account names the keys, and is kept by its serial', async () => {
    const places = placesOf(key(1, [jane]), key(undefined, [jane], { formFactor: 'Nano' }));
    const { ports, purpose, asked, phases, settings } = stage(ready());
    const picked = pickAmong(ports, places, jane, purpose, never());
    expect(phases).toEqual(['pick']);
    expect(asked[0]).toMatchObject({ seconds: 120 });
    expect(asked[0]?.question).toEqual({
      kind: 'pick',
      for: purpose.for,
      account: jane,
      among: 'keys',
      canType: false,
      choices: [
        { id: '0', label: 'YubiKey 5 1', formFactor: 'USB-A keychain' },
        { id: '1', label: 'YubiKey 5', formFactor: 'Nano' },
      ],
    });
    asked[0]?.settle(chosen('0'));
    expect(await picked).toEqual(ok(places[0]));
    expect(settings().pickedKeys).toEqual({ [jane]: 1 });
    const other = pickAmong(ports, places, 'other', purpose, never());
    asked[1]?.settle(chosen('1'));
    expect(await other).toEqual(ok(places[1]));
    expect(settings().pickedKeys).toEqual({ [jane]: 1 });
  });

  it('among accounts names them, with their key where there are several, and is kept only once AWS took its code', async () => {
    const places = placesOf(key(1, ['Corp:a', 'jane@111122223333']), key(2, ['Corp:b']));
    const { ports, canType, asked, settings } = stage(ready(), { aliases: { '111122223333': 'acme' } });
    const picked = pickAmong(ports, places, jane, canType, never());
    expect(asked[0]?.question).toMatchObject({ canType: true });
    expect(asked[0]?.question).not.toHaveProperty('among');
    expect(asked[0]?.question.choices).toEqual([
      { id: '0', label: 'Corp:a (YubiKey 5 1)' },
      { id: '1', label: 'jane @ acme (YubiKey 5 1)' },
      { id: '2', label: 'Corp:b (YubiKey 5 2)' },
    ]);
    asked[0]?.settle(chosen('2'));
    expect(await picked).toEqual(ok(places[2]));
    expect(settings()).toMatchObject({ pickedKeys: {}, pickedAccounts: {} });
    void pickAmong(ports, places.slice(0, 2), jane, canType, never());
    expect(asked[1]?.question.choices?.map(({ label }) => label)).toEqual(['Corp:a', 'jane @ acme']);
  });

  it.each([
    [{ kind: 'cancelled' }, []],
    [{ kind: 'over' }, []],
    [{ kind: 'instead' }, ['instead']],
  ] as const)('that ends with %j is none', async (answer, heard) => {
    const { ports, canType, asked, told } = stage(ready());
    const picked = pickAmong(ports, placesOf(key(1, ['a', 'b'])), jane, canType, never());
    asked[0]?.settle(answer);
    expect(await picked).toEqual(failed({ code: 'cancelled' }));
    expect(told).toEqual(heard);
  });

  it('is a problem where nobody can be asked', async () => {
    const { ports, purpose } = stage(ready(), {}, 'passwords');
    const pick = (...keys: readonly Key[]) => pickAmong(ports, placesOf(...keys), jane, purpose, never());
    expect(await pick(key(1, [jane]), key(undefined, [jane]))).toEqual(failed({ code: 'yubikey-unclear', serials: [1] }));
    expect(await pick(key(1, ['a', 'b']))).toEqual(failed({ code: 'account-unclear', account: jane, choices: ['a', 'b'] }));
    expect(await pick(key(1, ['a']), key(2, ['b']))).toMatchObject({ problem: { code: 'account-unclear' } });
  });
});

describe('what was picked', () => {
  it('is the place on that key, while it is the only one there', () => {
    const { ports } = stage(ready(), { pickedKeys: { [jane]: 2 } });
    const places = placesOf(key(undefined, ['a']), key(1, ['a']), key(2, ['b']));
    expect(pickedPlace(ports.settings, places, jane)).toBe(places[2]);
    expect(pickedPlace(ports.settings, places, 'other')).toBeUndefined();
    expect(pickedPlace(ports.settings, placesOf(key(2, ['a', 'b'])), jane)).toBeUndefined();
  });

  it('is kept when AWS took its code, unless its name tells the device', () => {
    const kept = (id: string, ...others: readonly string[]) => {
      const { ports, settings } = stage(ready());
      const [first] = placesOf(key(1, [id, ...others]));
      if (first) keepPick(ports.settings, jane, first);
      return settings().pickedAccounts;
    };
    expect(kept(jane)).toEqual({});
    expect(kept('Corp:a')).toEqual({ [jane]: 'Corp:a' });
    // By its name alone it may be of another AWS account.
    expect(kept('AWS:jane')).toEqual({ [jane]: 'AWS:jane' });
    expect(kept(`A:${jane}`, `B:${jane}`)).toEqual({ [jane]: `A:${jane}` });
    expect(kept(`A:${jane}`, jane)).toEqual({ [jane]: `A:${jane}` });
  });

  it('is forgotten when AWS refused its code, and what was picked for others stays', () => {
    const before = { pickedKeys: { [jane]: 1, other: 1 }, pickedAccounts: { [jane]: 'a', other: 'a' } };
    const left = (serial: number | undefined, id: string) => {
      const { ports, settings } = stage(ready(), before);
      const [refused] = placesOf(key(serial, [id]));
      if (refused) forgetPick(ports.settings, jane, refused);
      const { pickedKeys, pickedAccounts } = settings();
      return { pickedKeys, pickedAccounts };
    };
    expect(left(1, 'a')).toEqual({ pickedKeys: { other: 1 }, pickedAccounts: { other: 'a' } });
    expect(left(2, 'b')).toEqual(before);
    expect(left(undefined, 'a')).toEqual({ ...before, pickedAccounts: { other: 'a' } });
  });
});

describe('a key that is waited for', () => {
  const wait = (one: ReturnType<typeof stage>, wanted: Parameters<typeof waitForInsert>[2], purpose = one.purpose) =>
    waitForInsert(one.ports, purpose, wanted, never());

  it('is there when any is, the one with the serial, or one with the account', async () => {
    const cases: readonly (readonly [Parameters<typeof waitForInsert>[2], KeysState, KeysState])[] = [
      [{ serial: undefined }, ready(key(1, [], { oath: 'reading' })), ready(key(1, []))],
      [{ serial: 7, account: jane }, ready(key(1, [])), ready(key(1, []), key(7, []))],
      [{ serial: 7, account: jane }, ready(key(1, [jane], { oath: 'reading' })), ready(key(1, [jane]))],
      [{ serial: 7 }, ready(key(1, [jane])), ready(key(1, []), key(7, []))],
      [{ serial: 7, isThere: (keys) => keys.length === 2 }, ready(key(1, [])), ready(key(1, []), key(2, []))],
    ];
    for (const [wanted, before, after] of cases) {
      const one = stage(ready());
      const waited = wait(one, wanted);
      const { serial } = wanted;
      const named = { ...(wanted.account ? { account: jane } : {}), ...(serial ? { key: { name: 'YubiKey', serial } } : {}) };
      expect(one.asked[0]).toMatchObject({ seconds: 120 });
      expect(one.asked[0]?.question).toEqual({ kind: 'insert', for: one.purpose.for, canType: false, ...named });
      expect(one.phases).toEqual(['insert']);
      let ended = false;
      void waited.then(() => {
        ended = true;
      });
      one.see({ kind: 'starting' });
      one.see(before);
      await settle();
      expect(ended).toBe(false);
      one.see(after);
      expect(await waited).toEqual(ok(undefined));
      expect(one.listeners.size).toBe(0);
    }
  });

  it.each([
    [{ serial: undefined }, ready(), { code: 'yubikey-missing' }],
    [{ serial: 7, account: jane }, ready(), { code: 'yubikey-missing', serial: 7 }],
    [{ serial: 7, account: jane }, ready(key(1, [])), { code: 'yubikey-other-needed', serial: 7, account: jane }],
    [{ serial: 7 }, ready(key(1, [])), { code: 'yubikey-not-plugged', serial: 7, plugged: [1] }],
    [{ serial: 7 }, ready(), { code: 'yubikey-missing', serial: 7 }],
    [{ serial: undefined, account: jane }, gone, { code: 'card-service-missing' }],
    [{ serial: 7, account: jane }, gone, { code: 'card-service-missing' }],
  ] as const)('and does not come is told: %j', async (wanted, state, problem) => {
    expect(await wait(stage(state, {}, 'nothing'), wanted)).toEqual(failed(problem));
    const one = stage(state);
    const waited = wait(one, wanted);
    one.asked[0]?.settle({ kind: 'over' });
    expect(await waited).toEqual(failed(problem));
    expect(one.asked).toHaveLength(state === gone ? 0 : 1);
  });

  it('is waited for no longer when the service goes, or the person gives up or types a code', async () => {
    const service = stage(ready());
    const waited = wait(service, { serial: 7, account: jane });
    service.see(gone);
    expect(await waited).toEqual(failed({ code: 'card-service-missing' }));
    for (const kind of ['cancelled', 'instead'] as const) {
      const one = stage(ready(key(7, [])));
      const given = wait(one, { serial: 7, account: jane }, one.canType);
      expect(one.asked[0]?.question.canType).toBe(true);
      one.asked[0]?.settle({ kind });
      expect(await given).toEqual(failed({ code: 'cancelled' }));
      expect(one.told).toEqual(kind === 'instead' ? ['instead'] : []);
    }
  });
});

describe('an account that a person named', () => {
  const find = (state: KeysState, words?: string, serial?: number) => {
    const found = findAccount(stage(state).ports, words, serial);
    return found.ok ? `${found.value.key.serial} ${found.value.account.id}` : found.problem;
  };
  const two = ready(key(1, ['Corp:Jane', 'Corp:Jane-2']), key(2, ['GitHub:joe']));

  it('is the one of this name, else the only one with these words', () => {
    expect(find(two, 'Corp:Jane')).toBe('1 Corp:Jane');
    expect(find(two, 'jane-')).toBe('1 Corp:Jane-2');
    expect(find(two, 'JOE')).toBe('2 GitHub:joe');
    expect(find(two, 'corp', 2)).toEqual({ code: 'account-missing', account: 'corp', serials: [2] });
    expect(find(two, undefined, 2)).toBe('2 GitHub:joe');
    expect(find(two, 'corp:jane')).toEqual({ code: 'account-unclear', account: 'corp:jane', choices: ['Corp:Jane', 'Corp:Jane-2'] });
    expect(find(two)).toMatchObject({ code: 'account-unclear', account: '' });
    const twice = ready(key(1, ['a']), key(2, ['a']), key(undefined, ['a']));
    expect(find(twice, 'a')).toEqual({ code: 'yubikey-unclear', serials: [1, 2] });
  });

  it('is missing for a reason', () => {
    expect(find(gone, 'a')).toEqual({ code: 'card-service-missing' });
    expect(find({ kind: 'starting' }, 'a')).toEqual({ code: 'yubikey-missing' });
    expect(find(ready(), 'a')).toEqual({ code: 'yubikey-missing' });
    expect(find(ready(), 'a', 7)).toEqual({ code: 'yubikey-missing', serial: 7 });
    expect(find(two, 'a', 7)).toEqual({ code: 'yubikey-not-plugged', serial: 7, plugged: [1, 2] });
    const unreadable = key(3, [], { problem: { code: 'yubikey-busy' } });
    expect(find(ready(key(1, ['b']), unreadable), 'a')).toEqual({ code: 'yubikey-busy' });
    expect(find(ready(key(1, ['a']), unreadable), 'a')).toBe('1 a');
    expect(find(ready(key(undefined, [])))).toEqual({ code: 'account-missing', account: '', serials: [] });
  });

  it('is looked for behind the password of the key that was named', async () => {
    const locked = (serial: number) => key(serial, [], { oath: 'locked' });
    for (const [serial, opened] of [
      [undefined, 'key 1 secret'],
      [2, 'key 2 secret'],
    ] as const) {
      const one = stage(ready(locked(1), locked(2)));
      const found = findUnlockedAccount(one.ports, 'a', serial, never());
      expect(one.asked[0]?.question).toMatchObject({ kind: 'password', for: { kind: 'key', name: 'YubiKey 5' } });
      one.opens(ok({ deviceId: 'd', accessKey: new Uint8Array(16) }));
      one.see(ready(key(1, ['a1']), key(2, ['a2'])));
      one.asked[0]?.settle(chosen('secret'));
      expect(one.unlocks).toEqual([]);
      const result = await found;
      expect(one.unlocks).toEqual([opened]);
      expect(result).toMatchObject(serial ? { ok: true, value: { account: { id: 'a2' } } } : { problem: { code: 'account-unclear' } });
    }
    const one = stage(ready(locked(1), key(2, [])));
    expect(await findUnlockedAccount(one.ports, 'a', 2, never())).toMatchObject({ problem: { code: 'account-missing' } });
    expect(await findUnlockedAccount(stage(gone).ports, 'a', undefined, never())).toMatchObject({
      problem: { code: 'card-service-missing' },
    });
  });
});

describe('a password', () => {
  it.each(['nothing', 'pins'] as const)('is not asked for where somebody answers %s', async (answers) => {
    const one = stage(ready(), {}, answers);
    expect(await askPassword(one.ports, key(7, []), one.purpose, never())).toEqual(failed({ code: 'password-needed', serial: 7 }));
    expect(one.asked).toEqual([]);
  });

  it('that nobody types, or that finds no key any more, ends the question', async () => {
    const given = stage(ready());
    const cancelled = askPassword(given.ports, key(7, []), given.purpose, never());
    given.asked[0]?.settle({ kind: 'cancelled' });
    expect(await cancelled).toEqual(failed({ code: 'cancelled' }));
    const one = stage(ready());
    one.opens(failed({ code: 'yubikey-removed' }));
    const removed = askPassword(one.ports, key(7, []), one.purpose, never());
    one.asked[0]?.settle(chosen('x'));
    expect(await removed).toEqual(failed({ code: 'yubikey-removed' }));
    expect(one.asked).toHaveLength(1);
  });
});

describe('a code of a user whose key cannot be seen', () => {
  const wish: DeviceWish = {
    profile: 'dev',
    named: jane,
    who: async () => ok({ arn: 'arn:aws:iam::111122223333:user/jane', accountId: '111122223333', userId: 'AIDA1' }),
    listDevices: async () => undefined,
    onGone: () => {},
  };
  const without = (problem: Problem) => stage({ kind: 'no-service', problem });

  it.each(['card-service-missing', 'card-service-silent', 'card-access-denied'] as const)(
    'is typed where the reason is %s, which who types nothing hears',
    async (code) => {
      for (const kind of ['cancelled', 'over'] as const) {
        const one = without({ code });
        const made = codesOfUser(one.ports, wish, one.purpose)([], never());
        await settle();
        expect(one.asked[0]?.question).toMatchObject({ kind: 'code', account: jane, after: { code } });
        one.asked[0]?.settle({ kind });
        expect(await made).toEqual(failed({ code }));
      }
    },
  );

  it('is not typed where a part of the program is missing, or AWS has refused a key’s code', async () => {
    const incomplete = { code: 'installation-incomplete', part: 'x' } as const;
    const one = without(incomplete);
    expect(await codesOfUser(one.ports, wish, one.purpose)([], never())).toEqual(failed(incomplete));
    const other = without({ code: 'card-service-silent' });
    expect(await codesOfUser(other.ports, wish, other.purpose)([jane], never())).toEqual(failed({ code: 'card-service-silent' }));
    expect([...one.asked, ...other.asked]).toEqual([]);
  });
});

describe('another secret', () => {
  it('goes onto the clipboard, and off it after the time of the settings; a clipboard that is missing holds none', async () => {
    const held: number[] = [];
    const { ports, told } = stage(ready(), { clipboardSeconds: 30 });
    const copying = (result: Result<void>) =>
      ({
        clipboard: { writeSecret: async () => result },
        expiry: { hold: (millis: number) => held.push(millis) },
      }) as unknown as CopyPorts;
    expect(await createCodeDeeds(ports, copying(ok(undefined)), Promise.resolve()).copySecret('s')).toEqual(ok(undefined));
    expect(held).toEqual([30_000]);
    const none = failed({ code: 'clipboard-missing' });
    expect(await createCodeDeeds(ports, copying(none), Promise.resolve()).copySecret('s')).toEqual(none);
    expect(held).toEqual([30_000]);
    const deeds = createCodeDeeds(ports, copying(none), Promise.resolve());
    expect(await deeds.code('a', { copy: false }, never())).toMatchObject({ problem: { code: 'yubikey-missing' } });
    expect(told).toEqual(['settled']);
    expect(await createCodeDeeds(stage(gone).ports, copying(none), Promise.resolve()).unlock('x', never())).toEqual(
      failed({ code: 'card-service-missing' }),
    );
  });
});
