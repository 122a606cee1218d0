import type { Clock } from '../../base/clock.ts';
import { endKeys, liveOnes } from '../sessions/end-session.ts';
import type { SessionPorts } from '../sessions/session-ports.ts';
import type { Leaving } from '../state/sessions-state.ts';
import { tellFailure, withLeaving, withoutAlerts, withoutLeaving } from '../state/store.ts';

/** How long an end can be taken back, in milliseconds. */
const undoMillis = 5_000;

/** Ends that a person can take back for a moment. From the first on nobody is given the sessions, and nothing shows them. */
export interface HeldBackEnds {
  /** Ends the session of a target, or without one everything; false when there is nothing to end. */
  readonly begin: (target?: string) => boolean;
  /** False when it is too late. */
  readonly undo: (id: string) => boolean;
  /** Carries out at once what can still be taken back: the program ends, or the screen is locked. */
  readonly settle: () => Promise<void>;
}

export interface HeldBackPorts {
  readonly sessions: SessionPorts;
  readonly clock: Pick<Clock, 'after'>;
  readonly newId: () => string;
  /** Forgets what the passphrase opened: with all sessions that goes too. */
  readonly lock: () => Promise<void>;
}

export const createHeldBackEnds = ({ sessions, clock, newId, lock }: HeldBackPorts): HeldBackEnds => {
  const { store, history, openings } = sessions;
  const timers = new Map<string, () => void>();

  /** What is over here is no longer leaving; its end is carried out by its keys, so what was opened since stays. */
  const carryOut = async ({ id, keys, all }: Leaving): Promise<void> => {
    timers.get(id)?.();
    timers.delete(id);
    if (all) await lock();
    tellFailure(store)(await endKeys(sessions, keys));
    store.change(withoutLeaving(id));
  };
  const find = (id: string) => store.state().leaving.find((leaving) => leaving.id === id);

  return {
    begin: (target) => {
      const all = target === undefined;
      const roles = liveOnes(sessions).filter((session) => all || session.target === target);
      const mfa = all ? sessions.held.list() : [];
      if (roles.length + mfa.length === 0) return false;
      // What AWS is just being asked for would come after the end.
      openings.stop(target);
      if (all) store.change(withoutAlerts(({ kind }) => kind !== 'touch-wanted'));
      const leaving: Leaving = {
        id: newId(),
        names: roles.map(({ profile, target: name }) => profile ?? name),
        all,
        until: history.now() + undoMillis,
        keys: new Set([...roles.map(({ accessKeyId }) => accessKeyId), ...mfa.map(({ credentials }) => credentials.accessKeyId)]),
      };
      store.change(withLeaving(leaving));
      timers.set(
        leaving.id,
        clock.after(undoMillis, () => void carryOut(leaving)),
      );
      return true;
    },
    undo: (id) => {
      const stop = timers.get(id);
      if (stop === undefined || find(id) === undefined) return false;
      stop();
      timers.delete(id);
      store.change(withoutLeaving(id));
      return true;
    },
    settle: async () => {
      await Promise.all(
        store
          .state()
          .leaving.filter(({ id }) => timers.has(id))
          .map(carryOut),
      );
    },
  };
};
