import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { parsedJson } from '../../base/schema.ts';
import type { MasterKey } from './master-key.adapter.ts';

/** A file of sealed entries by name. All bytes are in base64. */
export interface SealedEntries {
  readonly version: 2;
  readonly entries: Readonly<Record<string, SealedEntry>>;
  /** What a file of version 1 held that Electron's safeStorage has not opened yet. */
  readonly old?: OldEntries;
}

export interface SealedEntry extends Sealed {
  /** Which master key opens it: one of another keyring stays until that is there again. */
  readonly key: string;
  /** What may be read without opening it. Changed, it no longer opens. */
  readonly open?: Readonly<Record<string, string>>;
}

interface Sealed {
  readonly nonce: string;
  readonly sealed: string;
  readonly tag: string;
}

/** What an entry is bound to. `kind` keeps one of another file from being put in its place. */
export interface EntryPlace {
  readonly kind: 'password' | 'session' | 'access-key';
  readonly name: string;
  readonly open?: Readonly<Record<string, string>>;
}

const cipher = 'aes-256-gcm';

const boundTo = ({ kind, name, open }: EntryPlace): Buffer =>
  Buffer.from(JSON.stringify([kind, name, ...(open ? [Object.entries(open).sort(([a], [b]) => (a < b ? -1 : 1))] : [])]));

/** AES-256-GCM under a nonce of its own, with its place as associated data. */
export const sealEntry = ({ id, key }: MasterKey, place: EntryPlace, bytes: Uint8Array): SealedEntry => ({
  key: id,
  ...(place.open ? { open: place.open } : {}),
  ...seal(key, boundTo(place), bytes),
});

/** Undefined for what was changed, moved, or sealed under another key. The bytes are the caller's to wipe. */
export const openEntry = ({ id, key }: MasterKey, place: Omit<EntryPlace, 'open'>, entry: SealedEntry): Uint8Array | undefined =>
  entry.key === id ? unseal(key, boundTo({ ...place, ...(entry.open ? { open: entry.open } : {}) }), entry) : undefined;

/** Bytes under a key of 32 bytes. */
export const seal = (key: Uint8Array, bound: Uint8Array, bytes: Uint8Array): Sealed => {
  const nonce = randomBytes(12);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: 16 }).setAAD(bound);
  const sealed = Buffer.concat([sealing.update(bytes), sealing.final()]).toString('base64');
  return { nonce: nonce.toString('base64'), sealed, tag: sealing.getAuthTag().toString('base64') };
};

/** Undefined when key, bytes or what they are bound to do not fit. */
export const unseal = (key: Uint8Array, bound: Uint8Array, { nonce, sealed, tag }: Sealed): Uint8Array | undefined => {
  try {
    const opening = createDecipheriv(cipher, key, Buffer.from(nonce, 'base64'), { authTagLength: 16 });
    opening.setAAD(bound).setAuthTag(Buffer.from(tag, 'base64'));
    const opened = opening.update(Buffer.from(sealed, 'base64'));
    const bytes = Uint8Array.from(opened);
    opened.fill(0);
    // Throws where the tag does not fit; GCM keeps no bytes back.
    opening.final();
    return bytes;
  } catch {
    return undefined;
  }
};

const text = v.string();
const sealedFields = { nonce: text, sealed: text, tag: text };

/** A file of version 1, in which Electron's safeStorage sealed `key`, and that key each entry with its name alone as associated data. */
export interface OldEntries {
  readonly version: 1;
  readonly key: string;
  readonly entries: Readonly<Record<string, Sealed>>;
}

const oldSchema = v.looseObject({ version: v.literal(1), key: text, entries: v.record(text, v.looseObject(sealedFields)) });
const schema = v.looseObject({
  version: v.literal(2),
  entries: v.record(text, v.looseObject({ ...sealedFields, key: text, open: v.exactOptional(v.record(text, text)) })),
  old: v.exactOptional(oldSchema),
});

/** Undefined for what is no such file. One of version 1 is all old. */
export const parseEntries = (json: string): SealedEntries | undefined => {
  const old = parsedJson(oldSchema, json);
  return old ? { version: 2, entries: {}, old } : parsedJson(schema, json);
};

/** Opens the key of a file of version 1; rejects when it can't, and may wait for a person. */
export type OpenOldKey = (sealed: Uint8Array) => Promise<Uint8Array>;
