import type { EnrollForView } from '../../contract/team/enroll.ts';
import { type RescueFacts, type RescuePlanView, waitsToLift } from '../../contract/team/rescue.ts';
import type { RoleFormat } from '../../contract/team/role.ts';
import { clockTime, counted, shortDay } from '../grammar.ts';

/** What stands in the window around a role, a YubiKey for somebody else, and a lost one. Shared parts are with adding people. */
export const roleSheet = {
  open: 'Add a role…',
  title: 'Add a role',
  name: 'Role name',
  who: 'Who may assume it',
  trusts: {
    own: { title: 'People in this account', hint: 'With MFA, if their policies or the group allow it.' },
    users: { title: 'These users', hint: 'With MFA. They need no policy of their own.' },
    other: { title: 'Another account', hint: 'With MFA, if that account allows it, too.' },
    certificate: { title: 'Holders of a certificate', hint: 'IAM Roles Anywhere, with the private key on a YubiKey.' },
  },
  users: 'Users',
  usersHint: 'ARNs, one per line.',
  accountId: 'Account ID',
  externalId: 'External ID',
  externalIdHint: 'What the other account must send. Leave it empty for none.',
  trustAnchor: 'Trust anchor',
  trustAnchorHint: 'Its ARN.',
  subject: 'Subject',
  subjectHint: 'What the certificate’s subject must have, such as CN=jane.',
  proved: 'Demand proof that the key was made on a YubiKey and asks for PIN and touch',
  mfaAge: 'MFA age',
  anyAge: 'Any',
  maxSession: 'Longest session',
  group: 'Group',
  groupHint: 'Its members may assume the role.',
  policiesHint: 'What the role may do: ARNs, one per line.',
  permissions: 'Permissions',
  permissionsHint: 'A policy as JSON, for this role only.',
  more: 'Path and boundary',
  add: 'Add role',
  running: 'Adding the role',
  done: (role: string): string => `${role} is added`,
  undone: (role: string): string => `${role} is removed again`,
  unfinished: (role: string, done: number, all: number): string => `Adding the role ${role} isn’t finished: ${done} of ${all} steps done.`,
  texts: 'Trust policy and text to copy',
  trust: 'Trust policy',
  groupPolicy: (group: string): string => `Policy for ${group}`,
} as const;

const formats: { readonly [F in RoleFormat]: string } = { json: 'JSON', terraform: 'Terraform', cloudformation: 'CloudFormation' };

export const formatWords = (format: RoleFormat): string => formats[format];

export const enrollSheet = {
  open: 'Enroll a YubiKey…',
  title: (user: string): string => `Enroll a YubiKey for ${user}`,
  about: 'Insert the YubiKey that you give them. Its secret goes to the YubiKey only.',
  key: 'YubiKey',
  none: 'Insert a YubiKey.',
  touch: 'Ask for a touch for each code',
  enroll: 'Enroll YubiKey',
  running: 'Enrolling the YubiKey',
  done: (user: string): string => `${user} has a YubiKey`,
  undone: (user: string): string => `The YubiKey is no longer ${user}’s`,
  give: ({ keyName, keySerial, user }: Pick<EnrollForView, 'keyName' | 'keySerial' | 'user'>): string =>
    `Give ${keySerial === undefined ? `this ${keyName}` : `YubiKey ${keySerial}`} to ${user}.`,
  unfinished: (user: string, done: number, all: number): string => `${user}’s YubiKey isn’t enrolled yet: ${done} of ${all} steps done.`,
} as const;

export const rescueSheet = {
  open: 'Lost a YubiKey…',
  title: (user: string): string => `${user} lost a YubiKey`,
  about: 'Shut out whoever finds it. Nothing changes until you confirm.',
  looking: 'Reading MFA devices and access keys',
  devices: 'Lost MFA devices',
  noDevices: 'No MFA devices.',
  also: ({ keys, unread }: Pick<RescueFacts, 'keys' | 'unread'>): string => {
    if (unread.some(({ what }) => what === 'keys')) return 'Access keys are set inactive, and open MFA sessions are revoked, too.';
    const active = keys.filter(({ isActive }) => isActive).length;
    return active === 0
      ? 'Open MFA sessions are revoked, too.'
      : `${counted(active, { one: 'active access key is', other: 'active access keys are' })} set inactive, and open MFA sessions are revoked, too.`;
  },
  rescue: 'Shut out',
  running: 'Shutting out',
  done: (user: string): string => `${user}’s access is revoked`,
  undone: (user: string): string => `${user}’s access keys are active again`,
  undoneDevices: 'The removed MFA devices stay removed: their secrets are gone.',
  over: (user: string): string => `${user}’s rescue is finished`,
  waits: 'Waiting to lift the policy',
  later: (at: number): string => `From ${shortDay(at, true)} ${clockTime(at)}, when every old session has ended, lift the policy here.`,
  lift: 'Lift policy',
  enroll: 'Enroll a new YubiKey…',
  /** In the list of plans that are not finished. */
  unfinished: (plan: RescuePlanView, done: number, all: number): string =>
    waitsToLift(plan) && plan.liftAt !== undefined
      ? `${plan.user}’s access is revoked. Lift the policy from ${shortDay(plan.liftAt, true)} ${clockTime(plan.liftAt)} on.`
      : `${plan.user}’s rescue isn’t finished: ${done} of ${all} steps done.`,
} as const;

/** What can be done from a person's row. */
export const rowTexts = {
  more: (user: string): string => `More for ${user}`,
  console: 'Open in IAM console',
  require: 'Require MFA…',
  /** What a button does for somebody, as it is heard. */
  stepFor: (step: string, user: string): string => `${step}: ${user}`,
  rotate: 'Copies the command for them',
} as const;
