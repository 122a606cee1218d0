import * as v from 'valibot';
import { defined } from '../../../base/defined.ts';
import type { Log } from '../../../base/log.ts';
import { parsedJson } from '../../../base/schema.ts';
import type { EnforceScope } from '../../../contract/team/enforce.ts';
import { enrollForSteps } from '../../../contract/team/enroll.ts';
import { deviceName } from '../../../contract/team/people.ts';
import { addSteps, type StepState } from '../../../contract/team/plan.ts';
import { groupPolicySteps } from '../../../contract/team/policies.ts';
import { policyExtras, policyKinds } from '../../../contract/team/policy.ts';
import { allRemovals, removeSteps } from '../../../contract/team/remove.ts';
import { rescueSteps } from '../../../contract/team/rescue.ts';
import { roleSteps } from '../../../contract/team/role.ts';
import type { RecordFolder } from '../../../storage/record-folder.adapter.ts';
import { createJournal, type Journal } from '../../plans/journal.ts';

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));
const texts = v.pipe(v.array(text), v.readonly());
/** IAM's largest inline policy, with characters that JSON escapes. */
const document = v.pipe(v.string(), v.nonEmpty(), v.maxLength(131_072));
/** Milliseconds since 1970, AWS's time. */
const moment = v.pipe(v.number(), v.finite());
const state = v.picklist(['there', 'todo', 'begun', 'done']);

/** The group that may not be looked at: when it turns out to be missing, that is why nobody knew. An ARN. */
const groupDenied = v.optional(text);

/** Every plan has an account and a profile whose rights it runs with. */
const every = { version: v.literal(1), id: text, startedAt: moment, source: text, accountId: text, partition: text } as const;

const add = v.object({
  ...every,
  kind: v.literal('add'),
  wish: v.pipe(
    v.object({
      name: text,
      path: v.optional(text),
      group: v.optional(text),
      boundary: v.optional(text),
      tags: v.optional(v.pipe(v.array(v.object({ key: text, value: v.string() })), v.readonly())),
      policies: texts,
      password: v.boolean(),
      accessKey: v.boolean(),
      invite: v.optional(text),
      region: v.optional(text),
      roles: texts,
    }),
    v.transform(defined),
  ),
  groupDenied,
  steps: v.record(v.picklist(addSteps), state),
});

const trust = v.variant('kind', [
  v.pipe(v.object({ kind: v.literal('account'), accountId: text, externalId: v.optional(text) }), v.transform(defined)),
  v.object({ kind: v.literal('users'), arns: texts }),
  v.pipe(
    v.object({ kind: v.literal('certificate'), trustAnchor: text, subject: v.record(text, text), proved: v.optional(v.literal(true)) }),
    v.transform(defined),
  ),
]);

const role = v.object({
  ...every,
  kind: v.literal('role'),
  wish: v.pipe(
    v.object({
      name: text,
      path: v.optional(text),
      trust,
      mfaAgeSeconds: v.optional(v.number()),
      maxSessionSeconds: v.optional(v.number()),
      policies: texts,
      permissions: v.optional(document),
      boundary: v.optional(text),
      group: v.optional(text),
    }),
    v.transform(defined),
  ),
  groupDenied,
  steps: v.record(v.picklist(roleSteps), state),
});

const rescue = v.object({
  ...every,
  kind: v.literal('rescue'),
  wish: v.pipe(
    v.object({
      user: text,
      devices: texts,
      accessKey: v.boolean(),
      invite: v.optional(text),
      region: v.optional(text),
      roles: texts,
    }),
    v.transform(defined),
  ),
  userArn: text,
  /** IDs of access keys: those that were active, and all that there were. */
  keys: texts,
  known: texts,
  /** What may not be read. What is in `keys` and `wish.devices` then is not all, and the user's ARN has no path. */
  unseen: v.optional(v.pipe(v.array(v.picklist(['user', 'keys', 'devices'])), v.readonly())),
  /** Sessions from before are revoked. */
  revokedAt: v.optional(moment),
  steps: v.record(v.picklist(rescueSteps), state),
});

