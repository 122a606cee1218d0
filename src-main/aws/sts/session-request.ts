import type { InTurn } from '../../base/jobs.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Result } from '../../contract/result.ts';
import type { TemporaryCredentials } from '../caller.ts';
import type { Role, Source } from '../profiles/profile-types.ts';
import type { SourceKeys } from '../sources/source-types.ts';
import type { CodeProof, Sts } from './sts.ts';

/** The cap on roles that are assumed from temporary credentials (role chaining, in AWS's "IAM roles"). */
export const chainedSeconds = 3600;

/** No session is shorter (DurationSeconds of AssumeRole and GetSessionToken). */
export const shortestSeconds = 900;

/** A request for a role session, with all choices made. */
export interface SessionRequest {
  readonly role: Role;
  readonly source: Source;
  readonly durationSeconds: number;
  /** A person named the duration: it is asked for even when AWS once allowed less, since a role's maximum may have been raised. */
  readonly asksAnew?: boolean;
  /** AssumeRole with a code of its own instead of the shared MFA session. */
  readonly direct: boolean;
  /**
   * A touch of its own, whatever MFA session lives: `kept` buys a new MFA session in the place of the one that is held, `once` one that is
   * thrown away after this role.
   */
  readonly fresh?: 'kept' | 'once';
  readonly roleSessionName: string;
}

export interface RoleSession {
  readonly credentials: TemporaryCredentials;
  readonly via: 'mfa-session' | 'direct';
  /** Whose session it is, where no role was assumed. */
  readonly userArn?: string;
  /** Seconds that were asked for in the end; less than asked for when AWS refused more. */
  readonly durationSeconds: number;
}

export interface MfaSession {
  readonly source: string;
  /** The source's `id`, which is mostly its access key ID. */
  readonly accessKeyId: string;
  readonly mfaSerial: string;
  readonly credentials: TemporaryCredentials;
  /** When it was bought, AWS's time in milliseconds; absent for one that an older version kept. */
  readonly since?: number;
}

/** A request for a user's MFA session. */
export interface MfaRequest {
  readonly source: Source;
  /** By this device. */
  readonly only?: string;
  /** As in `SessionRequest`. */
  readonly fresh?: 'kept' | 'once';
  /** For which role. */
  readonly role?: Pick<Role, 'profile' | 'roleArn'>;
}

/** How one request gets its code and shows how far it is. A request that joins another's work leaves both to that one. */
export interface SessionHooks {
  /**
   * A fresh code of one of the user's devices: finds the key, waits for step and touch. Never the same code twice. `refused`: devices that AWS does not
   * know as this user's, by serial, and accounts whose code it refused, as their proof names them. `after`: why the code before did not do, to be told to the person who waits.
   */
  readonly codeFor: (refused: readonly string[], signal: AbortSignal, after?: Problem) => Promise<Result<CodeProof>>;
  /** Told when only AWS is waited for. `after`: what went wrong before, where it is tried once more. */
  readonly onAws: (after?: Problem) => void;
  /** Told when another process asks for the same session, which is waited for then; without it nobody is. */
  readonly onTurn?: () => void;
}

/** What opening sessions takes. */
export interface SessionsNeeds {
  readonly sts: Sts;
  readonly keys: SourceKeys;
  /** AWS's time in milliseconds. */
  readonly now: () => number;
  readonly held: {
    readonly list: () => readonly MfaSession[];
    readonly put: (session: MfaSession) => void;
    readonly drop: (session: MfaSession) => void;
  };
  /** What other processes put into what is held is there when it is this one's turn, and what this one put for them after it. */
  readonly inTurn: InTurn;
  /** What the person prefers now. */
  readonly settings: { readonly get: () => { readonly mfaSessionSeconds: number } };
  readonly roleMaximum: {
    readonly get: (roleArn: string) => number | undefined;
    /** What AWS granted; undefined forgets what it refused. */
    readonly learn: (roleArn: string, seconds: number | undefined) => void;
  };
}

/** A held session with less than this left is not begun with any more, in milliseconds: a touch in between takes up to 25 s. */
const sessionMargin = 30_000;

/** Whether a session lasts long enough to begin something with it; `now` is AWS's time. */
export const isStillGood = ({ credentials }: Pick<MfaSession, 'credentials'>, now: number): boolean =>
  credentials.expires - now > sessionMargin;
