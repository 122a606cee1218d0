import { accountIdOf } from '../../aws/arn.ts';
import { failed, type Result } from '../../contract/result.ts';
import { type Asker, isSameAsker } from '../../contract/values.ts';
import type { StoredRoleSession } from '../ports.ts';
import { withRefusals } from '../state/changes.ts';
import { forgiven, refusalOf, refused } from '../state/refusals.ts';
import type { SessionPorts } from './session-ports.ts';

/** Who has a session, and who may have it. */
export interface Giving {
  /** A guarded session serves those who were given it, each until its time; any other serves everybody. */
  readonly serves: (session: StoredRoleSession, asker?: Asker) => boolean;
  /** Each new asker is a line of the history, once for a session and those that renew it. */
  readonly note: (session: StoredRoleSession, asker: Asker) => void;
  /** Whether a person may be asked in this asker's name now. */
  readonly mayAsk: (profile: string, asker: Asker) => boolean;
  /**
   * Asks a person in the asker's name, unless they said no to the same program a moment ago; each "no" makes its next wait longer, a "yes" ends that. Problem:
   * asker-refused, and those of `ask`.
   */
  readonly askPerson: <T>(profile: string, asker: Asker, signal: AbortSignal, ask: () => Promise<Result<T>>) => Promise<Result<T>>;
}

export const createGiving = ({ store, held, history }: Pick<SessionPorts, 'store' | 'held' | 'history'>): Giving => ({
  mayAsk: (profile, asker) => refusalOf(store.state().refusals, profile, asker, history.now()) === undefined,
  askPerson: async (profile, asker, signal, ask) => {
    const refusal = refusalOf(store.state().refusals, profile, asker, history.now());
    if (refusal) return failed({ code: 'asker-refused', profile, until: refusal.until });
    const asked = await ask();
    if (asker.kind !== 'program') return asked;
    if (asked.ok) store.change(withRefusals(forgiven(profile, asker)));
    // A program that went away, or the end of ours, is no person's word.
    else if (asked.problem.code === 'cancelled' && !signal.aborted) store.change(withRefusals(refused(profile, asker, history.now())));
    return asked;
  },
  serves: ({ guarded, given }, asker) =>
    !guarded || (asker !== undefined && given.some((one) => one.until > history.now() && isSameAsker(one.asker, asker))),
  note: (session, asker) => {
    const { target, profile, roleArn, via, guarded, given, credentials } = session;
    if (asker.kind === 'renewal' || given.some((one) => isSameAsker(one.asker, asker))) return;
    const { accessKeyId, expires } = credentials;
    held.given(target, { asker, until: expires });
    const facts = { profile, roleArn, accountId: accountIdOf(roleArn), asker, accessKeyId, target, via, guarded, expires };
    void history.add({ at: history.now(), event: 'given', ...facts });
  },
});
