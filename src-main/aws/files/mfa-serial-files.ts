import type { Result } from '../../contract/result.ts';
import type { ChangedLine } from '../ini/changed-lines.ts';

/** What writing an MFA device's serial to profiles would change in the config file. */
export interface MfaSerialPlan {
  readonly file: string;
  /** Profiles of which the config file has a section; `already` is another serial that stands there. Those that have this one are left out. */
  readonly profiles: readonly { readonly profile: string; readonly already?: string }[];
  /** The lines that change, with those around them. */
  readonly diff: readonly ChangedLine[];
}

/** The serial of an MFA device in the config file; a part of `AwsFiles`. */
export interface MfaSerialFiles {
  /** What `writeMfaSerial` would do. Problems: file-unreadable, symlink-broken, line-end-unclear. */
  readonly planMfaSerial: (profiles: readonly string[], mfaSerial: string) => Promise<Result<MfaSerialPlan>>;
  /** Sets `mfa_serial` in the sections of these profiles in the config file; every other byte stays. Gives the profiles that have it now. Problems: those of the plan and of writing. */
  readonly writeMfaSerial: (
    profiles: readonly string[],
    mfaSerial: string,
  ) => Promise<Result<{ readonly file: string; readonly profiles: readonly string[] }>>;
}
