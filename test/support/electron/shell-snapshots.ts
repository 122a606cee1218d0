import { defaultPreferences } from '../../../src-main/app/settings.ts';
import type { EnrollView } from '../../../src-main/contract/enroll.ts';
import type { RoleView, SessionView, Snapshot, Waiting } from '../../../src-main/contract/snapshot.ts';
import { looksLikeProduction } from '../../../src-main/contract/text.ts';

const now = Date.parse('2026-11-22T12:00:00Z');

export const roleWith = (change: Partial<RoleView> & { readonly profile: string }): RoleView => ({
  id: change.profile,
  roleArn: `arn:aws:iam::111122223333:role/${change.profile}`,
  roleName: change.profile,
  accountId: '111122223333',
  partition: 'aws',
  source: 'jane',
  externalId: false,
  durationSeconds: 3600,
  via: 'mfa-session',
  target: `${change.profile}-tap`,
  state: { kind: 'idle' },
  origin: 'config',
  maybe: false,
  delivery: 'file',
  guard: 'off',
  ...(looksLikeProduction(change.profile) ? { production: true } : {}),
  pinned: false,
  favourite: false,
  can: { tap: true, end: false, renew: false, edit: false },
  ...change,
});

export const sessionWith = (change: Partial<SessionView>): SessionView => ({
  target: 'prod-tap',
  roleArn: 'arn:aws:iam::111122223333:role/prod',
  accountId: '111122223333',
  accessKeyId: 'ASIAEXAMPLE',
  since: now,
  expires: now + 47 * 60_000,
  via: 'mfa-session',
  profile: 'prod',
  file: '/home/jane/.aws/credentials',
  guarded: false,
  ...change,
});

export const touchWaiting: Waiting = {
  id: 'w1',
  kind: 'touch',
  for: { kind: 'role', profile: 'prod', roleArn: 'arn:aws:iam::111122223333:role/prod', roleName: 'prod', accountId: '111122223333' },
  since: now,
  deadline: now + 15_000,
};

/** A YubiKey with one account, two roles, nothing going on. */
export const snapshotWith = (change: Partial<Snapshot>): Snapshot => ({
  revision: 1,
  demo: false,
  now,
  clock: { offsetMillis: 0, measured: true },
  card: {
    kind: 'present',
    keys: [
      {
        id: 'k1',
        serial: 12345678,
        name: 'YubiKey 5C NFC',
        firmware: '5.7.1',
        formFactor: 'USB-C keychain',
        oath: 'ready',
        busy: false,
        accounts: [{ id: 'a1', name: 'jane', touch: 'required', forAws: true }],
      },
    ],
  },
  files: { config: '/home/jane/.aws/config', credentials: '/home/jane/.aws/credentials', state: 'ready' },
  roles: [roleWith({ profile: 'prod' }), roleWith({ profile: 'dev_two & three' })],
  sessions: [],
  mfaSessions: [],
  code: { account: { keyId: 'k1', id: 'a1', label: 'jane' }, state: { kind: 'idle' } },
  ended: [],
  waiting: [],
  notices: [],
  unfinished: [],
  awsAccounts: [],
  discovery: [],
  alerts: [],
  preferences: defaultPreferences,
  door: { state: 'closed' },
  sessionsKept: 'keyring',
  can: { copyCode: true, startDemo: true, endAll: false, renewAll: false },
  ...change,
});

/** A wizard on its first page. */
export const enrolling: EnrollView = {
  id: 'enroll 1',
  path: 'iam',
  source: '',
  steps: [{ name: 'user', state: 'now' }],
  page: { kind: 'user', sources: [], checking: false },
  now: { keys: [] },
  can: { next: false, back: false, skip: false, undo: false, leave: false },
  undoes: [],
};
