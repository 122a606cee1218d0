import { describe, expect, it } from 'vitest';
import {
  accountLabel,
  awsOwner,
  deviceOf,
  isForAws,
  knownHolders,
  matchesFor,
  unusableFor,
} from '../../../../src-main/app/codes/accounts.ts';
import { accountIdFor } from '../../../../src-main/app/codes/device-names.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import type { Account } from '../../../../src-main/card/oath/oath-account.ts';
import { jane } from '../../../fakes/world.ts';

const account = (id: string, change: Partial<Account> = {}): Account => ({
  id,
  idBytes: utf8(id),
  name: id,
  kind: 'totp',
  period: 30,
  touch: 'required',
  ...change,
});
const key = (id: string, ...accounts: readonly Account[]) =>
  ({ id, name: 'YubiKey', firmware: '', formFactor: '', oath: 'ready', busy: false, accounts }) as const;

const place = 'arn:aws:iam::111122223333:mfa/';

describe('an account', () => {
  it('makes codes that AWS takes, as far as the key tells', () => {
    expect(isForAws(account('a'))).toBe(true);
    expect(isForAws(account('a', { algorithm: 'sha1', digits: 6 }))).toBe(true);
    expect(isForAws(account('a', { kind: 'hotp' }))).toBe(false);
    expect(isForAws(account('a', { algorithm: 'sha256' }))).toBe(false);
    expect(isForAws(account('a', { period: 60 }))).toBe(false);
    expect(isForAws(account('a', { digits: 8 }))).toBe(false);
  });

  it.each([
    [jane, { user: 'jane', accountId: '111122223333' }, jane],
    [`AWS:${jane}`, { user: 'jane', accountId: '111122223333' }, jane],
    [
      'arn:aws-cn:iam::111122223333:mfa/team/jane',
      { user: 'jane', accountId: '111122223333' },
      'arn:aws-cn:iam::111122223333:mfa/team/jane',
    ],
    ['Amazon Web Services:jane@111122223333', { user: 'jane', accountId: '111122223333' }, jane],
    ['jane@111122223333', { user: 'jane', accountId: '111122223333' }, jane],
    [`30/${jane}`, { user: 'jane', accountId: '111122223333' }, jane],
    ['60/AWS:jane@111122223333', { user: 'jane', accountId: '111122223333' }, jane],
    [encodeURIComponent(jane), { user: 'jane', accountId: '111122223333' }, jane],
    ['Amazon%20Web%20Services:jane%40111122223333', { user: 'jane', accountId: '111122223333' }, jane],
    ['Amazon Web Services: jane@1111-2222-3333', { user: 'jane', accountId: '111122223333' }, jane],
    [
      'Amazon Web Services:j.d+x=1,y_z-w@example.com@111122223333',
      { user: 'j.d+x=1,y_z-w@example.com', accountId: '111122223333' },
      `${place}j.d+x=1,y_z-w@example.com`,
    ],
    ['jane@acme@111122223333', { user: 'jane@acme', accountId: '111122223333' }, `${place}jane@acme`],
    ['100%:jane@111122223333', { user: 'jane', accountId: '111122223333' }, jane],
    ['Amazon Web Services:jane@acme-prod', undefined, undefined],
    ['Corp:jane', undefined, undefined],
    ['jane@11112222333', undefined, undefined],
    ['jane@111122223333x', undefined, undefined],
    ['a:b:jane@111122223333', undefined, undefined],
    ['arn:aws:iam::111122223333:user/jane', undefined, undefined],
    ['arn:aws:iam::1111222233334:mfa/jane', undefined, undefined],
    ['xarn:aws:iam::111122223333:mfa/jane', undefined, undefined],
    ['a:b:arn:aws:iam::111122223333:mfa/jane', undefined, undefined],
  ])('%s tells whose it is, and of which device', (id, owner, device) => {
    expect(awsOwner(id)).toEqual(owner);
    expect(deviceOf(id)).toBe(device);
    expect(accountLabel(id)).toBe(owner ? `${owner.user} @ ${owner.accountId}` : id);
  });

  it('is of a device in the partition that is known', () => {
    expect(deviceOf('jane@111122223333', 'aws-cn')).toBe('arn:aws-cn:iam::111122223333:mfa/jane');
    expect(deviceOf(jane, 'aws-cn')).toBe(jane);
  });
});

