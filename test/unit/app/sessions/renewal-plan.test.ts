import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src-main/app/ports.ts';
import { dueAt, endings, mfaSessionsOf, renewalsAhead, renewsAt, triesOf } from '../../../../src-main/app/sessions/renewal-plan.ts';
import { defaultSettings } from '../../../../src-main/app/settings.ts';
import type { HeldMfaSession, HeldRole, Renewals } from '../../../../src-main/app/state/sessions-state.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const minute = 60_000;
const hour = 60 * minute;
const person = { kind: 'person', front: 'tray' } as const;

const role = (change: Partial<HeldRole> = {}): HeldRole => ({
  target: 'dev-tap',
  profile: 'dev',
  roleArn: 'arn:aws:iam::444455556666:role/Developer',
  source: 'work',
  sourceKey: 'AKIAWORK',
  via: 'mfa-session',
  since: 0,
  used: 0,
  inFile: true,
  guarded: false,
  asker: person,
  given: [],
  accessKeyId: 'ASIADEV',
  expires: hour,
  ...change,
});
const mfa = (change: Partial<HeldMfaSession> = {}): HeldMfaSession => ({
  source: 'work',
  accessKeyId: 'AKIAWORK',
  mfaSerial: 'arn:aws:iam::111122223333:mfa/jane',
  sessionKeyId: 'ASIAMFA',
  expires: 12 * hour,
  ...change,
});
const settings = (change: Partial<Settings> = {}): Settings => ({ ...defaultSettings, ...change });

const stateOf = (roles: readonly HeldRole[], sessions: readonly HeldMfaSession[] = [mfa()], renewals: Partial<Renewals> = {}) => {
  const state = createStore(createMemorySettings()).state();
  return { ...state, held: { ...state.held, roles, mfa: sessions }, renewals: { ...state.renewals, ...renewals } };
};

describe('the renewal of a session', () => {
  it('is due a quarter of an hour before its end, or when two thirds of a short one are over', () => {
    expect(dueAt({ since: 0, expires: hour })).toBe(45 * minute);
    expect(dueAt({ since: 0, expires: 45 * minute })).toBe(30 * minute);
    expect(dueAt({ since: 0, expires: 30 * minute })).toBe(20 * minute);
    // A clock that was set back: its beginning lies ahead.
    expect(dueAt({ since: 2 * hour, expires: hour })).toBe(hour);
  });

  it('comes by itself from a sign-in, which takes no touch and has no MFA session', () => {
    const signedIn = role({ via: 'direct', sourceKey: 'sso-0123456789abcdef' });
    expect(renewsAt(signedIn, [], settings())).toBe(45 * minute);
    expect(renewsAt({ ...signedIn, guarded: true }, [], settings())).toBeUndefined();
    expect(renewsAt(signedIn, [], settings({ renewal: 'never' }))).toBeUndefined();
    expect(renewsAt(role({ via: 'direct', sourceKey: 'process-0123456789abcdef' }), [], settings())).toBeUndefined();
    // Nobody is told that a touch renews it.
    expect(endings(stateOf([signedIn], []), 0)).toEqual([]);
  });

  it('comes by itself only where no touch is needed for it', () => {
    expect(renewsAt(role(), [mfa()], settings())).toBe(45 * minute);
    expect(renewsAt(role({ guarded: true }), [mfa()], settings())).toBeUndefined();
    expect(renewsAt(role({ via: 'direct' }), [mfa()], settings())).toBeUndefined();
    // Guarded while it is open.
    expect(renewsAt(role(), [mfa()], { ...settings(), guards: { [role().roleArn]: true } })).toBeUndefined();
    expect(renewsAt(role(), [], settings())).toBeUndefined();
    expect(renewsAt(role(), [mfa({ source: 'other' })], settings())).toBeUndefined();
    expect(renewsAt(role(), [mfa({ expires: 45 * minute })], settings())).toBeUndefined();
    expect(renewsAt(role(), [mfa({ expires: 45 * minute + 1 })], settings())).toBe(45 * minute);
  });

  it('comes for a role that is in use when it is due, or pinned, as the person prefers', () => {
    const inUse = (used: number, change: Partial<Settings> = {}) =>
      renewsAt(role({ used }), [mfa()], settings({ inUseMinutes: 15, ...change }));
    expect(inUse(30 * minute)).toBe(45 * minute);
    expect(inUse(30 * minute - 1)).toBeUndefined();
    expect(inUse(30 * minute, { renewal: 'pinned' })).toBeUndefined();
    expect(inUse(0, { renewal: 'pinned', pinned: ['dev'] })).toBe(45 * minute);
    expect(inUse(0, { pinned: ['dev'] })).toBe(45 * minute);
    expect(inUse(0, { pinned: ['prod'] })).toBeUndefined();
    expect(inUse(30 * minute, { renewal: 'never', pinned: ['dev'] })).toBeUndefined();
  });

  it('is ahead until the session is over, and while none is under way', () => {
    const session = role();
    expect(renewalsAhead(stateOf([session]), 0)).toEqual([{ session, at: 45 * minute }]);
    expect(renewalsAhead(stateOf([session]), hour - 1)).toHaveLength(1);
    expect(renewalsAhead(stateOf([session]), hour)).toEqual([]);
    expect(renewalsAhead(stateOf([session], [mfa()], { underWay: new Set(['ASIADEV']) }), 0)).toEqual([]);
    expect(renewalsAhead(stateOf([role({ via: 'direct' })]), 0)).toEqual([]);
  });

  it('waits after a try that failed, as long as the same MFA sessions live', () => {
    const from = mfaSessionsOf(stateOf([role()]), role());
    expect(from).toBe(`${mfa().mfaSerial} ${12 * hour}`);
    const tries = new Map([['ASIADEV', { from, count: 1, next: 50 * minute }]]);
    const tried = stateOf([role()], [mfa(), mfa({ source: 'other' })], { tries });
    expect(triesOf(tried, role())).toMatchObject({ next: 50 * minute });
    expect(renewalsAhead(tried, 0)).toMatchObject([{ at: 50 * minute }]);
    const renewed = stateOf([role()], [mfa({ expires: 20 * hour })], { tries });
    expect(triesOf(renewed, role())).toBeUndefined();
    expect(renewalsAhead(renewed, 0)).toMatchObject([{ at: 45 * minute }]);
    const two = stateOf([role()], [mfa(), mfa({ mfaSerial: 'GAHT12345678' })]);
    expect(mfaSessionsOf(two, role())).toBe(`${mfa().mfaSerial} ${12 * hour} GAHT12345678 ${12 * hour}`);
  });
});

describe('what ends in a way that only a touch renews', () => {
  it('is each MFA session, and each session with a code of its own that is not guarded', () => {
    const roles = [role(), role({ profile: 'prod', via: 'direct' }), role({ profile: 'admin', via: 'direct', guarded: true })];
    expect(endings(stateOf(roles), 0)).toEqual([
      { id: `ends work ${12 * hour}`, what: 'mfa-session', name: 'work', ends: 12 * hour },
      { id: `ends prod ${hour}`, what: 'direct', name: 'prod', ends: hour },
    ]);
  });

  it('is nothing that is over', () => {
    expect(endings(stateOf([role({ via: 'direct' })], [mfa({ expires: hour })]), hour)).toEqual([]);
    expect(endings(stateOf([role({ via: 'direct' })], [mfa({ expires: hour })]), hour - 1)).toHaveLength(2);
  });
});
