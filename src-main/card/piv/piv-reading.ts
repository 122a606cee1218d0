import { gunzipSync } from 'node:zlib';
import { defined } from '../../base/defined.ts';
import { MalformedDer } from '../../x509/structures.ts';
import { readCertificate } from '../certificates/certificate-reading.ts';
import { algorithmOfKey, keyOfSpki, spkiOfPoint, spkiOfRsa } from '../certificates/signing.ts';
import { CardRefusal, statusOk } from '../connection/apdu.ts';
import { MalformedReply, parseTlvs, type Tlv, tlvValue } from '../connection/tlv.ts';
import { isAtLeast } from '../connection/version.ts';
import { mainSlots, type PivApplication, type PivSlot, retiredSlots, type SlotKey } from './piv.ts';
import {
  algorithmNamed,
  certificateObject,
  INS_ATTEST,
  OBJECT_NOTES,
  pinPolicyNamed,
  REFERENCE_PIN,
  REFERENCE_PUK,
  SLOT_MANAGEMENT,
  touchPolicyNamed,
} from './piv-constants.ts';
import { hasMetadata, type PivApplet, readMetadata, readObject, readTries, sendPiv } from './piv-session.ts';

/** Policies in an attestation (Yubico's extension .3.8: PIN, touch). */
const policyExtension = '1.3.6.1.4.1.41482.3.8';

/** A public key as METADATA tells it: 81 modulus and 82 exponent, or 86 point. Undefined for a kind that is not known here. */
const spkiOf = (tlvs: readonly Tlv[]): Uint8Array | undefined => {
  const [modulus, exponent, point] = [0x81, 0x82, 0x86].map((tag) => tlvValue(tlvs, tag));
  if (modulus && exponent) return spkiOfRsa(modulus, exponent);
  return point && spkiOfPoint(point);
};

/** GENERATE answers in the same words. */
export const publicKeyOf = spkiOf;

const keyOfMetadata = (metadata: readonly Tlv[]): SlotKey => {
  const algorithm = algorithmNamed(tlvValue(metadata, 0x01)?.[0]);
  const [pin, touch] = tlvValue(metadata, 0x02) ?? [];
  const publicKey = algorithm && spkiOf(parseTlvs(tlvValue(metadata, 0x04) ?? new Uint8Array()));
  const origin = tlvValue(metadata, 0x03)?.[0];
  return {
    pinPolicy: pinPolicyNamed(pin),
    touchPolicy: touchPolicyNamed(touch),
    origin: origin === 1 ? 'generated' : origin === 2 ? 'imported' : 'unknown',
    ...defined({ algorithm, publicKey }),
  };
};

/** ATTEST: the YubiKey's own certificate for a key that was made on it; undefined for any other slot, and before firmware 4.3. Needs neither PIN nor touch. */
export const attestSlot = async (applet: PivApplet, slot: number): Promise<Uint8Array | undefined> => {
  if (!isAtLeast(applet.version, [4, 3, 0])) return undefined;
  const reply = await sendPiv(applet, { instruction: INS_ATTEST, p1: slot });
  return reply.status === statusOk && reply.data.length > 0 ? reply.data : undefined;
};

