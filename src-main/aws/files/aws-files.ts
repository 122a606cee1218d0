import type { Problem } from '../../contract/problems/problem.ts';
import type { Result } from '../../contract/result.ts';
import type { Profiles } from '../profiles/profile-types.ts';
import type { ForeignKeys, TargetSection } from '../targets/target-types.ts';
import type { KeyFiles } from './key-files.adapter.ts';
import type { MfaSerialFiles } from './mfa-serial-edit.ts';
import type { ProcessFiles } from './process-files.ts';

/** The user's two files. Where they are is told once, at creation. */
export interface AwsFiles extends MfaSerialFiles, ProcessFiles, KeyFiles {
  readonly paths: { readonly config: string; readonly credentials: string };
  /** Reads both anew. Problems: file-unreadable, symlink-broken. A malformed file is no problem here: its notes say so. */
  readonly read: () => Promise<Result<Profiles>>;
  /** Waits while another program may be writing either file, at most 3 s; false when nothing was to be waited for. */
  readonly quiet: () => Promise<boolean>;
  /** Calls after either file changed on disk (also when it appears or is replaced), folded within ~100 ms. Returns the way to stop. */
  readonly watch: (listener: () => void) => () => void;
  /** What will keep a session from being written, as far as it can be known before a touch is spent on it. */
  readonly whyNotWritable: () => Promise<Problem | undefined>;
  /**
   * Adds or replaces the target's section; every other byte of the file stays. Gives the real path that was written. Problem, beside those of `whyNotTarget` and of
   * writing: process-clash, when the target has our credential_process line, over which the keys would win.
   */
  readonly writeTarget: (section: TargetSection) => Promise<Result<{ readonly file: string }>>;
  /** Temporary keys in a section of this name that another tool wrote. Problems: those of reading. */
  readonly readForeign: (target: string) => Promise<Result<ForeignKeys | undefined>>;
  /** Removes sections that Roletap made, if they are still its own; gives the names that were removed. */
  readonly removeTargets: (names: readonly string[]) => Promise<Result<readonly string[]>>;
}
