import { describe, expect, it } from 'vitest';
import type { CodePorts, CodePurpose } from '../../../../src-main/app/codes/code-request.ts';
import { locateDevice } from '../../../../src-main/app/codes/locate-account.ts';
import { createKnownAccounts, knownDevice } from '../../../../src-main/app/codes/user-codes.ts';
import type { DeviceWish } from '../../../../src-main/app/codes/user-devices.ts';
import type { Settings } from '../../../../src-main/app/ports.ts';
import { defaultSettings } from '../../../../src-main/app/settings.ts';
import type { State } from '../../../../src-main/app/state/state.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import type { Key, KeysState } from '../../../../src-main/card/keys/keys.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { jane, never } from '../../../fakes/world.ts';

const account = (id: string) => ({ id, idBytes: utf8(id), name: id, kind: 'totp', period: 30, touch: 'required' }) as const;
const key = (serial: number, ids: readonly string[], change: Partial<Key> = {}): Key => ({
  id: `key ${serial}`,
  serial,
  name: 'YubiKey 5',
  firmware: '5.7.1',
  formFactor: 'USB-A keychain',
  oath: 'ready',
  busy: false,
  accounts: ids.map(account),
  ...change,
});

/** What is known of these keys once somebody looked; a test changes the world afterwards. */
const stage = (keys: readonly Key[], settings: Partial<Settings> = {}, named: readonly string[] = [jane]) => {
  const world = {
    keys: { kind: 'ready', keys } as KeysState,
    settings: { ...defaultSettings, ...settings },
    files: { kind: 'read', profiles: { roles: named.map((mfaSerial) => ({ mfaSerial })), sources: [{}] } } as unknown as State['files'],
  };
  const store = { state: () => ({ settings: world.settings, files: world.files }) as State };
  const known = createKnownAccounts({ store, keys: { state: () => world.keys } });
  known.look();
  const place = () => {
    const found = known.of(jane)?.place;
    return found && `${found.key.serial} ${found.account.id}`;
  };
  return { world, known, place };
};

