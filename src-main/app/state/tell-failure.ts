import type { Result } from '../../contract/result.ts';
import { withNotice } from './state.ts';
import type { Store } from './store.ts';

/** A notice of what went wrong where nobody waits for the outcome; that somebody gave it up is no failure. */
export const tellFailure =
  (store: Store) =>
  (result: Result<unknown>): void => {
    if (!result.ok && result.problem.code !== 'cancelled') store.change(withNotice({ kind: 'problem', problem: result.problem }));
  };
