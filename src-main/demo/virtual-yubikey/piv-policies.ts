import { atLeast, type Firmware } from './management.ts';

/** 9A, 9C, 9D, 9E, the attestation key, and from firmware 4 on the twenty retired ones. */
export const isSlot = (slot: number, firmware: Firmware): boolean =>
  [0x9a, 0x9c, 0x9d, 0x9e, 0xf9].includes(slot) || (slot >= 0x82 && slot <= 0x95 && atLeast(firmware, 4, 0, 0));

/** What "by the slot" (00 or nothing) means: a signature key wants the PIN each time, that for card readers never. */
const usualPin = (slot: number): number => (slot === 0x9c ? 3 : slot === 0x9e ? 1 : 2);

export interface PivPolicies {
  /** 1 never, 2 once, 3 always. */
  readonly pinPolicy: number;
  /** 1 never, 2 always, 3 cached. */
  readonly touchPolicy: number;
}

/** The policies out of AA and AB; undefined where this firmware knows no such policy. */
export const policiesOf = (slot: number, tlvs: ReadonlyMap<number, Uint8Array>, firmware: Firmware): PivPolicies | undefined => {
  const pinPolicy = tlvs.get(0xaa)?.[0] || usualPin(slot);
  const touchPolicy = tlvs.get(0xab)?.[0] || 1;
  const isAsked = tlvs.has(0xaa) || tlvs.has(0xab);
  const isFips4 = firmware[0] === 4 && firmware[1] === 4;
  if (isFips4 && pinPolicy === 1) return undefined;
  if (pinPolicy > 3 || touchPolicy > 3 || (isAsked && !atLeast(firmware, 4, 0, 0))) return undefined;
  return touchPolicy === 3 && !atLeast(firmware, 4, 3, 0) ? undefined : { pinPolicy, touchPolicy };
};
