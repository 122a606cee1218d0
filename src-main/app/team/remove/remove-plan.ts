import type { AwsResult } from '../../../aws/caller.ts';
import type { TeamAction } from '../../../aws/iam/iam-errors.ts';
import { deviceKind } from '../../../aws/iam/iam-user.ts';
import type { Fields } from '../../../aws/iam/team-iam.ts';
import { defined } from '../../../base/defined.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import type { PlanStepView } from '../../../contract/team/plan.ts';
import type { RemovePlanView, RemoveStep } from '../../../contract/team/remove.ts';
import { type Effect, inTurn, type TeamRun, unlessMissing } from '../plans/plan-steps.ts';
import { type RecordOf, stateOf } from '../plans/team-record.ts';

export type RemoveRecord = RecordOf<'remove'>;

/** What still needs an access key shows within a day, in milliseconds. */
export const keyWait = 24 * 3_600_000;

/** The calls that delete what else a user has, and what names it. */
const otherCalls = {
  certificate: ['DeleteSigningCertificate', 'CertificateId'],
  'ssh-key': ['DeleteSSHPublicKey', 'SSHPublicKeyId'],
  service: ['DeleteServiceSpecificCredential', 'ServiceSpecificCredentialId'],
} as const;

const deleteAtOf = ({ closedAt, wish }: RemoveRecord): number | undefined =>
  closedAt === undefined || wish.isNow || wish.what !== 'keys' ? undefined : closedAt + keyWait;

/** The effects of a removal, in their order: first what can be undone. */
export const removeEffects = (run: TeamRun<RemoveRecord>): readonly Effect<RemoveRecord>[] => {
  const { wish, active, keys, password, devices, groups, inline, managed, others } = run.record();
  const { user, what, isNow } = wish;
  const call = (action: TeamAction, input: Fields) => run.call(action, { UserName: user, ...input }, { userName: user });
  const each = <T>(all: readonly T[], make: (one: T) => Promise<AwsResult<unknown>>) => inTurn(all.map((one) => () => make(one)));
  const setKeys = (Status: 'Active' | 'Inactive') =>
    each(active, (AccessKeyId) => unlessMissing(call('UpdateAccessKey', { AccessKeyId, Status })));
  const ofGroup = (verb: 'AddUserTo' | 'RemoveUserFrom') => (GroupName: string) =>
    run.call(`${verb}Group`, { GroupName, UserName: user }, { about: { kind: 'group', group: GroupName } });
  /** A virtual device stays behind when it is deactivated; the others go with it. */
  const removeDevice = async (SerialNumber: string): Promise<AwsResult<unknown>> => {
    const gone = await unlessMissing(call('DeactivateMFADevice', { SerialNumber }));
    if (!gone.ok || deviceKind(SerialNumber) !== 'virtual') return gone;
    return unlessMissing(run.call('DeleteVirtualMFADevice', { SerialNumber }, { userName: user }));
  };
  const isAll = what === 'user';
  const deleteDevice = (serial: string) => unlessMissing(run.call('DeleteVirtualMFADevice', { SerialNumber: serial }, { serial }));
  const effects: { readonly [S in RemoveStep]: Omit<Effect<RemoveRecord>, 'name'> | undefined } = {
    keys:
      active.length === 0
        ? undefined
        : {
            subject: 'keys',
            make: async () => {
              await run.put({ ...run.record(), closedAt: run.now() });
              return setKeys('Inactive');
            },
            remove: () => setKeys('Active'),
          },
    groups:
      isAll && groups.length > 0
        ? {
            subject: 'groups',
            make: () => each(groups, (group) => unlessMissing(ofGroup('RemoveUserFrom')(group))),
            remove: () => each(groups, ofGroup('AddUserTo')),
          }
        : undefined,
    policies:
      isAll && inline.length > 0
        ? {
            subject: 'policies',
            make: () => each(inline, ({ name }) => unlessMissing(call('DeleteUserPolicy', { PolicyName: name }))),
            remove: () => each(inline, ({ name, document }) => call('PutUserPolicy', { PolicyName: name, PolicyDocument: document })),
          }
        : undefined,
    managed:
      isAll && managed.length > 0
        ? {
            subject: 'managed',
            make: () => each(managed, (PolicyArn) => unlessMissing(call('DetachUserPolicy', { PolicyArn }))),
            remove: () => each(managed, (PolicyArn) => call('AttachUserPolicy', { PolicyArn })),
          }
        : undefined,
    // From here on nothing takes it back: passwords, secrets of devices and keys, and the user's own ID are gone.
    password: password && what !== 'keys' ? { subject: 'password', make: () => unlessMissing(call('DeleteLoginProfile', {})) } : undefined,
    devices:
      (isAll || what === 'device') && devices.length > 0
        ? { subject: 'devices', make: () => each(devices, isAll ? removeDevice : deleteDevice) }
        : undefined,
    others:
      isAll && others.length > 0
        ? {
            subject: 'others',
            make: () =>
              each(others, ({ kind, id }) => {
                const [action, name] = otherCalls[kind];
                return unlessMissing(call(action, { [name]: id }));
              }),
          }
        : undefined,
    'delete-keys':
      what === 'access' || keys.length === 0
        ? undefined
        : {
            subject: 'delete-keys',
            ...(what === 'keys' && !isNow && active.length > 0
              ? { notBefore: () => deleteAtOf(run.record()) ?? Number.POSITIVE_INFINITY }
              : {}),
            make: () => each(keys, (AccessKeyId) => unlessMissing(call('DeleteAccessKey', { AccessKeyId }))),
          },
    user: isAll ? { subject: 'user', make: () => unlessMissing(call('DeleteUser', {})) } : undefined,
  };
  return Object.entries(effects).flatMap(([name, effect]) => (effect ? [{ name: name as RemoveStep, ...effect }] : []));
};

