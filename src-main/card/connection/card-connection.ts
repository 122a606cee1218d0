/**
 * The seam below the YubiKey: bytes in, bytes out. `card/process` gives the real one, `demo/` one in process.
 * Everything above it (framing, applets, queue, watch) is the same code for both.
 */
export interface CardConnection {
  /** True when nobody else can talk to the card until `close`; otherwise another program may select its own applet in between. */
  readonly exclusive: boolean;
  /**
   * Sends one command APDU, gives the raw answer: data and the two status bytes. Blocks while the card waits for a touch
   * and cannot be cancelled. Rejects with `CardFault`; never gives fewer than two bytes (that is a `transport` fault).
   */
  readonly transmit: (apdu: Uint8Array, handling?: Handling) => Promise<Uint8Array>;
  /** Lets go of the card. Never throws; calling it twice is fine. */
  readonly close: () => Promise<void>;
}

/** What an answer may take: the card's own time, that for a long RSA key, or a person's who has to touch it. */
export type Patience = 'card' | 'slow' | 'touch';

/** What is known of a command that only its author knows. */
export interface Handling {
  /** `card` unless given. */
  readonly patience?: Patience;
  /** It holds a seed, or a key that a password opens. */
  readonly secret?: boolean;
}

/** Why bytes did not get through, from PC/SC's error codes (SCARD_E_ and SCARD_W_ of pcsclite.h and winerror.h). */
export type CardFaultKind =
  | 'no-service'
  /** A part of ours is not there: the program that owns PC/SC, or its binding. */
  | 'no-program'
  | 'no-binding'
  | 'access-denied'
  | 'no-reader'
  | 'no-card'
  | 'removed'
  /** Another program holds the card, or is in a transaction. */
  | 'busy'
  /** Another program reset or unpowered the card: select and unlock again. */
  | 'reset'
  | 'unresponsive'
  /** The card takes longer than any command does. */
  | 'card-silent'
  /** The service does not answer. */
  | 'service-silent'
  | 'transport';

export class CardFault extends Error {
  readonly kind: CardFaultKind;
  /** The PC/SC code in hex where there is one, e.g. `8010000b`. */
  readonly detail: string;
  constructor(kind: CardFaultKind, detail = '') {
    super(`card fault: ${kind}${detail ? ` (${detail})` : ''}`);
    this.kind = kind;
    this.detail = detail;
  }
}

export interface ReaderState {
  readonly name: string;
  /** Absent when there is no card in it. */
  readonly atr?: Uint8Array;
  /** Changes with each insertion, also when the card was swapped faster than we looked. */
  readonly insertion: number;
  /** The service says that a program holds the card exclusively now. */
  readonly heldExclusively: boolean;
}

export type ReadersState =
  | { readonly kind: 'no-service'; readonly fault: CardFaultKind }
  | { readonly kind: 'readers'; readonly readers: readonly ReaderState[] };

/** Readers and cards, by events. */
export interface CardReaders {
  /** Calls at once with what is there, then at each change; comes back by itself when the service was restarted. Returns the way to stop. */
  readonly watch: (listener: (state: ReadersState) => void) => () => void;
  /** Opens the card in a reader: exclusive when possible, else shared. Rejects with `CardFault`. */
  readonly connect: (reader: string) => Promise<CardConnection>;
  /** The program that probably holds a card, e.g. `scdaemon`; undefined when it cannot be known. */
  readonly holder: () => Promise<string | undefined>;
  /** Stops all watching, and ends what is under way after a moment. */
  readonly close: () => Promise<void>;
}
