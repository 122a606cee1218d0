import { fromHex } from '../../base/bytes.ts';

/** What a reader needs of a card: a virtual YubiKey, or any other card. */
export interface VirtualCard {
  readonly atr: Uint8Array;
  /**
   * One command APDU in, data and two status bytes out. Waits while the card waits for a touch. Rejects with `CardFault`
   * `reset` when the power went meanwhile, `removed` when the card was pulled by a fault.
   */
  readonly transmit: (apdu: Uint8Array) => Promise<Uint8Array>;
  /** Everything that lives only while powered goes: the selected applet, an unlocked session, a touch that is awaited. */
  readonly power: (to: 'on' | 'off' | 'reset') => void;
  /** Told when the card wants out of its reader; the reader does it. */
  readonly onPull: (listener: () => void) => () => void;
}

/** A card that is no YubiKey (by default with the ATR of a bank card). It keeps what it was sent, so that a test can see that it was left alone. */
export const createForeignCard = (
  atr: Uint8Array = fromHex('3B 6E 00 00 80 31 80 66 B0 84 0C 01 6E 01 83 00 90 00'),
): VirtualCard & { readonly received: readonly Uint8Array[] } => {
  const received: Uint8Array[] = [];
  return {
    atr,
    received,
    transmit: async (apdu) => {
      received.push(apdu.slice());
      return Uint8Array.of(0x6a, 0x82);
    },
    power: () => {},
    onPull: () => () => {},
  };
};
