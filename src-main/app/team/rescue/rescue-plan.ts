import * as v from 'valibot';
import type { AwsResult } from '../../../aws/caller.ts';
import type { TeamAction } from '../../../aws/iam/iam-errors.ts';
import { deviceKind } from '../../../aws/iam/iam-user.ts';
import type { Fields } from '../../../aws/iam/team-iam.ts';
import { defined } from '../../../base/defined.ts';
import { parsed } from '../../../base/schema.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import type { PlanStepView } from '../../../contract/team/plan.ts';
import type { RescueFacts, RescuePlanView, RescueStep, UnreadFact } from '../../../contract/team/rescue.ts';
import type { HeldSecrets } from '../hand-over.ts';
import { consoleUrlOf } from '../invite.ts';
import { type Effect, each, happened, inTurn, type TeamRun, unlessMissing } from '../plans/plan-steps.ts';
import { type RecordOf, stateOf } from '../plans/team-record.ts';

export type RescueRecord = RecordOf<'rescue'>;

/** The inline policy that ends a user's sessions from before a moment. */
export const revokePolicy = 'RoletapRevokeSessions';

/** A session of a user lasts 36 hours at most (GetSessionToken), in milliseconds. */
export const longestSession = 36 * 3_600_000;

const momentOf = (millis: number): string => new Date(millis).toISOString();

/** Denies everything to sessions that were opened before; long-term keys have no such time (IAM User Guide, "Revoking IAM role temporary security credentials"). */
const revokeText = (before: number): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'RevokeOlderSessions',
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': momentOf(before) } },
      },
    ],
  });

const keySchema = v.object({ AccessKey: v.object({ AccessKeyId: v.string(), SecretAccessKey: v.string() }) });
const userSchema = v.object({ User: v.object({ Arn: v.string() }) });
const keysSchema = v.object({ AccessKeyMetadata: v.array(v.object({ AccessKeyId: v.string(), Status: v.string() })) });

const policySchema = v.object({ PolicyDocument: v.string() });
const devicesSchema = v.object({ MFADevices: v.array(v.object({ SerialNumber: v.string() })) });
const incomplete = { ok: false, problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: false } as const;

/** A user's access keys. A state that is not known is not active, and is left as it is; an answer without keys in it is none. */
export const keysIn = (answer: AwsResult<Fields>): AwsResult<RescueFacts['keys']> => {
  if (!answer.ok) return answer;
  const listed = parsed(keysSchema, answer.value)?.AccessKeyMetadata;
  return listed
    ? { ok: true, value: listed.map(({ AccessKeyId, Status }) => ({ accessKeyId: AccessKeyId, isActive: Status === 'Active' })) }
    : incomplete;
};

/** What of a record nobody could read yet. */
export const isUnseen = ({ unseen = [] }: Pick<RescueRecord, 'unseen'>, what: UnreadFact['what']): boolean => unseen.includes(what);

const seenOf = (record: RescueRecord, what: UnreadFact['what']): Pick<RescueRecord, 'unseen'> => ({
  unseen: (record.unseen ?? []).filter((one) => one !== what),
});

const liftAtOf = ({ revokedAt }: Pick<RescueRecord, 'revokedAt'>): number | undefined =>
  revokedAt === undefined ? undefined : revokedAt + longestSession;

