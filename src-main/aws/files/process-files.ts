import type { Result } from '../../contract/result.ts';
import type { TemporaryCredentials } from '../caller.ts';
import type { ChangedLine } from '../ini/changed-lines.ts';
import type { SettingLines } from '../ini/setting-lines.ts';

/** The line that lets a target ask us: `credential_process` in a profile of the config file that has no role_arn. */
export interface ProcessLine {
  readonly target: string;
  /** The whole value, with absolute paths, quoted as both the CLI and the SDKs split it. */
  readonly command: string;
  /** Where the role's profile names none. */
  readonly region?: string;
  /** The profile's own credential_process, which ours takes the place of; with `kept` in its stead it comes back when ours is removed. */
  readonly replaces?: { readonly command: string; readonly kept: string };
  /** Copied from the role's profile, so that the target behaves like it. */
  readonly settings?: readonly SettingLines[];
}

/** What writing or removing the line would change. */
export interface ProcessPlan {
  readonly file: string;
  readonly diff: readonly ChangedLine[];
  /** The target has a section of ours in the credentials file, whose keys would win over the command: it goes as well. */
  readonly alsoRemoves?: { readonly file: string; readonly target: string };
}

export interface ProcessFiles {
  /**
   * Problems: process-clash (the profile has role_arn, keys, another credential_process, SSO or a login session of its own), target-has-keys (the same in
   * the credentials file), target-name-bad, and those of reading.
   */
  readonly planProcess: (line: ProcessLine) => Promise<Result<ProcessPlan>>;
  /** Carries the plan out: first the keys of ours go from the credentials file, then the line comes. Everything else stays to the byte. */
  readonly writeProcess: (line: ProcessLine) => Promise<Result<{ readonly file: string }>>;
  /** Brings the settings beside a line of ours up to what the role says now; a file that says them already is not written. Problems: those of reading and of writing. */
  readonly renewProcess: (line: Omit<ProcessLine, 'command'>) => Promise<Result<void>>;
  readonly planProcessRemoval: (target: string) => Promise<Result<ProcessPlan>>;
  /** Takes away what `writeProcess` wrote, and the section when nothing of the user's is in it. */
  readonly removeProcess: (target: string) => Promise<Result<{ readonly file: string }>>;
  /** The credentials in a section that Roletap made; undefined when there is none or it is not ours any more. */
  readonly readTarget: (target: string) => Promise<Result<TemporaryCredentials | undefined>>;
}
