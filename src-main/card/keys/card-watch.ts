import type { Problem } from '../../contract/problems.ts';
import { CardFault, type CardReaders, type ReaderState } from '../connection/card-connection.ts';
import { problemOf } from '../connection/card-problem.ts';
import { isYubiKeyAtr, type Transport, transportOf } from '../management/device-info.ts';

/** A YubiKey in a reader, before anything was sent to it. */
export interface InsertedKey {
  readonly reader: string;
  /** Another number is another insertion, even of the same key. */
  readonly insertion: number;
  readonly transport: Transport;
  readonly heldExclusively: boolean;
}

export type InsertedKeys =
  | { readonly kind: 'no-service'; readonly problem: Problem }
  | { readonly kind: 'ready'; readonly keys: readonly InsertedKey[] };

const isYubiKeyReader = (name: string): boolean => name.toLowerCase().includes('yubico yubikey');

/** The YubiKey in this reader, by the reader's name or the card's ATR. Any other card is none of our business: it is never connected to. */
export const insertedKey = (reader: ReaderState): InsertedKey | undefined => {
  const { name, atr, insertion, heldExclusively } = reader;
  if (!atr || !(isYubiKeyReader(name) || isYubiKeyAtr(atr))) return undefined;
  return { reader: name, insertion, transport: isYubiKeyReader(name) ? 'usb' : transportOf(atr), heldExclusively };
};

/** Tells of the YubiKeys that are there, at once and at each change. Returns the way to stop. */
export const watchKeys = (readers: Pick<CardReaders, 'watch'>, listener: (keys: InsertedKeys) => void): (() => void) =>
  readers.watch((state) => {
    if (state.kind === 'no-service') listener({ kind: 'no-service', problem: problemOf(new CardFault(state.fault), { reader: '' }) });
    else listener({ kind: 'ready', keys: state.readers.flatMap((reader) => insertedKey(reader) ?? []) });
  });
