import type { MfaSession } from '../aws/sessions.ts';
import type { Log } from '../base/log.ts';
import type { Millis } from '../contract/snapshot.ts';
import { withMfaSessions } from './state.ts';
import type { Store } from './store.ts';
import type { MfaSessionStore } from './world.ts';

/** The MFA sessions that are alive; other front ends share them through the store. Holds secrets: the state gets a view. */
export interface HeldSessions {
  readonly list: () => readonly MfaSession[];
  readonly put: (session: MfaSession) => void;
  readonly drop: (session: MfaSession) => void;
  readonly clear: () => Promise<void>;
  /** Takes what other front ends put into the store since. */
  readonly refresh: () => Promise<void>;
  /** Resolves when all that was put, dropped or cleared is in the store. */
  readonly saved: () => Promise<void>;
}

export const createHeldSessions = (needs: {
  readonly shared: MfaSessionStore;
  readonly store: Store;
  readonly now: () => Millis;
  readonly log: Log;
}): HeldSessions => {
  let sessions: readonly MfaSession[] = [];
  let saving: Promise<void> = Promise.resolve();
  let isShared = true;
  const same = (a: MfaSession, b: MfaSession) => a.accessKeyId === b.accessKeyId && a.mfaSerial === b.mfaSerial;

  const take = (next: readonly MfaSession[]) => {
    sessions = next.filter((session) => session.credentials.expires > needs.now());
    needs.store.change(
      withMfaSessions(sessions.map(({ source, mfaSerial, credentials }) => ({ source, mfaSerial, expires: credentials.expires }))),
    );
  };
  const save = () => {
    const kept = sessions;
    saving = saving
      .then(() => needs.shared.save(kept))
      .then(
        () => {
          isShared = true;
        },
        () => {
          isShared = false;
          needs.log.warn('MFA sessions could not be shared with other front ends');
        },
      );
    return saving;
  };

  return {
    list: () => sessions,
    put: (session) => {
      take([...sessions.filter((other) => !same(other, session)), session]);
      void save();
    },
    drop: (session) => {
      take(sessions.filter((other) => other.credentials.accessKeyId !== session.credentials.accessKeyId));
      void save();
    },
    clear: () => {
      take([]);
      return save();
    },
    refresh: async () => {
      for (let before: Promise<void> | undefined; before !== saving; ) {
        before = saving;
        await saving;
        // What could not be put into the store is here alone.
        if (!isShared) return;
        const loaded = await needs.shared.load();
        // What changed meanwhile is newer than what was loaded.
        if (before === saving) take(loaded);
      }
    },
    saved: () => saving,
  };
};
