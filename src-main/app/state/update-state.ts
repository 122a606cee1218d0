import { defined } from '../../base/defined.ts';
import type { UpdateState } from '../../contract/updates/update-view.ts';
import type { Change } from './store.ts';

/** Whether a version is loaded that the program can become. Pure. */
export const isReady = (update: UpdateState | undefined): boolean => update?.ready !== undefined;

/**
 * Begins it with a `manner`, since nothing is known of a copy that has no updates. What is undefined goes: a failure, what was being loaded.
 */
export const withUpdate =
  (change: { readonly [N in keyof UpdateState]?: UpdateState[N] | undefined }): Change =>
  (state) => ({ ...state, update: defined({ ...state.update, ...change }) as UpdateState });
