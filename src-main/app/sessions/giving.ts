import { accountIdOf } from '../../aws/arn.ts';
import { failed, type Result } from '../../contract/result.ts';
import { type Asker, type AskingProgram, isSameAsker } from '../../contract/values.ts';
import { limitsFact } from '../history/history.ts';
import type { CatalogRole } from '../roles/catalog.ts';
import { approvalOf, approved } from '../state/approvals.ts';
import { forgiven, refusalOf, refused } from '../state/refusals.ts';
import type { TapState } from '../state/state.ts';
import { withApprovals, withRefusals } from '../state/store.ts';
import type { StoredRoleSession } from '../stored-sessions.ts';
import type { SessionPorts } from './session-ports.ts';

type Role = Pick<CatalogRole, 'profile' | 'roleArn' | 'accountId'>;

/** Who has a session, and who may have it. */
export interface Giving {
  /** A guarded session serves those who were given it, each until its time; any other serves everybody. */
  readonly serves: (session: StoredRoleSession, asker?: Asker) => boolean;
  /** Each new asker is a line of the history, once for a session and those that renew it. */
  readonly note: (session: StoredRoleSession, asker: Asker) => void;
  /** Whether a person may be asked in this asker's name now. */
  readonly mayAsk: (profile: string, asker: Asker) => boolean;
  /**
   * Asks a person in the asker's name, unless they said no to the same program a moment ago; each "no" is a line of the history and makes its next wait longer, a
   * "yes" ends that. Problem:
   * asker-refused, and those of `ask`. Undefined when a guarded role was opened by a touch that was there before it asked: whoever touched saw others.
   */
  readonly askPerson: (
    asked: { readonly role: Role; readonly asker: Asker; readonly onBehalfOf: Asker },
    signal: AbortSignal,
    ask: () => Promise<Result<StoredRoleSession>>,
  ) => Promise<Result<StoredRoleSession> | undefined>;
}

const isAfterTouch = (tap: TapState | undefined): boolean => tap?.kind === 'waiting' && (tap.for === 'aws' || tap.for === 'file');

/** So many sessions are remembered with those who were noted for them. */
const notedSessions = 50;

const nameOf = (asker: Asker): string =>
  asker.kind === 'program' ? JSON.stringify([asker.name, asker.executable, asker.folder, asker.sure]) : asker.kind;

export const createGiving = ({ store, held, history }: Pick<SessionPorts, 'store' | 'held' | 'history'>): Giving => {
  /** Who was noted for a session that is not guarded, by its access key: programs may ask many times a second, and by the hundred. */
  const noted = new Map<string, Set<string>>();
  /** Whether somebody has the session already. A guarded one can be taken back. */
  const isNoted = ({ guarded, given, credentials: { accessKeyId } }: StoredRoleSession, asker: Asker): boolean => {
    if (guarded) return given.some((one) => isSameAsker(one.asker, asker));
    if (noted.size > notedSessions) noted.clear();
    const names = noted.get(accessKeyId) ?? new Set(given.map((one) => nameOf(one.asker)));
    noted.set(accessKeyId, names);
    const name = nameOf(asker);
    const isThere = names.has(name);
    names.add(name);
    return isThere;
  };

  const serves: Giving['serves'] = ({ guarded, given, profile }, asker) =>
    !guarded ||
    (asker !== undefined &&
      (given.some((one) => one.until > history.now() && isSameAsker(one.asker, asker)) ||
        approvalOf(store.state().approvals, profile, asker, history.now()) !== undefined));

  /** What a touch allowed beyond the session, as the person chose. */
  const allow = ({ profile, guarded, credentials }: StoredRoleSession, asker: AskingProgram): void => {
    const span = store.state().spans.get(profile) ?? 'session';
    if (guarded) store.change(withApprovals(approved(profile, asker, span, history.now(), credentials.expires)));
  };

  const decline = ({ profile, roleArn, accountId }: Role, asker: AskingProgram): void => {
    const at = history.now();
    store.change(withRefusals(refused(profile, asker, at)));
    const until = refusalOf(store.state().refusals, profile, asker, at)?.until ?? at;
    void history.add({ at, event: 'refused', profile, roleArn, accountId, asker, problem: { code: 'asker-refused', profile, until } });
  };

  return {
    serves,
    mayAsk: (profile, asker) => refusalOf(store.state().refusals, profile, asker, history.now()) === undefined,
    askPerson: async ({ role, asker, onBehalfOf }, signal, ask) => {
      const { profile } = role;
      const refusal = refusalOf(store.state().refusals, profile, asker, history.now());
      if (refusal) return failed({ code: 'asker-refused', profile, until: refusal.until });
      const isSeen = !isAfterTouch(store.state().taps.get(profile));
      const asked = await ask();
      if (asked.ok && !isSeen && !serves(asked.value, onBehalfOf)) return undefined;
      if (asker.kind !== 'program') return asked;
      if (asked.ok) store.change(withRefusals(forgiven(profile, asker)));
      // A program that went away, or the end of ours, is no person's word.
      else if (asked.problem.code === 'cancelled' && !signal.aborted) decline(role, asker);
      if (asked.ok && isSeen) allow(asked.value, asker);
      return asked;
    },
    note: (session, asker) => {
      const { target, profile, roleArn, via, guarded, credentials } = session;
      if (asker.kind === 'renewal' || isNoted(session, asker)) return;
      const { accessKeyId, expires } = credentials;
      const approval = guarded ? approvalOf(store.state().approvals, profile, asker, history.now()) : undefined;
      held.given(target, { asker, until: Math.min(expires, approval?.until ?? expires) });
      const limits = limitsFact(session.limits);
      const facts = { profile, roleArn, accountId: accountIdOf(roleArn), asker, accessKeyId, target, via, guarded, expires, ...limits };
      void history.add({ at: history.now(), event: 'given', ...facts });
    },
  };
};
