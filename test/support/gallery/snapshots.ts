import { defaultPreferences } from '../../../src-main/app/settings.ts';
import type { AccountView, KeyView } from '../../../src-main/contract/card-view.ts';
import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { Notice, RoleState, RoleView, SessionView, Snapshot, Waiting } from '../../../src-main/contract/snapshot.ts';
import { looksLikeProduction } from '../../../src-main/contract/text.ts';

/** Snapshots of every screen and state of the window, for pictures and tests. The moment is fixed: 12 s of a code step are left. */
export const fixedNow = Date.parse('2026-11-22T16:14:18.400Z');

const minutes = (count: number) => count * 60_000;
const seconds = (count: number) => count * 1000;

export const account: AccountView = {
  id: 'arn:aws:iam::111122223333:mfa/jane',
  name: 'arn:aws:iam::111122223333:mfa/jane',
  touch: 'required',
  forAws: true,
  user: 'jane',
  accountId: '111122223333',
};

export const keyWith = (change: Partial<KeyView> = {}): KeyView => ({
  id: 'reader 0',
  serial: 12345678,
  name: 'YubiKey 5C NFC',
  firmware: '5.7.1',
  formFactor: 'USB-C keychain',
  oath: 'ready',
  busy: false,
  accounts: [account],
  ...change,
});

export const roleWith = (profile: string, roleName: string, accountId: string, change: Partial<RoleView> = {}): RoleView => {
  const state = change.state ?? { kind: 'idle' };
  return {
    id: profile,
    profile,
    roleArn: `arn:aws:iam::${accountId}:role/${roleName}`,
    roleName,
    accountId,
    partition: 'aws',
    source: 'jane',
    mfaSerial: account.id,
    region: 'eu-central-1',
    externalId: false,
    durationSeconds: 3600,
    via: 'mfa-session',
    target: `${profile}-tap`,
    origin: 'config',
    maybe: false,
    delivery: 'file',
    guard: 'off',
    ...(looksLikeProduction(profile) ? { production: true } : {}),
    pinned: false,
    favourite: false,
    can: { tap: state.kind !== 'waiting', end: state.kind === 'active', renew: state.kind === 'active', edit: false },
    ...change,
    state,
  };
};

export const sessionOf = (role: RoleView, left: number): SessionView => ({
  target: role.target,
  roleArn: role.roleArn,
  accountId: role.accountId,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  since: fixedNow + left - role.durationSeconds * 1000,
  expires: fixedNow + left,
  via: role.via,
  profile: role.profile,
  guarded: role.guard === 'on',
  file: '/home/jane/.aws/credentials',
});

const active = (left: number, durationSeconds = 3600): RoleState => ({
  kind: 'active',
  since: fixedNow + left - durationSeconds * 1000,
  expires: fixedNow + left,
  expiring: left <= minutes(5),
});

const idle: readonly RoleView[] = [
  roleWith('dev-power', 'PowerUser', '222233334444'),
  roleWith('staging-admin', 'Admin', '222233334444'),
  roleWith('staging-readonly', 'ReadOnly', '222233334444', { durationSeconds: 43_200, via: 'direct' }),
  roleWith('network-ops', 'NetworkOps', '333344445555', { externalId: true }),
  roleWith('billing', 'Billing', '444455556666', { durationSeconds: 5400 }),
];
const prod = roleWith('prod-admin', 'Admin', '111122223333', { state: active(minutes(47.5)) });
const lake = roleWith('data-lake', 'DataEngineer', '555566667777', { state: active(minutes(4.5)) });

