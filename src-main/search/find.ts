import { go } from 'fuzzysort';

/** What fits, with where its letters were found in each of its texts. */
export interface Found<T> {
  readonly item: T;
  /** Positions in each text, in the order of `textsOf`; none where the text had no part in it. */
  readonly at: readonly (readonly number[])[];
}

/**
 * The items that what was typed may mean, the best first, by the letters in their order (`ppa0` means `payments-prod-admin0`); words count each for themselves,
 * in any of the texts. All of them, in their own order, while nothing was typed. `atMost`: how many are wanted. `atLeast`: how well they fit, 1 for the text itself.
 */
export const find = <T>(
  typed: string,
  items: readonly T[],
  textsOf: (item: T) => readonly string[],
  atMost = 200,
  atLeast = 0.01,
): readonly Found<T>[] => {
  const wanted = typed.trim();
  const first = items[0];
  if (wanted === '' || first === undefined) return items.slice(0, atMost).map((item) => ({ item, at: [] }));
  const keys = textsOf(first).map((_, index) => (item: T) => textsOf(item)[index] ?? '');
  return go(wanted, items, { keys, limit: atMost, threshold: atLeast }).map((result) => ({
    item: result.obj,
    at: result.map(({ indexes }) => indexes),
  }));
};
