import type { AccessKey } from '../../aws/iam/access-key-types.ts';
import { iamUserOf } from '../../aws/iam/iam-user.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import type { AccessKeysView, RotationView, UnfinishedRotation } from '../../contract/access-keys/rotation.ts';
import type { AccessKeyView } from '../../contract/problems/rotation.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { alone } from '../plans/alone.ts';
import type { PlanRun } from '../plans/plan.ts';
import { runPlan } from '../plans/run-plan.ts';
import { findSource } from '../roles/source.ts';
import { lookAtActiveKeys } from './active-keys.ts';
import { unfinishedRotations } from './retired-keys.ts';
import { createRotationCalls, type RotationPorts } from './rotation-caller.ts';
import { deletesAt, type RotationRecord, rotationView } from './rotation-record.ts';
import { bringBackOld, type Rotation, rotationSteps, takeBackNew } from './rotation-steps.ts';

export interface RotateRequest {
  /** A source's profile; `''` is the only one. */
  readonly source: string;
  readonly graceDays: number;
  /** A second access key of the user that goes first. */
  readonly drop?: string;
}

/** What can be done with the access keys of sources. */
export interface Rotations {
  /** The user's keys with their last use, and a rotation that is under way. Problems: those of reading, rotation-foreign. */
  readonly look: (source: string, signal: AbortSignal) => Promise<Result<AccessKeysView>>;
  /**
   * A new access key in the place of the old one, which becomes inactive. One that is under way goes on. Whatever cuts it off, the person has a key that works.
   * Problems: those of `look`, access-keys-two, new-key-unusable, iam-denied, those of the code, of AWS and of the files, journal-unwritable, cancelled.
   */
  readonly rotate: (request: RotateRequest, signal: AbortSignal) => Promise<Result<RotationView>>;
  /** Deletes the old key. Problem beside those: rotation-missing. */
  readonly finish: (source: string, signal: AbortSignal) => Promise<Result<RotationView>>;
  /** The active keys of all sources whose user can be asked for without a touch: see `lookAtActiveKeys`. */
  readonly active: (signal: AbortSignal) => ReturnType<typeof lookAtActiveKeys>;
  /** All that have not come to their end; nobody is asked for anything. */
  readonly list: () => Promise<readonly UnfinishedRotation[]>;
  /** Makes the old key active again; a new one that stands nowhere yet goes. Problem beside those: rotation-missing. */
  readonly undo: (source: string, signal: AbortSignal) => Promise<Result<RotationView>>;
}

/** What is used is Roletap's own call, this moment. */
const ownUseMillis = 120_000;

