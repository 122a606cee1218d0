import { policyText } from '../../../src-main/aws/policies/policy-texts.ts';
import { roleText } from '../../../src-main/aws/policies/role-texts.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import type { EnrollForView } from '../../../src-main/contract/team/enroll.ts';
import type { TeamPlanView } from '../../../src-main/contract/team/plan.ts';
import type { GroupPolicyView, ListedPolicy, MadePolicy, PoliciesView, ShownCheck } from '../../../src-main/contract/team/policies.ts';
import type { RemoveFacts, RemovePlanView } from '../../../src-main/contract/team/remove.ts';
import type { RescueFacts, RescuePlanView } from '../../../src-main/contract/team/rescue.ts';
import type { RolePlanView, RoleWish } from '../../../src-main/contract/team/role.ts';
import type {
  AddSheet,
  EnrollSheet,
  PolicySheet,
  RemoveSheet,
  RescueSheet,
  RoleSheet,
  SheetView,
} from '../../../src-main/contract/team/sheet.ts';
import { account, at, device, leftEnforcing, offered, page, readOf, team } from './snapshots-people.ts';
import { day } from './snapshots-sessions.ts';

/** Plans on the people's page. */
const source = 'prod-admin';
const sheet = (view: SheetView, change: Partial<Snapshot> = {}): Snapshot => ({
  ...day({ team: page({ ...readOf(team), sheet: view }) }),
  ...change,
});
const adding = (view: Partial<AddSheet>) => sheet({ kind: 'add', stage: 'form', source, ...view });
const making = (view: Partial<RoleSheet>) => sheet({ kind: 'role', stage: 'form', source, ...view });
const rescuing = (view: Partial<RescueSheet>) => sheet({ kind: 'rescue', stage: 'form', source, user: 'bob', ...view });
const enrolling = (view: Partial<EnrollSheet>, change?: Partial<Snapshot>) =>
  sheet({ kind: 'enroll', stage: 'form', source, user: 'bob', ...view }, change);

const plan: TeamPlanView = {
  source: 'prod-admin',
  accountId: account,
  user: 'kim',
  userArn: `arn:aws:iam::${account}:user/kim`,
  consoleUrl: `https://${account}.signin.aws.amazon.com/console`,
  steps: [
    { name: 'user', action: 'iam:CreateUser', on: 'kim', state: 'todo', undo: 'iam:DeleteUser' },
    { name: 'group', action: 'iam:CreateGroup', on: 'developers', state: 'there' },
    { name: 'member', action: 'iam:AddUserToGroup', on: 'developers', state: 'todo', undo: 'iam:RemoveUserFromGroup' },
    { name: 'key', action: 'iam:CreateAccessKey', on: 'kim', state: 'todo', undo: 'iam:DeleteAccessKey' },
    { name: 'invite', action: 'file', on: 'kim.invite', state: 'todo' },
  ],
  unread: [],
};
const halfDone: TeamPlanView = {
  ...plan,
  id: '7f3c',
  steps: plan.steps.map((step, index) => (index === 0 ? { ...step, state: 'done' } : index === 2 ? { ...step, state: 'begun' } : step)),
};
const allDone: TeamPlanView = {
  ...plan,
  steps: plan.steps.map((step) => (step.state === 'there' ? step : { ...step, state: 'done' })),
};

