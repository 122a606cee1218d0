import * as v from 'valibot';
import type { TeamAction } from '../../../aws/iam/iam-errors.ts';
import type { Fields } from '../../../aws/iam/team-iam.ts';
import {
  assumePolicy,
  assumePolicyName,
  permissionsName,
  roleArnOf,
  roleText,
  roleTrust,
  spaced,
  usualSessionSeconds,
} from '../../../aws/policies/role-texts.ts';
import { defined } from '../../../base/defined.ts';
import { parsed } from '../../../base/schema.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import type { PlanStepView } from '../../../contract/team/plan.ts';
import type { RolePlanView, RoleStep } from '../../../contract/team/role.ts';
import { clockSlack, type Effect, inTurn, isMissing, type TeamRun, unlessMissing } from '../plans/plan-steps.ts';
import { type RecordOf, stateOf } from '../plans/team-record.ts';
import { notesOf } from './role-wish.ts';

type RoleRecord = RecordOf<'role'>;

const roleSchema = v.object({ Role: v.object({ CreateDate: v.date() }) });

/** The effects of adding a role, in their order. */
export const effectsOf = (run: TeamRun<RoleRecord>): readonly Effect<RoleRecord>[] => {
  const { wish, accountId, partition, startedAt } = run.record();
  const { name, path, boundary, policies, group, maxSessionSeconds = usualSessionSeconds } = wish;
  const place = { partition, accountId };
  const call = (action: TeamAction, input: Fields) =>
    run.call(action, { RoleName: name, ...input }, { about: { kind: 'role', role: name } });
  const ofGroup = (action: TeamAction, input: Fields) =>
    run.call(action, { GroupName: group, PolicyName: assumePolicyName(name), ...input }, { about: { kind: 'group', group: group ?? '' } });
  const role: Effect<RoleRecord> = {
    name: 'role',
    subject: name,
    make: () =>
      call('CreateRole', {
        AssumeRolePolicyDocument: JSON.stringify(roleTrust(wish, place)),
        MaxSessionDuration: maxSessionSeconds,
        ...defined({ Path: path, PermissionsBoundary: boundary }),
      }),
    exists: async () => {
      const found = await call('GetRole', {});
      if (!found.ok) return isMissing(found.problem) ? { ok: true, value: false } : found;
      // One that is older is somebody else's.
      const created = parsed(roleSchema, found.value)?.Role.CreateDate.getTime() ?? 0;
      return { ok: true, value: created >= startedAt - clockSlack };
    },
    remove: () => call('DeleteRole', {}),
    // The document is right: a user in it may be too new for IAM to know (IAM User Guide, "Troubleshoot IAM roles").
    isEarly: (problem) => problem.code === 'aws-said' && problem.awsCode === 'MalformedPolicyDocument',
  };
  const permit: Effect<RoleRecord> = {
    name: 'permissions',
    subject: name,
    make: async () => {
      const put = await call('PutRolePolicy', { PolicyName: permissionsName, PolicyDocument: wish.permissions });
      const isMalformed = !put.ok && put.problem.code === 'aws-said' && put.problem.awsCode === 'MalformedPolicyDocument';
      return isMalformed ? { ...put, problem: { code: 'role-permissions-bad', why: 'refused' } } : put;
    },
    remove: () => unlessMissing(call('DeleteRolePolicy', { PolicyName: permissionsName })),
  };
  const attach: Effect<RoleRecord> = {
    name: 'policies',
    subject: name,
    make: () => inTurn(policies.map((PolicyArn) => () => call('AttachRolePolicy', { PolicyArn }))),
    remove: () => inTurn(policies.map((PolicyArn) => () => unlessMissing(call('DetachRolePolicy', { PolicyArn })))),
  };
  const assume: Effect<RoleRecord> = {
    name: 'assume',
    subject: 'group',
    make: () => ofGroup('PutGroupPolicy', { PolicyDocument: spaced(assumePolicy(wish, place)) }),
    remove: () => ofGroup('DeleteGroupPolicy', {}),
  };
  return [
    role,
    ...(wish.permissions === undefined ? [] : [permit]),
    ...(policies.length === 0 ? [] : [attach]),
    ...(group === undefined ? [] : [assume]),
  ];
};

const actions: { readonly [S in RoleStep]: readonly [action: string, undo: string] } = {
  role: ['iam:CreateRole', 'iam:DeleteRole'],
  permissions: ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'],
  policies: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
  assume: ['iam:PutGroupPolicy', 'iam:DeleteGroupPolicy'],
};

/** A plan as it is shown. `isBegun` false: it is not in the journal, or not any more. */
export const viewOf = (record: RoleRecord, unread: readonly Problem[] = [], isBegun = true): RolePlanView => {
  const { id, wish, source, accountId, partition } = record;
  const place = { partition, accountId };
  const on: Readonly<Record<RoleStep, string>> = {
    role: wish.name,
    permissions: wish.name,
    policies: wish.policies.join(', '),
    assume: wish.group ?? '',
  };
  const names: readonly RoleStep[] = [
    'role',
    ...(wish.permissions === undefined ? [] : (['permissions'] as const)),
    ...(wish.policies.length === 0 ? [] : (['policies'] as const)),
    ...(wish.group === undefined ? [] : (['assume'] as const)),
  ];
  return {
    source,
    accountId,
    role: wish.name,
    roleArn: roleArnOf(wish, place),
    maxSessionSeconds: wish.maxSessionSeconds ?? usualSessionSeconds,
    trustPolicy: spaced(roleTrust(wish, place)),
    texts: {
      json: roleText(wish, place, 'json'),
      terraform: roleText(wish, place, 'terraform'),
      cloudformation: roleText(wish, place, 'cloudformation'),
    },
    notes: notesOf(wish, accountId),
    steps: names.map((name): PlanStepView<RoleStep> => {
      const [action, undo] = actions[name];
      return { name, action, on: on[name], state: stateOf(record, name), undo };
    }),
    unread,
    ...defined({
      mfaAgeSeconds: wish.mfaAgeSeconds,
      group: wish.group,
      groupPolicy: wish.group === undefined ? undefined : spaced(assumePolicy(wish, place)),
      permissionsPolicy: wish.permissions === undefined ? undefined : spaced(JSON.parse(wish.permissions) as object),
      id: isBegun ? id : undefined,
    }),
  };
};
