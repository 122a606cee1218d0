import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import type { Log } from '../../base/log.ts';
import { parsedJson } from '../../base/schema.ts';
import type { RotationView } from '../../contract/access-keys/rotation.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import { createJournal, type Journal } from '../plans/journal.ts';

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));
const number = v.pipe(v.number(), v.finite());
const standing = v.picklist(['todo', 'begun', 'done']);

const stored = v.pipe(
  v.object({
    version: v.literal(1),
    id: text,
    /** Milliseconds since 1970, AWS's time. */
    startedAt: number,
    source: text,
    user: text,
    userArn: text,
    /** The access key that goes. */
    oldId: text,
    /** All that the user had before: any other is this rotation's. */
    before: v.array(text),
    graceDays: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(90)),
    /** A second key that has to make room. */
    drop: v.optional(text),
    dropped: standing,
    made: standing,
    newId: v.optional(text),
    /** In the place of the old one, where the source's keys are. */
    swapped: standing,
    /** The old one is inactive. */
    closed: standing,
    closedAt: v.optional(number),
    deleted: standing,
  }),
  v.transform(defined),
);

/** What the journal keeps of a rotation: how far each step is, and no secret. */
export type RotationRecord = v.InferOutput<typeof stored>;

/** The journal of rotations over a folder of its own. */
export const createRotationJournal = (folder: RecordFolder, log: Log): Journal<RotationRecord> =>
  createJournal(folder, log, (json) => parsedJson(stored, json));

const dayMillis = 86_400_000;

/** When the old key may be deleted; undefined while it is active. */
export const deletesAt = ({ closed, closedAt, graceDays }: RotationRecord): number | undefined =>
  closed === 'done' && closedAt !== undefined ? closedAt + graceDays * dayMillis : undefined;

/** What a front end shows of a rotation. */
export const rotationView = (record: RotationRecord): RotationView => {
  const { source, user, oldId, newId, closed, deleted, swapped } = record;
  return {
    source,
    user,
    oldKey: oldId,
    oldKeyState: deleted === 'done' ? 'deleted' : closed === 'done' ? 'inactive' : 'active',
    isSwapped: swapped === 'done',
    ...defined({ newKey: newId, deletesAt: deleted === 'done' ? undefined : deletesAt(record) }),
  };
};
