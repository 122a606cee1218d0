import type { Source } from '../../aws/profiles/profile-types.ts';
import type { MfaSession } from '../../aws/sts/session-request.ts';
import type { InTurn } from '../../base/jobs.ts';
import type { Result } from '../../contract/result.ts';
import type { Asker, Millis } from '../../contract/values.ts';
import type { History } from '../history/history.ts';
import type { RoleFiles } from '../roles/role-files.ts';
import type { Store } from '../state/store.ts';
import type { SessionCache } from './session-cache.ts';
import type { OnPhase, OpenedSession, OpenRequest } from './tap-request.ts';

/** What the use cases of sessions take; each names the part that it needs. */
export interface SessionPorts {
  readonly store: Store;
  readonly files: RoleFiles;
  readonly held: SessionCache;
  readonly openings: SessionOpenings;
  readonly history: SessionHistory;
}

/** Opens sessions, and knows those that are being opened, so that an end ends them, too. */
export interface SessionOpenings {
  /**
   * Opens a role session, holds it, and writes it where that is asked for. All that can be refused without a touch is refused before one. Problems: those
   * of a code, of STS, of the files; touch-wanted when it is to be silent and cannot be.
   */
  readonly open: (request: OpenRequest, phase: OnPhase, signal: AbortSignal) => Promise<Result<OpenedSession>>;
  /** Buys a new MFA session with a touch, in the place of the one that is held. Problems: those of a code and of STS. */
  readonly renewMfaSession: (source: Source, mfaSerial: string, signal: AbortSignal) => Promise<Result<MfaSession>>;
  /** Processes that would ask a person for the same session take turns: see `Turns`. */
  readonly inTurn: InTurn;
  /** Aborts what is under way now, for a target or all; what comes later is not meant. */
  readonly stop: (target?: string) => void;
}

/** Where sessions leave their trace. */
export interface SessionHistory extends Pick<History, 'add'> {
  /** AWS's time. */
  readonly now: () => Millis;
  /** Who sits at this front end. */
  readonly person: Asker;
}
