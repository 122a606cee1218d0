import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import type { Log } from '../../base/log.ts';
import { parsedJson } from '../../base/schema.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import { createJournal, type Journal } from '../plans/journal.ts';
import { deviceStages, type EnrollRecord } from './record.ts';

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));
const number = v.pipe(v.number(), v.finite());

const device = v.object({
  deviceName: text,
  deviceArn: text,
  account: text,
  accountWasThere: v.boolean(),
  stage: v.picklist(deviceStages),
  key: v.pipe(v.object({ deviceId: v.string(), name: text, serial: v.optional(number) }), v.transform(defined)),
});

const stored = v.pipe(
  v.object({
    version: v.literal(1),
    id: text,
    path: v.picklist(['iam', 'console']),
    startedAt: number,
    source: text,
    user: v.object({ name: text, arn: text, accountId: text, partition: text }),
    touch: v.boolean(),
    spareWish: v.picklist(['none', 'device', 'same-seed']),
    main: device,
    spare: v.optional(device),
  }),
  v.transform(defined),
);

/** What was written, with these fields and no other; undefined for anything else. */
export const parseRecord = (json: string): EnrollRecord | undefined => parsedJson(stored, json);

/** The journal of enrolments over a folder of its own. */
export const createEnrollJournal = (folder: RecordFolder, log: Log): Journal<EnrollRecord> => createJournal(folder, log, parseRecord);
