import type { Clock } from '../../base/clock.ts';
import { type CardConnection, CardFault, type CardReaders, type Handling, type ReadersState } from '../connection/card-connection.ts';
import { createReaderLedger } from '../connection/pcsc-readers.ts';
import type { CardAnswer, CardProcess, CardRequest, StartCardProcess } from './messages.ts';
import { createReaderUse } from './reader-use.ts';

export interface RemoteReadersParts {
  readonly start: StartCardProcess;
  readonly clock: Clock;
  readonly holder: CardReaders['holder'];
}

/** In milliseconds: how long a call may take before it is taken for one that never ends. */
export const callLimits = {
  /** The service's first word, with the start of the process; where the system starts the service first, that too. */
  service: 5_000,
  /** A card is powered within two seconds, also one that has to be reset. */
  connect: 8_000,
  /** The longest that an applet computes. */
  card: 8_000,
  /** The same where other programs may talk to the card: one of them is in a transaction then. */
  shared: 3_000,
  /** A long RSA key takes minutes to find. */
  slow: 300_000,
  /** A key that nobody touches gives up after about 15 s; who asks for the touch gives up before this. */
  touch: 30_000,
} as const;

/** What is under way has this long to end when everything closes. */
const closeMillis = 500;
/** A process that ended by itself is not started again before this. */
const restartMillis = 1_000;

type Done = Extract<CardAnswer, { kind: 'done' }>;

interface Call {
  readonly resolve: (answer: Done) => void;
  readonly reject: (fault: CardFault) => void;
  readonly stopTimer: () => void;
}

/** Whose fault it is that a call does not end: of a card that only we talk to, its own. */
const lateFault = (isShared: boolean): CardFault => new CardFault(isShared ? 'busy' : 'card-silent', 'no answer');

/** SCARD_E_SHARING_VIOLATION: somebody else is connected, and may let others be, too. */
const sharingViolation = '8010000b';

interface Running {
  readonly process: CardProcess;
  readonly calls: Map<number, Call>;
  /** Connections that are not closed yet. */
  readonly open: Set<number>;
  /** The readers of those that are made, by connection: the service says of their cards that they are in use. */
  readonly held: Map<number, string>;
  /** A seed or a key went through its memory, where pieces of a message stay. */
  holdsSecret: boolean;
  /** Whether the service has said a word in its time. */
  readonly heard: Promise<boolean>;
}

/**
 * Readers and cards by a process that owns PC/SC: it starts with the first thing that is asked, and a call that does not end is left behind with it, so that
 * nothing that was given up happens later. The insertion of a card keeps its number over that.
 */
