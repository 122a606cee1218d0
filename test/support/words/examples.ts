/**
 * For each function of a module of words the facts of its examples; for an object with functions the same one deeper. What answers with yes
 * or no is no sentence. A function without an example does not compile.
 */
export type Examples<M> = {
  readonly [K in keyof M as HasWords<M[K]> extends true ? K : never]: M[K] extends (...facts: infer Facts) => unknown
    ? readonly Facts[]
    : Examples<M[K]>;
};

type HasWords<V> = V extends (...facts: never[]) => infer Said
  ? [Said] extends [boolean]
    ? false
    : true
  : V extends readonly unknown[] | string
    ? false
    : true extends { readonly [K in keyof V]: V[K] extends (...facts: never[]) => unknown ? true : false }[keyof V]
      ? true
      : false;

/** A module of words with its examples, for the listing to walk. */
export interface Room {
  readonly words: object;
  readonly examples: object;
}

export const room = <M extends object>(words: M, examples: Examples<M>): Room => ({ words, examples });
