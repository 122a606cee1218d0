import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { concatBytes, utf8 } from '../../base/bytes.ts';
import type { HashAlgorithm } from './oath-account.ts';

/** The id that Yubico's tools give an OATH applet: base64 of the first 16 bytes of SHA-256 over its salt, without padding. */
export const deviceIdOf = (salt: Uint8Array): string =>
  createHash('sha256').update(salt).digest().subarray(0, 16).toString('base64').replace(/=+$/, '');

/** The 16-byte access key of a password (PBKDF2-HMAC-SHA1, 1000 rounds, salted by the applet). A secret: the caller wipes it. */
export const deriveAccessKey = (password: string, salt: Uint8Array): Uint8Array<ArrayBuffer> => {
  const key = pbkdf2Sync(utf8(password), salt, 1000, 16, 'sha1');
  const copy = Uint8Array.from(key);
  key.fill(0);
  return copy;
};

/** What proves knowledge of the access key: HMAC-SHA1 of the other side's challenge. */
export const accessResponse = (accessKey: Uint8Array, challenge: Uint8Array): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHmac('sha1', accessKey).update(challenge).digest());

/** The fewest key bytes that the applet takes; zeros at the end do not change an HMAC. */
const leastBytes = 14;

/** A seed as PUT wants it: hashed when longer than the HMAC's block (RFC 2104), padded to 14 bytes. A new copy: the caller wipes both. */
export const oathKey = (seed: Uint8Array, algorithm: HashAlgorithm): Uint8Array<ArrayBuffer> => {
  const block = algorithm === 'sha512' ? 128 : 64;
  const key = seed.length > block ? Uint8Array.from(createHash(algorithm).update(seed).digest()) : Uint8Array.from(seed);
  if (key.length >= leastBytes) return key;
  const padded = concatBytes(key, new Uint8Array(leastBytes - key.length));
  key.fill(0);
  return padded;
};

/** RFC 4226 5.3 over the four bytes that the card cut out: 31 bits, the last `digits` decimal places. */
export const truncatedCode = (bytes: Uint8Array, digits: number): string => {
  const word = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0) & 0x7fffffff;
  return String(word % 10 ** digits).padStart(digits, '0');
};
