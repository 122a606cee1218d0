import { iamUserOf } from '../../aws/iam/iam-user.ts';
import type { UnfinishedRotation } from '../../contract/access-keys/rotation.ts';
import { ok, type Result } from '../../contract/result.ts';
import { findSource, heldSession } from '../roles/source.ts';
import type { RotationPorts } from './rotation-caller.ts';
import { deletesAt, type RotationRecord, rotationView } from './rotation-record.ts';

/** What the journal has of rotations, the oldest first. */
export const unfinishedRotations = async (journal: RotationPorts['journal']): Promise<readonly UnfinishedRotation[]> =>
  (await journal.list()).map((record) => ({ ...rotationView(record), id: record.id, startedAt: record.startedAt }));

/**
 * Deletes old keys whose days of grace are over, each with an MFA session that is open anyway: nobody is asked for anything. What the journal says now counts, so one
 * that was brought back stays, and so does one that somebody made active again. Problems: those of the files and of AWS.
 */
export const deleteRetiredKeys = async (ports: RotationPorts, signal: AbortSignal): Promise<Result<void>> => {
  let first: Result<void> = ok(undefined);
  for (const record of await ports.journal.list()) {
    const end = deletesAt(record);
    if (record.swapped !== 'done' || end === undefined || ports.aws.now() < end) continue;
    const done = await deleteRetired(ports, record, signal);
    if (first.ok) first = done;
  }
  return first;
};

const deleteRetired = async (
  ports: RotationPorts,
  { id, source: profile, user, userArn, oldId }: RotationRecord,
  signal: AbortSignal,
): Promise<Result<void>> => {
  const { aws, journal } = ports;
  const source = await findSource(ports, profile);
  if (!source.ok) return source;
  const session = heldSession(aws, source.value);
  // A profile that has the old key again was changed by hand.
  if (!session || source.value.id === oldId) return ok(undefined);
  const { credentials } = session;
  const who = await aws.sts.callerIdentity({ source: profile, credentials, endpoint: source.value.endpoint }, signal);
  if (!who.ok) return who;
  if (who.value.arn !== userArn || !iamUserOf(who.value.arn)) return ok(undefined);
  const caller = { source: profile, credentials, endpoint: source.value.iamEndpoint };
  const listed = await aws.iam.listAccessKeys(caller, user, signal);
  if (!listed.ok) return listed;
  const old = listed.value.find(({ accessKeyId }) => accessKeyId === oldId);
  if (old?.active) return ok(undefined);
  const deleted = old ? await aws.iam.deleteAccessKey(caller, { userName: user, accessKeyId: oldId }, signal) : undefined;
  if (deleted && !deleted.ok) return deleted;
  await journal.remove(id);
  return ok(undefined);
};
