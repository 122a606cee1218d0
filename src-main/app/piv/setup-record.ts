import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import type { Log } from '../../base/log.ts';
import { parsedJson } from '../../base/schema.ts';
import { newKeyAlgorithms, type SetupView, touchPolicies } from '../../contract/certificates/piv.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import { createJournal, type Journal } from '../plans/journal.ts';

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(4096));
const number = v.pipe(v.number(), v.finite());
const standing = v.picklist(['todo', 'begun', 'done']);

const stored = v.pipe(
  v.object({
    version: v.literal(1),
    id: text,
    /** Milliseconds since 1970, AWS's time. */
    startedAt: number,
    serial: v.optional(number),
    /** `82`. */
    slot: text,
    algorithm: v.picklist(newKeyAlgorithms),
    touchPolicy: v.picklist(touchPolicies),
    subject: text,
    /** For a key that signs certificates: it certifies itself. */
    isAuthority: v.boolean(),
    /** The factory's PIN gives way to the person's. */
    pin: standing,
    /** A random management key, under the PIN. */
    management: standing,
    /** The key pair, on the YubiKey. */
    key: standing,
    /** SubjectPublicKeyInfo, base64. */
    publicKey: v.optional(text),
    /** The request, or an authority's certificate. */
    request: standing,
    /** In PEM, with the attestation. */
    pem: v.optional(v.pipe(v.string(), v.maxLength(32_768))),
    /** Days of an authority. */
    days: v.optional(number),
  }),
  v.transform(defined),
);

/** What the journal keeps of a setup: how far each step is, and what is public anyway. No PIN, no key. */
export type SetupRecord = v.InferOutput<typeof stored>;

export const createSetupJournal = (folder: RecordFolder, log: Log): Journal<SetupRecord> =>
  createJournal(folder, log, (json) => parsedJson(stored, json));

/** What a front end shows of one. */
export const setupView = ({ id, startedAt, serial, slot, subject, key, request }: SetupRecord): SetupView => ({
  id,
  startedAt,
  slot,
  subject,
  ...defined({ serial }),
  waitsFor: request === 'done' ? 'certificate' : key === 'done' ? 'request' : 'key',
});
