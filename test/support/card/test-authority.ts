import { generateKeyPairSync } from 'node:crypto';
import type { Signer } from '../../../src-main/card/certificates/certificate-writing.ts';
import { algorithmOfKey, hashOf, isRsa, rsaBlock, rsaBytes } from '../../../src-main/card/certificates/signing.ts';
import { signBlock } from '../../../src-main/demo/virtual-yubikey/piv-keys.ts';
import { parseName } from '../../../src-main/x509/names.ts';
import type { Name } from '../../../src-main/x509/structures.ts';

/** Somebody with a key in memory who signs certificates. */
export interface TestAuthority {
  readonly name: Name;
  readonly spki: Uint8Array;
  readonly signer: Signer;
}

/** A fresh key under this name. */
export const createTestAuthority = (name: string, kind: 'p256' | 'rsa-2048' = 'p256'): TestAuthority => {
  const pair =
    kind === 'p256' ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = algorithmOfKey(pair.publicKey) ?? 'p256';
  const key = { algorithm: kind === 'p256' ? 0x11 : 0x07, ...pair, pinPolicy: 1, touchPolicy: 1, origin: 'imported' } as const;
  return {
    name: parseName(name),
    spki: Uint8Array.from(pair.publicKey.export({ type: 'spki', format: 'der' })),
    signer: {
      algorithm,
      hash: hashOf(algorithm),
      sign: async (digest, hash) => {
        const signature = signBlock(key, isRsa(algorithm) ? rsaBlock(digest, hash, rsaBytes(algorithm)) : digest);
        if (!signature) throw new Error('nothing was signed');
        return signature;
      },
    },
  };
};
