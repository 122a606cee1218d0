import type { Profiles, Source } from '../../aws/profiles/profile-types.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Asker, Millis } from '../../contract/values.ts';
import type { CodePhase } from '../codes/code-request.ts';
import type { CatalogRole } from '../roles/catalog.ts';
import type { RoleRequest } from '../roles/role-files.ts';
import type { StoredRoleSession } from '../stored-sessions.ts';

/** What may be asked for beside the role. */
export interface OpenOptions {
  readonly durationSeconds?: number;
  readonly sessionName?: string;
  readonly target?: string;
  readonly direct?: boolean;
  readonly keySerial?: number;
  /** With a code that the person types. */
  readonly typed?: boolean;
  /** The source's sign-in has ended: the person signs in first, in the browser. */
  readonly signIn?: boolean;
  /** Expired temporary keys that another tool left in the target may go. */
  readonly replace?: boolean;
}

export interface OpenRequest extends OpenOptions {
  readonly role: CatalogRole;
  readonly source: Source;
  readonly profiles: Profiles;
  readonly asker: Asker;
  /** `usual`: from the MFA session that lives, else with a touch. `fresh`: with a touch in any case. `silent`: never with one. */
  readonly mode: 'usual' | 'fresh' | 'silent';
  /** To the credentials file, unless the target or the settings say that nothing is written. */
  readonly write: boolean;
  /** The access key of the session that this one is to replace: when that one was ended meanwhile, nothing is opened. */
  readonly instead?: string;
}

export interface OpenedSession {
  readonly session: StoredRoleSession;
  /** The real file that was written; absent when the session lies in no file. */
  readonly file?: string;
  readonly askedSeconds: number;
  readonly gotSeconds: number;
}

export type OpenPhase = CodePhase | 'pin' | 'turn' | 'aws' | 'file';

/** Told what is waited for. `after`: what went wrong before, where it is tried once more. */
export type OnPhase = (waitsFor: OpenPhase, until?: Millis, after?: Problem) => void;

/** What a front end may ask for. */
export interface TapRequest extends RoleRequest, OpenOptions {
  /** With a touch, whatever MFA session lives. */
  readonly fresh?: boolean;
}

/** A session that can be used. */
export interface Tapped {
  readonly target: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  /** Milliseconds since 1970. */
  readonly expiration: number;
  readonly via: 'mfa-session' | 'direct';
  /** Null when it was written to no file. */
  readonly file: string | null;
}