/** What an attestation says of the key, where the firmware has no other word for it. */
const keyOfAttestation = (attestation: Uint8Array): SlotKey | undefined => {
  try {
    const { publicKey, extensions } = readCertificate(attestation);
    const [pin, touch] = extensions.get(policyExtension) ?? [];
    const algorithm = algorithmOfKey(keyOfSpki(publicKey));
    return {
      pinPolicy: pinPolicyNamed(pin),
      touchPolicy: touchPolicyNamed(touch),
      origin: 'generated',
      publicKey,
      ...defined({ algorithm }),
    };
  } catch (error) {
    // Node's reader of keys throws errors of OpenSSL.
    if (error instanceof MalformedDer || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
};

/** The certificate in 70, which 71 may call compressed (01: gzip). What cannot be unpacked is no certificate. */
const certificateIn = (object: Uint8Array): Uint8Array | undefined => {
  const tlvs = parseTlvs(object);
  const stored = tlvValue(tlvs, 0x70);
  if (!stored || stored.length === 0) return undefined;
  if (tlvValue(tlvs, 0x71)?.[0] !== 1) return stored.slice();
  try {
    // A certificate is a few thousand bytes, whatever the packed ones say.
    return Uint8Array.from(gunzipSync(stored, { maxOutputLength: 65_536 }));
  } catch {
    return undefined;
  }
};

/** What lies in a slot's place for a certificate. An object that is malformed, or refused, is none. */
export const readCertificateOf = async (applet: PivApplet, slot: number): Promise<Uint8Array | undefined> => {
  try {
    const object = await readObject(applet, certificateObject(slot));
    return object && certificateIn(object);
  } catch (error) {
    if (error instanceof CardRefusal || error instanceof MalformedReply) return undefined;
    throw error;
  }
};

/** One slot; undefined where it is empty. */
export const readSlot = async (applet: PivApplet, slot: number): Promise<PivSlot | undefined> => {
  const metadata = await readMetadata(applet, slot);
  const attestation = hasMetadata(applet) ? undefined : await attestSlot(applet, slot);
  const key = metadata ? keyOfMetadata(metadata) : attestation && keyOfAttestation(attestation);
  const certificate = await readCertificateOf(applet, slot);
  return key || certificate ? { slot, ...defined({ key, certificate }) } : undefined;
};

const managementNames = { 3: '3des', 8: 'aes128', 10: 'aes192', 12: 'aes256' } as const;
type ManagementByte = keyof typeof managementNames;

/** The flags of what ykman and Yubico Authenticator note: 80 { 81 flags }. Whatever else lies there says nothing. */
const flagsIn = (object: Uint8Array): number => {
  try {
    return tlvValue(parseTlvs(tlvValue(parseTlvs(object), 0x80) ?? new Uint8Array()), 0x81)?.[0] ?? 0;
  } catch (error) {
    if (error instanceof MalformedReply) return 0;
    throw error;
  }
};

/** Flag 1: the PUK was given up; flag 2: the management key lies under the PIN. */
export const readNotes = async (applet: PivApplet): Promise<{ readonly pukGivenUp: boolean; readonly keyUnderPin: boolean }> => {
  const flags = flagsIn((await readObject(applet, OBJECT_NOTES)) ?? new Uint8Array());
  return { pukGivenUp: (flags & 1) !== 0, keyUnderPin: (flags & 2) !== 0 };
};

/** Management key: what METADATA tells (5.3), else 3DES, which is all that there was. */
export const readManagement = async (applet: PivApplet): Promise<Omit<PivApplication['managementKey'], 'isUnderPin'>> => {
  const metadata = await readMetadata(applet, SLOT_MANAGEMENT);
  if (!metadata) return { algorithm: '3des', touch: false };
  const byte = tlvValue(metadata, 0x01)?.[0] ?? 3;
  return {
    algorithm: managementNames[byte as ManagementByte] ?? '3des',
    touch: (tlvValue(metadata, 0x02)?.[1] ?? 1) > 1,
    isFactory: tlvValue(metadata, 0x05)?.[0] === 1,
  };
};

/** Everything, in one go: some fifty short commands, half a second over USB; or no more of the slots than these. Needs no PIN and changes nothing. */
export const readApplication = async (applet: PivApplet, only?: readonly number[]): Promise<PivApplication> => {
  const { version } = applet;
  const pin = await readTries(applet, REFERENCE_PIN);
  const puk = await readTries(applet, REFERENCE_PUK);
  const management = await readManagement(applet);
  const notes = await readNotes(applet);
  const slots: PivSlot[] = [];
  for (const slot of only ?? [...mainSlots, ...(isAtLeast(version, [4, 0, 0]) ? retiredSlots : [])]) {
    const found = await readSlot(applet, slot);
    if (found) slots.push(found);
  }
  return {
    version,
    pin,
    puk: { ...puk, isGivenUp: notes.pukGivenUp },
    managementKey: { ...management, isUnderPin: notes.keyUnderPin },
    slots,
  };
};
