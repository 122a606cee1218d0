import * as v from 'valibot';
import type { AwsResult } from '../../../aws/caller.ts';
import type { TeamAction } from '../../../aws/iam/iam-errors.ts';
import { deviceKind } from '../../../aws/iam/iam-user.ts';
import type { Fields } from '../../../aws/iam/team-iam.ts';
import { defined } from '../../../base/defined.ts';
import { parsed } from '../../../base/schema.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import type { PlanStepView } from '../../../contract/team/plan.ts';
import type { RescuePlanView, RescueStep } from '../../../contract/team/rescue.ts';
import type { HeldSecrets } from '../hand-over.ts';
import { consoleUrlOf } from '../invite.ts';
import { type Effect, happened, inTurn, type TeamRun, unlessMissing } from '../plans/plan-steps.ts';
import { type RecordOf, stateOf } from '../plans/team-record.ts';

export type RescueRecord = RecordOf<'rescue'>;

/** The inline policy that ends a user's sessions from before a moment. */
export const revokePolicy = 'RoletapRevokeSessions';

/** A session of a user lasts 36 hours at most (GetSessionToken), in milliseconds. */
export const longestSession = 36 * 3_600_000;

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
        Condition: { DateLessThan: { 'aws:TokenIssueTime': new Date(before).toISOString() } },
      },
    ],
  });

const keySchema = v.object({ AccessKey: v.object({ AccessKeyId: v.string(), SecretAccessKey: v.string() }) });
const keysSchema = v.object({ AccessKeyMetadata: v.array(v.object({ AccessKeyId: v.string() })) });

const liftAtOf = ({ revokedAt }: Pick<RescueRecord, 'revokedAt'>): number | undefined =>
  revokedAt === undefined ? undefined : revokedAt + longestSession;

/** The effects of a rescue, in their order: first what somebody else could use. */
export const rescueEffects = (
  run: TeamRun<RescueRecord>,
  held: HeldSecrets,
  handOver: () => Promise<AwsResult<unknown>>,
): readonly Effect<RescueRecord>[] => {
  const { wish, keys, known } = run.record();
  const { user, devices, accessKey, invite } = wish;
  const call = (action: TeamAction, input: Fields) => run.call(action, { UserName: user, ...input }, { userName: user });
  const setKeys = (Status: 'Active' | 'Inactive') =>
    inTurn(keys.map((AccessKeyId) => () => unlessMissing(call('UpdateAccessKey', { AccessKeyId, Status }))));
  /** A virtual device stays behind when it is deactivated, with its name; the others go with it. */
  const removeDevice = async (SerialNumber: string): Promise<AwsResult<unknown>> => {
    const gone = await unlessMissing(call('DeactivateMFADevice', { SerialNumber }));
    if (!gone.ok || deviceKind(SerialNumber) !== 'virtual') return gone;
    return unlessMissing(run.call('DeleteVirtualMFADevice', { SerialNumber }, { userName: user }));
  };
  /** Keys that were not there before: they were made by this plan. */
  const removeNewKeys = async (): Promise<AwsResult<unknown>> => {
    const listed = await call('ListAccessKeys', {});
    if (!listed.ok) return listed;
    const ids = parsed(keysSchema, listed.value)?.AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId) ?? [];
    const made = ids.filter((id) => !known.includes(id));
    return made.length === 0 ? happened : inTurn(made.map((AccessKeyId) => () => call('DeleteAccessKey', { AccessKeyId })));
  };
  const effects: { readonly [S in RescueStep]: Omit<Effect<RescueRecord>, 'name'> | undefined } = {
    keys: keys.length === 0 ? undefined : { subject: 'keys', make: () => setKeys('Inactive'), remove: () => setKeys('Active') },
    // A device's secret is gone with it, so nothing takes this back.
    devices:
      devices.length === 0 ? undefined : { subject: 'devices', make: () => inTurn(devices.map((serial) => () => removeDevice(serial))) },
    sessions: {
      subject: 'sessions',
      make: async () => {
        const revokedAt = run.now();
        await run.put({ ...run.record(), revokedAt });
        return call('PutUserPolicy', { PolicyName: revokePolicy, PolicyDocument: revokeText(revokedAt) });
      },
      remove: () => unlessMissing(call('DeleteUserPolicy', { PolicyName: revokePolicy })),
    },
    key: accessKey
      ? {
          subject: 'key',
          isHeld: () => held.get.secretAccessKey !== undefined || stateOf(run.record(), 'invite') === 'done',
          make: async () => {
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
    invite: invite === undefined ? undefined : { subject: 'invite', make: handOver },
    lift: {
      subject: 'lift',
      notBefore: () => liftAtOf(run.record()) ?? Number.POSITIVE_INFINITY,
      make: () => unlessMissing(call('DeleteUserPolicy', { PolicyName: revokePolicy })),
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
