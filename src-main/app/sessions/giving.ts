import { accountIdOf } from '../../aws/arn.ts';
import { type Asker, isSameAsker } from '../../contract/values.ts';
import type { StoredRoleSession } from '../ports.ts';
import type { SessionPorts } from './session-ports.ts';

/** Who has a session, and who may have it. */
export interface Giving {
  /** A guarded session serves those who were given it, each until its time; any other serves everybody. */
  readonly serves: (session: StoredRoleSession, asker?: Asker) => boolean;
  /** Each new asker is a line of the history, once for a session and those that renew it. */
  readonly note: (session: StoredRoleSession, asker: Asker) => void;
}

export const createGiving = ({ held, history }: Pick<SessionPorts, 'held' | 'history'>): Giving => ({
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
