import { setMaxListeners } from 'node:events';
import { failed, type Result } from '../../contract/result.ts';

export interface Flights {
  /**
   * Wishes with the same key share one piece of work. Each has its own signal: one that gives up gets `cancelled` at once, and
   * the work itself is aborted when nobody is left who wants it.
   */
  readonly join: <T>(key: string, signal: AbortSignal, work: (flight: AbortSignal) => Promise<Result<T>>) => Promise<Result<T>>;
}

interface Flight {
  readonly controller: AbortController;
  readonly outcome: Promise<Result<unknown>>;
  wanted: number;
}

export const createFlights = (): Flights => {
  const flights = new Map<string, Flight>();

  const take = (key: string, work: (flight: AbortSignal) => Promise<Result<unknown>>): Flight => {
    const running = flights.get(key);
    if (running && !running.controller.signal.aborted) return running;
    const controller = new AbortController();
    const flight: Flight = {
      controller,
      wanted: 0,
      outcome: work(controller.signal).finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      }),
    };
    flights.set(key, flight);
    return flight;
  };

  return {
    join: <T>(key: string, signal: AbortSignal, work: (flight: AbortSignal) => Promise<Result<T>>): Promise<Result<T>> => {
      if (signal.aborted) return Promise.resolve(failed({ code: 'cancelled' }));
      // One signal may stand for many wishes: all renewals end together.
      setMaxListeners(0, signal);
      const flight = take(key, work);
      flight.wanted++;
      return new Promise((resolve, reject) => {
        const leave = () => {
          flight.wanted--;
          if (flight.wanted === 0) flight.controller.abort();
          resolve(failed({ code: 'cancelled' }));
        };
        signal.addEventListener('abort', leave, { once: true });
        const landed = <V>(settle: (value: V) => void) => {
          return (value: V) => {
            signal.removeEventListener('abort', leave);
            settle(value);
          };
        };
        // The key stands for one kind of work, so the outcome has the type that this caller's work has.
        flight.outcome.then(
          landed((outcome) => resolve(outcome as Result<T>)),
          landed(reject),
        );
      });
    },
  };
};
