import { randomInt } from 'node:crypto';
import * as v from 'valibot';
import type { AwsResult } from '../../aws/caller.ts';
import type { TeamAction } from '../../aws/iam/iam-errors.ts';
import { deviceKind } from '../../aws/iam/iam-user.ts';
import type { Fields } from '../../aws/iam/team-iam.ts';
import { policyText } from '../../aws/policies/policy-texts.ts';
import { parsed } from '../../base/schema.ts';
import type { AddWish } from '../../contract/team/plan.ts';
import type { HeldSecrets } from './hand-over.ts';
import { clockSlack, type Effect, inTurn, isMissing, type TeamRun, unlessMissing } from './plans/plan-steps.ts';
import { type RecordOf, stateOf } from './plans/team-record.ts';

/** The inline policy by which people manage their own MFA. */
export const ownMfaPolicy = 'RoletapManageOwnMFA';

/** Four kinds of signs, as any password policy of IAM may ask for them; none that looks like another one. */
const signs = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!@#$%^*()_+-=[]{}'] as const;
const passwordLength = 24;

/** A one-time password: 24 signs, at least one of each kind. */
export const newPassword = (): string => {
  const all = signs.join('');
  const pick = (from: string) => from.charAt(randomInt(from.length));
  const chosen = [...signs.map(pick), ...Array.from({ length: passwordLength - signs.length }, () => pick(all))];
  for (let last = chosen.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [chosen[last], chosen[other]] = [chosen[other] ?? '', chosen[last] ?? ''];
  }
  return chosen.join('');
};

const userSchema = v.object({ User: v.object({ CreateDate: v.date() }) });
const keySchema = v.object({ AccessKey: v.object({ AccessKeyId: v.string(), SecretAccessKey: v.string() }) });
const devicesSchema = v.object({ MFADevices: v.array(v.object({ SerialNumber: v.string() })) });
const keysSchema = v.object({ AccessKeyMetadata: v.array(v.object({ AccessKeyId: v.string() })) });