export const createRotations = (ports: RotationPorts, ready: Promise<void>): Rotations => {
  const { aws, journal } = ports;

  const sourceOf = async (profile: string): Promise<Result<Source>> => {
    await ready;
    const source = await findSource(ports, profile);
    if (!source.ok) return source;
    return ports.files.home.isOurs(source.value) ? source : failed({ code: 'rotation-foreign', source: source.value.profile });
  };
  /** One program at a time rotates a source's key. Problem beside those of the work: plan-running. */
  const aloneAt = async <T>(named: string, work: (source: Source) => Promise<Result<T>>): Promise<Result<T>> => {
    const source = await sourceOf(named);
    return source.ok ? alone(journal.inTurn, `rotation ${source.value.id}`, () => work(source.value)) : source;
  };
  /** The newest, where an old one was left. */
  const recordOf = async (source: string): Promise<RotationRecord | undefined> =>
    (await journal.list()).filter((record) => record.source === source).at(-1);

  const start = (begun: RotationRecord, signal: AbortSignal) => {
    let record = begun;
    const change = (next: RotationRecord) => {
      record = next;
    };
    const calls = createRotationCalls(ports, begun.source, signal);
    const run: Rotation = { ports, calls, record: () => record, change, secret: {}, signal };
    const plan: PlanRun<RotationRecord> = {
      record: () => record,
      before: async (next) => {
        const written = await journal.write(next);
        if (written.ok) change(next);
        return written;
      },
      after: async (next) => {
        change(next);
        await journal.write(next);
      },
      wait: async () => {},
      signal,
    };
    return { run, plan };
  };

  /** The other profiles that have the source's key, in a file or in the key store: the swap changes it in all of them. */
  const alsoWith = ({ profile, id }: Source): readonly string[] => {
    const { files } = ports.store.state();
    const sources = files.kind === 'read' ? files.profiles.sources : [];
    return sources.filter((other) => other.id === id && other.profile !== profile).map((other) => other.profile);
  };

  const lastUseOf = async (
    calls: ReturnType<typeof createRotationCalls>,
    userName: string,
    { accessKeyId, active, createdAt }: AccessKey,
    own: string,
    signal: AbortSignal,
  ): Promise<AccessKeyView> => {
    const told = await calls.read((caller) => aws.iam.accessKeyUse(caller, { userName, accessKeyId }, signal));
    const used = told.ok ? told.value : undefined;
    const isOwn = accessKeyId === own;
    const isOurs = isOwn && typeof used === 'object' && ['sts', 'iam'].includes(used.service) && aws.now() - used.at < ownUseMillis;
    return { accessKeyId, active, createdAt, isOwn, ...(isOurs ? {} : defined({ used })) };
  };

  const look: Rotations['look'] = async (profile, signal) => {
    const source = await sourceOf(profile);
    if (!source.ok) return source;
    const who = await aws.sessions.identity(source.value, signal);
    if (!who.ok) return who;
    const user = iamUserOf(who.value.arn);
    if (!user) return failed({ code: 'caller-not-user', source: source.value.profile, arn: who.value.arn });
    const calls = createRotationCalls(ports, source.value.profile, signal);
    const listed = await calls.read((caller) => aws.iam.listAccessKeys(caller, user.userName, signal));
    if (!listed.ok) return failed(listed.problem);
    const keys: AccessKeyView[] = [];
    for (const key of [...listed.value].sort((one, other) => one.createdAt - other.createdAt))
      keys.push(await lastUseOf(calls, user.userName, key, source.value.id, signal));
    const record = await recordOf(source.value.profile);
    // Deleted by an administrator, or by a run that was killed then: that is told once.
    const isOver = record?.closed === 'done' && !keys.some(({ accessKeyId }) => accessKeyId === record.oldId);
    if (record && isOver) await journal.remove(record.id);
    return ok({
      source: source.value.profile,
      user: user.userName,
      keys,
      alsoIn: alsoWith(source.value),
      ...(record ? { rotation: rotationView(isOver ? { ...record, deleted: 'done' } : record) } : {}),
    });
  };

  /** A rotation of which nothing happened yet. */
  const begin = async ({ source: profile, graceDays, drop }: RotateRequest, signal: AbortSignal): Promise<Result<RotationRecord>> => {
    const source = await sourceOf(profile);
    const seen = source.ok ? await look(source.value.profile, signal) : source;
    if (!source.ok) return source;
    if (!seen.ok) return seen;
    const who = await aws.sessions.identity(source.value, signal);
    if (!who.ok) return who;
    const { keys, user } = seen.value;
    const other = keys.find(({ isOwn }) => !isOwn)?.accessKeyId;
    if (drop !== undefined && drop !== other) return failed({ code: 'access-key-missing', accessKeyId: drop });
    if (other !== undefined && drop === undefined) return failed({ code: 'access-keys-two', source: source.value.profile, user, keys });
    return ok({
      version: 1,
      id: journal.newId(),
      startedAt: aws.now(),
      source: source.value.profile,
      user,
      userArn: who.value.arn,
      oldId: source.value.id,
      before: keys.map(({ accessKeyId }) => accessKeyId),
      graceDays,
      ...defined({ drop }),
      dropped: 'todo',
      made: 'todo',
      swapped: 'todo',
      closed: 'todo',
      deleted: 'todo',
    });
  };

  /** To the end, or to the days of grace. */
  const goOn = async (begun: RotationRecord, isDue: boolean, signal: AbortSignal): Promise<Result<RotationView>> => {
    // The secret of a key that an earlier run made went with that run.
    const lost = begun.made === 'done' && begun.swapped !== 'done';
    const { run, plan } = start(lost ? { ...begun, made: 'begun', swapped: 'todo' } : begun, signal);
    const done = await runPlan(rotationSteps(run, isDue), plan);
    const { made, swapped, deleted, id } = run.record();
    if (!done.ok && swapped !== 'done' && made !== 'todo') {
      // Nobody is to have an active key that stands nowhere. Where AWS cannot be asked now, the record says that one may be there.
      const back = await takeBackNew({ ...run, signal: new AbortController().signal });
      if (back.ok && run.record().swapped !== 'done') await journal.remove(id);
    } else if (!done.ok && made === 'todo') await journal.remove(id);
    if (!done.ok) return done;
    if (deleted === 'done') await journal.remove(id);
    return ok(rotationView(run.record()));
  };

  /** The rotation of a source that was begun, as long as its keys are still the user's it was begun for. */
  const begunOf = async (source: Source, signal: AbortSignal): Promise<Result<RotationRecord | undefined>> => {
    const record = await recordOf(source.profile);
    if (!record) return ok(undefined);
    const who = await aws.sessions.identity(source, signal);
    if (!who.ok) return who;
    const { userArn, oldId } = record;
    return who.value.arn === userArn ? ok(record) : failed({ code: 'rotation-other-user', source: source.profile, userArn, oldKey: oldId });
  };

  return {
    look,
    active: async (signal) => {
      await ready;
      return lookAtActiveKeys(ports, signal);
    },
    list: () => unfinishedRotations(journal),
    rotate: (request, signal) =>
      aloneAt(request.source, async (source) => {
        const found = await begunOf(source, signal);
        if (!found.ok) return found;
        const before = found.value;
        if (before && before.closed !== 'done') return goOn(before, false, signal);
        // The old key of the last time makes room once its days are over.
        const end = before && deletesAt(before);
        const isDue = end !== undefined && aws.now() >= end;
        const begun = await begin({ ...(isDue && before ? { drop: before.oldId } : {}), ...request }, signal);
        if (!begun.ok) return begun;
        if (before && begun.value.drop === before.oldId) await journal.remove(before.id);
        return goOn(begun.value, false, signal);
      }),
    finish: (profile, signal) =>
      aloneAt(profile, async (source) => {
        const record = await begunOf(source, signal);
        if (!record.ok) return record;
        return record.value ? goOn(record.value, true, signal) : failed({ code: 'rotation-missing', source: source.profile });
      }),
    undo: (profile, signal) =>
      aloneAt(profile, async (source) => {
        const found = await begunOf(source, signal);
        if (!found.ok) return found;
        const record = found.value;
        if (!record) return failed({ code: 'rotation-missing', source: source.profile });
        const { run, plan } = start(record, signal);
        if (record.swapped !== 'done') {
          const back = await takeBackNew(run);
          if (!back.ok) return back;
          if (run.record().swapped !== 'done') {
            await journal.remove(record.id);
            return ok(rotationView(run.record()));
          }
        }
        const back = await bringBackOld(run);
        if (!back.ok) return back;
        const { closedAt: _, ...rest } = run.record();
        await plan.after({ ...rest, closed: 'todo' });
        return ok(rotationView(run.record()));
      }),
  };
};