describe('the account of a device', () => {
  it('is known without a question, and whether there is anything to learn', () => {
    expect(stage([key(1, [jane])]).known.of(jane)).toMatchObject({ place: { key: { serial: 1 }, account: { id: jane } }, isLearned: true });
    const picked = { pickedAccounts: { [jane]: 'Corp:x' } };
    expect(stage([key(1, ['Corp:x'])], picked).known.of(jane)).toMatchObject({ place: { account: { id: 'Corp:x' } }, isLearned: true });
    expect(stage([key(1, ['AWS:jane'])]).known.of(jane)).toMatchObject({ place: { account: { id: 'AWS:jane' } }, isLearned: false });
  });

  it('is known beside accounts of other AWS accounts and of other services', () => {
    expect(stage([key(1, ['GitHub:jane', 'arn:aws:iam::999999999999:mfa/jane', jane]), key(2, ['Google:jane'])]).place()).toBe(`1 ${jane}`);
  });

  it.each<readonly [string, readonly Key[], Partial<Settings>, readonly string[]]>([
    ['no key has it', [key(1, ['GitHub:jane'])], {}, [jane]],
    ['two keys have it', [key(1, [jane]), key(2, [jane])], {}, [jane]],
    ['another device of the same AWS account is plugged in', [key(1, [jane, 'arn:aws:iam::111122223333:mfa/jane-yk'])], {}, [jane]],
    ['an account could be of any AWS account', [key(1, [jane, 'Amazon Web Services:bob'])], {}, [jane]],
    ['no profile names it', [key(1, [jane])], {}, []],
    ['AWS would not take its codes', [key(1, [], { accounts: [{ ...account(jane), algorithm: 'sha256' }] })], {}, [jane]],
  ])('is left open where %s', (_why, keys, settings, named) => {
    expect(stage(keys, settings, named).known.of(jane)).toBeUndefined();
  });

  it('is found out beforehand for fifty devices, and left open for any more', () => {
    const others = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:iam::111122223333:mfa/other-${index}`);
    expect(stage([key(1, [jane])], {}, [...others(49), jane, jane]).place()).toBe(`1 ${jane}`);
    expect(stage([key(1, [jane])], {}, [...others(50), jane]).place()).toBeUndefined();
  });

  it('is the one on the key that the person picked of two', () => {
    expect(stage([key(1, [jane]), key(2, [jane])], { pickedKeys: { [jane]: 2 } }).place()).toBe(`2 ${jane}`);
  });

  it('is never known of a hardware token', () => {
    expect(stage([key(1, [jane])], { pickedAccounts: { GAHT12345678: jane } }, ['GAHT12345678']).known.of('GAHT12345678')).toBeUndefined();
  });
});

describe('what was known', () => {
  const one = key(1, [jane]);
  it.each<readonly [string, KeysState]>([
    ['the key is gone', { kind: 'ready', keys: [] }],
    ['the card service is gone', { kind: 'no-service', problem: { code: 'card-service-missing' } }],
    ['another key is in its place', { kind: 'ready', keys: [{ ...one, id: 'key 2', serial: 2 }] }],
    ['the same place has another serial', { kind: 'ready', keys: [{ ...one, serial: 2 }] }],
    ['another key came', { kind: 'ready', keys: [one, key(2, [jane])] }],
    ['its accounts were read again', { kind: 'ready', keys: [{ ...one, accounts: [...one.accounts] }] }],
  ])('counts no more when %s, until somebody looked', (_what, keys) => {
    const { world, known } = stage([one]);
    world.keys = keys;
    expect(known.of(jane)).toBeUndefined();
    known.look();
    expect(known.of(jane) !== undefined).toBe(keys.kind === 'ready' && keys.keys.length === 1);
  });

  it('counts no more when one of two keys may have another account now', () => {
    const other = key(2, ['GitHub:jane']);
    const { world, known } = stage([one, other]);
    world.keys = { kind: 'ready', keys: [one, { ...other, accounts: [account(jane)] }] };
    expect(known.of(jane)).toBeUndefined();
  });

  it('is found out again for a key that was put elsewhere and tells no serial', () => {
    const { serial: _, ...nameless } = one;
    const { world, known, place } = stage([nameless]);
    world.keys = { kind: 'ready', keys: [{ ...nameless, id: 'another reader' }] };
    expect(known.of(jane)).toBeUndefined();
    known.look();
    expect(place()).toBe(`undefined ${jane}`);
  });

  it('counts no more when the person picked another account or key, until somebody looked', () => {
    const { world, known, place } = stage([key(1, [jane, 'Corp:x'])]);
    world.settings = { ...world.settings, pickedAccounts: { [jane]: 'Corp:x' } };
    expect(known.of(jane)).toBeUndefined();
    known.look();
    expect(place()).toBe('1 Corp:x');
    world.settings = { ...world.settings, pickedKeys: { [jane]: 1 } };
    expect(known.of(jane)).toBeUndefined();
  });

  it('counts while a key is only at work, and tells the key as it is now', () => {
    const { world, known } = stage([one]);
    world.keys = { kind: 'ready', keys: [{ ...one, busy: true }] };
    expect(known.of(jane)?.place.key).toBe(world.keys.kind === 'ready' && world.keys.keys[0]);
  });

  it.each(['roles', 'sources'] as const)('takes the devices of files that were written since, where only %s are others', (changed) => {
    const { world, known, place } = stage([one], {}, []);
    expect(known.of(jane)).toBeUndefined();
    const before = world.files.kind === 'read' ? world.files.profiles : undefined;
    world.files = { kind: 'read', profiles: { ...before, [changed]: [{ mfaSerial: jane }] } } as unknown as State['files'];
    known.look();
    expect(place()).toBe(`1 ${jane}`);
  });
});

describe('a device that is looked up', () => {
  const wishOf = (asked: string[], arn = 'arn:aws:iam::111122223333:user/jane'): DeviceWish => ({
    profile: 'dev',
    named: jane,
    who: async () => ok({ arn, accountId: arn.split(':')[4] ?? '', userId: 'AIDA' }),
    listDevices: async () => {
      asked.push('IAM');
      return [{ serial: jane, kind: 'virtual', enabledAt: 0 }];
    },
    onGone: () => {},
  });
  const portsOf = ({ world, known }: ReturnType<typeof stage>): CodePorts =>
    ({
      keys: { state: () => world.keys, settled: async () => {}, subscribe: () => () => {}, known },
      questions: { answers: 'nothing' },
      settings: { get: () => world.settings, change: () => {} },
    }) as unknown as CodePorts;
  const purpose: CodePurpose = { for: { kind: 'code', account: 'x' }, onPhase: () => {} };

  it('is the one that a search would find, with whatever accounts on two keys, and IAM is not asked', async () => {
    const ids = [
      jane,
      'jane@111122223333',
      'arn:aws:iam::111122223333:mfa/bob',
      'arn:aws:iam::999999999999:mfa/jane',
      'AWS:jane',
      'Corp:x',
    ];
    const sets = Array.from({ length: 2 ** ids.length }, (_, bits) => ids.filter((_id, index) => (bits & (1 << index)) > 0));
    const choices: readonly Partial<Settings>[] = [{}, { pickedAccounts: { [jane]: 'Corp:x' } }, { pickedKeys: { [jane]: 2 } }];
    let compared = 0;
    for (const first of sets)
      for (const second of [[], [jane], ['Corp:x', 'GitHub:jane']])
        for (const settings of choices) {
          const staged = stage([key(1, first), key(2, second)], settings);
          const asked: string[] = [];
          const known = await knownDevice(portsOf(staged), wishOf(asked), [], purpose, never());
          if (!known) continue;
          compared += 1;
          const found = await locateDevice(portsOf(staged), wishOf(asked), [], purpose, never());
          expect(asked).toEqual([]);
          const { leaveOut, ...looked } = known.ok ? known.value : expect.fail(known.problem.code);
          expect(found).toMatchObject({ ok: true, value: looked });
          expect(found.ok && found.value.leaveOut()).toBe(leaveOut());
        }
    expect(compared).toBeGreaterThan(50);
  });

  it.each<readonly [string, readonly string[], Partial<CodePurpose>, string | undefined]>([
    ['a code was refused', [jane], {}, undefined],
    ['a key was named', [], { keySerial: 1 }, undefined],
    ['the keys are another AWS account’s', [], {}, 'arn:aws:iam::222233334444:user/jane'],
    ['the keys are another partition’s', [], {}, 'arn:aws-cn:iam::111122223333:user/jane'],
  ])('is looked for where %s', async (_why, refused, change, arn) => {
    const staged = stage([key(1, [jane])]);
    expect(await knownDevice(portsOf(staged), wishOf([], arn), refused, { ...purpose, ...change }, never())).toBeUndefined();
  });

  it('is shown to be on the card only when AWS said who asks, and is none where AWS does not', async () => {
    const staged = stage([key(1, [jane])]);
    const shown: unknown[] = [];
    const said: unknown[] = [];
    const wish = wishOf([]);
    const who: DeviceWish['who'] = (signal) => {
      said.push([...shown]);
      return wish.who(signal);
    };
    const told: CodePurpose = { ...purpose, onPhase: (phase) => shown.push(phase) };
    expect(await knownDevice(portsOf(staged), { ...wish, who }, [], told, never())).toMatchObject({ ok: true });
    expect([said, shown]).toEqual([[[]], ['card']]);
    const silent = failed({ code: 'aws-silent', host: 'sts.eu-west-1.amazonaws.com', seconds: 10 });
    expect(await knownDevice(portsOf(staged), { ...wish, who: async () => silent }, [], told, never())).toEqual(silent);
    expect(shown).toEqual(['card']);
  });

  it('is looked for where the key went while AWS was asked', async () => {
    const staged = stage([key(1, [jane])]);
    const wish = wishOf([]);
    const who: DeviceWish['who'] = (signal) => {
      staged.world.keys = { kind: 'ready', keys: [] };
      return wish.who(signal);
    };
    expect(await knownDevice(portsOf(staged), { ...wish, who }, [], purpose, never())).toBeUndefined();
  });
});
