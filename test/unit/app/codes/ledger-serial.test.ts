import { describe, expect, it } from 'vitest';
import { ledgerSerial } from '../../../../src-main/app/codes/make-code.ts';
import type { State } from '../../../../src-main/app/state/state.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import { jane } from '../../../fakes/world.ts';

const hardware = 'GAHT12345678';

/** The device of an account, where these devices stand at a role and at a source. */
const serialOf = (id: string, atRole: string | undefined, atSource?: string, picked: Readonly<Record<string, string>> = {}) => {
  const account = { id, idBytes: utf8(id), name: id, kind: 'totp', period: 30, touch: 'required' } as const;
  const other = { ...account, id: 'Corp:other' };
  const key = { id: '7', name: 'YubiKey', firmware: '', formFactor: '', oath: 'ready', busy: false, accounts: [other, account] } as const;
  const profiles = { roles: [{ mfaSerial: undefined }, { mfaSerial: atRole }], sources: [{ mfaSerial: atSource }] };
  const state = { files: { kind: 'read', profiles } } as unknown as State;
  return ledgerSerial(state, { pickedAccounts: picked }, { key, account });
};

describe('the device in whose ledger a code is spent', () => {
  it('is the one that a role or a source names, also when only the person’s choice tells', () => {
    expect(serialOf('Corp:jane', hardware, undefined, { [hardware]: 'Corp:jane' })).toBe(hardware);
    expect(serialOf('Corp:jane', undefined, hardware, { [hardware]: 'Corp:jane' })).toBe(hardware);
    expect(serialOf('Corp:jane', jane, hardware, { [hardware]: 'Corp:jane' })).toBe(hardware);
    expect(serialOf('jane@111122223333', 'arn:aws:iam::111122223333:mfa/team/jane')).toBe('arn:aws:iam::111122223333:mfa/team/jane');
  });

  it('is what the account’s name tells where no file names one', () => {
    expect(serialOf('jane@111122223333', undefined)).toBe(jane);
    expect(serialOf('jane@111122223333', hardware)).toBe(jane);
    expect(serialOf('GitHub:jane', hardware, undefined, { [hardware]: 'Corp:other' })).toBeUndefined();
    const state = { files: { kind: 'missing' } } as unknown as State;
    const account = { id: jane, idBytes: utf8(jane), name: jane, kind: 'totp', period: 30, touch: 'required' } as const;
    const key = { id: '7', name: 'YubiKey', firmware: '', formFactor: '', oath: 'ready', busy: false, accounts: [account] } as const;
    expect(ledgerSerial(state, { pickedAccounts: {} }, { key, account })).toBe(jane);
    // AWS takes no code of it, whatever its name says.
    expect(ledgerSerial(state, { pickedAccounts: {} }, { key, account: { ...account, period: 60 } })).toBeUndefined();
  });
});
