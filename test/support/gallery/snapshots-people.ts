import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import type { EnforcePlanView, EnforceView } from '../../../src-main/contract/team/enforce.ts';
import type { EnforcingView } from '../../../src-main/contract/team/enforcing.ts';
import type { TeamGroups, TeamPageView } from '../../../src-main/contract/team/page.ts';
import type { Person, PersonDevice, PersonKey } from '../../../src-main/contract/team/people.ts';
import type { SimulatingView } from '../../../src-main/contract/team/simulate.ts';
import { day } from './snapshots-sessions.ts';

/** The page of the people in an account. */
export const at = Date.parse('2026-11-22T14:31:00Z');
const days = (count: number) => at - count * 86_400_000;
export const account = '111122223333';

export const device = (name: string, kind: PersonDevice['kind'] = 'yubikey'): PersonDevice => ({
  kind,
  serial: kind === 'hardware' ? name : `arn:aws:iam::${account}:${kind === 'passkey' ? 'u2f/user/' : 'mfa/'}${name}`,
});
const key = (age: number, change: Partial<PersonKey> = {}): PersonKey => ({ number: 1, state: 'active', rotated: days(age), ...change });

export const person = (name: string, change: Partial<Person> = {}): Person => ({
  name,
  arn: `arn:aws:iam::${account}:user/${name}`,
  isRoot: false,
  created: days(400),
  console: 'yes',
  signedIn: days(0),
  mfa: [],
  keys: [],
  flags: [],
  next: 'none',
  ...change,
});

export const team: readonly Person[] = [
  person('<root_account>', {
    arn: `arn:aws:iam::${account}:root`,
    isRoot: true,
    signedIn: 'never',
    keys: [key(700, { used: 'never' })],
    flags: ['root-key', 'root-no-mfa', 'old-key'],
    next: 'delete-root-key',
  }),
  person('ada', {
    mfa: [device('ada-yk-12345678'), device('ada-yk-23456789')],
    keys: [key(12, { used: { at: days(0), service: 'sts', region: 'eu-central-1' } })],
  }),
  person('bob', {
    signedIn: days(1),
    keys: [key(214, { used: { at: days(3), service: 's3', region: 'eu-west-1' } }), key(2, { number: 2, used: 'never' })],
    flags: ['no-mfa', 'two-keys', 'old-key'],
    next: 'add-mfa',
  }),
  person('carol', { signedIn: days(19), mfa: [device('carol', 'virtual')], flags: ['one-device'], next: 'add-spare' }),
  person('dan', {
    console: 'no',
    signedIn: 'never',
    mfa: [device('dan-passkey', 'passkey'), device('GAHT12345678', 'hardware')],
    keys: [key(97, { used: { at: days(40), service: 'ec2', region: 'us-east-1' } }), key(300, { number: 2, state: 'inactive' })],
    flags: ['old-key'],
    next: 'rotate-key',
  }),
  person('deploy-bot-of-the-platform-engineering-team-in-eu-central-1', {
    console: 'no',
    signedIn: 'never',
    keys: [key(401, { used: { at: days(60), service: 's3', region: 'eu-west-1' } })],
    flags: ['no-mfa', 'old-key', 'unused'],
    next: 'remove-unused',
  }),
  person('erin', { mfa: 'unknown' }),
  person('frank', { console: 'no', signedIn: 'never' }),
];

export const page = (change: Partial<TeamPageView> = {}): TeamPageView => ({
  sources: ['jane', 'prod-admin'],
  source: 'prod-admin',
  ...change,
});

export const readOf = (people: readonly Person[], change: Partial<NonNullable<TeamPageView['read']>> = {}): Partial<TeamPageView> => ({
  read: {
    source: 'prod-admin',
    accountId: account,
    generated: at - 21 * 60_000,
    at,
    orphans: [],
    gaps: [],
    people: JSON.stringify(people),
    count: people.length,
    ...change,
  },
});

const denied = { code: 'iam-denied', resource: '*', explicit: false } as const;

