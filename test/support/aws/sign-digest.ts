import { createPublicKey, type KeyObject } from 'node:crypto';
import { rsaBlock } from '../../../src-main/card/certificates/signing.ts';
import { signBlock } from '../../../src-main/demo/virtual-yubikey/piv-keys.ts';

/** What a card does with a digest, without the card: node:crypto signs only what it hashes itself. */
export const signDigest = (privateKey: KeyObject, digest: Uint8Array): Uint8Array => {
  const { namedCurve } = privateKey.asymmetricKeyDetails ?? {};
  const isEc = privateKey.asymmetricKeyType === 'ec';
  const algorithm = isEc ? (namedCurve === 'secp384r1' ? 0x14 : 0x11) : 0x07;
  const publicKey = createPublicKey(privateKey);
  const key = { algorithm, privateKey, publicKey, pinPolicy: 1, touchPolicy: 1, origin: 'generated' } as const;
  const signature = signBlock(key, isEc ? digest : rsaBlock(digest, 'sha256', 256));
  if (!signature) throw new Error('no signature');
  return signature;
};
