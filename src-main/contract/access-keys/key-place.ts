import type { Problem } from '../problems/problem.ts';
import type { DiffLine } from '../values.ts';

/** Where a source's own credentials come from. `keyring` and `passphrase`: its access key is in the key store, sealed under one or the other. */
export type KeyPlace = 'file' | 'keyring' | 'passphrase' | 'process' | 'login' | 'sso';

/** What would become of the files, which a person sees before it is done. Secrets are masked. */
export interface KeyMoveView {
  readonly what: 'keep' | 'put-back';
  readonly files: readonly { readonly file: string; readonly diff: readonly DiffLine[] }[];
  /** Profiles that lose their `mfa_serial` to the source's, or get it back. */
  readonly roles: readonly string[];
  /** There is no keyring: a passphrase is needed to keep the key. */
  readonly needsPassphrase?: true;
}

/** On the page of a source's user: where its access key is, and the way from file to key store and back. */
export interface KeyPlaceView {
  readonly source: string;
  /** Absent until it was read, and for a source that the files have no more. */
  readonly place?: KeyPlace;
  /** The key is in the key store, and programs may have it itself. */
  readonly shared?: true;
  /** `sharing`: that is being changed. `working`: the key is being moved. */
  readonly state: 'ready' | 'working' | 'sharing';
  readonly plan?: KeyMoveView;
  /** What was done last. */
  readonly done?: KeyMoveView['what'];
  readonly problem?: Problem;
}