const seenGroup: EnforceView = {
  source: 'prod-admin',
  accountId: account,
  scope: 'group',
  group: 'developers',
  members: [{ name: 'ada', devices: 2 }, { name: 'bob', devices: 0 }, { name: 'carol', devices: 1 }, { name: 'erin' }],
  lockedOut: ['bob', 'erin'],
  outside: 3,
  holders: [{ kind: 'group', name: 'developers', canManage: false, isEnforced: false }],
  canManage: false,
  isEnforced: false,
  isSafe: false,
  steps: [
    { name: 'own-mfa', state: 'todo' },
    { name: 'everybody', state: 'todo' },
    { name: 'deny', state: 'blocked' },
  ],
  unread: [{ code: 'iam-denied', action: 'iam:ListMFADevices', resource: '*', explicit: false }],
};
const safeGroup: EnforceView = {
  ...seenGroup,
  members: seenGroup.members.map(({ name }) => ({ name, devices: 1 })),
  lockedOut: [],
  canManage: true,
  isSafe: true,
  unread: [],
  steps: [
    { name: 'own-mfa', state: 'done' },
    { name: 'everybody', state: 'done' },
    { name: 'deny', state: 'todo' },
  ],
};
const enforcedGroup: EnforceView = {
  ...safeGroup,
  isEnforced: true,
  holders: [{ kind: 'group', name: 'developers', canManage: true, isEnforced: true }],
  steps: safeGroup.steps.map(({ name }) => ({ name, state: 'done' })),
};
const scope = { kind: 'group', group: 'developers' } as const;
const enforcing = (view: Partial<EnforcingView>, groups?: TeamGroups): Snapshot =>
  day({
    team: page({
      ...readOf(team),
      ...(groups === undefined ? {} : { groups }),
      enforcing: { stage: 'form', source: 'prod-admin', ...view },
    }),
  });

/** One group is done, the next is not. */
export const leftEnforcing: EnforcePlanView = {
  id: '7f40',
  source: 'prod-admin',
  accountId: account,
  scope: 'account',
  group: account,
  asked: { kind: 'account', breakGlass: 'ada' },
  steps: [
    { name: 'own-mfa group developers', action: 'iam:PutGroupPolicy', state: 'done' },
    { name: 'deny group developers', action: 'iam:PutGroupPolicy', state: 'begun' },
    { name: 'deny user erin', action: 'iam:PutUserPolicy', state: 'todo' },
  ],
};

const groups: TeamGroups['groups'] = [{ name: 'developers', members: 4 }, { name: 'ops', members: 2 }, { name: 'contractors' }];
/** Ada and Dan are in no group; Dan has MFA, too. */
const memberships = JSON.stringify([
  ['bob', ['developers']],
  ['carol', ['developers', 'ops']],
  ['erin', ['developers']],
  ['frank', ['ops']],
  ['ada', []],
  ['dan', []],
]);
export const offered: TeamGroups = { groups, memberships };

const simulating = (change: Partial<SimulatingView>): Snapshot =>
  day({
    team: page({
      ...readOf(team),
      simulating: {
        stage: 'ready',
        source: 'prod-admin',
        user: 'bob',
        actions: ['iam:ListVirtualMFADevices', 's3:ListAllMyBuckets'],
        ...change,
      },
    }),
  });
const answer: SimulatingView['seen'] = {
  source: 'prod-admin',
  accountId: account,
  user: 'bob',
  userArn: `arn:aws:iam::${account}:user/bob`,
  results: [
    { action: 'iam:ListVirtualMFADevices', resource: '*', withoutMfa: 'allowed', withMfa: 'allowed', deniedBy: [] },
    { action: 's3:ListAllMyBuckets', resource: '*', withoutMfa: 'explicit', withMfa: 'allowed', deniedBy: ['RoletapDenyWithoutMFA'] },
    {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::quarterly-reports-of-the-finance-team/2026/q3.csv',
      withoutMfa: 'explicit',
      withMfa: 'implicit',
      deniedBy: ['RoletapDenyWithoutMFA', 'reports-only-from-the-office'],
    },
  ],
};

