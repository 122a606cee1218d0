import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import type { Log } from '../../base/log.ts';
import { parsedJson } from '../../base/schema.ts';
import type { SignedView } from '../../contract/certificates/piv.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import { createJournal, type Journal } from '../plans/journal.ts';

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(4096));
const number = v.pipe(v.number(), v.finite());

const stored = v.pipe(
  v.object({
    version: v.literal(1),
    /** The certificate's serial number in hex. */
    id: v.pipe(v.string(), v.regex(/^[0-9a-f]{2,64}$/)),
    /** When it was signed, milliseconds since 1970. */
    startedAt: number,
    subject: text,
    issuer: text,
    until: number,
    /** SHA-256 of the certificate. */
    fingerprint: text,
    /** The YubiKey that the key was made on, where that was proved. */
    keySerial: v.optional(number),
    slot: v.optional(text),
    revokedAt: v.optional(number),
  }),
  v.transform(defined),
);

/** What the register keeps of a certificate that was signed here. */
export type SignedRecord = v.InferOutput<typeof stored>;

/** One file for each certificate; nothing is removed from it. */
export const createRegister = (folder: RecordFolder, log: Log): Journal<SignedRecord> =>
  createJournal(folder, log, (json) => parsedJson(stored, json));

/** Serial numbers are told as decimal numbers, as AWS shows them. */
export const signedView = ({ id, startedAt, version: _, ...rest }: SignedRecord): SignedView => ({
  serialNumber: BigInt(`0x${id}`).toString(),
  signedAt: startedAt,
  ...rest,
});
