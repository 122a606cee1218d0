import type { Clock } from '../../base/clock.ts';
import type { Millis } from '../../contract/values.ts';
import type { Store } from '../state/store.ts';

/** Longest time that a timer takes (2^31 - 1 ms). */
const longestTimer = 2_147_483_647;

/** Something that has to happen at moments which follow from the state. */
export interface AgendaPart {
  /** The moments to come, in AWS's time; one that has passed is due at once, so what is done or given up must be left out. */
  readonly moments: (now: Millis) => readonly Millis[];
  /** Does what is due. Called at each moment of any part. */
  readonly onDue: (now: Millis) => void;
}

/** One timer for all that lies ahead, and none when nothing does. Planned anew after each change of the state. */
export interface Agenda {
  readonly add: (part: AgendaPart) => void;
  readonly look: () => void;
  readonly stop: () => void;
}

export const createAgenda = (needs: {
  readonly clock: Clock;
  readonly store: Store;
  readonly now: () => Millis;
  /** Resolves when AWS's time is known again after the computer's clock jumped; at once when it did not. */
  readonly sure: () => Promise<void>;
}): Agenda => {
  const { clock, store, now } = needs;
  const parts: AgendaPart[] = [];
  let stopTimer = () => {};
  let planned: number | undefined;
  let stopped = false;

  const whenDue = async (): Promise<void> => {
    await needs.sure();
    if (stopped) return;
    planned = undefined;
    const moment = now();
    for (const part of parts) part.onDue(moment);
    look();
  };
  const look = (): void => {
    if (stopped) return;
    const moment = now();
    const moments = parts.flatMap((part) => part.moments(moment)).filter(Number.isFinite);
    const computerTime = clock.now();
    const next =
      moments.length === 0 ? undefined : computerTime + Math.max(0, moments.reduce((least, one) => Math.min(least, one)) - moment);
    if (next === planned) return;
    planned = next;
    stopTimer();
    if (next !== undefined) stopTimer = clock.after(Math.min(next - computerTime, longestTimer), () => void whenDue());
  };

  const stopListening = store.subscribe(look);
  return {
    add: (part) => {
      parts.push(part);
      look();
    },
    look,
    stop: () => {
      stopped = true;
      stopListening();
      stopTimer();
    },
  };
};
