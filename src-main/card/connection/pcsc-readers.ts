import { toHex } from '../../base/bytes.ts';
import type { CardFaultKind, ReaderState } from './card-connection.ts';

/** What PC/SC says of one reader. */
export interface PcscReader {
  readonly name: string;
  /** SCARD_STATE bits; the high word counts insertions and removals where the service counts them. */
  readonly state: number;
  readonly atr: Uint8Array | undefined;
}

/** What the service says: every reader, or why there is none. After a fault every card counts as inserted anew. */
export type ServiceState =
  | { readonly kind: 'no-service'; readonly fault: CardFaultKind }
  | { readonly kind: 'readers'; readonly readers: readonly PcscReader[] };

/** SCARD_STATE_INUSE: a program is connected to the card. */
export const inUse = 0x100;
const present = 0x20;
const exclusive = 0x80;

export interface ReaderLedger {
  /** The readers as they are now; undefined when nothing changed since the last time. */
  readonly record: (readers: readonly PcscReader[]) => readonly ReaderState[] | undefined;
  /** The service was restarted: every card there counts as inserted anew. */
  readonly forget: () => void;
}

interface Seen {
  readonly mark: string;
  readonly insertion: number;
}

/** Remembers what was there, to number insertions and to tell news from noise (our own connections are noise, but for the exclusive bit). */
export const createReaderLedger = (): ReaderLedger => {
  let insertions = 0;
  let seen: ReadonlyMap<string, Seen> = new Map();
  let last: string | undefined;

  const record: ReaderLedger['record'] = (readers) => {
    const now = new Map<string, Seen>();
    const states = readers.map(({ name, state, atr }): ReaderState => {
      const heldExclusively = (state & exclusive) !== 0;
      if ((state & present) === 0) return { name, insertion: seen.get(name)?.insertion ?? 0, heldExclusively };
      // Another count, or another card: it was swapped, however fast.
      const mark = `${state >>> 16} ${toHex(atr ?? new Uint8Array())}`;
      const before = seen.get(name);
      const insertion = before?.mark === mark ? before.insertion : ++insertions;
      now.set(name, { mark, insertion });
      return { name, atr: atr ?? new Uint8Array(), insertion, heldExclusively };
    });
    seen = now;
    const text = JSON.stringify(
      states.map(({ name, atr, insertion, heldExclusively }) => [name, atr && toHex(atr), insertion, heldExclusively]),
    );
    if (text === last) return undefined;
    last = text;
    return states;
  };
  const forget = () => {
    seen = new Map();
    last = undefined;
  };
  return { record, forget };
};
