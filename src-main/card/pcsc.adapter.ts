import { readdir, readFile } from 'node:fs/promises';
import { sleep, systemClock } from '../base/clock.ts';
import { type CardConnection, CardFault, type CardReaders, type ReadersState } from './card-connection.ts';
import { faultOf, firstFaultOf } from './pcsc-faults.ts';
import { createReaderLedger, type ReaderLedger } from './pcsc-readers.ts';

/** The parts of the binding that are used; it is loaded when first needed, so that a computer without PC/SC has no service instead of no program. */
type Binding = typeof import('smartcard');
type Context = InstanceType<Binding['Context']>;

/** SCARD_STATE_CHANGED is an answer, never part of what we say we know. */
const changedBit = 0x2;
const protocols = 1 | 2;
const exclusiveMode = 1;
const sharedMode = 2;
const leaveCard = 0;
/** The longest reply of a card with extended length, with room to spare. */
const receiveBytes = 65_548;
/** The reader that stands for "a reader came or went"; macOS has no such notice. */
const plugAndPlay = '\\\\?PnP?\\Notification';
const hasPlugAndPlay = process.platform !== 'darwin';
const serviceRetry = 1_000;
const cancelRetry = 20;
const lookAgainAfter = 250;

/** Resolves after `millis`, or when the signal aborts. */
const pause = (millis: number, signal: AbortSignal): Promise<void> => sleep(systemClock, millis, signal);

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const openContext = async (): Promise<{ readonly binding: Binding; readonly context: Context }> => {
  let binding: Binding;
  try {
    binding = await import('smartcard');
  } catch {
    // No libpcsclite on this computer.
    throw new CardFault('no-service', 'no binding');
  }
  try {
    return { binding, context: new binding.Context() };
  } catch (error) {
    throw firstFaultOf(error);
  }
};

/** Calls to the service that are under way: the process must not end while one is, the binding would take it down with a crash. */
interface UnderWay {
  readonly track: <T>(call: Promise<T>) => Promise<T>;
  readonly over: () => Promise<void>;
}

const createUnderWay = (): UnderWay => {
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

const connect = async (readerName: string, underWay: UnderWay): Promise<CardConnection> => {
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
      const flight = underWay.track(card.transmit(command, { maxRecvLength: receiveBytes }));
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
    return { exclusive, transmit, close: () => underWay.track(letGo()) };
  } catch (error) {
    context.close();
    throw faultOf(error, 'connect');
  }
};

/** Follows readers and cards on one context until it dies (rejects with `CardFault`) or is stopped. */
const follow = async (
  binding: Binding,
  context: Context,
  ledger: ReaderLedger,
  tell: (state: ReadersState) => void,
  stopped: AbortSignal,
): Promise<void> => {
  ledger.forget();
  let idleRounds = 0;
  while (!stopped.aborted) {
    const readers = context.listReaders().map(({ name, state, atr }) => ({ name, state: state & ~changedBit, atr: atr ?? undefined }));
    const news = ledger.record(readers);
    if (news) tell({ kind: 'readers', readers: news });
    const known = readers.map(({ name, state }) => ({ name, state }));
    // On Windows the notice counts readers in its high word.
    const notice = { name: plugAndPlay, state: process.platform === 'win32' ? known.length * 65_536 : 0 };
    const waited = context.waitForChange(
      [...known, ...(hasPlugAndPlay ? [notice] : [])] as never,
      hasPlugAndPlay ? undefined : serviceRetry,
    );
    const began = performance.now();
    const settled = new AbortController();
    const wanted = new AbortController();
    const cancel = () => {
      wanted.abort();
      // At once: a wait that is left behind would keep the process from ending.
      cancelOnce(context);
    };
    stopped.addEventListener('abort', cancel, { once: true });
    void cancelWait(binding, context, known, settled.signal, wanted.signal);
    try {
      await waited;
    } finally {
      settled.abort();
      stopped.removeEventListener('abort', cancel);
    }
    // A service that answers at once without news must not make us spin.
    idleRounds = news || performance.now() - began > 50 ? 0 : idleRounds + 1;
    if (idleRounds > 20) await pause(serviceRetry, stopped);
  }
};

const cancelOnce = (context: Context): void => {
  try {
    context.cancel();
  } catch {
    // The service is gone: the wait ends by itself.
  }
};

/** Ends a wait when that is wanted, or when a reader came between our look and the wait, which nobody would tell us. */
const cancelWait = async (
  binding: Binding,
  context: Context,
  known: readonly { readonly name: string }[],
  settled: AbortSignal,
  wanted: AbortSignal,
): Promise<void> => {
  await Promise.race([pause(lookAgainAfter, settled), aborted(wanted)]);
  const stale = !settled.aborted && !wanted.aborted && hasPlugAndPlay && readerNames(binding) !== known.map(({ name }) => name).join('\n');
  if (!stale) await Promise.race([aborted(settled), aborted(wanted)]);
  // A cancel that comes before the wait has begun is lost: repeat it.
  while (!settled.aborted) {
    cancelOnce(context);
    await pause(cancelRetry, settled);
  }
};

/** Asked on a context of its own; a service that does not answer is noticed by the wait itself. */
const readerNames = (binding: Binding): string | undefined => {
  try {
    const context = new binding.Context();
    try {
      return context
        .listReaders()
        .map(({ name }) => name)
        .join('\n');
    } finally {
      context.close();
    }
  } catch {
    return undefined;
  }
};

/** Tells of readers and cards until it is stopped; resolves when the last call has come back. */
const watch = async (listener: (state: ReadersState) => void, stopped: AbortSignal): Promise<void> => {
  const tell = (state: ReadersState) => {
    if (!stopped.aborted) listener(state);
  };
  const ledger = createReaderLedger();
  let last: string | undefined;
  while (!stopped.aborted) {
    let opened: { readonly context: Context } | undefined;
    try {
      const { binding, context } = await openContext();
      opened = { context };
      last = undefined;
      await follow(binding, context, ledger, tell, stopped);
    } catch (error) {
      // Only a new context helps once the service went; it may be back at once.
      const fault = faultOf(error, 'watch').kind === 'access-denied' ? 'access-denied' : 'no-service';
      if (fault !== last) tell({ kind: 'no-service', fault });
      last = fault;
    } finally {
      opened?.context.close();
    }
    await pause(serviceRetry, stopped);
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
  const underWay = createUnderWay();
  const stoppers = new Set<() => void>();
  return {
    watch: (listener) => {
      const stopper = new AbortController();
      const stop = () => stopper.abort();
      stoppers.add(stop);
      void underWay.track(watch(listener, stopper.signal));
      return stop;
    },
    connect: (reader) => underWay.track(connect(reader, underWay)),
    holder,
    close: () => {
      for (const stop of stoppers) stop();
      return underWay.over();
    },
  };
};
