import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { parsedJson } from '../base/schema.ts';

/** A place for secrets that outlive a call: texts by name. No call rejects, and what cannot be kept is lost. */
export interface SecretPlace {
  /** Everything that can be read now; empty where nothing is kept. */
  readonly load: () => Promise<ReadonlyMap<string, string>>;
  /** From now on the place holds these and no others. */
  readonly save: (secrets: ReadonlyMap<string, string>) => Promise<void>;
  /** Takes these away, or all, also where the place cannot be opened to read. */
  readonly forget: (names: readonly string[] | 'all') => Promise<void>;
  /** Whether what is saved now outlives this process. */
  readonly keeps: () => boolean;
}

/** The system's keyring, in the words of this program and the same for every version of Electron. Both calls may reject, and may wait for a person. */
export interface SecretBox {
  /** Where the system keeps the key. `basic_text` and `unknown` are no keyring. Cheap: opens nothing, asks nobody. */
  readonly backend: () => string;
  readonly seal: (text: string) => Promise<Uint8Array>;
  /** `sealAgain`: the system's key has changed and the old one may go. */
  readonly unseal: (sealed: Uint8Array) => Promise<{ readonly text: string; readonly sealAgain: boolean }>;
  /** The text was sealed with a key that everybody knows. */
  readonly isPretence: (sealed: Uint8Array) => boolean;
}

/** All in base64. The keyring seals `key` alone: its own cipher has no authentication on Linux and macOS. */
export interface SealedEntries {
  readonly version: 1;
  readonly key: string;
  readonly entries: Readonly<Record<string, SealedEntry>>;
}

interface SealedEntry {
  readonly nonce: string;
  readonly sealed: string;
  readonly tag: string;
}

const cipher = 'aes-256-gcm';

/** Each under a nonce of its own, with its name as associated data, so that an entry cannot be moved to another name. `key`: 32 bytes. */
export const sealEntry = (key: Uint8Array, name: string, bytes: Uint8Array): SealedEntry => {
  const nonce = randomBytes(12);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: 16 }).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([sealing.update(bytes), sealing.final()]).toString('base64');
  return { nonce: nonce.toString('base64'), sealed, tag: sealing.getAuthTag().toString('base64') };
};

/** Undefined for what was changed, moved, or sealed under another key. */
export const openEntry = (key: Uint8Array, name: string, { nonce, sealed, tag }: SealedEntry): Uint8Array | undefined => {
  try {
    const opening = createDecipheriv(cipher, key, Buffer.from(nonce, 'base64'), { authTagLength: 16 });
    opening.setAAD(Buffer.from(name)).setAuthTag(Buffer.from(tag, 'base64'));
    return new Uint8Array(Buffer.concat([opening.update(Buffer.from(sealed, 'base64')), opening.final()]));
  } catch {
    return undefined;
  }
};

const text = v.string();
const schema = v.looseObject({
  version: v.literal(1),
  key: text,
  entries: v.record(text, v.looseObject({ nonce: text, sealed: text, tag: text })),
});

/** Undefined for what is no such file. */
export const parseEntries = (json: string): SealedEntries | undefined => parsedJson(schema, json);
