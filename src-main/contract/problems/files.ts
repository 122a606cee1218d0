/** Files of the user, and the sections that Roletap makes in them. */
export type FileProblem =
  /** `named`: variables that name these files. */
  | { readonly code: 'aws-files-missing'; readonly config: string; readonly credentials: string; readonly named?: readonly string[] }
  /** `named`: variables that name a file that is not there. */
  | { readonly code: 'roles-missing'; readonly config: string; readonly named?: readonly string[] }
  /** `aws` refuses the whole file for this line; `detail` is the key or section name concerned. */
  | { readonly code: 'file-refused'; readonly file: string; readonly line: number; readonly flaw: FileFlaw; readonly detail?: string }
  | { readonly code: 'file-unreadable'; readonly file: string; readonly errno: string }
  | { readonly code: 'file-read-only'; readonly file: string; readonly errno: string }
  | { readonly code: 'disk-full'; readonly file: string }
  | { readonly code: 'folder-missing'; readonly folder: string; readonly errno: string }
  | { readonly code: 'symlink-broken'; readonly file: string; readonly to: string }
  /** Another program kept changing the file while we tried to write it. */
  | { readonly code: 'file-contested'; readonly file: string }
  /** A carriage return alone ends a line for `aws` and not for the SDKs: a change would be one for one of them alone. */
  | { readonly code: 'line-end-unclear'; readonly file: string; readonly line: number }
  | { readonly code: 'target-clash'; readonly target: string; readonly file: string; readonly line: number; readonly suggestion: string }
  | { readonly code: 'target-has-keys'; readonly target: string; readonly file: string; readonly line: number; readonly suggestion: string }
  /** Temporary keys that Roletap did not write; `expired` ones can be replaced when the person says so. */
  | {
      readonly code: 'target-temporary';
      readonly target: string;
      readonly file: string;
      readonly line: number;
      readonly suggestion: string;
      readonly keys: 'expired' | 'live' | 'unclear';
    }
  | { readonly code: 'target-name-bad'; readonly target: string }
  | { readonly code: 'target-unknown'; readonly target: string }
  /** The profile gets its credentials otherwise than by us: `key` in `file` at `line` wins over credential_process or is lost by it. */
  | { readonly code: 'process-clash'; readonly target: string; readonly key: string; readonly file: string; readonly line: number };

type SignFlaw = 'byte-order-mark' | 'stray-byte-order-mark' | 'not-utf-8' | 'carriage-return' | 'odd-blank' | 'bracket-odd';
type HeaderFlaw = 'section-not-closed' | 'section-without-name' | 'section-with-rest' | 'section-comment' | 'section-name-odd';
type SectionFlaw = 'section-without-profile-prefix' | 'section-proto' | 'default-section' | 'indented-section' | 'nested-section';
type TwiceFlaw = 'duplicate-section' | 'duplicate-key' | 'name-twice' | 'services-twice' | 'both-default-sections' | 'nested-twice';
type PlaceFlaw = 'key-before-section' | 'continuation-without-key' | 'indented-key' | 'continued-value' | 'nested-unclear';
type KeyFlaw = 'no-equals-sign' | 'no-name' | 'nested-without-equals-sign' | 'comment-in-key' | 'colon-delimiter' | 'upper-case-key';
type ValueFlaw = 'inline-comment' | 'quoted-value' | 'empty-value';

/** Why `aws` would refuse a config file, or where `aws`, the SDKs and Roletap read it differently; words/problems/file-flaws.ts says how. */
export type FileFlaw = SignFlaw | HeaderFlaw | SectionFlaw | TwiceFlaw | PlaceFlaw | KeyFlaw | ValueFlaw;

/** A line of an AWS file that is not as it should be. */
export interface FileNotice {
  readonly kind: 'file';
  readonly file: string;
  readonly line: number;
  readonly flaw: FileFlaw;
  readonly refusedByCli: boolean;
  readonly detail?: string;
}
