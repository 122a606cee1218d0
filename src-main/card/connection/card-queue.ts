import { type Clock, sleep } from '../../base/clock.ts';
import { onAbort } from '../../base/jobs.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { CardRefusal } from './apdu.ts';
import { type CardConnection, CardFault } from './card-connection.ts';

export interface CardJob<T> {
  /** Selects and works on a fresh connection; runs again from its start when the card was reset under it. */
  readonly work: (connection: CardConnection) => Promise<T>;
  /** Abandons: see `CardQueue.run`. */
  readonly signal?: AbortSignal;
  /** A person waits for it: it goes before those that wait for programs. What runs already is not interrupted. */
  readonly urgent?: boolean;
  /** Another program holds the card and we wait; its name where known. Called once for each wait. */
  readonly onBusy?: (holder: string | undefined) => void;
}

/** The jobs of one inserted card, one at a time; the card is let go after each. */
export interface CardQueue {
  /** A job runs or waits to run, also one that was abandoned while the card still works on it. */
  readonly occupied: () => boolean;
  /**
   * Settles with what the job gives, or with a problem; rejects only for a bug. When `signal` aborts it settles with
   * `cancelled` at once, nothing more is sent, and the late answer of what was already sent is dropped.
   */
  readonly run: <T>(job: CardJob<T>) => Promise<Result<T>>;
  /** Settles every job with this problem and runs no more. */
  readonly stop: (problem: Problem) => void;
}

export interface CardQueueParts {
  readonly connect: () => Promise<CardConnection>;
  readonly holder: () => Promise<string | undefined>;
  readonly clock: Clock;
  /** A NEO leaves its reader for about 3 s after it typed a code: wait for it to come back. */
  readonly comesBack: () => boolean;
  readonly problemOf: (error: unknown) => Problem;
  /** `occupied` changed. */
  readonly onChange: () => void;
}

const busyLimit = 10_000;
const backOff = { first: 100, most: 500 };
const absent = { tries: 6, pause: 500 };
const unresponsive = { tries: 2, pause: 500 };
/** A reply that broke off mostly means a pulled key, which the service notices within half a second. */
const brokenPause = 500;

/** Stops an abandoned job at its next APDU. */
class Abandoned extends Error {}

interface Entry {
  readonly urgent: boolean;
  /** Does the job; gives the way to say how it went. */
  readonly attempt: (stopped: AbortSignal) => Promise<() => void>;
  readonly stopper: AbortController;
  readonly end: (problem: Problem) => void;
}

export const createCardQueue = (parts: CardQueueParts): CardQueue => {
  const waiting: Entry[] = [];
  let current: Entry | undefined;
  let over: Problem | undefined;

  const pump = async (): Promise<void> => {
    if (current) return;
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      current = entry;
      parts.onChange();
      const tell = await entry.attempt(entry.stopper.signal);
      current = undefined;
      parts.onChange();
      tell();
    }
  };

  const run = <T>(job: CardJob<T>): Promise<Result<T>> =>
    new Promise((resolve, reject) => {
      if (over) return resolve(failed(over));
      if (job.signal?.aborted) return resolve(failed({ code: 'cancelled' }));
      const stopper = new AbortController();
      const end = (problem: Problem) => {
        stopper.abort();
        settle(() => resolve(failed(problem)));
      };
      const giveUp = () => {
        const at = waiting.indexOf(entry);
        if (at !== -1) waiting.splice(at, 1);
        end({ code: 'cancelled' });
      };
      const settle = (call: () => void) => {
        unlink();
        call();
      };
      const attempt = (stopped: AbortSignal) =>
        runJob(parts, job, stopped).then(
          (result) => () => settle(() => resolve(result)),
          (bug: unknown) => () => settle(() => reject(bug)),
        );
      const entry: Entry = { urgent: job.urgent ?? false, attempt, stopper, end };
      const unlink = onAbort(job.signal, giveUp);
      const before = entry.urgent ? waiting.findIndex((other) => !other.urgent) : -1;
      waiting.splice(before === -1 ? waiting.length : before, 0, entry);
      void pump();
    });

  const stop = (problem: Problem): void => {
    over = problem;
    for (const entry of waiting.splice(0)) entry.end(problem);
    current?.end(problem);
  };

  return { run, stop, occupied: () => current !== undefined || waiting.length > 0 };
};

