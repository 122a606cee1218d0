import { constants, createPublicKey, generateKeyPairSync, publicDecrypt, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../../src-main/base/bytes.ts';
import {
  algorithmOfKey,
  digestOf,
  hashOf,
  hashOfSignature,
  type KeyAlgorithm,
  rsaBlock,
  signatureAlgorithm,
  spkiOfPoint,
} from '../../../../src-main/card/certificates/signing.ts';

const rsaPair = generateKeyPairSync('rsa', { modulusLength: 1024 });
const keyOf = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey;
/** Any odd number is taken for a modulus, and made at once. */
const modulusOf = (bits: number) => {
  const n = Buffer.alloc(bits / 8, 0xff).toString('base64url');
  return createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
};

describe('a signature’s name', () => {
  it.each([
    ['p256', 'sha256', '1.2.840.10045.4.3.2', undefined],
    ['p384', 'sha384', '1.2.840.10045.4.3.3', undefined],
    ['p384', 'sha512', '1.2.840.10045.4.3.4', undefined],
    ['rsa-2048', 'sha256', '1.2.840.113549.1.1.11', null],
    ['rsa-4096', 'sha384', '1.2.840.113549.1.1.12', null],
    ['rsa-1024', 'sha512', '1.2.840.113549.1.1.13', null],
  ] as const)('of %s with %s is %s', (algorithm, hash, id, parameters) => {
    expect(signatureAlgorithm(algorithm, hash)).toMatchObject({ algorithm: id });
    expect(signatureAlgorithm(algorithm, hash).parameters).toBe(parameters);
    expect(hashOfSignature(id)).toBe(hash);
  });

  it('of MD5, SHA-1 or another kind of key has no hash that counts', () => {
    for (const id of ['1.2.840.113549.1.1.5', '1.2.840.10045.4.1', '1.3.101.112']) expect(hashOfSignature(id)).toBeUndefined();
    expect((['p256', 'p384', 'rsa-1024', 'rsa-4096'] as const).map(hashOf)).toEqual(['sha256', 'sha384', 'sha256', 'sha256']);
    expect(toHex(digestOf('sha512', utf8('abc'))).slice(0, 8)).toBe('ddaf35a1');
  });

  it.each(['sha256', 'sha384', 'sha512'] as const)('stands in the block of an RSA key: %s', (hash) => {
    const digest = digestOf(hash, utf8('what is signed'));
    const signature = sign(hash, utf8('what is signed'), rsaPair.privateKey);
    // What OpenSSL signed.
    const block = publicDecrypt({ key: rsaPair.publicKey, padding: constants.RSA_NO_PADDING }, signature);
    expect(toHex(rsaBlock(digest, hash, 128))).toBe(block.toString('hex'));
  });

  it.each<readonly [KeyAlgorithm | undefined, ReturnType<typeof keyOf>]>([
    ['p256', keyOf('prime256v1')],
    ['p384', keyOf('secp384r1')],
    [undefined, keyOf('secp521r1')],
    [undefined, generateKeyPairSync('ed25519').publicKey],
    ['rsa-1024', rsaPair.publicKey],
    ['rsa-3072', modulusOf(3072)],
    ['rsa-4096', modulusOf(4096)],
    [undefined, modulusOf(3080)],
  ])('of a key that a slot holds: %s', (algorithm, key) => {
    expect(algorithmOfKey(key)).toBe(algorithm);
  });

  it('has a point for P-256 and P-384 alone', () => {
    for (const name of ['prime256v1', 'secp384r1', 'secp521r1']) {
      const spki = Uint8Array.from(keyOf(name).export({ type: 'spki', format: 'der' }));
      const length = { prime256v1: 65, secp384r1: 97, secp521r1: 133 }[name] ?? 0;
      expect(spkiOfPoint(spki.subarray(-length))).toEqual(length === 133 ? undefined : spki);
    }
    expect(spkiOfPoint(Uint8Array.of(2, ...new Uint8Array(64)))).toBeUndefined();
    expect(() => spkiOfPoint(Uint8Array.of(4, ...new Uint8Array(64)))).toThrow();
  });
});
