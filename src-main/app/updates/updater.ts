import type { NewVersion, UpdateFailure, UpdateManner } from '../../contract/updates/update-view.ts';

/** What the feed and the files of an update come to. */
export type UpdateOutcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: UpdateFailure };

/** Where newer versions come from, and how they get into place. No call rejects, and each ends: a feed that hangs is `unreachable`. */
export interface Updater {
  /** Undefined where this copy has no updates: a clone, a build without a feed. */
  readonly manner: () => Promise<UpdateManner | undefined>;
  /** What the feed offers to this copy; undefined when that is nothing newer. Verified by the signature that it carries. */
  readonly check: (signal: AbortSignal) => Promise<UpdateOutcome<NewVersion | undefined>>;
  /** Downloads what was found last, to this file. */
  readonly load: (signal: AbortSignal) => Promise<UpdateOutcome<string>>;
  /** Puts what was loaded into place, as the last deed of the program. `restart`: and starts it. */
  readonly install: (restart: boolean) => void;
}

export const noUpdater: Updater = {
  manner: async () => undefined,
  check: async () => ({ ok: true, value: undefined }),
  load: async () => ({ ok: false, why: 'unreachable' }),
  install: () => {},
};
