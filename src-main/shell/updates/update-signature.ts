import { createHash, createPublicKey, verify } from 'node:crypto';

/** The part of a feed's answer that a signature covers; `scripts/lib/release/feed.mjs` writes it. */
export interface SignedUpdate {
  readonly version: string;
  readonly notes: string;
  /** `sha512`: of the file, in base64. */
  readonly files: readonly { readonly url: string; readonly sha512: string }[];
}

/** What is signed, as bytes. The share of people that a version is offered to is not in it: that grows after the release. */
export const signedBytes = ({ version, notes, files }: SignedUpdate): Buffer =>
  Buffer.from(`roletap update 1\n${JSON.stringify([version, notes, files.map(({ url, sha512 }) => [url, sha512])])}\n`);

/** Whether one of the keys (Ed25519, SubjectPublicKeyInfo in base64) signed just this; `signature` in base64. Never throws. Pure. */
export const isSignedBy = (keys: readonly string[], update: SignedUpdate, signature: unknown): boolean => {
  if (typeof signature !== 'string') return false;
  const bytes = signedBytes(update);
  return keys.some((key) => {
    try {
      const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
      return publicKey.asymmetricKeyType === 'ed25519' && verify(null, bytes, publicKey, Buffer.from(signature, 'base64'));
    } catch {
      return false;
    }
  });
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A feed's answer as it is signed; undefined where a part is missing or of another kind. Pure. */
export const signedUpdate = (info: Readonly<Record<string, unknown>>): SignedUpdate | undefined => {
  const version = text(info.version);
  const notes = info.releaseNotes === undefined || info.releaseNotes === null ? '' : text(info.releaseNotes);
  const files = Array.isArray(info.files) ? info.files : [];
  const named = files.flatMap((file: unknown) => {
    const { url, sha512 } = (typeof file === 'object' && file !== null ? file : {}) as Record<string, unknown>;
    return typeof url === 'string' && typeof sha512 === 'string' ? [{ url, sha512 }] : [];
  });
  if (version === undefined || notes === undefined || named.length === 0 || named.length !== files.length) return undefined;
  return { version, notes, files: named };
};

/** The hash of a file as a feed names it. */
export const fileHash = (bytes: Uint8Array): string => createHash('sha512').update(bytes).digest('base64');
