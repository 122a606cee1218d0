import { describe, expect, test } from 'vitest';
import type { SetupView } from '../../../../src-main/contract/access-keys/first-run.ts';
import type { KeyView } from '../../../../src-main/contract/card-view.ts';
import type { Snapshot } from '../../../../src-main/contract/snapshot.ts';
import { isSetUp, pressingStep, setupSteps } from '../../../../src-renderer/first-run/setup-steps.ts';
import { account, keyWith } from '../../../support/gallery/snapshots.ts';

const jane: SetupView = { source: 'jane', kind: 'file', roles: 2, opened: false };
const facts = (setup: SetupView | undefined, key?: Partial<KeyView>): Pick<Snapshot, 'card' | 'setup'> => ({
  card: key === undefined ? { kind: 'no-key' } : { kind: 'present', keys: [keyWith(key)] },
  ...(setup === undefined ? {} : { setup }),
});
const open = (of: ReturnType<typeof facts>) => setupSteps(of).flatMap(({ name, done }) => (done ? [] : [name]));

describe('the steps to the first tap', () => {
  test('are done as the snapshot tells', () => {
    expect(open(facts(undefined))).toEqual(['accessKey', 'yubikey', 'device', 'roles', 'tap']);
    expect(open(facts(jane, {}))).toEqual(['device', 'tap']);
    expect(open(facts({ ...jane, device: account.id, opened: true }, {}))).toEqual([]);
  });

  test('have no YubiKey for who signs in', () => expect(open(facts({ ...jane, kind: 'sso' }))).toEqual(['tap']));

  test('are not done with a YubiKey whose codes are off', () => expect(open(facts(jane, { oath: 'disabled' }))).toContain('yubikey'));

  test('are all done though no YubiKey is plugged in now', () => {
    expect(isSetUp(facts({ ...jane, device: account.id, opened: true }))).toBe(true);
    expect(isSetUp(facts({ ...jane, opened: true }))).toBe(false);
    expect(isSetUp(facts(undefined))).toBe(true);
  });
});

describe('what the popover tells above roles', () => {
  const empty = { accounts: [] };

  test('a YubiKey that has no device of the user, also to somebody who opened roles by another', () => {
    expect(pressingStep(facts(jane, empty))).toBe('device');
    expect(pressingStep(facts({ ...jane, opened: true }, empty))).toBe('device');
  });

  test('nothing of a device while no YubiKey tells what is on it', () => {
    expect(pressingStep(facts(jane))).toBeUndefined();
    for (const oath of ['locked', 'reading'] as const) expect(pressingStep(facts(jane, { oath, accounts: [] }))).toBeUndefined();
  });

  test('nothing where an account might be the user’s: it names nobody', () => {
    const { user: _user, accountId: _accountId, ...unnamed } = account;
    expect(pressingStep(facts(jane, { accounts: [unnamed] }))).toBeUndefined();
    expect(pressingStep(facts(jane, { accounts: [{ ...unnamed, forAws: false }] }))).toBe('device');
    expect(pressingStep(facts(jane, { accounts: [account] }))).toBe('device');
  });

  test('missing roles until something was opened, and nothing else', () => {
    const ready = { ...jane, device: account.id, roles: 0 };
    expect(pressingStep(facts(ready, {}))).toBe('roles');
    expect(pressingStep(facts({ ...ready, opened: true }, {}))).toBeUndefined();
    expect(pressingStep(facts({ ...ready, roles: 1 }, {}))).toBeUndefined();
    expect(pressingStep(facts({ roles: 0, opened: false }, {}))).toBeUndefined();
  });
});
