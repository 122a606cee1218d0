import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesFor } from '../../../../src-main/app/codes/accounts.ts';
import { accountIdFor, deviceArn, deviceNameOf, deviceNames, isDeviceName } from '../../../../src-main/app/codes/device-names.ts';
import type { Key } from '../../../../src-main/card/keys/keys.ts';
import type { Account } from '../../../../src-main/card/oath/oath-account.ts';

const place = { partition: 'aws', accountId: '111122223333' };
const names = fc.stringMatching(/^[\w+=,.@-]{1,128}$/);

const keyWith = (id: string): Key => {
  const account: Account = { id, idBytes: new Uint8Array(), name: id, kind: 'totp', algorithm: 'sha1', period: 30, touch: 'required' };
  return { id: 'key', name: 'YubiKey', firmware: '5.4.3', formFactor: '', oath: 'ready', busy: false, accounts: [account] };
};

describe('names of devices', () => {
  it('is the user for the first device, and the user and the key for each further one', () => {
    expect(deviceNames({ user: 'jane', keySerial: 7, taken: [], hasDevice: false })).toEqual({ name: 'jane', other: 'jane-yk-7' });
    expect(deviceNames({ user: 'jane', keySerial: 7, taken: ['jane'], hasDevice: true })).toEqual({ name: 'jane-yk-7', other: 'jane' });
    expect(deviceNames({ user: 'jane', taken: ['JANE', 'jane-YK'], hasDevice: false }).name).toBe('jane-yk-2');
    expect(deviceNames({ user: 'jane', taken: ['jane', 'jane-yk', 'jane-yk-2'], hasDevice: false }).name).toBe('jane-yk-3');
    expect(deviceNameOf('arn:aws:iam::111122223333:mfa/team/jane')).toBe('jane');
    expect(deviceNameOf('GAHT12345678')).toBe('GAHT12345678');
  });

  it('takes what IAM takes', () => {
    expect(['jane', 'x'.repeat(226), 'a+b=c,d.e@f-g_1'].every(isDeviceName)).toBe(true);
    expect(['', 'jane doe', 'a/b', 'é', 'x'.repeat(227)].some(isDeviceName)).toBe(false);
  });
});

describe('ids of accounts', () => {
  it('is the ARN while it fits, and always fits the card', () => {
    fc.assert(
      fc.property(names, fc.constantFrom('aws', 'aws-cn', 'aws-us-gov'), (name, partition) => {
        const arn = deviceArn({ ...place, partition }, name);
        const id = accountIdFor(arn);
        expect(Buffer.byteLength(id)).toBeLessThanOrEqual(64);
        expect(id === arn).toBe(Buffer.byteLength(arn) <= 64);
      }),
    );
  });

  it('is the ARN up to 64 bytes, and beyond a short form that reads like AWS’s label', () => {
    const arn = (length: number) => deviceArn(place, 'x'.repeat(length - deviceArn(place, '').length));
    expect(accountIdFor(arn(64))).toBe(arn(64));
    expect(accountIdFor(arn(65))).toMatch(/^AWS:x{35}~[0-9a-f]{10}@111122223333$/);
    expect(accountIdFor(deviceArn(place, `jane@acme:${'x'.repeat(60)}`))).toMatch(/^AWS:jane\.acme\.x{26}~[0-9a-f]{10}@111122223333$/);
  });

  it('is found again by the ARN, and tells two long ones apart', () => {
    fc.assert(
      fc.property(names, names, (one, two) => {
        const arn = deviceArn(place, one);
        const other = deviceArn(place, two);
        expect(matchesFor([keyWith(accountIdFor(arn))], arn, undefined)).toHaveLength(1);
        fc.pre(arn !== other);
        expect(accountIdFor(arn)).not.toBe(accountIdFor(other));
      }),
    );
  });
});
