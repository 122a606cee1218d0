import type { TemporaryCredentials } from '../aws/caller.ts';
import type { SessionLimits } from '../contract/sessions/limits.ts';
import type { Asker } from '../contract/values.ts';

/**
 * Sessions beyond the process: in memory that ends with the login (shared by window and terminal), and under the system's keyring where there is
 * one. Never plain on a disk. No call rejects: a lost session costs a touch.
 */
export interface SessionStore {
  readonly load: () => Promise<StoredSessions>;
  readonly save: (sessions: StoredSessions) => Promise<void>;
  /** Also from where they cannot be read: the terminal cannot open the keyring, and what it ends must stay ended. */
  readonly forget: (sessions: readonly (StoredMfaSession | StoredRoleSession)[] | 'all') => Promise<void>;
  readonly keeps: () => 'keyring' | 'login' | 'process';
}

export interface StoredSessions {
  readonly mfa: readonly StoredMfaSession[];
  readonly roles: readonly StoredRoleSession[];
}

export interface StoredMfaSession {
  readonly source: string;
  /** The `id` of the source that bought it, mostly its access key ID: a session of another key is not this source's. */
  readonly accessKeyId: string;
  readonly mfaSerial: string;
  readonly credentials: TemporaryCredentials;
  /** When it was bought, AWS's time. */
  readonly since?: number;
}

/** Somebody who was given a session, and may have it again until then (AWS's time) when the role is guarded. */
export interface Given {
  readonly asker: Asker;
  readonly until: number;
}

/** A role session with its credentials. */
export interface StoredRoleSession {
  readonly target: string;
  /** The role's unique name: its profile, or the name that a role without a profile goes by. */
  readonly profile: string;
  readonly roleArn: string;
  /** The role that `profile` is with these limits, and what they are. */
  readonly of?: string;
  readonly limits?: SessionLimits;
  readonly source: string;
  /** The `id` of the source, mostly its access key ID. */
  readonly sourceKey: string;
  readonly via: 'mfa-session' | 'direct';
  readonly since: number;
  /** It is in the credentials file as well. */
  readonly inFile: boolean;
  readonly guarded: boolean;
  readonly asker: Asker;
  /** Who has it, the first one included. */
  readonly given: readonly Given[];
  /** When it was last tapped or asked for by a program, AWS's time. */
  readonly used: number;
  readonly key?: { readonly name: string; readonly serial?: number };
  readonly credentials: TemporaryCredentials;
}
