import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import type { Log } from '../../base/log.ts';
import { parsedJson } from '../../base/schema.ts';
import {
  type CertificateRoleDraft,
  newKeyAlgorithms,
  pinPolicies,
  type SetupView,
  touchPolicies,
} from '../../contract/certificates/piv.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import { createJournal, type Journal } from '../plans/journal.ts';

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(4096));
const number = v.pipe(v.number(), v.finite());
const standing = v.picklist(['todo', 'begun', 'done']);

const pem = v.pipe(v.string(), v.maxLength(32_768));

const way = v.variant('kind', [
  /** Somebody brings it. */
  v.object({ kind: v.literal('request') }),
  /** AWS Private CA, by its ARN. `source`: whose credentials ask it, where no role says so. */
  v.object({ kind: v.literal('private-ca'), arn: text, days: number, source: v.optional(text) }),
  /** An authority's YubiKey. `proved`: only what an attestation proves is signed. */
  v.object({ kind: v.literal('ca-key'), serial: number, slot: text, days: number, proved: v.boolean() }),
]);

/** A role of IAM that is to be made. */
const newRole = v.object({
  /** ARNs of managed policies. */
  policies: v.pipe(v.array(text), v.maxLength(20), v.readonly()),
  maxSessionSeconds: number,
});

/** The role that the certificate is for, and AWS's side of it as far as it is known. */
const role = v.pipe(
  v.object({
    /** The profile to write. */
    name: text,
    roleArn: text,
    trustAnchorArn: v.optional(text),
    profileArn: v.optional(text),
    durationSeconds: v.optional(number),
    /** Whose credentials may look at AWS and make what is missing; absent: nobody's. */
    source: v.optional(text),
    region: v.optional(text),
    /** It isn't there yet. */
    create: v.optional(newRole),
    /** What was made, and goes when the setup is undone. */
    madeRole: v.optional(v.boolean()),
    madeAnchor: v.optional(text),
    madeProfile: v.optional(text),
  }),
  v.transform(defined),
);

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
    /** Absent in what was begun before there was a choice. */
    pinPolicy: v.optional(v.picklist(pinPolicies), 'once'),
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
    pem: v.optional(pem),
    /** Days of an authority. */
    days: v.optional(number),
    /** How the certificate comes. */
    way: v.optional(way),
    /** It lies beside its key. */
    certificate: v.optional(standing),
    /** The certificate, and its chain behind it, in PEM. */
    issued: v.optional(pem),
    role: v.optional(role),
    anchor: v.optional(standing),
    iamRole: v.optional(standing),
    profile: v.optional(standing),
    proof: v.optional(standing),
    saved: v.optional(standing),
  }),
  v.transform(defined),
);

/** What the journal keeps of a setup: how far each step is, and what is public anyway. No PIN, no key. */
export type SetupRecord = v.InferOutput<typeof stored>;

export const createSetupJournal = (folder: RecordFolder, log: Log): Journal<SetupRecord> =>
  createJournal(folder, log, (json) => parsedJson(stored, json));

/** A record about a key that was there before: undoing it leaves the key alone, since it doesn't say which one it is. */
export const keyThatWasThere = (
  { random, now }: { readonly random: (length: number) => Uint8Array; readonly now: () => number },
  which: { readonly serial?: number; readonly slot: string; readonly subject: string },
): SetupRecord => ({
  version: 1,
  id: Buffer.from(random(4)).toString('hex'),
  startedAt: now(),
  // What the key is nobody asks any more.
  algorithm: 'p256',
  pinPolicy: 'once',
  touchPolicy: 'cached',
  isAuthority: false,
  pin: 'done',
  management: 'done',
  key: 'done',
  request: 'done',
  ...which,
});

/** Whether the key was there before the run that a record is about. */
export const isKeyOlder = ({ key, publicKey }: Pick<SetupRecord, 'key' | 'publicKey'>): boolean =>
  key === 'done' && publicKey === undefined;

/** How the certificate comes. */
export type CertificateWay = NonNullable<SetupRecord['way']>;
/** The role that a setup goes on to. */
export type SetupRole = NonNullable<SetupRecord['role']>;

/** Whether nothing is left to do. An authority certifies itself. */
export const isComplete = ({ isAuthority, request, certificate, role: wanted, saved }: SetupRecord): boolean =>
  isAuthority ? request === 'done' : certificate === 'done' && (!wanted || saved === 'done');

/** The role of a setup that lacks nothing else, as long as nothing was made for it in AWS: it can still be another one. */
export const draftOf = ({ certificate, role, anchor, iamRole, profile, saved = 'todo' }: SetupRecord): CertificateRoleDraft | undefined => {
  const isMade = [anchor, iamRole, profile].includes('begun') || role?.madeRole || role?.madeAnchor || role?.madeProfile;
  if (!role || certificate !== 'done' || saved !== 'todo' || isMade) return undefined;
  const { name, roleArn, trustAnchorArn = '', profileArn = '', source = '', region = '', create } = role;
  return { name, roleArn, trustAnchorArn, profileArn, source, region, ...defined({ create }) };
};

const waitsFor = ({ key, request, certificate }: SetupRecord): SetupView['waitsFor'] => {
  if (certificate === 'done') return 'role';
  return request === 'done' ? 'certificate' : key === 'done' ? 'request' : 'key';
};

/** What a front end shows of one. */
export const setupView = (record: SetupRecord): SetupView => {
  const { id, startedAt, serial, slot, subject } = record;
  const { name: profile, trustAnchorArn } = record.role ?? {};
  const keepsKey = isKeyOlder(record) || undefined;
  return { id, startedAt, slot, subject, ...defined({ serial, profile, trustAnchorArn, keepsKey }), waitsFor: waitsFor(record) };
};