/** The effects of a rescue, in their order: first what somebody else could use. */
export const rescueEffects = (
  run: TeamRun<RescueRecord>,
  held: HeldSecrets,
  handOver: () => Promise<AwsResult<unknown>>,
): readonly Effect<RescueRecord>[] => {
  const { wish } = run.record();
  const { user, accessKey, invite } = wish;
  const call = (action: TeamAction, input: Fields) => run.call(action, { UserName: user, ...input }, { userName: user });
  const setKeys = (Status: 'Active' | 'Inactive') =>
    each(run.record().keys.map((AccessKeyId) => () => unlessMissing(call('UpdateAccessKey', { AccessKeyId, Status }))));
  /** All keys that are active by now: whoever found one may have made another meanwhile. */
  const closeKeys = async (): Promise<AwsResult<unknown>> => {
    const listed = keysIn(await call('ListAccessKeys', {}));
    if (!listed.ok && isUnseen(run.record(), 'keys')) return listed;
    if (listed.ok) {
      const record = run.record();
      const news = listed.value.filter(({ accessKeyId }) => !record.known.includes(accessKeyId));
      const known = [...record.known, ...news.map(({ accessKeyId }) => accessKeyId)];
      const active = listed.value.filter(({ accessKeyId, isActive }) => isActive && !record.keys.includes(accessKeyId));
      const keys = [...record.keys, ...active.map(({ accessKeyId }) => accessKeyId)];
      if (news.length + active.length > 0 || isUnseen(record, 'keys')) await run.put({ ...record, keys, known, ...seenOf(record, 'keys') });
    }
    return setKeys('Inactive');
  };
  /** A virtual device stays behind when it is deactivated, with its name; the others go with it. One that nobody could look up must not be missing. */
  const removeDevice = async (SerialNumber: string): Promise<AwsResult<unknown>> => {
    const subject = { userName: user, serial: SerialNumber };
    const asked = run.call('DeactivateMFADevice', { UserName: user, SerialNumber }, subject);
    const gone = await (isUnseen(run.record(), 'devices') ? asked : unlessMissing(asked));
    if (!gone.ok || deviceKind(SerialNumber) !== 'virtual') return gone;
    return unlessMissing(run.call('DeleteVirtualMFADevice', { SerialNumber }, subject));
  };
  const removeDevices = async (): Promise<AwsResult<unknown>> => {
    const before = run.record();
    if (before.wish.devices.length === 0) {
      const listed = await call('ListMFADevices', {});
      if (!listed.ok) return listed;
      const devices = parsed(devicesSchema, listed.value)?.MFADevices.map(({ SerialNumber }) => SerialNumber);
      if (!devices) return incomplete;
      if (devices.length > 1) return { ok: false, problem: { code: 'rescue-device-unsaid', user, devices }, unclear: false };
      await run.put({ ...before, wish: { ...before.wish, devices }, ...seenOf(before, 'devices') });
    }
    return each(run.record().wish.devices.map((serial) => () => removeDevice(serial)));
  };
  /** The invite names the user by its ARN, with its path. */
  const knowUser = async (): Promise<AwsResult<unknown>> => {
    if (invite === undefined || !isUnseen(run.record(), 'user')) return happened;
    const found = await call('GetUser', {});
    const userArn = found.ok ? parsed(userSchema, found.value)?.User.Arn : undefined;
    if (userArn !== undefined) await run.put({ ...run.record(), userArn, ...seenOf(run.record(), 'user') });
    return found;
  };
  /** Keys that were not there before: they were made by this plan. */
  const removeNewKeys = async (): Promise<AwsResult<unknown>> => {
    if (isUnseen(run.record(), 'keys')) return happened;
    const listed = keysIn(await call('ListAccessKeys', {}));
    if (!listed.ok) return listed;
    const made = listed.value.map(({ accessKeyId }) => accessKeyId).filter((id) => !run.record().known.includes(id));
    return inTurn(made.map((AccessKeyId) => () => call('DeleteAccessKey', { AccessKeyId })));
  };
  /** What another administrator put since, for a rescue of their own, stays. Whoever may not look deletes it as before. */
  const lift = async (): Promise<AwsResult<unknown>> => {
    const { revokedAt = 0 } = run.record();
    const found = await call('GetUserPolicy', { PolicyName: revokePolicy });
    const document = found.ok ? parsed(policySchema, found.value)?.PolicyDocument : undefined;
    if (document !== undefined && !decodeURIComponent(document).includes(momentOf(revokedAt))) return happened;
    return unlessMissing(call('DeleteUserPolicy', { PolicyName: revokePolicy }));
  };
  const has = (what: 'keys' | 'devices', some: readonly string[]): boolean => some.length > 0 || isUnseen(run.record(), what);
  const effects: { readonly [S in RescueStep]: Omit<Effect<RescueRecord>, 'name'> | undefined } = {
    keys: has('keys', run.record().keys)
      ? { subject: 'keys', isUrgent: true, make: closeKeys, remove: () => setKeys('Active') }
      : undefined,
    // A device's secret is gone with it, so nothing takes this back.
    devices: has('devices', wish.devices) ? { subject: 'devices', isUrgent: true, make: removeDevices } : undefined,
    sessions: {
      subject: 'sessions',
      isUrgent: true,
      make: async () => {
        const revokedAt = run.now();
        await run.put({ ...run.record(), revokedAt });
        return call('PutUserPolicy', { PolicyName: revokePolicy, PolicyDocument: revokeText(revokedAt) });
      },
      remove: lift,
    },
    key: accessKey
      ? {
          subject: 'key',
          isHeld: () => held.get.secretAccessKey !== undefined || stateOf(run.record(), 'invite') === 'done',
          make: async () => {
            const known = await knowUser();
            if (!known.ok) return known;
            // The secret of one whose answer was lost is gone for good.
            const tidied = await removeNewKeys();
            if (!tidied.ok) return tidied;
            const made = await call('CreateAccessKey', {});
            const found = made.ok ? parsed(keySchema, made.value)?.AccessKey : undefined;
            if (found) held.get = { accessKeyId: found.AccessKeyId, secretAccessKey: found.SecretAccessKey };
            return made;
          },
          remove: removeNewKeys,
        }
      : undefined,
    invite:
      invite === undefined
        ? undefined
        : {
            subject: 'invite',
            make: async () => {
              const known = await knowUser();
              return known.ok ? handOver() : known;
            },
          },
    lift: {
      subject: 'lift',
      // What is not done yet holds it up no longer than old sessions can live.
      isUrgent: true,
      notBefore: () => liftAtOf(run.record()) ?? Number.POSITIVE_INFINITY,
      make: lift,
    },
  };
  return Object.entries(effects).flatMap(([name, effect]) => (effect ? [{ name: name as RescueStep, ...effect }] : []));
};

