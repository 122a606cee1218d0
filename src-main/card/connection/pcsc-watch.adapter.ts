import { sleep, systemClock } from '../../base/clock.ts';
import { type Binding, type Context, openContext } from './pcsc-context.adapter.ts';
import { faultOf, stateWithout } from './pcsc-faults.ts';
import type { PcscReader, ServiceState } from './pcsc-readers.ts';

/** SCARD_STATE_CHANGED is an answer, never part of what we say we know. */
const changedBit = 0x2;
/** The reader that stands for "a reader came or went"; macOS has no such notice. */
const plugAndPlay = '\\\\?PnP?\\Notification';
const hasPlugAndPlay = process.platform !== 'darwin';
const serviceRetry = 1_000;
const cancelRetry = 20;
const lookAgainAfter = 250;

/** Resolves after `millis`, or when the signal aborts. */
const pause = (millis: number, signal?: AbortSignal): Promise<void> => sleep(systemClock, millis, signal);

/** Follows readers and cards on one context until it dies: rejects with `CardFault`. */
const follow = async (binding: Binding, context: Context, tell: (readers: readonly PcscReader[]) => void): Promise<never> => {
  let idleRounds = 0;
  let last: string | undefined;
  for (;;) {
    const readers = context.listReaders().map(({ name, state, atr }) => ({ name, state: state & ~changedBit, atr: atr ?? undefined }));
    const text = JSON.stringify(readers);
    const isNews = text !== last;
    last = text;
    if (isNews) tell(readers);
    const known = readers.map(({ name, state }) => ({ name, state }));
    // On Windows the notice counts readers in its high word.
    const notice = { name: plugAndPlay, state: process.platform === 'win32' ? known.length * 65_536 : 0 };
    const waited = context.waitForChange(
      [...known, ...(hasPlugAndPlay ? [notice] : [])] as never,
      hasPlugAndPlay ? undefined : serviceRetry,
    );
    const began = performance.now();
    const settled = new AbortController();
    void cancelIfStale(binding, context, known, settled.signal);
    try {
      await waited;
    } finally {
      settled.abort();
    }
    // A service that answers at once without news must not make us spin.
    idleRounds = isNews || performance.now() - began > 50 ? 0 : idleRounds + 1;
    if (idleRounds > 20) await pause(serviceRetry);
  }
};

/** Ends a wait when a reader came between our look and the wait, which nobody would tell us. */
const cancelIfStale = async (
  binding: Binding,
  context: Context,
  known: readonly { readonly name: string }[],
  settled: AbortSignal,
): Promise<void> => {
  await pause(lookAgainAfter, settled);
  if (settled.aborted || !hasPlugAndPlay || readerNames(binding) === known.map(({ name }) => name).join('\n')) return;
  // A cancel that comes before the wait has begun is lost: repeat it.
  const cancel = () => {
    try {
      context.cancel();
    } catch {
      // The service is gone: the wait ends by itself.
    }
  };
  while (!settled.aborted) {
    cancel();
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

/** Tells of readers and cards at once and at each change, for as long as the process lives; while the service is away it tries again each second. */
export const watchService = async (tell: (state: ServiceState) => void): Promise<never> => {
  let last: string | undefined;
  for (;;) {
    let opened: { readonly context: Context } | undefined;
    try {
      const { binding, context } = await openContext();
      opened = { context };
      last = undefined;
      await follow(binding, context, (readers) => tell({ kind: 'readers', readers }));
    } catch (error) {
      // Only a new context helps once the service went; it may be back at once.
      const state = stateWithout(faultOf(error, 'watch'), process.platform);
      const news = JSON.stringify(state);
      if (news !== last) tell(state);
      last = news;
    } finally {
      opened?.context.close();
    }
    await pause(serviceRetry);
  }
};
