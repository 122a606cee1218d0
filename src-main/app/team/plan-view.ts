import { formatIamArn, type Partition } from '../../aws/arn.ts';
import { defined } from '../../base/defined.ts';
import type { TeamPlanView, TeamStepView } from '../../contract/team/plan.ts';
import { addEffects } from './add-effects.ts';
import { consoleUrlOf } from './invite.ts';
import type { TeamRun } from './plans/plan-steps.ts';
import { type RecordOf, stateOf } from './plans/team-record.ts';

const actions: { readonly [S in TeamStepView['name']]: readonly [action: string, undo?: string] } = {
  user: ['iam:CreateUser', 'iam:DeleteUser'],
  group: ['iam:CreateGroup', 'iam:DeleteGroup'],
  'own-mfa': ['iam:PutUserPolicy', 'iam:DeleteUserPolicy'],
  member: ['iam:AddUserToGroup', 'iam:RemoveUserFromGroup'],
  policies: ['iam:AttachUserPolicy', 'iam:DetachUserPolicy'],
  password: ['iam:CreateLoginProfile', 'iam:DeleteLoginProfile'],
  key: ['iam:CreateAccessKey', 'iam:DeleteAccessKey'],
  invite: ['file'],
};

/** A plan as it is shown. `isBegun` false: it is not in the journal, or not any more. */
export const viewOf = (record: RecordOf<'add'>, unread: TeamPlanView['unread'] = [], isBegun = true): TeamPlanView => {
  const { id, wish, source, accountId, partition } = record;
  const { name, path, group } = wish;
  const run = { record: () => record } as TeamRun<RecordOf<'add'>>;
  const steps = addEffects(run, wish, { get: {} }, async () => ({ ok: true, value: {} })).map(({ name: step }): TeamStepView => {
    const [action, undo] = actions[step];
    const onGroup = step === 'own-mfa' && group !== undefined;
    const on = {
      user: name,
      group: group ?? '',
      'own-mfa': group ?? name,
      member: group ?? '',
      policies: wish.policies.join(', '),
      password: name,
      key: name,
      invite: wish.invite ?? '',
    }[step];
    const swap = (text: string) => (onGroup ? text.replace('User', 'Group') : text);
    const state = stateOf(record, step);
    const back = undo === undefined || state === 'there' ? undefined : swap(undo);
    // Tags of a new user have a permission of their own.
    const all = step === 'user' && wish.tags ? `${action}, iam:TagUser` : swap(action);
    return { name: step, action: all, on, state, ...defined({ undo: back }) };
  });
  const userArn = formatIamArn('user', { partition: partition as Partition, accountId, name, ...defined({ path }) });
  const consoleUrl = consoleUrlOf(accountId, partition);
  return { source, accountId, user: name, userArn, consoleUrl, steps, unread, ...(isBegun ? { id } : {}) };
};
