import type { AccessKey } from '../../aws/iam/access-key-types.ts';
import type { LongTermKeys } from '../../aws/sources/source-types.ts';
import { sleep } from '../../base/clock.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Step } from '../plans/plan.ts';
import { findSource } from '../roles/source.ts';
import type { RotationCalls, RotationPorts } from './rotation-caller.ts';
import { deletesAt, type RotationRecord } from './rotation-record.ts';

/** A rotation that goes on. The new secret is in memory only, until it stands in the place of the old one. */
export interface Rotation {
  readonly ports: RotationPorts;
  readonly calls: RotationCalls;
  readonly record: () => RotationRecord;
  readonly change: (record: RotationRecord) => void;
  readonly secret: { made?: LongTermKeys };
  readonly signal: AbortSignal;
}

/** Pauses between tries of a key that AWS may not know everywhere yet, in seconds: 30 in all. */
const pauses = [1, 2, 4, 8, 15];

/** Keys that were made this long before the rotation began are not its own, in milliseconds: AWS's seconds are whole. */
const clockSlack = 60_000;

const ownedBy = ({ record }: Rotation, accessKeyId: string) => ({ userName: record().user, accessKeyId });

const keysNow = async ({ calls, record, signal, ports }: Rotation): Promise<Result<readonly AccessKey[]>> => {
  const listed = await calls.change((caller) => ports.aws.iam.listAccessKeys(caller, record().user, signal));
  return listed.ok ? listed : failed(listed.problem);
};

/** The access key that the source has now. */
const currentId = async ({ ports, record }: Rotation): Promise<Result<string>> => {
  const source = await findSource(ports, record().source);
  return source.ok ? ok(source.value.id) : source;
};

/** Other profiles may have the old key still, where a swap was cut off after the source's own. */
const swapRest = async ({ ports, record, signal }: Rotation): Promise<Result<void>> => {
  const source = await findSource(ports, record().source);
  if (!source.ok) return source;
  const keys = await ports.aws.keys.open(source.value, signal);
  if (!keys.ok) return keys;
  const { accessKeyId, secretAccessKey } = keys.value;
  const swapped = await ports.files.home.swap(source.value, record().oldId, { accessKeyId, secretAccessKey }, signal);
  return swapped.ok ? ok(undefined) : swapped;
};

/** Deletes a key; one that is gone already is as good. */
const deleteKey = async (run: Rotation, accessKeyId: string) => {
  const { calls, ports, signal } = run;
  const answer = await calls.change((caller) => ports.aws.iam.deleteAccessKey(caller, ownedBy(run, accessKeyId), signal));
  return !answer.ok && answer.problem.code === 'access-key-missing' ? ({ ok: true, value: null } as const) : answer;
};

/** The second key, which makes room. */
const drop = (run: Rotation, accessKeyId: string): Step<RotationRecord> => ({
  name: 'drop',
  subject: accessKeyId,
  read: ({ dropped }) => dropped,
  mark: (record, dropped) => ({ ...record, dropped }),
  do: async () => ok(() => deleteKey(run, accessKeyId)),
});

/**
 * The new key. One whose secret nobody has (its answer was lost, or this program was killed) is deleted and made anew: it is none of those that were there before,
 * and stands nowhere.
 */
const make = (run: Rotation): Step<RotationRecord> => {
  const { ports, calls, record, change, secret, signal } = run;
  return {
    name: 'make',
    subject: 'new key',
    read: ({ made }) => made,
    mark: (of, made) => ({ ...of, made }),
    check: async () => {
      const [keys, current] = [await keysNow(run), await currentId(run)];
      if (!keys.ok) return keys;
      if (!current.ok) return current;
      const { before, startedAt } = record();
      const young = keys.value.filter((key) => !before.includes(key.accessKeyId) && key.createdAt > startedAt - clockSlack);
      if (young.some(({ accessKeyId }) => accessKeyId === current.value)) {
        const mended = await swapRest(run);
        if (!mended.ok) return mended;
        change({ ...record(), newId: current.value, made: 'done', swapped: 'done' });
        return ok(undefined);
      }
      for (const { accessKeyId } of young) {
        const deleted = await deleteKey(run, accessKeyId);
        if (!deleted.ok) return failed(deleted.problem);
      }
      const { newId: _, ...rest } = record();
      change({ ...rest, made: 'todo' });
      return ok(undefined);
    },
    do: async () => {
      const ready = await calls.ready();
      if (!ready.ok) return ready;
      return ok(async () => {
        const answer = await calls.change((caller) => ports.aws.iam.createAccessKey(caller, record().user, signal));
        if (!answer.ok) return answer;
        secret.made = answer.value;
        change({ ...record(), newId: answer.value.accessKeyId });
        return answer;
      });
    },
    // A lost answer costs one more try.
    waitUntil: { tries: 2, isEarly: ({ unclear }) => unclear === true },
  };
};

