import type { Problem } from '../../contract/problems/problem.ts';
import { CardFault, type CardReaders, type ReaderState } from '../connection/card-connection.ts';
import { problemOf } from '../connection/card-problem.ts';
import { isYubiKeyAtr, type Transport, transportOf } from '../management/device-info.ts';

/** A YubiKey, or another card, in a reader, before anything was sent to it. */
export interface InsertedKey {
  readonly reader: string;
  /** Another number is another insertion, even of the same key. */
  readonly insertion: number;
  readonly transport: Transport;
  readonly heldExclusively: boolean;
  /** No YubiKey: another make's token may be. It is connected to only where the person wants that. */
  readonly isOther: boolean;
}

export type InsertedKeys =
  | { readonly kind: 'no-service'; readonly problem: Problem }
  | { readonly kind: 'ready'; readonly cards: readonly InsertedKey[] };

const isYubiKeyReader = (name: string): boolean => name.toLowerCase().includes('yubico yubikey');

/** The card in this reader; a YubiKey is known by the reader's name or the card's ATR. */
export const insertedKey = (reader: ReaderState): InsertedKey | undefined => {
  const { name, atr, insertion, heldExclusively } = reader;
  if (!atr) return undefined;
  const isOther = !(isYubiKeyReader(name) || isYubiKeyAtr(atr));
  return { reader: name, insertion, transport: isYubiKeyReader(name) ? 'usb' : transportOf(atr), heldExclusively, isOther };
};

/** A reader as people know it: without the numbers that PC/SC on Linux puts behind its name (`Canokeys Canokey 00 00`). */
export const readerName = (reader: string): string => reader.replace(/ [0-9A-F]{2} [0-9A-F]{2}$/, '');

/** Tells of the cards that are there, at once and at each change. Returns the way to stop. */
export const watchKeys = (readers: Pick<CardReaders, 'watch'>, listener: (keys: InsertedKeys) => void): (() => void) =>
  readers.watch((state) => {
    if (state.kind === 'no-service') listener({ kind: 'no-service', problem: problemOf(new CardFault(state.fault), { reader: '' }) });
    else listener({ kind: 'ready', cards: state.readers.flatMap((reader) => insertedKey(reader) ?? []) });
  });
