import type { MfaSession } from '../../aws/sts/session-wish.ts';
import type { Log } from '../../base/log.ts';
import type { Millis } from '../../contract/values.ts';
import type { SessionStore, StoredRoleSession, StoredSessions } from '../ports.ts';
import { withHeldRoles, withMfaSessions, withSessionsKept } from '../state/changes.ts';
import type { Store } from '../state/store.ts';

/** The sessions that are alive, with their secrets; other front ends share them through the store. The state gets a view. */
export interface SessionCache {
  readonly list: () => readonly MfaSession[];
  readonly put: (session: MfaSession) => void;
  readonly drop: (session: MfaSession) => void;
  readonly roles: () => readonly StoredRoleSession[];
  /** In the place of the one with the same target. */
  readonly putRole: (session: StoredRoleSession) => void;
  /** A program or a person used the session now; kept in this run, and in the store with the next change. */
  readonly used: (target: string, at: Millis) => void;
  readonly dropRoles: (targets: readonly string[]) => void;
  /** Sessions that end in this run, by access key: one that could not be taken out of the file is not taken up again from there. */
  readonly end: (accessKeyIds: readonly string[]) => void;
  readonly hasEnded: (accessKeyId: string) => boolean;
  /** Lets go of those whose time is over. */
  readonly prune: () => void;
  readonly clear: () => Promise<void>;
  /** Takes what other front ends put into the store since. */
  readonly refresh: () => Promise<void>;
  /** Resolves when all that was put, dropped or cleared is in the store. */
  readonly saved: () => Promise<void>;
}

export const createSessionCache = (needs: {
  readonly shared: SessionStore;
  readonly store: Store;
  readonly now: () => Millis;
  readonly log: Log;
}): SessionCache => {
  let sessions: readonly MfaSession[] = [];
  let roles: readonly StoredRoleSession[] = [];
  let saving: Promise<void> = Promise.resolve();
  let isShared = true;
  const ended = new Set<string>();
  const same = (a: MfaSession, b: MfaSession) => a.accessKeyId === b.accessKeyId && a.mfaSerial === b.mfaSerial;
  const lives = ({ credentials }: { readonly credentials: { readonly expires: Millis } }) => credentials.expires > needs.now();

  const tellKept = () => needs.store.change(withSessionsKept(needs.shared.keeps()));
  tellKept();

  const take = (nextSessions: readonly MfaSession[], nextRoles: readonly StoredRoleSession[]) => {
    sessions = nextSessions.filter(lives);
    roles = nextRoles.filter(lives);
    needs.store.change(
      withMfaSessions(
        sessions.map(({ source, mfaSerial, since, credentials }) => ({
          source,
          mfaSerial,
          expires: credentials.expires,
          ...(since === undefined ? {} : { since }),
        })),
      ),
    );
    needs.store.change(
      withHeldRoles(roles.map(({ credentials: { accessKeyId, expires }, sourceKey: _, ...view }) => ({ ...view, accessKeyId, expires }))),
    );
  };
  /** Uses are noted here between two saves. */
  const withUse = (role: StoredRoleSession): StoredRoleSession => {
    const own = roles.find(({ credentials }) => credentials.accessKeyId === role.credentials.accessKeyId);
    return own && own.used > role.used ? { ...role, used: own.used } : role;
  };
  const toStore = (work: () => Promise<void>) => {
    saving = saving.then(work).then(
      () => {
        isShared = true;
        tellKept();
      },
      () => {
        isShared = false;
        tellKept();
        needs.log.warn('sessions could not be shared with other front ends');
      },
    );
    return saving;
  };
  /** Into the store as it is then: what other front ends put there meanwhile stays, and what they ended stays ended. */
  const save = (isReplaced: (other: MfaSession | StoredRoleSession) => boolean, put: Partial<StoredSessions>) =>
    toStore(async () => {
      const there = await needs.shared.load();
      const stays = (other: MfaSession | StoredRoleSession) => lives(other) && !isReplaced(other);
      await needs.shared.save({
        mfa: [...there.mfa.filter(stays), ...(put.mfa ?? [])],
        roles: [...there.roles.filter(stays).map(withUse), ...(put.roles ?? [])],
      });
    });

  return {
    list: () => sessions,
    put: (session) => {
      take([...sessions.filter((other) => !same(other, session)), session], roles);
      void save((other) => 'mfaSerial' in other && same(other, session), { mfa: [session] });
    },
    drop: (session) => {
      const gone = sessions.filter((other) => other.credentials.accessKeyId === session.credentials.accessKeyId);
      take(
        sessions.filter((other) => !gone.includes(other)),
        roles,
      );
      void toStore(() => needs.shared.forget(gone));
    },
    roles: () => roles,
    putRole: (session) => {
      take(sessions, [...roles.filter((other) => other.target !== session.target), session]);
      void save((other) => 'target' in other && other.target === session.target, { roles: [session] });
    },
    used: (target, at) =>
      take(
        sessions,
        roles.map((role) => (role.target === target ? { ...role, used: at } : role)),
      ),
    dropRoles: (targets) => {
      const gone = roles.filter((role) => targets.includes(role.target));
      if (gone.length === 0) return;
      take(
        sessions,
        roles.filter((role) => !gone.includes(role)),
      );
      void toStore(() => needs.shared.forget(gone));
    },
    end: (accessKeyIds) => {
      for (const accessKeyId of accessKeyIds) ended.add(accessKeyId);
    },
    hasEnded: (accessKeyId) => ended.has(accessKeyId),
    prune: () => {
      if (![...sessions, ...roles].every(lives)) take(sessions, roles);
    },
    clear: () => {
      take([], []);
      return toStore(() => needs.shared.forget('all'));
    },
    refresh: async () => {
      for (let before: Promise<void> | undefined; before !== saving; ) {
        before = saving;
        await saving;
        // What could not be put into the store is here alone.
        if (!isShared) return;
        const loaded = await needs.shared.load();
        tellKept();
        // What changed meanwhile is newer than what was loaded.
        if (before !== saving) continue;
        const loadedRoles = loaded.roles.map(withUse);
        if (JSON.stringify([loaded.mfa, loadedRoles]) !== JSON.stringify([sessions, roles])) take(loaded.mfa, loadedRoles);
      }
    },
    saved: () => saving,
  };
};