export const snapshotWith = (change: Partial<Snapshot> = {}): Snapshot => {
  const roles = change.roles ?? [prod, lake, ...idle];
  return {
    revision: 1,
    demo: false,
    now: fixedNow,
    clock: { offsetMillis: 0, measured: true },
    card: { kind: 'present', keys: [keyWith()] },
    files: { config: '/home/jane/.aws/config', credentials: '/home/jane/.aws/credentials', state: 'ready' },
    sessions: roles.flatMap((role) => (role.state.kind === 'active' ? [sessionOf(role, role.state.expires - fixedNow)] : [])),
    mfaSessions: [],
    code: { account: { keyId: 'reader 0', id: account.id, label: 'jane @ 111122223333' }, state: { kind: 'idle' } },
    ended: [],
    waiting: [],
    notices: [],
    unfinished: [],
    awsAccounts: [],
    discovery: [],
    alerts: [],
    preferences: defaultPreferences,
    door: { state: 'open', path: '/run/user/1000/roletap/socket' },
    sessionsKept: 'keyring',
    can: { copyCode: true, startDemo: true, endAll: true, renewAll: true },
    ...change,
    roles,
  };
};

const forRole = (role: RoleView) =>
  ({ kind: 'role', profile: role.profile, roleArn: role.roleArn, roleName: role.roleName, accountId: role.accountId }) as const;

const dev = roleWith('dev-power', 'PowerUser', '222233334444');
export const waitingWith = (change: Partial<Waiting> = {}): Waiting => ({
  id: 'question 1',
  kind: 'touch',
  for: forRole(dev),
  since: fixedNow - seconds(5),
  deadline: fixedNow + seconds(10),
  key: { name: 'YubiKey 5C NFC', serial: 12345678, formFactor: 'USB-C keychain' },
  ...change,
});

const asking = (waiting: Waiting, change: Partial<Snapshot> = {}): Snapshot =>
  snapshotWith({
    roles: [
      prod,
      lake,
      { ...dev, state: { kind: 'waiting', for: waiting.kind }, can: { tap: false, end: false, renew: false, edit: false } },
      ...idle.slice(1),
    ],
    waiting: [waiting],
    ...change,
  });

const withSource = { discovery: [{ source: 'jane', state: 'none', found: 0, unread: [], patterns: [] }] } as const;
const withoutKey: Partial<Snapshot> = {
  card: { kind: 'no-key' },
  code: { state: { kind: 'idle' } },
  can: { copyCode: false, startDemo: true, endAll: false, renewAll: false },
};
const empty: Partial<Snapshot> = { roles: [], sessions: [] };
const failing = (role: RoleView, problem: Problem): RoleView => ({ ...role, state: { kind: 'failed', problem } });
const copiedCode = { account: { keyId: 'reader 0', id: account.id, label: 'jane @ 111122223333' } };
const demoFiles = { config: '/tmp/roletap-demo-7f3c/config', credentials: '/tmp/roletap-demo-7f3c/credentials' };

const notices: readonly Notice[] = [
  { kind: 'clock', seconds: 94 },
  { kind: 'endpoint', url: 'https://sts.vpce-0a1b2c.eu-central-1.example.internal', setting: 'AWS_ENDPOINT_URL_STS' },
  { kind: 'file', file: '/home/jane/.aws/config', line: 41, flaw: 'duplicate-section', refusedByCli: true, detail: 'profile dev' },
  { kind: 'duration', roleArn: 'arn:aws:iam::222233334444:role/ReadOnly', askedSeconds: 43_200, gotSeconds: 14_400 },
  { kind: 'profile', profile: 'legacy', problem: { code: 'source-missing', profile: 'legacy', source: 'old-keys' } },
];

const manyRoles = (count: number): readonly RoleView[] =>
  Array.from({ length: count }, (_, index) =>
    roleWith(`team-${index % 40}-service-${index}`, index % 3 === 0 ? 'Admin' : 'ReadOnly', `${100_000_000_000 + (index % 50) * 1_111}`),
  );

