import { onAbort, sleep, untilAborted } from '../../base/abort.ts';
import { systemClock } from '../../base/clock.ts';
import type { ReadersState } from './card-connection.ts';
import { type Binding, type Context, openContext } from './pcsc-context.adapter.ts';
import { faultOf } from './pcsc-faults.ts';
import { createReaderLedger, type ReaderLedger } from './pcsc-readers.ts';

/** SCARD_STATE_CHANGED is an answer, never part of what we say we know. */
const changedBit = 0x2;
/** The reader that stands for "a reader came or went"; macOS has no such notice. */
const plugAndPlay = '\\\\?PnP?\\Notification';
const hasPlugAndPlay = process.platform !== 'darwin';
const serviceRetry = 1_000;
const cancelRetry = 20;
const lookAgainAfter = 250;

/** Resolves after `millis`, or when the signal aborts. */
const pause = (millis: number, signal: AbortSignal): Promise<void> => sleep(systemClock, millis, signal);

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
    const unlink = onAbort(stopped, cancel);
    void cancelWait(binding, context, known, settled.signal, wanted.signal);
    try {
      await waited;
    } finally {
      settled.abort();
      unlink();
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
  await Promise.race([pause(lookAgainAfter, settled), untilAborted(wanted)]);
  const stale = !settled.aborted && !wanted.aborted && hasPlugAndPlay && readerNames(binding) !== known.map(({ name }) => name).join('\n');
  if (!stale) await Promise.race([untilAborted(settled), untilAborted(wanted)]);
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
export const watchReaders = async (listener: (state: ReadersState) => void, stopped: AbortSignal): Promise<void> => {
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