const actions: { readonly [S in RescueStep]: readonly [action: string, undo?: string] } = {
  keys: ['iam:UpdateAccessKey', 'iam:UpdateAccessKey'],
  devices: ['iam:DeactivateMFADevice, iam:DeleteVirtualMFADevice'],
  sessions: ['iam:PutUserPolicy', 'iam:DeleteUserPolicy'],
  key: ['iam:CreateAccessKey', 'iam:DeleteAccessKey'],
  invite: ['file'],
  lift: ['iam:DeleteUserPolicy'],
};

/** A rescue as it is shown. `isBegun` false: it is not in the journal, or not any more. */
export const rescueView = (record: RescueRecord, unread: readonly Problem[] = [], isBegun = true): RescuePlanView => {
  const { id, wish, userArn, keys, source, accountId, partition } = record;
  const { user, devices, invite = '' } = wish;
  const on: Readonly<Record<RescueStep, string>> = {
    keys: keys.join(', '),
    devices: devices.join(', '),
    sessions: user,
    key: user,
    invite,
    lift: user,
  };
  const run = { record: () => record } as TeamRun<RescueRecord>;
  const steps = rescueEffects(run, { get: {} }, async () => happened).map(({ name }): PlanStepView<RescueStep> => {
    const [action, undo] = actions[name];
    return { name, action, on: on[name], state: stateOf(record, name), ...defined({ undo }) };
  });
  const begun = defined({ id: isBegun ? id : undefined, liftAt: liftAtOf(record) });
  return { source, accountId, user, userArn, consoleUrl: consoleUrlOf(accountId, partition), devices, keys, steps, unread, ...begun };
};
