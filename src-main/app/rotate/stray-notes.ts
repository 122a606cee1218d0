import { isDeepStrictEqual } from 'node:util';
import type { Ports } from '../ports.ts';
import { withStrayKeys } from '../state/page-changes.ts';
import type { Store } from '../state/store.ts';

/**
 * Keeps the notes of access keys that lie about, for as long as the program runs: they are looked for with each reading of the AWS files, which a person who
 * tidies up changes as well. Returns the way to stop.
 */
export const watchStrayKeys = (store: Store, strayKeys: Ports['strayKeys']): (() => void) => {
  let seen = store.state().files;
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    // What changes meanwhile is looked at once more.
    while (seen !== store.state().files) {
      seen = store.state().files;
      const found = await strayKeys();
      if (!isDeepStrictEqual(found, store.state().strayKeys)) store.change(withStrayKeys(found));
    }
    isLooking = false;
  };
  return store.subscribe(() => void look());
};