const actions: { readonly [S in RemoveStep]: readonly [action: string, undo?: string] } = {
  keys: ['iam:UpdateAccessKey', 'iam:UpdateAccessKey'],
  groups: ['iam:RemoveUserFromGroup', 'iam:AddUserToGroup'],
  policies: ['iam:DeleteUserPolicy', 'iam:PutUserPolicy'],
  managed: ['iam:DetachUserPolicy', 'iam:AttachUserPolicy'],
  password: ['iam:DeleteLoginProfile'],
  devices: ['iam:DeactivateMFADevice, iam:DeleteVirtualMFADevice'],
  others: [''],
  'delete-keys': ['iam:DeleteAccessKey'],
  user: ['iam:DeleteUser'],
};

/** A removal as it is shown. `isBegun` false: it is not in the journal, or not any more. */
export const removeView = (record: RemoveRecord, unread: readonly Problem[] = [], isBegun = true): RemovePlanView => {
  const { id, wish, userArn, active, keys, devices, groups, inline, managed, others, source, accountId } = record;
  const { user, what } = wish;
  // Without an active one there is nothing to wait for.
  const isNow = wish.isNow || active.length === 0;
  const on: Readonly<Record<RemoveStep, string>> = {
    keys: active.join(', '),
    groups: groups.join(', '),
    policies: inline.map(({ name }) => name).join(', '),
    managed: managed.join(', '),
    password: user,
    devices: devices.join(', '),
    others: others.map((one) => one.id).join(', '),
    'delete-keys': keys.join(', '),
    user,
  };
  const otherActions = [...new Set(others.map(({ kind }) => `iam:${otherCalls[kind][0]}`))].join(', ');
  const run = { record: () => record } as TeamRun<RemoveRecord>;
  const steps = removeEffects(run).map(({ name }): PlanStepView<RemoveStep> => {
    const [action, undo] = actions[name];
    const own = what === 'device' ? 'iam:DeleteVirtualMFADevice' : action;
    return { name, action: own || otherActions, on: on[name], state: stateOf(record, name), ...defined({ undo }) };
  });
  const begun = defined({ id: isBegun ? id : undefined, deleteAt: isBegun ? deleteAtOf(record) : undefined });
  return { source, accountId, user, userArn, what, isNow, keys, steps, unread, ...begun };
};