/** Signs with the new key until AWS answers with its user. */
const prove = async ({ ports, record, signal }: Rotation, keys: LongTermKeys): Promise<Problem | undefined> => {
  const source = await findSource(ports, record().source);
  if (!source.ok) return source.problem;
  const caller = { source: source.value.profile, credentials: keys, endpoint: source.value.endpoint };
  let why: Problem | undefined;
  for (const pause of [0, ...pauses]) {
    if (pause > 0) await sleep(ports.codes.time, pause * 1000, signal);
    if (signal.aborted) return { code: 'cancelled' };
    const who = await ports.aws.sts.callerIdentity(caller, signal);
    if (who.ok && who.value.arn === record().userArn) return undefined;
    // That AWS can't be asked says nothing of the key.
    why = who.ok || who.problem.code === 'keys-refused' ? undefined : who.problem;
  }
  if (why) return why;
  const seconds = pauses.reduce((sum, pause) => sum + pause, 0);
  return { code: 'new-key-unusable', source: source.value.profile, accessKeyId: keys.accessKeyId, seconds };
};

/** The new key in the place of the old one, once it was seen to work. */
const swap = (run: Rotation): Step<RotationRecord> => {
  const { ports, record, change, secret } = run;
  return {
    name: 'swap',
    subject: 'new key',
    read: ({ swapped }) => swapped,
    mark: (of, swapped) => ({ ...of, swapped }),
    check: async () => {
      const current = await currentId(run);
      if (!current.ok) return current;
      const isThere = current.value === record().newId;
      const mended = isThere ? await swapRest(run) : ok(undefined);
      if (!mended.ok) return mended;
      change({ ...record(), swapped: isThere ? 'done' : 'todo' });
      return ok(undefined);
    },
    do: async () => {
      const { made } = secret;
      if (!made) throw new Error('a key is swapped that was not made');
      const flaw = await prove(run, made);
      if (flaw) return failed(flaw);
      const source = await findSource(ports, record().source);
      if (!source.ok) return source;
      if (source.value.id !== record().oldId) return failed({ code: 'source-without-keys', source: source.value.profile });
      return ok(async () => {
        const swapped = await ports.files.home.swap(source.value, record().oldId, made, run.signal);
        await ports.files.refresh();
        if (!swapped.ok) return { ...swapped, unclear: true };
        return swapped.value ? ok(undefined) : failed({ code: 'source-without-keys', source: source.value.profile });
      });
    },
  };
};

/** The old key is made inactive, which can be taken back. */
const close = (run: Rotation): Step<RotationRecord> => {
  const { ports, calls, record, change, signal } = run;
  const set = (active: boolean) =>
    calls.change((caller) => ports.aws.iam.setAccessKeyActive(caller, ownedBy(run, record().oldId), active, signal));
  const mark = (of: RotationRecord, closed: 'begun' | 'done'): RotationRecord =>
    closed === 'done' ? { ...of, closed, closedAt: ports.aws.now() } : { ...of, closed };
  return {
    name: 'close',
    subject: 'old key',
    read: ({ closed }) => closed,
    mark,
    check: async () => {
      const keys = await keysNow(run);
      if (!keys.ok) return keys;
      const isActive = keys.value.some(({ accessKeyId, active }) => accessKeyId === record().oldId && active);
      change(isActive ? { ...record(), closed: 'todo' } : mark(record(), 'done'));
      return ok(undefined);
    },
    do: async () => ok(() => set(false)),
    undo: async () => {
      const answer = await set(true);
      return answer.ok ? ok(undefined) : failed(answer.problem);
    },
    waitUntil: { tries: 2, isEarly: ({ unclear }) => unclear === true },
  };
};

const erase = (run: Rotation): Step<RotationRecord> => ({
  name: 'erase',
  subject: 'old key',
  read: ({ deleted }) => deleted,
  mark: (record, deleted) => ({ ...record, deleted }),
  do: async () => ok(() => deleteKey(run, run.record().oldId)),
  waitUntil: { tries: 2, isEarly: ({ unclear }) => unclear === true },
});

/** All steps; the last one once the days of grace are over. `isDue`: the person does not wait for that. */
export const rotationSteps =
  (run: Rotation, isDue: boolean) =>
  (record: RotationRecord): readonly Step<RotationRecord>[] => {
    const end = deletesAt(record);
    const mayErase = isDue || (end !== undefined && run.ports.aws.now() >= end);
    return [
      ...(record.drop === undefined ? [] : [drop(run, record.drop)]),
      make(run),
      swap(run),
      close(run),
      ...(mayErase && record.closed === 'done' ? [erase(run)] : []),
    ];
  };

/** Takes the new key back as long as it stands nowhere. */
export const takeBackNew = async (run: Rotation): Promise<Result<void>> => {
  const step = make(run);
  const checked = await step.check?.();
  return checked ?? ok(undefined);
};

/** Makes the old key usable again. */
export const bringBackOld = async (run: Rotation): Promise<Result<void>> => (await close(run).undo?.()) ?? ok(undefined);