export const createRemoteReaders = ({ start, clock, holder }: RemoteReadersParts): CardReaders => {
  const listeners = new Set<(state: ReadersState) => void>();
  const ledger = createReaderLedger();
  const use = createReaderUse();
  let last: ReadersState | undefined;
  let running: Running | undefined;
  let stopRestart = () => {};
  let ids = 0;
  let closed = false;
  let onLetGo = () => {};

  const tell = (state: ReadersState) => {
    last = state;
    for (const listener of [...listeners]) listener(state);
  };
  const tellFault = (fault: CardFault['kind']) => {
    if (last?.kind !== 'no-service' || last.fault !== fault) tell({ kind: 'no-service', fault });
  };

  /** Ends what is under way: a connection of a process that is gone is one that was reset. */
  const leave = (left: Running) => {
    running = undefined;
    for (const { stopTimer, reject } of left.calls.values()) {
      stopTimer();
      reject(new CardFault('reset', 'the process ended'));
    }
    left.calls.clear();
    left.open.clear();
    use.leave(left.held.values());
    left.held.clear();
    onLetGo();
  };

  const begin = (): Running => {
    stopRestart();
    const calls: Running['calls'] = new Map();
    let hear = (_heard: boolean) => {};
    const heard = new Promise<boolean>((resolve) => {
      hear = resolve;
    });
    const stopTimer = clock.after(callLimits.service, () => {
      hear(false);
      // What it says later counts all the same.
      if (running === begun) tellFault('service-silent');
    });
    const onAnswer = (answer: CardAnswer) => {
      if (running !== begun) return;
      if (answer.kind !== 'service') {
        const call = calls.get(answer.id);
        calls.delete(answer.id);
        call?.stopTimer();
        if (answer.kind === 'fault') call?.reject(new CardFault(answer.fault, answer.detail));
        else call?.resolve(answer);
        return;
      }
      stopTimer();
      hear(true);
      if (answer.state.kind === 'no-service') {
        ledger.forget();
        return tellFault(answer.state.fault);
      }
      use.note(answer.state.readers, begun.held.values());
      const readers = ledger.record(answer.state.readers);
      if (readers) tell({ kind: 'readers', readers });
    };
    const onEnd = (isMissing: boolean) => {
      stopTimer();
      hear(false);
      if (running !== begun) return;
      leave(begun);
      ledger.forget();
      tellFault(isMissing ? 'no-program' : 'no-service');
      if (!closed) stopRestart = clock.after(restartMillis, begin);
    };
    const begun: Running = { process: start(onAnswer, onEnd), calls, open: new Set(), held: new Map(), holdsSecret: false, heard };
    running = begun;
    return begun;
  };

  /** Another process in the place of this one, whose memory goes with it. */
  const replace = (left: Running): void => {
    left.process.kill();
    leave(left);
    begin();
  };

  /** Leaves a process behind in which this call does not end, and asks the next one whose fault that is. */
  const giveUp = async (stuck: Running, late: () => CardFault): Promise<CardFault> => {
    stuck.process.kill();
    leave(stuck);
    return closed || (await begin().heard) ? late() : new CardFault('service-silent');
  };

  const ask = (to: Running, request: CardRequest, limit: number, late: () => CardFault): Promise<Done> =>
    new Promise((resolve, reject) => {
      const { id } = request;
      const stopTimer = clock.after(limit, () => {
        to.calls.delete(id);
        void giveUp(to, late).then(reject);
      });
      to.calls.set(id, { resolve, reject, stopTimer });
      to.process.send(request);
    });

  /** Opens the card for this process alone, or beside others. */
  const open = async (reader: string, exclusive: boolean): Promise<CardConnection> => {
    if (closed) throw new CardFault('no-service', 'closed');
    const own = running ?? begin();
    const connection = ++ids;
    const letGo = () => {
      own.open.delete(connection);
      own.held.delete(connection);
      onLetGo();
      if (own.holdsSecret && own.open.size === 0 && running === own && !closed) replace(own);
    };
    const isShared = () => !exclusive || use.byOther(reader);
    own.open.add(connection);
    // A transaction of another program lets nobody in.
    const limit = isShared() ? callLimits.shared : callLimits.connect;
    await ask(own, { kind: 'connect', id: connection, reader, exclusive }, limit, () => lateFault(isShared())).catch((fault: unknown) => {
      letGo();
      throw fault;
    });
    own.held.set(connection, reader);
    const late = () => lateFault(!exclusive);
    const transmit = async (apdu: Uint8Array, { patience = 'card', secret = false }: Handling = {}) => {
      if (running !== own) throw new CardFault('reset', 'the process ended');
      own.holdsSecret ||= secret;
      const most = patience === 'card' && !exclusive ? callLimits.shared : callLimits[patience];
      const { reply } = await ask(own, { kind: 'transmit', id: ++ids, connection, apdu }, most, late);
      return reply ?? new Uint8Array();
    };
    let closing: Promise<unknown> | undefined;
    const close = async () => {
      // It waits for a key that blinks.
      if (running === own) closing ??= ask(own, { kind: 'close', id: ++ids, connection }, callLimits.touch, late).then(letGo, letGo);
      await closing;
    };
    return { exclusive, transmit, close };
  };

  const connect = (reader: string): Promise<CardConnection> =>
    open(reader, true).catch((error: unknown) => {
      if (!(error instanceof CardFault && error.detail === sharingViolation)) throw error;
      // No other program has it: a moment later it is free, or the card is stuck in what was left.
      if (use.byOurLast(reader)) throw new CardFault('unresponsive', 'still at work');
      return open(reader, false);
    });

  return {
    watch: (listener) => {
      listeners.add(listener);
      if (!running) begin();
      if (last) listener(last);
      return () => {
        listeners.delete(listener);
      };
    },
    connect,
    holder,
    close: async () => {
      closed = true;
      listeners.clear();
      stopRestart();
      const own = running;
      if (!own) return;
      await new Promise<void>((resolve) => {
        const stopTimer = clock.after(closeMillis, resolve);
        onLetGo = () => {
          if (own.open.size > 0) return;
          stopTimer();
          resolve();
        };
        onLetGo();
      });
      own.process.kill();
      leave(own);
    },
  };
};
