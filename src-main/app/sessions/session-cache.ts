import { isDeepStrictEqual } from 'node:util';
import type { TemporaryCredentials } from '../../aws/caller.ts';
import type { MfaSession } from '../../aws/sts/session-request.ts';
import type { InTurn } from '../../base/jobs.ts';
import type { Log } from '../../base/log.ts';
import { type Asker, isSameAsker, type Millis } from '../../contract/values.ts';
import { type HeldChange, type HeldMfaSession, type HeldRole, isLeaving } from '../state/sessions-state.ts';
import { type Store, withHeld } from '../state/store.ts';
import type { Given, SessionStore, StoredRoleSession, StoredSessions } from '../stored-sessions.ts';

/**
 * The sessions that are alive. The state has what is known of them, and this alone their credentials, which are put together for whoever opens or
 * hands out a session; other front ends share them through the store.
 */
export interface SessionCache {
  readonly list: () => readonly MfaSession[];
  readonly put: (session: MfaSession) => void;
  readonly drop: (session: MfaSession) => void;
  /** The same for the MFA sessions with these access keys, those that are leaving included. */
  readonly dropMfa: (accessKeyIds: ReadonlySet<string>) => void;
  readonly roles: () => readonly StoredRoleSession[];
  /** In the place of the one with the same target. */
  readonly putRole: (session: StoredRoleSession) => void;
  /** Who has a new session: who asked for it, and who had the one in whose place it is put; a guarded one each until their own time. */
  readonly givenAnew: (session: Omit<StoredRoleSession, 'given'>, asker: Asker) => readonly Given[];
  /** A program or a person used the session now; kept in this run, and in the store with the next change. */
  readonly used: (target: string, at: Millis) => void;
  /** Somebody has the session now who had it not; kept as a use is. */
  readonly given: (target: string, given: Given) => void;
  /** Takes the session back from somebody who was given it. */
  readonly takeBack: (target: string, asker: Asker) => void;
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

/** Another process that saves is waited for so long, in milliseconds: saving takes a few. */
const saveMillis = 2_000;

export const createSessionCache = (needs: {
  readonly shared: SessionStore;
  readonly store: Store;
  readonly now: () => Millis;
  readonly inTurn: InTurn;
  readonly log: Log;
}): SessionCache => {
  const { store, shared, now } = needs;
  /** The credentials of what the state holds, by their access key. A secret: they leave with `list` and `roles`, and enter no state. */
  const vault = new Map<string, TemporaryCredentials>();
  let saving: Promise<void> = Promise.resolve();
  let isShared = true;
  const held = () => store.state().held;
  const lives = ({ credentials }: { readonly credentials: TemporaryCredentials }) => credentials.expires > now();

  const tellKept = () => {
    const kept = shared.keeps();
    if (kept !== held().kept) store.change(withHeld((before) => ({ ...before, kept })));
  };
  tellKept();

  /** Without those whose time is over; the same when there are none. */
  const living: HeldChange = (before) => {
    const present = now();
    const lasts = ({ expires }: { readonly expires: Millis }) => expires > present;
    const { mfa, roles } = before;
    return [...mfa, ...roles].every(lasts) ? before : { ...before, mfa: mfa.filter(lasts), roles: roles.filter(lasts) };
  };
  const ofRole =
    (target: string, change: (role: HeldRole) => Partial<HeldRole>): HeldChange =>
    (before) => ({ ...before, roles: before.roles.map((role) => (role.target === target ? { ...role, ...change(role) } : role)) });
  /** Changes what is held, with the credentials of what is new, and lets go of those that nothing needs any more. */
  const take = (change: HeldChange, ...added: readonly TemporaryCredentials[]) => {
    for (const credentials of added) vault.set(credentials.accessKeyId, credentials);
    store.change(withHeld((before) => living(change(before))));
    const { mfa, roles } = held();
    const needed = new Set([...mfa.map(({ sessionKeyId }) => sessionKeyId), ...roles.map(({ accessKeyId }) => accessKeyId)]);
    for (const key of vault.keys()) if (!needed.has(key)) vault.delete(key);
  };
  /** With those that are leaving: they can come back. */
  const allMfa = (): readonly MfaSession[] =>
    held().mfa.flatMap(({ sessionKeyId, expires: _, ...facts }) => {
      const credentials = vault.get(sessionKeyId);
      return credentials ? [{ ...facts, credentials }] : [];
    });
  const allRoles = (): readonly StoredRoleSession[] =>
    held().roles.flatMap(({ accessKeyId, expires: _, ...facts }) => {
      const credentials = vault.get(accessKeyId);
      return credentials ? [{ ...facts, credentials }] : [];
    });
  const stays = ({ credentials }: { readonly credentials: TemporaryCredentials }) =>
    !isLeaving(store.state().leaving, credentials.accessKeyId);
  /** Uses, and who was given a session, are noted here between two saves. */
  const withUse = (role: StoredRoleSession): StoredRoleSession => {
    const own = held().roles.find(({ accessKeyId }) => accessKeyId === role.credentials.accessKeyId);
    if (!own) return role;
    const more = own.given.filter(({ asker }) => !role.given.some((other) => isSameAsker(other.asker, asker)));
    return { ...role, used: Math.max(own.used, role.used), given: [...role.given, ...more] };
  };
  const toStore = (work: () => Promise<void>) => {
    // What is read and written anew is one change: two processes that save at once lose neither's session.
    saving = saving
      .then(() => needs.inTurn({ name: 'sessions', limit: saveMillis }, work))
      .then(
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
      const there = await shared.load();
      const isKept = (other: MfaSession | StoredRoleSession) => lives(other) && !isReplaced(other);
      await shared.save({
        mfa: [...there.mfa.filter(isKept), ...(put.mfa ?? [])],
        roles: [...there.roles.filter(isKept).map(withUse), ...(put.roles ?? [])],
      });
    });
  const dropMfa = (keys: ReadonlySet<string>) => {
    const gone = allMfa().filter(({ credentials: { accessKeyId } }) => keys.has(accessKeyId));
    if (gone.length === 0) return;
    take((before) => ({ ...before, mfa: before.mfa.filter(({ sessionKeyId }) => !keys.has(sessionKeyId)) }));
    void toStore(() => shared.forget(gone));
  };

  return {
    list: () => allMfa().filter(stays),
    put: (session) => {
      const isSame = ({ accessKeyId, mfaSerial }: Pick<MfaSession, 'accessKeyId' | 'mfaSerial'>) =>
        accessKeyId === session.accessKeyId && mfaSerial === session.mfaSerial;
      const put: HeldChange = ({ mfa, ...before }) => ({ ...before, mfa: [...mfa.filter((other) => !isSame(other)), mfaFacts(session)] });
      take(put, session.credentials);
      void save((other) => 'mfaSerial' in other && isSame(other), { mfa: [session] });
    },
    drop: ({ credentials: { accessKeyId } }) => dropMfa(new Set([accessKeyId])),
    dropMfa,
    roles: () => allRoles().filter(stays),
    putRole: (session) => {
      const put: HeldChange = ({ roles, ended, ...before }) => ({
        ...before,
        roles: [...roles.filter(({ target }) => target !== session.target), roleFacts(session)],
        // A user's own session is handed out again as long as the MFA session lives.
        ended: new Set([...ended].filter((key) => key !== session.credentials.accessKeyId)),
      });
      take(put, session.credentials);
      void save((other) => 'target' in other && other.target === session.target, { roles: [session] });
    },
    givenAnew: ({ target, guarded, since, credentials: { expires } }, asker) => {
      const before =
        allRoles()
          .filter(stays)
          .find((role) => role.target === target)?.given ?? [];
      const others = before.filter(({ asker: other, until }) => until > since && !isSameAsker(other, asker));
      const stay = others.map((other) => (guarded ? other : { ...other, until: expires }));
      return asker.kind === 'renewal' ? stay : [...stay, { asker, until: expires }];
    },
    used: (target, used) => take(ofRole(target, () => ({ used }))),
    given: (target, added) => {
      // Of one that is not guarded whoever has it has it to its end, so nobody is looked for who may have been noted before.
      const note = ofRole(target, ({ guarded, given }) => ({
        given: [...(guarded ? given.filter(({ asker }) => !isSameAsker(asker, added.asker)) : given), added],
      }));
      const isShown = held().roles.some((role) => role.target === target && role.guarded);
      // Who has a session is shown of guarded roles alone.
      (isShown ? store.change : store.note)(withHeld(note));
    },
    takeBack: (target, asker) => {
      // What they have of it lives on to its end.
      take(ofRole(target, ({ given }) => ({ given: given.filter((one) => !isSameAsker(one.asker, asker)) })));
      const left = allRoles().filter((role) => role.target === target);
      void save((other) => 'target' in other && other.target === target, { roles: left });
    },
    dropRoles: (targets) => {
      const gone = allRoles().filter((role) => targets.includes(role.target));
      if (gone.length === 0) return;
      take((before) => ({ ...before, roles: before.roles.filter(({ target }) => !targets.includes(target)) }));
      void toStore(() => shared.forget(gone));
    },
    end: (accessKeyIds) => store.change(withHeld((before) => ({ ...before, ended: new Set([...before.ended, ...accessKeyIds]) }))),
    hasEnded: (accessKeyId) => held().ended.has(accessKeyId) || isLeaving(store.state().leaving, accessKeyId),
    prune: () => take((before) => before),
    clear: () => {
      take((before) => ({ ...before, mfa: [], roles: [] }));
      return toStore(() => shared.forget('all'));
    },
    refresh: async () => {
      for (let before: Promise<void> | undefined; before !== saving; ) {
        before = saving;
        await saving;
        // What could not be put into the store is here alone.
        if (!isShared) return;
        const loaded = await shared.load();
        tellKept();
        // What changed meanwhile is newer than what was loaded.
        if (before !== saving) continue;
        const loadedRoles = loaded.roles.map(withUse);
        if (isDeepStrictEqual([loaded.mfa, loadedRoles], [allMfa(), allRoles()])) continue;
        const credentials = [...loaded.mfa, ...loadedRoles].map((session) => session.credentials);
        take((now) => ({ ...now, mfa: loaded.mfa.map(mfaFacts), roles: loadedRoles.map(roleFacts) }), ...credentials);
      }
    },
    saved: () => saving,
  };
};

const mfaFacts = ({ credentials: { accessKeyId, expires }, ...facts }: MfaSession): HeldMfaSession => ({
  ...facts,
  sessionKeyId: accessKeyId,
  expires,
});

const roleFacts = ({ credentials: { accessKeyId, expires }, ...facts }: StoredRoleSession): HeldRole => ({
  ...facts,
  accessKeyId,
  expires,
});
