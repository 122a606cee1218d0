import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { concatBytes, fromHex } from '../../base/bytes.ts';
import { AlgorithmIdentifier } from '../../x509/structures.ts';

/** Keys that a slot can hold and that AWS takes; `rsa-3072` and `rsa-4096` from firmware 5.7 on. */
export type KeyAlgorithm = 'p256' | 'p384' | 'rsa-1024' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096';

export type HashName = 'sha256' | 'sha384' | 'sha512';

/** Signs a digest with a key that stays where it is. ECDSA comes as DER (`SEQUENCE { r, s }`), RSA as its block. */
export type SignDigest = (digest: Uint8Array, hash: HashName) => Promise<Uint8Array>;

export const isRsa = (algorithm: KeyAlgorithm): boolean => algorithm.startsWith('rsa-');

/** Bytes of the modulus. */
export const rsaBytes = (algorithm: KeyAlgorithm): number => Number(algorithm.slice(4)) / 8;

/** DigestInfo up to the digest (RFC 8017, 9.2, note 1). */
const digestInfo: Readonly<Record<HashName, Uint8Array>> = {
  sha256: fromHex('3031300d060960864801650304020105000420'),
  sha384: fromHex('3041300d060960864801650304020205000430'),
  sha512: fromHex('3051300d060960864801650304020305000440'),
};

/** A digest as an RSA key signs it: EMSA-PKCS1-v1_5 (RFC 8017, 9.2) as long as the modulus. */
export const rsaBlock = (digest: Uint8Array, hash: HashName, length: number): Uint8Array<ArrayBuffer> => {
  const info = concatBytes(digestInfo[hash], digest);
  return concatBytes(Uint8Array.of(0, 1), new Uint8Array(length - info.length - 3).fill(0xff), Uint8Array.of(0), info);
};

const ids: Readonly<Record<'ec' | 'rsa', Readonly<Record<HashName, string>>>> = {
  ec: { sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' },
  rsa: { sha256: '1.2.840.113549.1.1.11', sha384: '1.2.840.113549.1.1.12', sha512: '1.2.840.113549.1.1.13' },
};

/** AlgorithmIdentifier of a signature: RSA's has parameters, which are nothing (RFC 4055, 5). */
export const signatureAlgorithm = (algorithm: KeyAlgorithm, hash: HashName): AlgorithmIdentifier =>
  isRsa(algorithm)
    ? new AlgorithmIdentifier({ algorithm: ids.rsa[hash], parameters: null })
    : new AlgorithmIdentifier({ algorithm: ids.ec[hash] });

/** What a signature of this algorithm is over; undefined for SHA-1 and older, and for what no slot signs with. */
export const hashOfSignature = (algorithm: string): HashName | undefined =>
  (['sha256', 'sha384', 'sha512'] as const).find((hash) => ids.rsa[hash] === algorithm || ids.ec[hash] === algorithm);

/** The hash that goes with a key: as strong as its curve. */
export const hashOf = (algorithm: KeyAlgorithm): HashName => (algorithm === 'p384' ? 'sha384' : 'sha256');

export const digestOf = (hash: HashName, bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash(hash).update(bytes).digest());

/** By a public key; undefined for one that no slot holds. */
export const algorithmOfKey = (key: KeyObject): KeyAlgorithm | undefined => {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  if (namedCurve === 'prime256v1') return 'p256';
  if (namedCurve === 'secp384r1') return 'p384';
  // RSA-PSS and DSA have a modulus, too.
  if (key.asymmetricKeyType !== 'rsa') return undefined;
  const name = `rsa-${modulusLength}` as const;
  return name === 'rsa-1024' || name === 'rsa-2048' || name === 'rsa-3072' || name === 'rsa-4096' ? name : undefined;
};

/** SubjectPublicKeyInfo as a key. Throws where it is none. */
export const keyOfSpki = (spki: Uint8Array): KeyObject => createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });

const spki = (jwk: JsonWebKey): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' }));
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** SubjectPublicKeyInfo of an RSA key. */
export const spkiOfRsa = (modulus: Uint8Array, exponent: Uint8Array): Uint8Array<ArrayBuffer> =>
  spki({ kty: 'RSA', n: base64url(modulus), e: base64url(exponent) });

/** The same of a point, `04 x y`, on P-256 or P-384; undefined for another length. Throws for one that is not on the curve. */
export const spkiOfPoint = (point: Uint8Array): Uint8Array<ArrayBuffer> | undefined => {
  const length = (point.length - 1) / 2;
  if (point[0] !== 4 || (length !== 32 && length !== 48)) return undefined;
  const [x, y] = [point.subarray(1, 1 + length), point.subarray(1 + length)];
  return spki({ kty: 'EC', crv: length === 32 ? 'P-256' : 'P-384', x: base64url(x), y: base64url(y) });
};
