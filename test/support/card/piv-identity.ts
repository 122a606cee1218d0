import { createPublicKey } from 'node:crypto';
import { concatBytes } from '../../../src-main/base/bytes.ts';
import { encodeTlv } from '../../../src-main/card/connection/tlv.ts';
import { certificateObject } from '../../../src-main/card/piv/piv-constants.ts';
import type { PivKey } from '../../../src-main/demo/virtual-yubikey/piv-keys.ts';
import type { VirtualYubiKey } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';
import type { TestCertificate } from '../aws/test-ca.ts';

export interface Identity {
  readonly slot?: number;
  /** 1 never, 2 once, 3 always. Default once. */
  readonly pin?: number;
  /** 1 never, 2 always, 3 cached. Default never. */
  readonly touch?: number;
}

const bytesOf = (pem: string): Buffer => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

const algorithmOf = ({ key }: TestCertificate): number => {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  if (namedCurve !== undefined) return namedCurve === 'secp384r1' ? 0x14 : 0x11;
  return modulusLength === 2048 ? 0x07 : 0x05;
};

/** Puts a key and its certificate into a slot of a virtual key, without the protocol. */
export const putIdentity = (
  key: VirtualYubiKey,
  certificate: TestCertificate,
  { slot = 0x82, pin = 2, touch = 1 }: Identity = {},
): void => {
  const stored: PivKey = {
    algorithm: algorithmOf(certificate),
    privateKey: certificate.key,
    publicKey: createPublicKey(certificate.key),
    pinPolicy: pin,
    touchPolicy: touch,
    origin: 'generated',
  };
  (key.piv.keys() as Map<number, PivKey>).set(slot, stored);
  const object = concatBytes(encodeTlv(0x70, bytesOf(certificate.pem)), encodeTlv(0x71, Uint8Array.of(0)), encodeTlv(0xfe));
  (key.piv.objects() as Map<string, Uint8Array>).set(certificateObject(slot).toString(16), object);
};
