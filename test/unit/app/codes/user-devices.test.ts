import { describe, expect, it } from 'vitest';
import { accountIdFor } from '../../../../src-main/app/codes/device-names.ts';
import { type AccountOwner, devicesOn, mayBeOf, virtualSerials } from '../../../../src-main/app/codes/user-devices.ts';
import type { MfaDevice } from '../../../../src-main/aws/iam/iam-types.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import type { Account } from '../../../../src-main/card/oath/oath-account.ts';
import { jane } from '../../../fakes/world.ts';

const accountId = '111122223333';
const place = `arn:aws:iam::${accountId}:mfa/`;
const account = (id: string, change: Partial<Account> = {}): Account => ({
  id,
  idBytes: utf8(id),
  name: id,
  kind: 'totp',
  period: 30,
  touch: 'required',
  ...change,
});
const key = (...accounts: readonly Account[]) =>
  ({ id: '1', name: 'YubiKey', firmware: '', formFactor: '', oath: 'ready', busy: false, accounts }) as const;
const device = (serial: string, kind: MfaDevice['kind'] = 'virtual'): MfaDevice => ({ serial, kind, enabledAt: 0 });
const caller = { arn: `arn:aws:iam::${accountId}:user/team/jane`, accountId, userId: 'AIDA1' };
const facts = (change: Partial<Parameters<typeof devicesOn>[1]> = {}) => ({
  who: caller,
  devices: undefined,
  picked: {},
  isNamed: false,
  ...change,
});
const serials = (keys: Parameters<typeof devicesOn>[0], change: Parameters<typeof facts>[0] = {}) =>
  devicesOn(keys, facts(change)).map(({ mfaSerial }) => mfaSerial);

describe('the devices of a user that plugged keys stand for', () => {
  it('are those of IAM’s list that make codes and have an account there', () => {
    const listed = [device('GAHT12345678', 'hardware'), device(`${place}other`), device('arn:aws:iam::1:u2f/x', 'fido'), device(jane)];
    expect(virtualSerials(listed)).toEqual([`${place}other`, jane]);
    expect(serials([key(account(jane), account(`${place}more`))], { devices: listed })).toEqual([jane]);
    expect(serials([key(account('GAHT12345678'))], { devices: listed })).toEqual([]);
    expect(serials([key(account('Corp:x'))], { devices: listed, picked: { [`${place}other`]: 'Corp:x' } })).toEqual([`${place}other`]);
  });

  it('are those of the user’s name where there is no list: the plain one first, those that tell no AWS account last', () => {
    const ids = ['AWS:jane-yk', `${place}jane-yk-7`, jane, `${place}joe`, 'AWS:jane', 'arn:aws:iam::999999999999:mfa/jane-yk-8'];
    const found = [jane, `${place}jane-yk-7`, `${place}jane-yk`];
    expect(serials([key(...ids.map((id) => account(id)))])).toEqual(found);
    expect(serials([key(account('AWS:jane'))])).toEqual([jane]);
    expect(serials([key(account('AWS:jane'))], { who: { ...caller, arn: caller.arn.replace('aws:', 'aws-cn:') } })).toEqual([
      `arn:aws-cn:iam::${accountId}:mfa/jane`,
    ]);
    expect(serials([key(account(jane, { kind: 'hotp' }), account('AWS:jane', { digits: 8 }))])).toEqual([]);
  });

  it('may be the only one in the user’s AWS account, where no profile names another', () => {
    const only = key(account(`${place}phone`), account('arn:aws:iam::999999999999:mfa/x'));
    expect(serials([only])).toEqual([`${place}phone`]);
    expect(serials([only], { isNamed: true })).toEqual([]);
    expect(serials([key(account(`${place}phone`), account(`${place}tablet`))])).toEqual([]);
    // One that no code is taken of is not another.
    expect(serials([key(account(`${place}phone`), account(`${place}tablet`, { period: 60 }))])).toEqual([`${place}phone`]);
    expect(serials([key(account(`${place}phone`), account('AWS:jane', { digits: 8 }))])).toEqual([`${place}phone`]);
    // Nor may one be the only one that tells no AWS account.
    expect(serials([key(account('AWS:phone'))])).toEqual([]);
    expect(serials([key(account('AWS:tablet'), account(`${place}phone`))])).toEqual([`${place}phone`]);
    expect(serials([key(account(accountIdFor(`${place}${'x'.repeat(80)}`)))])).toEqual([]);
    expect(serials([key(account(`${place}phone`))], { who: { ...caller, arn: `arn:aws:iam::${accountId}:root` } })).toEqual([
      `${place}phone`,
    ]);
  });
});

describe('an account that nobody named after a device', () => {
  const may = (id: string, owner: Partial<AccountOwner>, change: Partial<Account> = {}) => {
    const one = account(id, change);
    return mayBeOf({ accountId, ...owner }, { key: key(one), account: one });
  };
  const devices = [device(`${place}Phone`), device(`${place}tablet`)];

  it.each([
    ['Corp:x', { user: 'jane', devices }, true],
    [`${place}joe`, {}, true],
    [`${place}joe`, { user: 'jane' }, true],
    [`${place}joe`, { devices }, true],
    [`${place}joe`, { user: 'jane', devices }, false],
    [`${place}jane`, { user: 'jane', devices }, true],
    [`${place}jane-yk-7`, { user: 'jane', devices }, true],
    [`${place}pHONE`, { user: 'jane', devices }, true],
    [`${place}tablet`, { user: 'jane', devices }, true],
    [`${place}phone`, { user: 'jane', devices: [] }, false],
    [accountIdFor(`${place}${'x'.repeat(80)}`), { user: 'jane', devices }, true],
    ['arn:aws:iam::999999999999:mfa/jane', { user: 'jane', devices }, false],
    ['arn:aws:iam::999999999999:mfa/jane', {}, false],
  ] as const)('%s may be the user’s, of whom %j is known: %s', (id, owner, is) => {
    expect(may(id, owner)).toBe(is);
    expect(may(id, owner, { kind: 'hotp' })).toBe(false);
  });
});
