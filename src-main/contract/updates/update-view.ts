import type { Millis } from '../values.ts';

/**
 * How this copy gets newer versions: put in place when it quits; the same, but a package asks for the administrator's password, so only when a person quits
 * it; by a person in a terminal, where nothing can ask for that password; or by the system's package manager, which has it from a repository.
 */
export type UpdateManner = 'quit' | 'password' | 'hand' | 'repository';

/** Why there is no update: no answer, nothing that our key signed, or a file that is not the one that was signed. */
export type UpdateFailure = 'unreachable' | 'unsigned' | 'damaged';

/** A version that is newer than this one. */
export interface NewVersion {
  readonly version: string;
  /** What is new, as the changelog says it; empty where nothing is said. */
  readonly notes: string;
}

/** Whether there is a newer Roletap, and what is done about it. */
export interface UpdateView {
  readonly manner: UpdateManner;
  readonly stage: 'idle' | 'checking' | 'loading';
  /** When the feed was asked last. */
  readonly checked?: Millis;
  /** Being downloaded. */
  readonly loading?: NewVersion;
  /** Downloaded and verified. */
  readonly ready?: NewVersion;
  /** Installs what is ready, in a terminal; for the manner `hand`. */
  readonly command?: string;
  /** The person has not put away the notice of what is ready. */
  readonly isNews?: true;
  readonly failure?: UpdateFailure;
  /** A touch or a setup is under way: nothing is installed now. */
  readonly held?: true;
}

/** What is known of newer versions, apart from what else goes on. */
export type UpdateState = Omit<UpdateView, 'checked' | 'held' | 'isNews'>;
