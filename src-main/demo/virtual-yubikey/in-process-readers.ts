import { type CardConnection, CardFault, type CardReaders, type ReadersState } from '../../card/connection/card-connection.ts';
import type { VirtualCard } from './card.ts';

/** Another program at a reader. */
export interface OtherProgram {
  readonly name?: string;
  readonly exclusive: boolean;
}

/** Readers in this process, with PC/SC's manners, for the demo and for tests. */
export interface InProcessReaders extends CardReaders {
  /** Puts a card in (pulling the one that was there); makes the reader when there is none of this name. */
  readonly insert: (reader: string, card: VirtualCard) => void;
  /** Takes the card out; the reader stays. */
  readonly remove: (reader: string) => void;
  /** Unplugs the reader with its card, as a USB key does. */
  readonly unplug: (reader: string) => void;
  /** The reader service stops or comes back; connections made before are dead either way. */
  readonly setService: (running: boolean) => void;
  /** Another program takes hold of the card (undefined: lets go). */
  readonly hold: (reader: string, by: OtherProgram | undefined) => void;
  /** Another program resets the card under us. */
  readonly resetByOther: (reader: string) => void;
}

interface Slot {
  readonly name: string;
  readonly card: VirtualCard | undefined;
  readonly insertion: number;
  readonly other: OtherProgram | undefined;
}

interface OpenConnection {
  readonly reader: string;
  readonly exclusive: boolean;
  /** Ends what is in flight with this fault, and answers everything later with it. */
  readonly fail: (fault: CardFault) => void;
}

/** Readers with these cards in them (none for an empty reader). `connect` and the connections reject with `CardFault`. */
export const createInProcessReaders = (cards: Readonly<Record<string, VirtualCard | undefined>> = {}): InProcessReaders => {
  const slots = new Map<string, Slot>();
  const open = new Set<OpenConnection>();
  const listeners = new Set<(state: ReadersState) => void>();
  const unsubscribe = new Map<string, () => void>();
  let running = true;
  let insertions = 0;

  const openIn = (reader: string) => [...open].filter((connection) => connection.reader === reader);
  const state = (): ReadersState => {
    if (!running) return { kind: 'no-service', fault: 'no-service' };
    const readers = [...slots.values()].map(({ name, card, insertion, other }) => ({
      name,
      ...(card ? { atr: card.atr } : {}),
      insertion,
      heldExclusively: Boolean(other?.exclusive) || openIn(name).some(({ exclusive }) => exclusive),
    }));
    return { kind: 'readers', readers };
  };
  const tell = () => {
    for (const listener of [...listeners]) listener(state());
  };
  const set = (slot: Slot) => {
    slots.set(slot.name, slot);
  };

  const takeOut = (reader: string, fault: CardFault) => {
    const slot = slots.get(reader);
    if (!slot?.card) return;
    unsubscribe.get(reader)?.();
    unsubscribe.delete(reader);
    set({ ...slot, card: undefined, other: undefined });
    for (const connection of openIn(reader)) {
      connection.fail(fault);
      open.delete(connection);
    }
    slot.card.power('off');
  };
  const putIn = (reader: string, card: VirtualCard | undefined) => {
    takeOut(reader, new CardFault('removed', '80100069'));
    insertions += 1;
    set({ name: reader, card, insertion: insertions, other: undefined });
    if (card)
      unsubscribe.set(
        reader,
        card.onPull(() => remove(reader)),
      );
  };
  const remove = (reader: string) => {
    takeOut(reader, new CardFault('removed', '80100069'));
    tell();
  };

  const createConnection = (reader: string, card: VirtualCard, exclusive: boolean): CardConnection => {
    let dead: CardFault | undefined;
    let inFlight: Promise<unknown> = Promise.resolve();
    let end = (_fault: CardFault) => {};
    const ended = new Promise<never>((_, reject) => {
      end = reject;
    });
    ended.catch(() => {});
    const connection: OpenConnection = {
      reader,
      exclusive,
      fail: (fault) => {
        dead ??= fault;
        end(fault);
      },
    };
    open.add(connection);
    const transmit = async (apdu: Uint8Array): Promise<Uint8Array> => {
      if (dead) throw dead;
      const flight = Promise.race([card.transmit(apdu), ended]);
      inFlight = flight.catch(() => {});
      const answer = await flight;
      if (answer.length < 2) throw new CardFault('transport');
      return answer;
    };
    const close = async () => {
      if (!open.has(connection)) return;
      // As with PC/SC, a command in flight (a touch that is awaited) is not taken back: letting go waits for it.
      await inFlight;
      if (!open.delete(connection)) return;
      const slot = slots.get(reader);
      if (slot?.card === card && openIn(reader).length === 0) card.power('off');
      dead ??= new CardFault('transport');
      tell();
    };
    return { exclusive, transmit, close };
  };

  for (const [reader, card] of Object.entries(cards)) putIn(reader, card);

  return {
    watch: (listener) => {
      listeners.add(listener);
      listener(state());
      return () => {
        listeners.delete(listener);
      };
    },
    connect: async (reader) => {
      if (!running) throw new CardFault('no-service', '8010001d');
      const slot = slots.get(reader);
      if (!slot) throw new CardFault('no-reader', '80100009');
      if (!slot.card) throw new CardFault('no-card', '8010000c');
      const others = openIn(reader);
      if (slot.other?.exclusive || others.some(({ exclusive }) => exclusive)) throw new CardFault('busy', '8010000b');
      const connection = createConnection(reader, slot.card, !slot.other && others.length === 0);
      tell();
      return connection;
    },
    close: async () => listeners.clear(),
    holder: async () => [...slots.values()].find(({ other }) => other?.name)?.other?.name,
    insert: (reader, card) => {
      putIn(reader, card);
      tell();
    },
    remove,
    unplug: (reader) => {
      takeOut(reader, new CardFault('removed', '80100017'));
      slots.delete(reader);
      tell();
    },
    setService: (on) => {
      if (running === on) return;
      running = on;
      for (const connection of open) connection.fail(new CardFault('no-service', '8010001d'));
      open.clear();
      for (const { card } of slots.values()) card?.power('reset');
      tell();
    },
    hold: (reader, by) => {
      const slot = slots.get(reader);
      if (!slot?.card) throw new Error(`no card in ${reader}`);
      set({ ...slot, other: by });
      tell();
    },
    resetByOther: (reader) => {
      const slot = slots.get(reader);
      if (!slot?.card) throw new Error(`no card in ${reader}`);
      for (const connection of openIn(reader)) connection.fail(new CardFault('reset', '80100068'));
      slot.card.power('reset');
    },
  };
};