/** What still may go wrong before a job gives up. */
interface Patience {
  fresh: number;
  absent: number;
  unresponsive: number;
  busySince: number | undefined;
  busyPause: number;
  holder: string | undefined;
}

const runJob = async <T>(parts: CardQueueParts, job: CardJob<T>, stopped: AbortSignal): Promise<Result<T>> => {
  const patience: Patience = {
    fresh: 1,
    absent: parts.comesBack() ? absent.tries : 0,
    unresponsive: unresponsive.tries,
    busySince: undefined,
    busyPause: backOff.first,
    holder: undefined,
  };
  while (!stopped.aborted) {
    let connection: CardConnection | undefined;
    const began = parts.clock.now();
    try {
      connection = await parts.connect();
      // Where others may talk to the card, one of them may hold it all the same.
      if (connection.exclusive) patience.busySince = undefined;
      return ok(await job.work(stoppable(connection, stopped)));
    } catch (error) {
      if (error instanceof Abandoned || stopped.aborted) break;
      // Let go before waiting: another program may be waiting for us.
      await connection?.close();
      if (!(await waitToRetry(parts, job, { error, connection, began }, patience, stopped))) {
        const problem = parts.problemOf(error);
        return failed(problem.code === 'yubikey-busy' && patience.holder ? { ...problem, holder: patience.holder } : problem);
      }
    } finally {
      await connection?.close();
    }
  }
  return failed({ code: 'cancelled' });
};

const stoppable = (connection: CardConnection, stopped: AbortSignal): CardConnection => ({
  exclusive: connection.exclusive,
  close: connection.close,
  transmit: (apdu, handling) => (stopped.aborted ? Promise.reject(new Abandoned('abandoned')) : connection.transmit(apdu, handling)),
});

/** Another program selected its own applet between two of our commands: only possible when the card is shared. */
const lostSelection = (error: unknown, connection: CardConnection | undefined): boolean =>
  connection?.exclusive === false && error instanceof CardRefusal && (error.status === 0x6d00 || error.status === 0x6e00);

/** How one try ended, and when it began. */
interface Attempt {
  readonly error: unknown;
  readonly connection: CardConnection | undefined;
  readonly began: number;
}

/** Whether to try once more, after the pause that this failure wants. */
const waitToRetry = async <T>(
  parts: CardQueueParts,
  job: CardJob<T>,
  { error, connection, began }: Attempt,
  patience: Patience,
  stopped: AbortSignal,
): Promise<boolean> => {
  const kind = error instanceof CardFault ? error.kind : undefined;
  if (kind === 'reset' || lostSelection(error, connection)) return patience.fresh-- > 0;
  if (kind === 'transport') {
    if (patience.fresh-- <= 0) return false;
    await sleep(parts.clock, brokenPause, stopped);
    return true;
  }
  if (kind === 'no-card' || (kind === 'removed' && parts.comesBack())) {
    if (patience.absent-- <= 0) return false;
    await sleep(parts.clock, absent.pause, stopped);
    return true;
  }
  if (kind === 'unresponsive') {
    if (patience.unresponsive-- <= 0) return false;
    await sleep(parts.clock, unresponsive.pause, stopped);
    return true;
  }
  if (kind !== 'busy') return false;
  if (patience.busySince === undefined) {
    patience.busySince = began;
    patience.busyPause = backOff.first;
    patience.holder = await parts.holder();
    if (!stopped.aborted) job.onBusy?.(patience.holder);
  }
  if (parts.clock.now() - patience.busySince >= busyLimit) return false;
  await sleep(parts.clock, patience.busyPause, stopped);
  patience.busyPause = Math.min(backOff.most, patience.busyPause * 2);
  return true;
};
