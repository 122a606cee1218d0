import type { Millis } from '../../contract/values.ts';
import type { Catalog } from '../roles/catalog.ts';

/** What a snapshot takes beside the state. */
export interface SnapshotFacts {
  readonly revision: number;
  /** AWS's time. */
  readonly now: Millis;
  /** The user's AWS files. */
  readonly paths: { readonly config: string; readonly credentials: string };
  readonly demo: boolean;
  readonly catalog: Catalog;
}