const enforce = v.object({
  ...every,
  kind: v.literal('enforce'),
  scope: v.variant('kind', [
    v.object({ kind: v.literal('pilot'), group: text, user: text }),
    v.object({ kind: v.literal('group'), group: text }),
    v.object({ kind: v.literal('account'), breakGlass: text }),
  ]),
  /** What is put on whom: `deny group developers`. */
  steps: v.record(text, state),
});

const policy = v.object({
  ...every,
  kind: v.literal('policy'),
  wish: v.object({
    policy: v.picklist(policyKinds),
    group: text,
    extras: v.pipe(v.array(v.picklist(policyExtras)), v.readonly()),
    path: v.string(),
    isRemoval: v.boolean(),
  }),
  /** What the group had. */
  before: v.optional(document),
  steps: v.record(v.picklist(groupPolicySteps), state),
});

const enroll = v.object({
  ...every,
  kind: v.literal('enroll'),
  wish: v.pipe(v.object({ user: text, keySerial: v.optional(v.number()), touch: v.boolean() }), v.transform(defined)),
  /** ARN, and the account on the YubiKey. */
  device: text,
  account: text,
  keyName: text,
  /** The device was asked for before: it may be there, and its seed on no key. */
  isTried: v.optional(v.boolean()),
  steps: v.record(v.picklist(enrollForSteps), state),
});

const remove = v.object({
  ...every,
  kind: v.literal('remove'),
  wish: v.object({ user: text, what: v.picklist(allRemovals), keys: texts, isNow: v.boolean() }),
  userArn: text,
  /** IDs of access keys: those that were active, and all that it is about. */
  active: texts,
  keys: texts,
  password: v.boolean(),
  devices: texts,
  groups: texts,
  /** What comes back when it is undone. */
  inline: v.pipe(v.array(v.object({ name: text, document })), v.readonly()),
  managed: texts,
  others: v.pipe(v.array(v.object({ kind: v.picklist(['certificate', 'ssh-key', 'service']), id: text })), v.readonly()),
  /** When the access keys became inactive. */
  closedAt: v.optional(moment),
  steps: v.record(v.picklist(removeSteps), state),
});

const stored = v.pipe(
  v.variant('kind', [
    v.pipe(add, v.transform(defined)),
    v.pipe(role, v.transform(defined)),
    v.pipe(rescue, v.transform(defined)),
    enforce,
    v.pipe(policy, v.transform(defined)),
    v.pipe(enroll, v.transform(defined)),
    v.pipe(remove, v.transform(defined)),
  ]),
  v.transform(defined),
);

/** What the journal keeps of a plan for a team: how far each step is, and no secret. */
export type TeamRecord = v.InferOutput<typeof stored>;

/** The record of one kind of plan. */
export type RecordOf<K extends TeamRecord['kind']> = Extract<TeamRecord, { readonly kind: K }>;

/** The journal of such plans over a folder of its own. */
export const createTeamJournal = (folder: RecordFolder, log: Log): Journal<TeamRecord> =>
  createJournal(folder, log, (json) => parsedJson(stored, json));

/** Whom or what a plan is about; for an account its ID. */
export const subjectOf = (record: TeamRecord): string => {
  switch (record.kind) {
    case 'add':
    case 'role':
      return record.wish.name;
    case 'rescue':
    case 'enroll':
      return record.wish.user;
    case 'remove':
      return deviceName(record.wish.user);
    case 'policy':
      return record.wish.group;
    case 'enforce':
      return scopeLabel(record.scope, record.accountId);
  }
};

export const scopeLabel = (scope: EnforceScope, accountId: string): string =>
  scope.kind === 'account' ? accountId : scope.kind === 'pilot' ? scope.user : scope.group;

export const stateOf = ({ steps }: { readonly steps: TeamRecord['steps'] }, name: string): StepState =>
  (steps as Readonly<Record<string, StepState>>)[name] ?? 'todo';

export const withState = <R extends TeamRecord>(record: R, name: keyof R['steps'] & string, now: StepState): R => ({
  ...record,
  steps: { ...record.steps, [name]: now },
});
