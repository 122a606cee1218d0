import { readdir, readFile } from 'node:fs/promises';
import { type CardConnection, CardFault, type CardReaders } from './card-connection.ts';
import { openContext } from './pcsc-context.adapter.ts';
import { faultOf } from './pcsc-faults.ts';
import { watchReaders } from './pcsc-watch.adapter.ts';

const protocols = 1 | 2;
const exclusiveMode = 1;
const sharedMode = 2;
const leaveCard = 0;
/** The longest reply of a card with extended length, with room to spare. */
const receiveBytes = 65_548;
/** Calls to the service that are under way: the process must not end while one is, the binding would take it down with a crash. */
interface SessionOpenings {
  readonly track: <T>(call: Promise<T>) => Promise<T>;
  readonly over: () => Promise<void>;
}

const createSessionOpenings = (): SessionOpenings => {
  const calls = new Set<Promise<unknown>>();
  return {
    track: (call) => {
      calls.add(call);
      const done = () => void calls.delete(call);
      call.then(done, done);
      return call;
    },
    over: async () => {
      while (calls.size > 0) await Promise.allSettled([...calls]);
    },
  };
};

const connect = async (readerName: string, openings: SessionOpenings): Promise<CardConnection> => {
  // A context for each connection: a call that blocks on one context blocks every other call on it.
  const { context } = await openContext();
  try {
    const reader = context.listReaders().find(({ name }) => name === readerName);
    if (!reader) throw new CardFault('no-reader', '80100009');
    let exclusive = true;
    const card = await reader.connect(exclusiveMode, protocols).catch((error: unknown) => {
      if (faultOf(error, 'connect').kind !== 'busy') throw error;
      exclusive = false;
      return reader.connect(sharedMode, protocols);
    });
    let inFlight: Promise<unknown> = Promise.resolve();
    let open = true;
    const transmit = async (apdu: Uint8Array): Promise<Uint8Array> => {
      if (!open) throw new CardFault('transport', 'closed');
      const command = Buffer.from(apdu);
      const flight = openings.track(card.transmit(command, { maxRecvLength: receiveBytes }));
      // The binding copied it; a seed may be in it.
      command.fill(0);
      inFlight = flight.catch(() => {});
      const answer = await flight.catch((error: unknown) => {
        throw faultOf(error, 'transmit');
      });
      if (answer.length < 2) throw new CardFault('transport', 'reply of fewer than two bytes');
      return Uint8Array.from(answer);
    };
    const letGo = async () => {
      if (!open) return;
      open = false;
      await inFlight;
      try {
        card.disconnect(leaveCard);
      } catch {
        // The card or the service is gone; there is nothing left to let go of.
      }
      context.close();
    };
    return { exclusive, transmit, close: () => openings.track(letGo()) };
  } catch (error) {
    context.close();
    throw faultOf(error, 'connect');
  }
};

/** Programs that are known to hold a YubiKey, by the name of their process. */
const holders = ['scdaemon', 'yubikey-agent', 'gpg-agent'];

const holder = async (): Promise<string | undefined> => {
  if (process.platform !== 'linux') return undefined;
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(ids.map((id) => readFile(`/proc/${id}/comm`, 'utf8').catch(() => '')));
  const running = new Set(names.map((name) => name.trim()));
  return holders.find((name) => running.has(name));
};

/**
 * Readers and cards over PC/SC (pcscd, PCSC.framework, winscard). `watch` tells soon after it was called, then at each
 * change, and keeps the process alive until it is stopped; while the service is away it tries again each second.
 */
export const createPcscReaders = (): CardReaders => {
  const openings = createSessionOpenings();
  const stoppers = new Set<() => void>();
  return {
    watch: (listener) => {
      const stopper = new AbortController();
      const stop = () => stopper.abort();
      stoppers.add(stop);
      void openings.track(watchReaders(listener, stopper.signal));
      return stop;
    },
    connect: (reader) => openings.track(connect(reader, openings)),
    holder,
    close: () => {
      for (const stop of stoppers) stop();
      return openings.over();
    },
  };
};
