/** Milliseconds since 1970 in AWS's time (this computer's clock plus the measured offset). */
export type Millis = number;

/** Who asked for a session. A renewal that runs by itself asks for nobody. */
export type Asker =
  | { readonly kind: 'person'; readonly front: 'tray' | 'terminal' }
  /**
   * `executable` is the file that the kernel says it runs, `folder` its working folder. `name` is that of the executable, or of the script where that is an
   * interpreter. `sure` is false where the system could not confirm what the program said of itself.
   */
  | {
      readonly kind: 'program';
      readonly name: string;
      readonly pid: number;
      readonly executable?: string;
      readonly folder?: string;
      readonly sure: boolean;
    }
  | { readonly kind: 'renewal' };

/** The person at a front end. */
export const personAt = (front: 'tray' | 'terminal') => ({ kind: 'person', front }) as const satisfies Asker;

/**
 * Whether two are the same program at the same work, or both a person: processes come and go, so their numbers do not count, but the file that runs and the
 * folder do.
 */
export const isSameAsker = (one: Asker, other: Asker): boolean =>
  one.kind === 'program' && other.kind === 'program'
    ? one.name === other.name && one.executable === other.executable && one.folder === other.folder && one.sure === other.sure
    : one.kind === other.kind;

export type AskingProgram = Extract<Asker, { kind: 'program' }>;

/** Whether a program is a shell by its name: whoever types there is a person, as far as can be told. */
export const isShell = (asker: Asker): boolean =>
  asker.kind === 'program' && /^(?:(?:ba|da|z|k|fi|a|tc|c|xon)?sh|nu|pwsh|elvish)$/.test(asker.name);

/** The programs among those who wait, the first one first; a person and a renewal ask for nobody else. */
export const programsOf = (askers: readonly Asker[] | undefined): readonly AskingProgram[] =>
  (askers ?? []).filter((asker): asker is AskingProgram => asker.kind === 'program');

/** For how long a program may have the sessions of a guarded role, once a touch allowed it: the one that opens, or all until an hour or the day is over. */
export const approvalSpans = ['session', 'hour', 'day'] as const;
export type ApprovalSpan = (typeof approvalSpans)[number];

/** A line of a file before and after a change. */
export interface DiffLine {
  readonly kind: 'same' | 'add' | 'remove';
  readonly text: string;
  /** 1-based in the new file (`remove`: in the old one). */
  readonly line: number;
}

/** What AWS takes no codes of: counted ones, other hashes than SHA-1, other lengths than 6 digits, other times than 30 s. */
export type AccountFlaw = 'hotp' | 'algorithm' | 'digits' | 'period';

/** Below this, time that is left is told exactly, in milliseconds. */
export const exactMillis = 10 * 60_000;

/**
 * Time that is left in whole minutes, the one rule for ring, tray, tooltip and voice: to the nearest minute, so that an hour that has just begun is
 * 60 minutes; in the last ten never more than is left. Milliseconds in.
 */
export const wholeMinutes = (millis: number): number =>
  millis < exactMillis ? Math.floor(Math.max(0, millis) / 60_000) : Math.round(millis / 60_000);

/** What takes a YubiKey's PIV application, and perhaps its PIN and a touch. */
export type CertificateWork = 'set-up' | 'unblock' | 'undo' | 'request' | 'import' | 'role' | 'list' | 'sign' | 'revoke';

/** What a question to a person is for. */
export type WaitingFor =
  | {
      readonly kind: 'role';
      readonly profile: string;
      readonly roleArn: string;
      readonly roleName: string;
      readonly accountId: string;
      /** Its session has less than the role: `LimitsKind`. */
      readonly limits?: 'read-only' | 'audit' | 'policy' | 'tagged';
    }
  | { readonly kind: 'code'; readonly account: string }
  | { readonly kind: 'key'; readonly name: string }
  /** Work on a YubiKey's certificates, and whose certificate it is about. */
  | { readonly kind: 'certificate'; readonly deed: CertificateWork; readonly subject: string }
  /** The new access key of a source, or the one that is kept under the passphrase. */
  | { readonly kind: 'rotation' | 'access-key'; readonly source: string }
  /** The MFA session of a source, and all roles that live on it. */
  | { readonly kind: 'renewal'; readonly source: string };

export interface ClockView {
  /** AWS's time minus this computer's time. */
  readonly offsetMillis: number;
  readonly measured: boolean;
}

/** How a certificate opens a role. */
export interface CertificateRoleView {
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  /** Which certificate its profile asks for; empty for any, or for that of a slot. */
  readonly wanted: string;
  /** Where the certificate is to be. */
  readonly slot?: string;
  readonly serial?: number;
  /** Its profile is written for AWS's helper. */
  readonly isHelper: boolean;
  /** It was, until Roletap took it over. */
  readonly tookOver?: true;
  /** When the certificate ends that opened it last. */
  readonly until?: Millis;
}

/** A user's own session, from which roles are opened without another touch. Its credentials are no part of it. */
export interface MfaSessionView {
  readonly source: string;
  readonly mfaSerial: string;
  readonly expires: Millis;
  /** When it was bought; absent when that is not known. */
  readonly since?: Millis;
}