describe('the accounts of a device', () => {
  const ids = (keys: Parameters<typeof matchesFor>[0], picked?: string, serial = jane) =>
    matchesFor(keys, serial, picked).map((place) => `${place.key.id} ${place.account.id}`);

  it('are the surest that there are, on all keys', () => {
    const label = 'Amazon Web Services:jane@111122223333';
    const behind = `AWS:${jane}`;
    const all = [key('1', account(label), account(behind), account('Corp:x')), key('2', account(jane))];
    expect(ids(all)).toEqual([`2 ${jane}`]);
    expect(ids([...all, key('3', account(jane))])).toEqual([`2 ${jane}`, `3 ${jane}`]);
    expect(ids(all, 'Corp:x')).toEqual([`2 ${jane}`]);
    expect(ids(all.slice(0, 1), 'Corp:x')).toEqual(['1 Corp:x']);
    expect(ids(all.slice(0, 1))).toEqual([`1 ${behind}`]);
    expect(ids([key('1', account(label), account('Corp:x'))])).toEqual([`1 ${label}`]);
    expect(ids([key('1', account('Corp:x'))])).toEqual([]);
    expect(ids([key('1', account(jane, { period: 60 }))])).toEqual([]);
  });

  it('mean the device only with both its name and its AWS account', () => {
    expect(ids([key('1', account('jane@999999999999'), account('joe@111122223333'))])).toEqual([]);
    expect(ids([key('1', account('jane@111122223333'))], undefined, 'arn:aws:iam::111122223333:mfa/team/jane')).toHaveLength(1);
    expect(ids([key('1', account('jane@111122223333'))], undefined, 'GAHT12345678')).toEqual([]);
  });

  it.each([
    ['Amazon Web Services:jane@acme-prod', jane],
    ['AWS:jane', jane],
    ['aws prod:jane@example.com@acme', `${place}jane@example.com`],
    ['Amazon Web Services:jane@example.com', `${place}jane@example.com`],
    ['Amazon%20Web%20Services:jane@acme', jane],
    ['30/Amazon Web Services:jane@acme', `${place}team/jane`],
  ])('are recognised by the device’s name behind AWS’s, with the account’s alias or nothing: %s', (id, serial) => {
    expect(ids([key('1', account(id), account('GitHub:jane'), account('Amazon Web Services:joe@acme'))], undefined, serial)).toEqual([
      `1 ${id}`,
    ]);
    expect(ids([key('1', account(id)), key('2', account(serial))], undefined, serial)).toEqual([`2 ${serial}`]);
  });

  it('are not recognised by a name alone that another service has, or in an account with another id', () => {
    expect(ids([key('1', account('GitHub:jane@acme'), account('jane@acme'), account('AWS:jane@999999999999'))])).toEqual([]);
  });

  it('are found in the short form of an ARN that is too long for the card', () => {
    const long = `arn:aws:iam::111122223333:mfa/${'x'.repeat(60)}`;
    expect(ids([key('1', account(accountIdFor(long)))], undefined, long)).toHaveLength(1);
  });

  it.each([
    [{ kind: 'hotp' }, 'hotp'],
    [{ algorithm: 'sha256' }, 'algorithm'],
    [{ algorithm: 'sha512' }, 'algorithm'],
    [{ digits: 8 }, 'digits'],
    [{ period: 60 }, 'period'],
  ] as const)('are there and of no use: %o', (change, why) => {
    const id = 'Amazon Web Services:jane@111122223333';
    expect(unusableFor([key('1', account(id, change))], [jane])).toEqual({ code: 'account-unusable', account: id, why });
    expect(unusableFor([key('1', account(id), account('Corp:jane', change))], [jane])).toBeUndefined();
  });

  it('were seen on keys that are known by their serials', () => {
    const known = { [jane]: [30, 4], [`AWS:${jane}`]: [4, 5], 'Corp:x': [6], 'joe@111122223333': [7] };
    expect(knownHolders(known, jane, undefined)).toEqual([4, 5, 30]);
    expect(knownHolders(known, jane, 'Corp:x')).toEqual([4, 5, 6, 30]);
  });
});
