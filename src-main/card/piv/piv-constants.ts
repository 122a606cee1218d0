import type { KeyAlgorithm } from '../certificates/signing.ts';
import type { Version } from '../connection/version.ts';
import type { PinPolicy, TouchPolicy } from './piv.ts';

// Bytes of the YubiKey's PIV application: NIST SP 800-73-4, and Yubico's extensions (https://developers.yubico.com/PIV/Introduction/Yubico_extensions.html).

export const INS_VERIFY = 0x20;
export const INS_CHANGE_REFERENCE = 0x24;
export const INS_RESET_RETRY = 0x2c;
export const INS_GENERATE = 0x47;
export const INS_AUTHENTICATE = 0x87;
export const INS_GET_DATA = 0xcb;
export const INS_PUT_DATA = 0xdb;
export const INS_MOVE_KEY = 0xf6;
export const INS_GET_METADATA = 0xf7;
export const INS_ATTEST = 0xf9;
export const INS_GET_VERSION = 0xfd;
export const INS_SET_MANAGEMENT_KEY = 0xff;

export const SLOT_MANAGEMENT = 0x9b;
export const SLOT_ATTESTATION = 0xf9;
export const REFERENCE_PIN = 0x80;
export const REFERENCE_PUK = 0x81;

/** PIN not verified, or a touch that nobody gave: the same word. */
export const SW_NOT_ALLOWED = 0x6982;
export const SW_BLOCKED = 0x6983;
/** Of a signature: the slot is empty, or holds a key of another kind. */
export const SW_WRONG_DATA = 0x6a80;
export const SW_NO_OBJECT = 0x6a82;
export const SW_NO_REFERENCE = 0x6a88;
export const SW_NO_INSTRUCTION = 0x6d00;

export const OBJECT_ATTESTATION = 0x5fff01;
/** What ykman and Yubico Authenticator note: see `piv-reading.ts`. */
export const OBJECT_NOTES = 0x5fff00;
/** Read with the PIN: here the management key lies that the PIN gives out. */
export const OBJECT_PRINTED = 0x5fc109;

const certificateObjects: Readonly<Record<number, number>> = { 154: 0x5fc105, 156: 0x5fc10a, 157: 0x5fc10b, 158: 0x5fc101 };

/** Where a slot's certificate lies. */
export const certificateObject = (slot: number): number => certificateObjects[slot] ?? 0x5fc10d + slot - 0x82;

const algorithmBytes: Readonly<Record<KeyAlgorithm, number>> = {
  'rsa-1024': 0x06,
  'rsa-2048': 0x07,
  'rsa-3072': 0x05,
  'rsa-4096': 0x16,
  p256: 0x11,
  p384: 0x14,
};
export const algorithmByte = (algorithm: KeyAlgorithm): number => algorithmBytes[algorithm];
export const algorithmNamed = (byte: number | undefined): KeyAlgorithm | undefined =>
  (Object.keys(algorithmBytes) as KeyAlgorithm[]).find((name) => algorithmBytes[name] === byte);

const pinPolicies: readonly PinPolicy[] = ['unknown', 'never', 'once', 'always', 'match-once', 'match-always'];
const touchPolicies: readonly TouchPolicy[] = ['unknown', 'never', 'always', 'cached'];
export const pinPolicyNamed = (byte: number | undefined): PinPolicy => pinPolicies[byte ?? 0] ?? 'unknown';
export const touchPolicyNamed = (byte: number | undefined): TouchPolicy => touchPolicies[byte ?? 0] ?? 'unknown';
export const pinPolicyByte = (policy: PinPolicy): number => pinPolicies.indexOf(policy);
export const touchPolicyByte = (policy: TouchPolicy): number => touchPolicies.indexOf(policy);

/** Firmware that can delete a key, and move one. */
export const keyDeletion: Version = [5, 7, 0];