const facts: RescueFacts = {
  source,
  accountId: account,
  user: 'bob',
  userArn: `arn:aws:iam::${account}:user/bob`,
  devices: [device('bob-yk-12345678'), device('bob-phone', 'virtual')],
  keys: [
    { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', isActive: true },
    { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', isActive: false },
  ],
  unread: [],
};
const lost = facts.devices.slice(0, 1).map(({ serial }) => serial);
const rescue: RescuePlanView = {
  source,
  accountId: account,
  user: 'bob',
  userArn: facts.userArn,
  consoleUrl: plan.consoleUrl,
  devices: lost,
  keys: ['AKIAIOSFODNN7EXAMPLE'],
  unread: [],
  steps: [
    { name: 'keys', action: 'iam:UpdateAccessKey', on: 'AKIAIOSFODNN7EXAMPLE', state: 'todo', undo: 'iam:UpdateAccessKey' },
    { name: 'devices', action: 'iam:DeactivateMFADevice, iam:DeleteVirtualMFADevice', on: lost.join(', '), state: 'todo' },
    { name: 'sessions', action: 'iam:PutUserPolicy', on: 'bob', state: 'todo', undo: 'iam:DeleteUserPolicy' },
    { name: 'lift', action: 'iam:DeleteUserPolicy', on: 'bob', state: 'todo' },
  ],
};
const steps = (count: number) => rescue.steps.map((step, index) => (index < count ? { ...step, state: 'done' as const } : step));
const revoked: RescuePlanView = { ...rescue, id: '7f3d', liftAt: at + 36 * 3_600_000, steps: steps(3) };
const due: RescuePlanView = { ...revoked, liftAt: at - 3_600_000 };

const roleWish: RoleWish = {
  name: 'Deploy',
  trust: { kind: 'account', accountId: account },
  mfaAgeSeconds: 3600,
  maxSessionSeconds: 43_200,
  policies: ['arn:aws:iam::aws:policy/PowerUserAccess'],
  group: 'developers',
};
const place = { partition: 'aws', accountId: account };
const rolePlan: RolePlanView = {
  source,
  accountId: account,
  role: 'Deploy',
  roleArn: `arn:aws:iam::${account}:role/Deploy`,
  mfaAgeSeconds: 3600,
  maxSessionSeconds: 43_200,
  group: 'developers',
  trustPolicy: '{\n  "Version": "2012-10-17"\n}\n',
  groupPolicy: '{\n  "Version": "2012-10-17"\n}\n',
  texts: {
    json: roleText(roleWish, place, 'json'),
    terraform: roleText(roleWish, place, 'terraform'),
    cloudformation: roleText(roleWish, place, 'cloudformation'),
  },
  notes: ['short-age', 'long-session'],
  unread: [],
  steps: [
    { name: 'role', action: 'iam:CreateRole', on: 'Deploy', state: 'todo', undo: 'iam:DeleteRole' },
    { name: 'policies', action: 'iam:AttachRolePolicy', on: roleWish.policies.join(', '), state: 'todo', undo: 'iam:DetachRolePolicy' },
    { name: 'assume', action: 'iam:PutGroupPolicy', on: 'developers', state: 'todo', undo: 'iam:DeleteGroupPolicy' },
  ],
};

const enrolment: EnrollForView = {
  source,
  accountId: account,
  user: 'bob',
  device: `arn:aws:iam::${account}:mfa/bob-yk-12345678`,
  keyName: 'YubiKey 5C NFC',
  keySerial: 12_345_678,
  touch: true,
  unread: [],
  steps: [
    { name: 'device', action: 'iam:CreateVirtualMFADevice', on: 'bob-yk-12345678', state: 'todo', undo: 'iam:DeleteVirtualMFADevice' },
    { name: 'enable', action: 'iam:EnableMFADevice', on: 'bob', state: 'todo', undo: 'iam:DeactivateMFADevice' },
  ],
};

const unsafe = `{
  "Version": "2012-10-17",
  "Statement": {
    "Sid": "DenyWithoutMFA",
    "Effect": "Deny",
    "NotAction": ["iam:ChangePassword", "sts:GetSessionToken"],
    "Resource": "*",
    "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } }
  }
}`;
const check: ShownCheck = {
  kind: 'identity',
  fixed: unsafe.replace('Bool', 'BoolIfExists'),
  findings: [
    {
      rule: 'deny-bool',
      level: 'error',
      line: 6,
      statement: 1,
      sid: 'DenyWithoutMFA',
      change: [
        { kind: 'same', text: '  "Resource": "*",', line: 5 },
        { kind: 'remove', text: '  "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } }', line: 6 },
        { kind: 'add', text: '  "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } }', line: 6 },
      ],
    },
    { rule: 'locked-out', level: 'error', line: 4, statement: 1, about: ['iam:EnableMFADevice', 'iam:ListMFADevices'] },
  ],
};
/** What Roletap itself would write. */
const own = policyText('deny', { partition: 'aws', accountId: account });
const made: MadePolicy = {
  kind: 'deny',
  extras: [],
  path: '',
  text: own,
  group: 'developers',
  change: [{ kind: 'add', text: '      "Effect": "Deny",', line: 6 }],
};
const listed: readonly ListedPolicy[] = [
  { id: `arn:aws:iam::${account}:policy/deny-without-mfa`, kind: 'managed', name: 'deny-without-mfa', errors: 2, warnings: 0 },
  { id: 'group/developers/legacy-mfa', kind: 'group', name: 'legacy-mfa', holder: 'developers', errors: 0, warnings: 1 },
  { id: `arn:aws:iam::${account}:role/Deploy`, kind: 'trust', name: 'Deploy', errors: 0, warnings: 0 },
  { id: 'user/bob/boundary-test', kind: 'user', name: 'boundary-test', holder: 'bob' },
];
const groupPolicy: GroupPolicyView = {
  source,
  accountId: account,
  group: 'developers',
  policy: 'deny',
  isRemoval: false,
  text: own,
  steps: [{ name: 'put', action: 'iam:PutGroupPolicy', on: 'developers', state: 'todo', undo: 'iam:DeleteGroupPolicy' }],
  unread: [],
};
const belongings: RemoveFacts = {
  source,
  accountId: account,
  user: 'erin',
  userArn: `arn:aws:iam::${account}:user/erin`,
  hasPassword: true,
  keys: [
    { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', isActive: true, used: { at: at - 200 * 86_400_000, service: 's3' } },
    { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', isActive: true, used: 'never' },
  ],
  devices: [device('erin-phone', 'virtual')],
  groups: ['developers'],
  unread: [],
};
const removal: RemovePlanView = {
  source,
  accountId: account,
  user: 'erin',
  userArn: belongings.userArn,
  what: 'user',
  isNow: true,
  keys: belongings.keys.map(({ accessKeyId }) => accessKeyId),
  unread: [],
  steps: [
    {
      name: 'keys',
      action: 'iam:UpdateAccessKey',
      on: 'AKIAIOSFODNN7EXAMPLE, AKIAI44QH8DHBEXAMPLE',
      state: 'todo',
      undo: 'iam:UpdateAccessKey',
    },
    { name: 'groups', action: 'iam:RemoveUserFromGroup', on: 'developers', state: 'todo', undo: 'iam:AddUserToGroup' },
    {
      name: 'managed',
      action: 'iam:DetachUserPolicy',
      on: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      state: 'todo',
      undo: 'iam:AttachUserPolicy',
    },
    { name: 'password', action: 'iam:DeleteLoginProfile', on: 'erin', state: 'todo' },
    {
      name: 'devices',
      action: 'iam:DeactivateMFADevice, iam:DeleteVirtualMFADevice',
      on: belongings.devices[0]?.serial ?? '',
      state: 'todo',
    },
    { name: 'delete-keys', action: 'iam:DeleteAccessKey', on: 'AKIAIOSFODNN7EXAMPLE, AKIAI44QH8DHBEXAMPLE', state: 'todo' },
    { name: 'user', action: 'iam:DeleteUser', on: 'erin', state: 'todo' },
  ],
};
const keyRemoval: RemovePlanView = {
  ...removal,
  what: 'keys',
  isNow: false,
  keys: ['AKIAI44QH8DHBEXAMPLE'],
  steps: [
    { name: 'keys', action: 'iam:UpdateAccessKey', on: 'AKIAI44QH8DHBEXAMPLE', state: 'todo', undo: 'iam:UpdateAccessKey' },
    { name: 'delete-keys', action: 'iam:DeleteAccessKey', on: 'AKIAI44QH8DHBEXAMPLE', state: 'todo' },
  ],
};
const inactive: RemovePlanView = {
  ...keyRemoval,
  id: '7f3e',
  deleteAt: at + 86_400_000,
  steps: keyRemoval.steps.map((step) => (step.name === 'keys' ? { ...step, state: 'done' } : step)),
};
const lonely = `arn:aws:iam::${account}:mfa/zoe-yk-34567890`;
const orphanRemoval: RemovePlanView = {
  source: 'prod-admin',
  accountId: account,
  user: lonely,
  userArn: lonely,
  what: 'device',
  isNow: true,
  keys: [],
  steps: [{ name: 'devices', action: 'iam:DeleteVirtualMFADevice', on: lonely, state: 'todo' }],
  unread: [],
};
const removing = (view: Partial<RemoveSheet>) => sheet({ kind: 'remove', stage: 'form', source, user: 'erin', what: 'access', ...view });
const ofGroup = (view: Partial<PolicySheet>) => sheet({ kind: 'policy', stage: 'plan', source, group: 'developers', ...view });
const policies = (view: Partial<PoliciesView>) => day({ team: page({ ...readOf(team), policies: { stage: 'ready', source, ...view } }) });

const chinese = `arn:aws-cn:iam::${account}:policy/limits`;
const anchorElsewhere = 'arn:aws:rolesanywhere:eu-central-1:222233334444:trust-anchor/12345678-1234-1234-1234-123456789012';

export const sheetScreens = {
  'people-unfinished': day({
    team: page({
      unfinished: [
        { kind: 'add', plan: halfDone },
        { kind: 'rescue', plan: revoked },
        { kind: 'remove', plan: inactive },
        { kind: 'enforce', plan: leftEnforcing },
      ],
    }),
  }),
  'people-add': adding({}),
  'people-add-groups': day({ team: page({ ...readOf(team), groups: offered, sheet: { kind: 'add', stage: 'form', source } }) }),
  'people-add-bad': adding({
    wish: { name: 'kim lee', policies: [], roles: [], password: false, accessKey: false },
    problem: { code: 'team-wish-bad', what: 'user', value: 'kim lee', why: 'letters' },
  }),
  'people-add-other-partition': adding({
    wish: { name: 'kim', boundary: chinese, policies: [], roles: [], password: false, accessKey: false },
    problem: { code: 'arn-partition', arn: chinese, partition: 'aws' },
  }),
  'people-add-plan': adding({
    stage: 'plan',
    plan,
    wish: { name: 'kim', group: 'developers', policies: [], roles: [], password: false, accessKey: true, invite: 'kim.invite' },
  }),
  'people-add-unread': adding({
    stage: 'plan',
    plan: { ...plan, unread: [{ code: 'iam-denied', action: 'iam:GetGroup', resource: '*', explicit: false }] },
  }),
  'people-add-running': adding({ stage: 'running', plan: halfDone }),
  'people-add-left': adding({
    stage: 'left',
    plan: halfDone,
    problem: { code: 'iam-denied', action: 'iam:AddUserToGroup', resource: `arn:aws:iam::${account}:group/developers`, explicit: false },
  }),
  'people-add-done': adding({ stage: 'done', plan: allDone }),
  'people-add-copied': adding({ stage: 'done', copiedSeconds: 20, plan: { ...allDone, steps: allDone.steps.slice(0, 3) } }),
  'people-rescue-looking': rescuing({ stage: 'looking' }),
  'people-rescue': rescuing({ facts }),
  'people-rescue-unread': rescuing({ problem: { code: 'iam-denied', action: 'iam:ListAccessKeys', resource: '*', explicit: false } }),
  'people-rescue-plan': rescuing({ stage: 'plan', facts, plan: rescue, wish: { user: 'bob', devices: lost, accessKey: false, roles: [] } }),
  'people-rescue-running': rescuing({ stage: 'running', plan: { ...rescue, id: '7f3d', steps: steps(1) } }),
  'people-rescue-left': rescuing({ stage: 'left', plan: { ...rescue, id: '7f3d', steps: steps(2) }, problem: { code: 'throttled' } }),
  'people-rescue-done': rescuing({ stage: 'done', plan: revoked }),
  'people-rescue-due': rescuing({ stage: 'left', plan: due }),
  'people-rescue-undone': rescuing({ stage: 'undone', plan: { ...rescue, steps: steps(0) } }),
  'people-policies': policies({}),
  'people-policies-working': policies({ stage: 'working' }),
  'people-policies-checked': policies({ name: 'deny.json', text: unsafe, check }),
  'people-policies-clean': policies({ name: '', text: '{}', check: { kind: 'identity', findings: [] } }),
  'people-policies-unread': policies({ problem: { code: 'policy-arn-bad', arn: 'arn:aws:iam::1:policy/x' } }),
  'people-remove': removing({ facts: belongings }),
  'people-remove-keys': removing({ what: 'keys', facts: belongings }),
  'people-remove-unread': removing({ problem: { code: 'iam-denied', action: 'iam:GetLoginProfile', resource: '*', explicit: false } }),
  'people-remove-plan': removing({ stage: 'plan', what: 'user', facts: belongings, plan: removal }),
  'people-remove-keys-plan': removing({ stage: 'plan', what: 'keys', facts: belongings, plan: keyRemoval }),
  'people-remove-waits': removing({ stage: 'done', what: 'keys', plan: inactive }),
  'people-remove-later': removing({ stage: 'left', what: 'keys', plan: inactive }),
  'people-remove-undone': removing({
    stage: 'undone',
    what: 'user',
    plan: { ...removal, steps: removal.steps.map((step) => (step.name === 'password' ? { ...step, state: 'done' } : step)) },
  }),
  'people-remove-device': removing({ stage: 'plan', user: lonely, what: 'device', plan: orphanRemoval }),
  'people-remove-device-gone': removing({ user: lonely, what: 'device', problem: { code: 'orphan-unknown', device: lonely } }),
  'people-policies-listed': policies({
    listed: {
      policies: JSON.stringify(listed),
      count: listed.length,
      unread: [{ code: 'iam-denied', action: 'iam:GetAccountAuthorizationDetails', resource: '*', explicit: false }],
    },
  }),
  'people-policy-plan': ofGroup({ plan: groupPolicy }),
  'people-policy-removal': ofGroup({
    plan: {
      ...groupPolicy,
      isRemoval: true,
      steps: groupPolicy.steps.map((step) => ({ ...step, name: 'take', action: 'iam:DeleteGroupPolicy', undo: 'iam:PutGroupPolicy' })),
    },
  }),
  'people-policy-unsafe': ofGroup({
    stage: 'form',
    wish: { policy: 'deny', group: 'developers', extras: [], path: '', isRemoval: false },
    problem: { code: 'enforce-unsafe', group: 'developers', names: ['bob', 'carol'], isBare: true },
  }),
  'people-policy-done': ofGroup({
    stage: 'done',
    plan: { ...groupPolicy, steps: groupPolicy.steps.map((step) => ({ ...step, state: 'done' })) },
  }),
  'people-policies-made': policies({ made }),
  'people-role': making({ wish: { ...roleWish, trust: { kind: 'account', accountId: '' } } }),
  'people-role-apart': making({
    wish: { ...roleWish, trust: { kind: 'certificate', trustAnchor: anchorElsewhere, subject: { CN: 'jane' } } },
    problem: { code: 'anywhere-apart', what: 'account', values: ['222233334444', account] },
  }),
  'people-role-plan': making({ stage: 'plan', wish: roleWish, plan: rolePlan }),
  'people-role-done': making({ stage: 'done', plan: { ...rolePlan, steps: rolePlan.steps.map((step) => ({ ...step, state: 'done' })) } }),
  'people-enroll': enrolling({}),
  'people-enroll-none': enrolling({}, { card: { kind: 'no-key' } }),
  'people-enroll-plan': enrolling({ stage: 'plan', plan: enrolment }),
  'people-enroll-done': enrolling({
    stage: 'done',
    plan: { ...enrolment, steps: enrolment.steps.map((step) => ({ ...step, state: 'done' })) },
  }),
} as const satisfies Record<string, Snapshot>;