/** Name -> what main would have sent. */
export const screens = {
  roles: snapshotWith(),
  'roles-idle': snapshotWith({ roles: idle, sessions: [] }),
  'roles-last-minute': snapshotWith({ roles: [{ ...prod, state: active(seconds(42.5)) }, ...idle] }),
  'roles-asking-aws': snapshotWith({
    roles: [
      prod,
      { ...dev, state: { kind: 'waiting', for: 'aws' }, can: { tap: false, end: false, renew: false, edit: false } },
      ...idle.slice(1),
    ],
  }),
  'roles-renewing': snapshotWith({
    roles: [{ ...prod, state: { kind: 'waiting', for: 'card' }, can: { tap: false, end: false, renew: false, edit: false } }, ...idle],
    sessions: [sessionOf(prod, minutes(47.5))],
  }),
  'roles-failed': snapshotWith({
    roles: [
      prod,
      failing(dev, { code: 'role-refused', roleArn: dev.roleArn }),
      roleWith('staging-admin', 'Admin', '222233334444'),
      failing(roleWith('network-ops', 'NetworkOps', '333344445555'), {
        code: 'aws-unreachable',
        host: 'sts.eu-central-1.amazonaws.com',
        reason: 'ENOTFOUND',
      }),
      failing(roleWith('billing', 'Billing', '444455556666'), { code: 'not-touched', seconds: 15 }),
    ],
  }),
  'roles-no-yubikey': snapshotWith(withoutKey),
  'roles-no-service': snapshotWith({ ...withoutKey, card: { kind: 'no-service', problem: { code: 'card-service-missing' } } }),
  'roles-locked': snapshotWith({
    card: { kind: 'present', keys: [keyWith({ oath: 'locked', accounts: [] })] },
    code: { state: { kind: 'idle' } },
  }),
  'roles-busy': snapshotWith({ card: { kind: 'present', keys: [keyWith({ heldBy: 'scdaemon' })] } }),
  'roles-many-keys': snapshotWith({
    card: {
      kind: 'present',
      keys: [
        keyWith(),
        keyWith({ id: 'reader 1', serial: 23456789, name: 'YubiKey 5 NFC', oath: 'locked', accounts: [] }),
        keyWith({ id: 'reader 2', serial: 34567890, name: 'YubiKey 5Ci', oath: 'disabled', accounts: [] }),
      ],
    },
  }),
  'roles-notes': snapshotWith({ notices }),
  'roles-demo': snapshotWith({
    demo: true,
    notices: [{ kind: 'demo', ...demoFiles }],
    can: { copyCode: true, startDemo: false, endAll: true, renewAll: true },
  }),
  'roles-long-names': snapshotWith({
    roles: [
      roleWith(
        'acme-production-eu-central-1-platform-engineering-break-glass-administrator',
        'BreakGlassAdministratorForPlatformEngineering',
        '111122223333',
        {
          state: active(minutes(47.5)),
        },
      ),
      roleWith('it\'s "quoted" 🦊 name', 'Ops/with/path/Admin', '222233334444'),
      roleWith('gov-audit', 'Auditor', '333344445555', {
        partition: 'aws-us-gov',
        roleArn: 'arn:aws-us-gov:iam::333344445555:role/Auditor',
      }),
      roleWith('cn-ops', 'Ops', '444455556666', { partition: 'aws-cn', roleArn: 'arn:aws-cn:iam::444455556666:role/Ops' }),
    ],
  }),
  'roles-unknown-session': snapshotWith({
    roles: idle,
    sessions: [
      {
        ...sessionOf(roleWith('old', 'RemovedFromTheConfigFile', '999900001111'), minutes(31.5)),
        target: 'old-tap',
      },
    ],
  }),
  'roles-2000': snapshotWith({ roles: manyRoles(2000), sessions: [] }),
  'code-touch': snapshotWith({ code: { ...copiedCode, state: { kind: 'waiting', for: 'touch' } } }),
  'code-copied': snapshotWith({
    code: {
      ...copiedCode,
      state: {
        kind: 'copied',
        shown: '131746',
        ends: fixedNow + seconds(11.6),
        copiedAt: fixedNow - seconds(2.4),
        clearsAt: fixedNow + seconds(17.6),
      },
    },
  }),
  'code-failed': snapshotWith({
    code: { ...copiedCode, state: { kind: 'failed', problem: { code: 'yubikey-busy', holder: 'scdaemon' } } },
  }),
  'sheet-touch': asking(waitingWith()),
  'sheet-touch-limited': asking(waitingWith({ for: { ...forRole(dev), profile: 'dev-power-ro', limits: 'read-only' } })),
  'sheet-touch-code': snapshotWith({
    waiting: [waitingWith({ for: { kind: 'code', account: 'jane @ 111122223333' } })],
    code: { ...copiedCode, state: { kind: 'waiting', for: 'touch' } },
  }),
  'sheet-touch-many-keys': asking(waitingWith({ key: { name: 'YubiKey 5 NFC', serial: 23456789, formFactor: 'USB-A keychain' } }), {
    card: { kind: 'present', keys: [keyWith(), keyWith({ id: 'reader 1', serial: 23456789, name: 'YubiKey 5 NFC' })] },
    waiting: [
      waitingWith({ key: { name: 'YubiKey 5 NFC', serial: 23456789, formFactor: 'USB-A keychain' } }),
      waitingWith({ id: 'question 2' }),
    ],
  }),
  'sheet-touch-demo': asking(waitingWith(), { demo: true, notices: [{ kind: 'demo', ...demoFiles }] }),
  'sheet-password': asking(waitingWith({ kind: 'password', canRemember: true })),
  'sheet-passphrase': asking(waitingWith({ kind: 'password', for: { kind: 'access-key', source: 'jane' } })),
  'sheet-passphrase-wrong': asking(waitingWith({ kind: 'password', for: { kind: 'access-key', source: 'jane' }, wrong: true })),
  'sheet-password-wrong': asking(waitingWith({ kind: 'password', wrong: true, canRemember: false })),
  'sheet-pin': asking(waitingWith({ kind: 'pin', tries: 3 })),
  'sheet-pin-last': asking(waitingWith({ kind: 'pin', tries: 1, wrong: true })),
  'sheet-insert': asking(waitingWith({ kind: 'insert', account: account.id, canType: true, deadline: fixedNow + seconds(55) })),
  'sheet-code': asking(waitingWith({ kind: 'code', account: account.id })),
  'sheet-code-token': asking(waitingWith({ kind: 'code', account: 'GAHT12345678' })),
  'sheet-code-refused': asking(waitingWith({ kind: 'code', account: account.id, after: { code: 'code-refused', mfaSerial: account.id } })),
  'sheet-pick': asking(
    waitingWith({
      kind: 'pick',
      account: account.id,
      choices: [
        { id: 'a', label: 'Amazon Web Services:jane@111122223333' },
        { id: 'b', label: 'AWS:jane-backup' },
        { id: 'c', label: 'acme:jane.doe@mail.example' },
      ],
    }),
  ),
  'sheet-pick-keys': asking(
    waitingWith({
      kind: 'pick',
      account: account.id,
      among: 'keys',
      choices: [
        { id: '0', label: 'YubiKey 5C NFC 12345678', formFactor: 'USB-C keychain' },
        { id: '1', label: 'YubiKey 5 NFC 23456789', formFactor: 'USB-A keychain' },
      ],
    }),
  ),
  'sheet-step': asking(waitingWith({ kind: 'step', since: fixedNow - seconds(18.4), deadline: fixedNow + seconds(11.6) })),
  'roles-new-version': snapshotWith({
    update: { manner: 'quit', stage: 'idle', ready: { version: '1.3.0', notes: '### Added\n- Consoles side by side\n' }, isNews: true },
  }),
  'roles-new-version-package': snapshotWith({
    update: {
      manner: 'hand',
      stage: 'idle',
      ready: { version: '1.3.0', notes: '' },
      command: 'sudo apt install /home/jane/.cache/roletap-updater/pending/roletap_1.3.0_amd64.deb',
      isNews: true,
    },
  }),
  'roles-unfinished': snapshotWith({
    unfinished: [{ id: 'enroll 1', user: 'jane', deviceName: 'jane-yk-23456789', startedAt: fixedNow - minutes(90) }],
  }),
  'roles-removal-unfinished': snapshotWith({
    unfinished: [
      {
        id: 'removal 1',
        user: 'jane',
        deviceName: 'jane-yk-23456789',
        startedAt: fixedNow - minutes(4),
        removal: {
          device: 'arn:aws:iam::111122223333:mfa/jane-yk-23456789',
          isLast: true,
          deactivated: 'done',
          deleted: 'todo',
        },
      },
    ],
  }),
  'roles-device-gone': snapshotWith({
    notices: [
      {
        kind: 'device-gone',
        source: 'jane',
        mfaSerial: 'arn:aws:iam::111122223333:mfa/jane-yk-23456789',
        used: 'arn:aws:iam::111122223333:mfa/jane',
      },
    ],
  }),
  'roles-old-key': snapshotWith({
    notices: [{ kind: 'old-key', source: 'jane', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', days: 94 }],
  }),
  'roles-stray-key': snapshotWith({
    notices: [
      { kind: 'stray-key', key: { where: 'environment' } },
      { kind: 'stray-key', key: { where: 'backup', file: '/home/jane/.aws/credentials.bak' } },
    ],
  }),
  'roles-retired-key': snapshotWith({
    notices: [1, 0].map((days) => ({
      kind: 'retired-key',
      source: days === 1 ? 'jane' : 'work',
      accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
      days,
    })),
  }),
  'roles-certificate-ends': snapshotWith({
    alerts: [
      {
        id: 'certificate dev',
        kind: 'certificate-ends',
        profile: 'dev',
        subject: 'CN=jane',
        ends: fixedNow + 7 * 86_400_000,
        days: 7,
      },
    ],
    notices: [
      { kind: 'certificate-awaited', subject: 'CN=jane-build', startedAt: fixedNow - 3 * 86_400_000 },
      ...[7, -1].map(
        (days): Notice => ({
          kind: 'certificate-ends',
          profile: days < 0 ? 'staging' : 'dev',
          subject: 'CN=jane',
          until: fixedNow + days * 86_400_000,
          days,
        }),
      ),
    ],
  }),
  'missing-loading': snapshotWith({
    ...empty,
    card: { kind: 'starting' },
    code: { state: { kind: 'idle' } },
    files: { config: '/home/jane/.aws/config', credentials: '/home/jane/.aws/credentials', state: 'loading' },
  }),
  'missing-service': snapshotWith({
    ...empty,
    ...withSource,
    ...withoutKey,
    card: { kind: 'no-service', problem: { code: 'card-service-missing' } },
  }),
  'missing-access': snapshotWith({
    ...empty,
    ...withSource,
    ...withoutKey,
    card: { kind: 'no-service', problem: { code: 'card-access-denied' } },
  }),
  'missing-yubikey': snapshotWith({ ...empty, ...withSource, ...withoutKey }),
  'missing-oath': snapshotWith({
    ...empty,
    ...withSource,
    card: { kind: 'present', keys: [keyWith({ oath: 'disabled', accounts: [] })] },
    code: { state: { kind: 'idle' } },
  }),
  'missing-files': snapshotWith({
    ...empty,
    files: { config: '/home/jane/.aws/config', credentials: '/home/jane/.aws/credentials', state: 'missing', named: ['AWS_CONFIG_FILE'] },
  }),
  welcome: snapshotWith({ ...empty, ...withoutKey }),
  'welcome-no-service': snapshotWith({ ...empty, ...withoutKey, card: { kind: 'no-service', problem: { code: 'card-service-missing' } } }),
  'missing-file-refused': snapshotWith({
    ...empty,
    files: {
      config: '/home/jane/.aws/config',
      credentials: '/home/jane/.aws/credentials',
      state: 'ready',
      problem: { code: 'file-refused', file: '/home/jane/.aws/config', line: 7, flaw: 'section-not-closed' },
    },
  }),
  'roles-first-start': snapshotWith({ notices: [{ kind: 'home' }] }),
  'roles-file-refused': snapshotWith({
    notices: [{ kind: 'file', file: '/home/jane/.aws/credentials', line: 3, flaw: 'no-equals-sign', refusedByCli: true }],
  }),
  'missing-file-unreadable': snapshotWith({
    ...empty,
    files: {
      config: '/home/jane/.aws/config',
      credentials: '/home/jane/.aws/credentials',
      state: 'ready',
      problem: { code: 'file-unreadable', file: '/home/jane/.aws/config', errno: 'EACCES' },
    },
  }),
} as const satisfies Record<string, Snapshot>;

export type ScreenName = keyof typeof screens;
export const screenNames = Object.keys(screens) as readonly ScreenName[];
