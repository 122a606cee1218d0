import type { Alert } from '../../../src-main/contract/alerts.ts';
import type { AwsAccountView } from '../../../src-main/contract/preferences.ts';
import type { RoleView, Snapshot } from '../../../src-main/contract/snapshot.ts';
import type { DiscoveryView } from '../../../src-main/contract/tools.ts';
import type { Asker } from '../../../src-main/contract/values.ts';
import { account, fixedNow, keyWith, roleWith, snapshotWith, waitingWith } from './snapshots.ts';

/** The popover's states around sessions: groups and marks, alerts, who asks, what IAM told. */
const minutes = (count: number) => count * 60_000;
const hours = (count: number) => count * 3_600_000;

const awsAccounts: readonly AwsAccountView[] = [
  { accountId: '111122223333', partition: 'aws', alias: 'acme-prod', colour: 'red' },
  { accountId: '222233334444', partition: 'aws', alias: 'acme-staging', colour: 'teal' },
  { accountId: '333344445555', partition: 'aws', alias: 'acme-network', colour: 'purple' },
  { accountId: '555566667777', partition: 'aws', alias: 'acme-data', colour: 'yellow' },
  { accountId: '444455556666', partition: 'aws', colour: 'none' },
];

const active = (left: number, change: { readonly renews?: number; readonly life?: number } = {}): RoleView['state'] => ({
  kind: 'active',
  since: fixedNow + left - (change.life ?? hours(1)),
  expires: fixedNow + left,
  expiring: left <= minutes(5),
  ...(change.renews === undefined ? {} : { renews: fixedNow + change.renews }),
});

const prod = roleWith('prod-admin', 'Admin', '111122223333', {
  guard: 'on',
  durationSeconds: 900,
  state: active(minutes(11.5), { life: minutes(15) }),
});
const lake = roleWith('data-lake', 'DataEngineer', '555566667777', {
  pinned: true,
  state: active(minutes(46.2), { renews: minutes(31.2) }),
});
const rest: readonly RoleView[] = [
  roleWith('dev-power', 'PowerUser', '222233334444', { favourite: true }),
  roleWith('prod-readonly', 'ReadOnly', '111122223333', { favourite: true, guard: 'offered' }),
  roleWith('network-ops', 'NetworkOps', '333344445555', { recent: 1, externalId: true }),
  roleWith('billing', 'Billing', '444455556666', { recent: 2 }),
  roleWith('staging-admin', 'Admin', '222233334444'),
  roleWith('staging-readonly', 'ReadOnly', '222233334444', { durationSeconds: 43_200, via: 'direct', pinned: true }),
  roleWith('acme-audit', 'Audit', '333344445555', { origin: 'iam' }),
  roleWith('acme-break-glass', 'BreakGlass', '333344445555', { origin: 'iam', maybe: true, guard: 'on' }),
  roleWith('partner', 'Partner', '444455556666', { origin: 'added', can: { tap: true, end: false, renew: false, edit: true } }),
];
export const day = (change: Partial<Snapshot> = {}): Snapshot => snapshotWith({ roles: [prod, lake, ...rest], awsAccounts, ...change });

export const terraform: Asker = { kind: 'program', name: 'terraform', pid: 4121, folder: '~/infra/network', sure: true };
export const others: readonly Asker[] = [
  { kind: 'program', name: 'aws', pid: 4188, folder: '~', sure: true },
  { kind: 'program', name: 'python3', pid: 4190, folder: '/srv/jobs/nightly-reports-of-the-platform-team', sure: false },
  { kind: 'program', name: 'node', pid: 4201, sure: true },
];
const asked = (role: RoleView, change: Partial<Snapshot['waiting'][number]>): Snapshot =>
  day({
    roles: [prod, lake, ...rest].map((each) =>
      each.id === role.id
        ? { ...each, state: { kind: 'waiting', for: 'touch' }, can: { tap: false, end: false, renew: false, edit: false } }
        : each,
    ),
    waiting: [
      waitingWith({
        for: { kind: 'role', profile: role.profile, roleArn: role.roleArn, roleName: role.roleName, accountId: role.accountId },
        since: fixedNow - minutes(0.3),
        deadline: fixedNow + minutes(0.7),
        ...change,
      }),
    ],
  });

const endsSoon: Alert = { id: 'alert 1', kind: 'ends-soon', what: 'mfa-session', name: 'jane', ends: fixedNow + minutes(8.6) };
const wanted: Alert = { id: 'alert 2', kind: 'touch-wanted', profile: 'staging-admin', asker: terraform };
const refused: Alert = {
  id: 'alert 3',
  kind: 'renewal-failed',
  profile: 'data-lake',
  problem: { code: 'aws-unreachable', host: 'sts.eu-central-1.amazonaws.com', reason: 'ENOTFOUND' },
};

const signedOut: Alert = { id: 'alert 4', kind: 'signed-out', profile: 'viewer', roles: ['viewer', 'billing', 'data-lake'] };