/** The effects of adding a person, in their order; those that were not wished for are left out. */
export const addEffects = (
  run: TeamRun<RecordOf<'add'>>,
  wish: AddWish,
  held: HeldSecrets,
  deliver: () => Promise<AwsResult<unknown>>,
): readonly Effect<RecordOf<'add'>>[] => {
  const { name, path, group, boundary, tags, policies, password, accessKey, invite } = wish;
  const { startedAt, accountId, partition } = run.record();
  const about = { userName: name };
  const call = (action: TeamAction, input: Fields) => run.call(action, input, about);
  const ofGroup = (action: TeamAction, input: Fields) => run.call(action, input, { about: { kind: 'group', group: group ?? '' } });

  const isHandedOver = () => stateOf(run.record(), 'invite') === 'done';

  /** All keys of the user: it was made by this plan, so they are as well. */
  const removeKeys = async (): Promise<AwsResult<unknown>> => {
    const listed = await call('ListAccessKeys', { UserName: name });
    if (!listed.ok) return listed;
    const ids = parsed(keysSchema, listed.value)?.AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId) ?? [];
    return inTurn(ids.map((AccessKeyId) => () => call('DeleteAccessKey', { UserName: name, AccessKeyId })));
  };

  /** What the user got meanwhile stands in the way: password, access keys and MFA devices go first. */
  const removeUser = async (): Promise<AwsResult<unknown>> => {
    const gone = await call('DeleteUser', { UserName: name });
    if (gone.ok || gone.problem.code !== 'aws-said' || gone.problem.awsCode !== 'DeleteConflict') return gone;
    const found = await call('ListMFADevices', { UserName: name });
    const serials = found.ok ? (parsed(devicesSchema, found.value)?.MFADevices.map(({ SerialNumber }) => SerialNumber) ?? []) : [];
    return inTurn([
      () => unlessMissing(call('DeleteLoginProfile', { UserName: name })),
      removeKeys,
      ...serials.map((SerialNumber) => () => call('DeactivateMFADevice', { UserName: name, SerialNumber })),
      ...serials
        .filter((serial) => deviceKind(serial) === 'virtual')
        .map((SerialNumber) => () => call('DeleteVirtualMFADevice', { SerialNumber })),
      () => call('DeleteUser', { UserName: name }),
    ]);
  };

  const user: Effect<RecordOf<'add'>> = {
    name: 'user',
    subject: name,
    make: () =>
      call('CreateUser', {
        UserName: name,
        ...(path === undefined ? {} : { Path: path }),
        ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
        ...(tags === undefined ? {} : { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
      }),
    exists: async () => {
      const found = await call('GetUser', { UserName: name });
      if (!found.ok) return isMissing(found.problem) ? { ok: true, value: false } : found;
      // One that is older is somebody else's.
      const created = parsed(userSchema, found.value)?.User.CreateDate.getTime() ?? 0;
      return { ok: true, value: created >= startedAt - clockSlack };
    },
    remove: removeUser,
  };
  const newGroup: Effect<RecordOf<'add'>> = {
    name: 'group',
    subject: 'group',
    make: () => ofGroup('CreateGroup', { GroupName: group }),
    exists: async () => {
      const found = await ofGroup('GetGroup', { GroupName: group });
      return found.ok ? { ok: true, value: true } : isMissing(found.problem) ? { ok: true, value: false } : found;
    },
    remove: () => ofGroup('DeleteGroup', { GroupName: group }),
  };
  const document = policyText('self', { partition, accountId }, accessKey ? ['keys', 'password'] : ['password']);
  /** On the group, where that is new; on the user, where there is none. */
  const ownMfa: Effect<RecordOf<'add'>> =
    group === undefined
      ? {
          name: 'own-mfa',
          subject: name,
          make: () => call('PutUserPolicy', { UserName: name, PolicyName: ownMfaPolicy, PolicyDocument: document }),
          remove: () => call('DeleteUserPolicy', { UserName: name, PolicyName: ownMfaPolicy }),
        }
      : {
          name: 'own-mfa',
          subject: 'group',
          make: () => ofGroup('PutGroupPolicy', { GroupName: group, PolicyName: ownMfaPolicy, PolicyDocument: document }),
          remove: () => ofGroup('DeleteGroupPolicy', { GroupName: group, PolicyName: ownMfaPolicy }),
        };
  const member: Effect<RecordOf<'add'>> = {
    name: 'member',
    subject: name,
    make: () => ofGroup('AddUserToGroup', { GroupName: group, UserName: name }),
    remove: () => ofGroup('RemoveUserFromGroup', { GroupName: group, UserName: name }),
  };
  const attach: Effect<RecordOf<'add'>> = {
    name: 'policies',
    subject: name,
    make: () => inTurn(policies.map((PolicyArn) => () => call('AttachUserPolicy', { UserName: name, PolicyArn }))),
    remove: () => inTurn(policies.map((PolicyArn) => () => unlessMissing(call('DetachUserPolicy', { UserName: name, PolicyArn })))),
  };
  const login: Effect<RecordOf<'add'>> = {
    name: 'password',
    subject: name,
    isHeld: () => held.get.password !== undefined || isHandedOver(),
    make: async () => {
      const Password = newPassword();
      const input = { UserName: name, Password, PasswordResetRequired: true };
      const made = await call('CreateLoginProfile', input);
      // An earlier run made one whose password nobody has.
      const isThere = !made.ok && made.problem.code === 'aws-said' && made.problem.awsCode === 'EntityAlreadyExists';
      const answer = isThere ? await call('UpdateLoginProfile', input) : made;
      if (answer.ok) held.get = { ...held.get, password: Password };
      return answer;
    },
    remove: () => call('DeleteLoginProfile', { UserName: name }),
  };
  const key: Effect<RecordOf<'add'>> = {
    name: 'key',
    subject: name,
    isHeld: () => held.get.secretAccessKey !== undefined || isHandedOver(),
    make: async () => {
      // The secret of one whose answer was lost is gone for good.
      const tidied = await removeKeys();
      if (!tidied.ok) return tidied;
      const made = await call('CreateAccessKey', { UserName: name });
      const found = made.ok ? parsed(keySchema, made.value) : undefined;
      if (found) held.get = { ...held.get, accessKeyId: found.AccessKey.AccessKeyId, secretAccessKey: found.AccessKey.SecretAccessKey };
      return made;
    },
    remove: removeKeys,
  };
  const handOver: Effect<RecordOf<'add'>> = { name: 'invite', subject: 'invite', make: deliver };
  const isNewGroup = group !== undefined && stateOf(run.record(), 'group') !== 'there';
  return [
    user,
    ...(group === undefined ? [] : [newGroup]),
    ...(group === undefined || isNewGroup ? [ownMfa] : []),
    ...(group === undefined ? [] : [member]),
    ...(policies.length === 0 ? [] : [attach]),
    ...(password ? [login] : []),
    ...(accessKey ? [key] : []),
    ...(invite === undefined && !password ? [] : [handOver]),
  ];
};
