import * as v from 'valibot';
import type { MfaDevice } from '../../aws/iam/iam-types.ts';
import type { Log } from '../../base/log.ts';
import { parsedJson } from '../../base/schema.ts';
import type { RemovalView } from '../../contract/enroll.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import { deviceNameOf } from '../codes/device-names.ts';
import { createJournal, type Journal } from '../plans/journal.ts';
import type { UserDevices } from '../state/devices-state.ts';

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));
const standing = v.picklist(['todo', 'begun', 'done']);

const stored = v.object({
  version: v.literal(1),
  id: text,
  /** Milliseconds since 1970. */
  startedAt: v.pipe(v.number(), v.finite()),
  source: text,
  user: text,
  /** The device's ARN, or the serial of a hardware token. */
  device: text,
  kind: v.picklist(['virtual', 'fido', 'hardware']),
  /** The user had no other device when it began. */
  isLast: v.boolean(),
  deactivated: standing,
  deleted: standing,
  /** Its account on the keys that are plugged in. */
  cleaned: standing,
});

/** What the journal keeps of the removal of a device: how far each step is, and no secret. */
export type RemovalRecord = v.InferOutput<typeof stored>;

/** The journal of removals over a folder of its own. */
export const createRemovalJournal = (folder: RecordFolder, log: Log): Journal<RemovalRecord> =>
  createJournal(folder, log, (json) => parsedJson(stored, json));

/** The record of a removal of which nothing happened yet. */
export const newRemoval = (
  { removals, aws }: { readonly removals: { readonly newId: () => string }; readonly aws: { readonly now: () => number } },
  source: string,
  { user, devices }: UserDevices,
  { serial, kind }: MfaDevice,
): RemovalRecord => ({
  version: 1,
  id: removals.newId(),
  startedAt: aws.now(),
  source,
  user: user.userName,
  device: serial,
  kind,
  isLast: devices.length === 1,
  deactivated: 'todo',
  deleted: 'todo',
  cleaned: 'todo',
});

/** What a front end shows of a removal that was interrupted. */
export const removalView = ({ id, user, device, startedAt, isLast, deactivated, deleted }: RemovalRecord): RemovalView => ({
  id,
  user,
  deviceName: deviceNameOf(device),
  startedAt,
  removal: { device, isLast, deactivated, deleted },
});