export const peopleScreens = {
  'people-simulate': simulating({}),
  'people-simulate-working': simulating({ stage: 'working' }),
  'people-simulate-answer': simulating({ seen: answer }),
  'people-simulate-denied': simulating({
    problem: {
      code: 'iam-denied',
      action: 'iam:SimulatePrincipalPolicy',
      resource: `arn:aws:iam::${account}:user/bob`,
      explicit: false,
    },
  }),
  'people-enforce-pilot': enforcing({
    stage: 'seen',
    scope: { kind: 'pilot', group: 'developers', user: 'bob' },
    seen: { ...enforcedGroup, scope: 'pilot', group: 'bob', members: [{ name: 'bob', devices: 1 }], outside: 7 },
  }),
  'people-enforce': day({ team: page({ enforcing: { stage: 'form', source: 'prod-admin' } }) }),
  'people-enforce-groups': enforcing({ scope: { kind: 'pilot', group: '', user: 'bob' } }, { groups, memberships }),
  'people-enforce-account': enforcing({ scope: { kind: 'account', breakGlass: '' } }, offered),
  'people-enforce-typed': enforcing(
    {},
    { groups: [], problem: { code: 'iam-denied', action: 'iam:ListGroups', resource: `arn:aws:iam::${account}:group/`, explicit: false } },
  ),
  'people-enforce-looking': enforcing({ stage: 'looking', scope, progress: { what: 'devices', done: 1240, total: 5000 } }),
  'people-enforce-unsafe': enforcing({ stage: 'seen', scope, seen: seenGroup }),
  'people-enforce-safe': enforcing({ stage: 'seen', scope, seen: safeGroup }),
  'people-enforce-everyone': enforcing({
    stage: 'seen',
    scope: { kind: 'account', breakGlass: 'dan' },
    seen: { ...seenGroup, scope: 'account', group: account, outside: 1 },
  }),
  'people-enforce-on': enforcing({ stage: 'seen', scope, seen: enforcedGroup }),
  'people-enforce-left': enforcing({ stage: 'left', scope: leftEnforcing.asked, left: leftEnforcing, problem: { code: 'throttled' } }),
  'people-enforce-over': enforcing({
    stage: 'seen',
    scope,
    seen: enforcedGroup,
    over: { what: 'resume', plan: { ...leftEnforcing, scope: 'group', group: 'developers' } },
  }),
  people: day({ team: page(readOf(team)) }),
  'people-closed': day({ team: page() }),
  'people-none': day({ team: page({ sources: [], source: '' }) }),
  'people-reading': day({ team: page({ progress: { what: 'devices', done: 120, total: 340 } }) }),
  'people-changed': day({ team: page(readOf(team, { isChanged: true })) }),
  'people-again': day({ team: page({ ...readOf(team), progress: { what: 'report', done: 2, total: 30 } }) }),
  'people-failed': day({
    team: page({ problem: { code: 'aws-unreachable', host: 'iam.amazonaws.com', reason: 'ENOTFOUND' } }),
  }),
  'people-no-owner': day({
    team: page(readOf(team, { orphans: [`arn:aws:iam::${account}:mfa/old-phone`, `arn:aws:iam::${account}:mfa/zoe-yk-34567890`] })),
  }),
  'people-gaps': day({
    team: page(
      readOf(
        team.map((one) => ({ ...one, mfa: 'unread' as const, console: 'unknown' as const, flags: [], next: 'none' as const })),
        {
          gaps: [
            { what: 'report', action: 'iam:GetCredentialReport', problem: { ...denied, action: 'iam:GetCredentialReport' } },
            { what: 'devices', action: 'iam:ListMFADevices', count: 8, problem: { ...denied, action: 'iam:ListMFADevices' } },
            { what: 'virtual-devices', problem: { code: 'throttled' } },
          ],
        },
      ),
    ),
  }),
  'people-5000': day({
    team: page(
      readOf(
        Array.from({ length: 5000 }, (_, index) => {
          const one = team[1 + (index % (team.length - 1))] ?? person('');
          const name = `${one.name.slice(0, 12)}-${index}`;
          return { ...one, name, arn: `arn:aws:iam::${account}:user/${name}` };
        }),
      ),
    ),
  }),
} as const satisfies Record<string, Snapshot>;
