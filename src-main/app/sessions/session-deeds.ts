import type { Result } from '../../contract/result.ts';
import type { Asker } from '../../contract/values.ts';
import { type LimitDeed, limitRole } from '../roles/limit-role.ts';
import { withTap } from '../state/store.ts';
import type { CredentialBroker, CredentialsRequest, HandedOut } from './credential-broker.ts';
import { type EndedSessions, endAllSessions, endSession } from './end-session.ts';
import { renewAll } from './renewal.ts';
import type { SessionPorts } from './session-ports.ts';
import { createTapIn, type TapIn } from './tap-in.ts';

/** What can be done with sessions, by whoever asks: window, tray, terminal and doors call these. */
export interface SessionDeeds extends LimitDeed {
  readonly tap: TapIn;
  /** `asker`: who ends it, when that is not the person at this front end. */
  readonly end: (target: string, asker?: Asker) => Promise<Result<EndedSessions>>;
  readonly endAll: (asker?: Asker) => Promise<Result<EndedSessions>>;
  /** A new session for a role that is held, shown in its row. Problems: those of `CredentialBroker.renew`. */
  readonly renew: (role: string, signal: AbortSignal) => Promise<Result<HandedOut>>;
  /** A new MFA session, for each source or for one, and new sessions of the roles on it. */
  readonly renewAll: (source: string | undefined, signal: AbortSignal) => Promise<Result<void>>;
  /**
   * A session of a role for a program or a person: a held one with enough time left at once, else a new one. Requests for the same role share one
   * touch. With `wait: false` nobody is asked anything: what would take a touch is the problem touch-wanted, and an alert.
   */
  readonly credentials: (request: CredentialsRequest, signal: AbortSignal) => Promise<Result<HandedOut>>;
  /** The same for the person at this front end, who may be asked for a touch. */
  readonly forPerson: (role: string, signal: AbortSignal) => Promise<Result<HandedOut>>;
  /** The held session of a role when it needs nothing; the same as `credentials`, without waiting. Counts as a use. Never a guarded one. */
  readonly held: (role: string) => HandedOut | undefined;
  /** Notes who was given what `held` gave: each new asker is a line of the history. */
  readonly given: (role: string, asker: Asker) => void;
}

/** `ready`: when what an earlier run left is read and cleaned. Nothing is opened or ended before. */
export const createSessionDeeds = (ports: SessionPorts, broker: CredentialBroker, ready: Promise<void>): SessionDeeds => {
  const { store, history } = ports;
  return {
    tap: createTapIn(ports, ready),
    limit: async (request) => {
      await ready;
      return limitRole(ports, request);
    },
    end: async (target, asker) => {
      await ready;
      return endSession(ports, target, asker);
    },
    endAll: async (asker) => {
      await ready;
      return endAllSessions(ports, 'person', asker);
    },
    renew: async (role, signal) => {
      store.change(withTap(role, { kind: 'waiting', for: 'aws' }));
      await ready;
      const renewed = await broker.renew(role, history.person, signal);
      const quiet = renewed.ok || renewed.problem.code === 'cancelled';
      store.change(withTap(role, quiet ? undefined : { kind: 'failed', problem: renewed.problem }));
      return renewed;
    },
    renewAll: async (source, signal) => {
      await ready;
      return renewAll(ports, broker, source, signal);
    },
    credentials: async (request, signal) => {
      await ready;
      return broker.credentials(request, signal);
    },
    forPerson: async (role, signal) => {
      await ready;
      return broker.credentials({ role, asker: history.person, wait: true }, signal);
    },
    held: broker.held,
    given: broker.given,
  };
};