const found = (change: Partial<DiscoveryView>): DiscoveryView => ({
  source: 'jane',
  state: 'done',
  at: fixedNow - 4000,
  found: 12,
  unread: [],
  patterns: [],
  ...change,
});

/** Name -> what main would have sent. */
/** A key in hand, and nothing to tap. */
const unready: Partial<Snapshot> = {
  card: { kind: 'present', keys: [keyWith({ accounts: [] })] },
  code: { state: { kind: 'idle' } },
  roles: [],
  sessions: [],
  discovery: [{ source: 'jane', state: 'none', found: 0, unread: [], patterns: [] }],
};

/** A role whose read-only session is open, and one that opens read-only by itself. */
const opsRole = roleWith('ops', 'Operator', '222233334444', { readOnly: 'ops-ro' });
const opsReadOnly = roleWith('ops-ro', 'Operator', '222233334444', {
  target: 'ops-ro',
  state: active(minutes(41)),
  limits: { kind: 'read-only', of: 'ops', policies: ['ReadOnlyAccess'], ownPolicy: false, tags: [] },
});
const carefulRole = roleWith('billing', 'Billing', '444455556666', { readOnly: 'billing-ro', readOnlyFirst: true, guard: 'on' });

export const sessionScreens = {
  'roles-limited': day({ roles: [opsRole, opsReadOnly, carefulRole] }),
  'roles-browsers': day({
    roles: [
      roleWith('ops', 'Operator', '222233334444', { console: { browser: 'chrome/Profile 1', for: 'account' } }),
      roleWith('lost', 'Operator', '333344445555', { console: { browser: 'edge/Default', for: 'role' } }),
    ],
    browsers: [
      { id: 'chrome/Default', label: 'Chrome, Home' },
      { id: 'chrome/Profile 1', label: 'Chrome, Work' },
      { id: 'firefox/team/Acme', label: 'Firefox, team, Acme', lacksAddOn: true },
    ],
  }),
  'roles-favourites': day(),
  'roles-guarded': day({
    roles: [
      prod,
      roleWith('live-db', 'Database', '111122223333', { guard: 'offered', recent: 1 }),
      roleWith('acme-break-glass', 'BreakGlass', '333344445555', { origin: 'iam', maybe: true, guard: 'on' }),
      roleWith('staging-admin', 'Admin', '222233334444'),
    ],
  }),
  /** What the window shows at once, while nothing is open. */
  'roles-eight': day({
    roles: [
      roleWith('dev-power', 'PowerUser', '222233334444'),
      roleWith('dev-readonly', 'ReadOnly', '222233334444'),
      roleWith('prod-admin', 'AdministratorAccess', '111122223333'),
      roleWith('prod-readonly', 'ReadOnly', '111122223333', { guard: 'on', durationSeconds: 900 }),
      roleWith('staging-of-the-platform', 'PlatformEngineerWithAccess', '222233334444', { durationSeconds: 43_200 }),
      roleWith('network-ops', 'NetworkOps', '333344445555', { externalId: true, origin: 'iam' }),
      roleWith('billing', 'Billing', '444455556666'),
      roleWith('data-lake', 'DataEngineer', '555566667777', { durationSeconds: 14_400 }),
    ],
    sessions: [],
  }),
  /** The touch was a moment ago. */
  'roles-opened': day({
    roles: [{ ...prod, state: { kind: 'active', since: fixedNow - 500, expires: fixedNow + hours(1), expiring: false } }, ...rest],
  }),
  'guard-offer': day({ guardOffer: 'prod-readonly' }),
  'roles-pinned': day({
    roles: [
      lake,
      roleWith('ci', 'Deploy', '222233334444', { state: active(minutes(52), { renews: minutes(37) }) }),
      roleWith('staging-admin', 'Admin', '222233334444', { pinned: true }),
    ],
  }),
  'roles-found': day({ roles: rest.slice(4), sessions: [] }),
  'roles-fresh': day({
    roles: [
      lake,
      {
        ...roleWith('network-ops', 'NetworkOps', '333344445555'),
        state: { kind: 'failed', problem: { code: 'role-refused', roleArn: 'arn:aws:iam::333344445555:role/NetworkOps' }, fresh: true },
      },
      ...rest.slice(4),
    ],
  }),
  'roles-expired-keys': day({
    roles: [
      lake,
      {
        ...roleWith('network-ops', 'NetworkOps', '333344445555'),
        state: {
          kind: 'failed',
          problem: {
            code: 'target-temporary',
            target: 'network-ops-tap',
            file: '/home/jane/.aws/credentials',
            line: 41,
            suggestion: 'network-ops-tap-2',
            keys: 'expired',
          },
        },
      },
      ...rest.slice(4),
    ],
  }),
  'roles-memory-only': day({ sessionsKept: 'process' }),
  /** Every kind of source, and a user with MFA. */
  'roles-sources': day({
    roles: [
      {
        ...roleWith('jane', 'jane', '111122223333', {
          state: active(hours(11.6), { life: hours(12) }),
          durationSeconds: 43_200,
          can: { tap: true, end: true, renew: false, edit: false },
        }),
        user: true,
      },
      roleWith('vault-admin', 'Admin', '222233334444', { sourceKind: 'process', state: { kind: 'waiting', for: 'source' } }),
      roleWith('staging-admin', 'Admin', '222233334444', { sourceKind: 'process' }),
      roleWith('kept-audit', 'Audit', '333344445555', { sourceKind: 'store' }),
      roleWith('login-dev', 'PowerUser', '444455556666', { sourceKind: 'login' }),
      {
        ...roleWith('viewer', 'ViewOnlyAccess', '555566667777', {
          sourceKind: 'sso',
          state: { kind: 'failed', problem: { code: 'login-over', profile: 'viewer', how: 'sso' } },
        }),
        signIn: true,
      },
    ],
  }),
  'roles-door-closed': day({
    door: {
      state: 'failed',
      problem: { code: 'socket-unsafe', path: '/run/user/1000/roletap/socket', why: 'folder-foreign' },
    },
    sessionsKept: 'login',
  }),
  'roles-ended': day({ ended: [{ id: 'ended 1', names: ['staging-admin'], all: false, until: fixedNow + 4000 }] }),
  alerts: day({ alerts: [endsSoon, wanted, refused] }),
  'alert-ends-soon': day({ alerts: [endsSoon] }),
  'alert-direct': day({ alerts: [{ ...endsSoon, what: 'direct', name: 'staging-readonly' }] }),
  'alert-touch-wanted': day({ alerts: [wanted] }),
  'alert-signed-out': day({ alerts: [signedOut] }),
  'alert-renewal-failed': day({ alerts: [refused] }),
  'sheet-touch-asked': asked(rest[4] ?? lake, { askers: [terraform] }),
  'sheet-touch-asked-many': asked(rest[4] ?? lake, { askers: [terraform, ...others] }),
  'sheet-touch-asked-unsure': asked(rest[4] ?? lake, { askers: others.slice(1, 2) }),
  'sheet-touch-guarded': asked(prod, { guarded: true, span: 'session', askers: [terraform] }),
  'sheet-touch-guarded-day': asked(prod, { guarded: true, span: 'day', askers: [terraform] }),
  'sheet-renewal': day({
    waiting: [waitingWith({ for: { kind: 'renewal', source: 'jane' }, since: fixedNow - minutes(0.2), deadline: fixedNow + minutes(0.3) })],
  }),
  'sheet-password-asked': asked(rest[4] ?? lake, { kind: 'password', canRemember: true, askers: [terraform] }),
  'sheet-insert-asked': asked(rest[4] ?? lake, {
    kind: 'insert',
    account: 'arn:aws:iam::111122223333:mfa/jane',
    askers: [terraform, ...others],
  }),
  'discovery-reading': day({ discovery: [found({ state: 'reading', found: 7 })] }),
  'discovery-done': day({ discovery: [found({})] }),
  'discovery-unread': day({
    discovery: [
      found({
        found: 3,
        unread: [
          {
            what: 'group-policies',
            name: 'platform',
            problem: {
              code: 'iam-denied',
              action: 'iam:ListGroupPolicies',
              resource: 'arn:aws:iam::111122223333:group/platform',
              explicit: false,
            },
          },
          {
            what: 'document',
            name: 'assume-anything',
            problem: { code: 'policy-unclear', policy: 'assume-anything', why: 'not-resource' },
          },
        ],
        patterns: [
          { pattern: 'arn:aws:iam::666677778888:role/team-*', accountId: '666677778888' },
          { pattern: 'arn:aws:iam::*:role/OrganizationAccountAccessRole' },
        ],
        problem: { code: 'search-without-mfa', source: 'jane', action: 'iam:ListGroupPolicies' },
      }),
    ],
  }),
  'discovery-failed': day({
    discovery: [found({ state: 'failed', found: 0, problem: { code: 'keys-refused', source: 'jane' } })],
  }),
  'popover-setup': snapshotWith({ ...unready, setup: { source: 'jane', kind: 'store', roles: 0, opened: false } }),
  'popover-setup-no-service': snapshotWith({
    ...unready,
    card: { kind: 'no-service', problem: { code: 'card-service-missing' } },
    setup: { source: 'jane', kind: 'file', roles: 0, opened: false },
  }),
  'roles-setup-device': snapshotWith({
    card: { kind: 'present', keys: [keyWith({ accounts: [] })] },
    code: { state: { kind: 'idle' } },
    sessions: [],
    roles: [roleWith('deploy', 'Deploy', '111122223333'), roleWith('read-only', 'ReadOnly', '111122223333')],
    setup: { source: 'jane', kind: 'file', roles: 2, opened: false },
  }),
  'roles-setup-roles': snapshotWith({
    sessions: [],
    roles: [roleWith('jane', 'jane', '111122223333', { user: true, sourceKind: 'store' })],
    setup: { source: 'jane', kind: 'store', device: account.id, roles: 0, opened: false },
  }),
} as const satisfies Record<string, Snapshot>;

export type SessionScreenName = keyof typeof sessionScreens;
export const sessionScreenNames = Object.keys(sessionScreens) as readonly SessionScreenName[];
