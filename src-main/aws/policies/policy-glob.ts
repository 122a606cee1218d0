const run: unique symbol = Symbol('*');
const one: unique symbol = Symbol('?');

/** One place of a pattern: a character that must be the same, one of any (`?`), or any run of them (`*`). */
type Part = string | typeof run | typeof one;
export type Glob = readonly Part[];

/** A text in which nothing is a wildcard. */
export const literalGlob = (text: string): Glob => [...text];

export const readGlob = (pattern: string): Glob =>
  [...pattern].map((character) => (character === '*' ? run : character === '?' ? one : character));

export const hasWildcards = (glob: Glob): boolean => glob.some((part) => typeof part === 'symbol');

/** What stands before the first wildcard. */
export const literalStart = (glob: Glob): string => {
  const end = glob.findIndex((part) => typeof part === 'symbol');
  return glob.slice(0, end < 0 ? glob.length : end).join('');
};

export const globText = (glob: Glob): string => glob.map((part) => (part === run ? '*' : part === one ? '?' : part)).join('');

/**
 * Whether `pattern` fits all that `text` can be; for a text without wildcards: whether it fits the text. Case matters. A pattern without a
 * match costs at most its length times the text's: the last `*` is the only one that is ever tried again.
 */
export const fits = (pattern: Glob, text: Glob): boolean => {
  let at = 0;
  let place = 0;
  let lastRun = -1;
  let runEnd = 0;
  while (place < text.length) {
    const part = pattern[at];
    if (part === run) {
      lastRun = at;
      runEnd = place;
      at += 1;
    } else if (part !== undefined && (part === text[place] || (part === one && text[place] !== run))) {
      at += 1;
      place += 1;
    } else if (lastRun >= 0) {
      runEnd += 1;
      place = runEnd;
      at = lastRun + 1;
    } else {
      return false;
    }
  }
  while (pattern[at] === run) at += 1;
  return at === pattern.length;
};

/** Whether there is any text that both fit. */
export const meet = (first: Glob, second: Glob): boolean => {
  // Of each beginning in `second`: whether the rest of both can be the same. A row is made from the one below it, from its end.
  let below: boolean[] = [];
  for (let row = first.length; row >= 0; row -= 1) {
    const here: boolean[] = [];
    for (let column = second.length; column >= 0; column -= 1) {
      const [a, b] = [first[row], second[column]];
      const withoutFirst = below[column] ?? false;
      const withoutSecond = here[column + 1] ?? false;
      // A run is nothing, or takes what the other side has and stays.
      if (a === run || b === run) here[column] = withoutFirst || withoutSecond;
      else if (a === undefined || b === undefined) here[column] = a === b;
      else here[column] = (a === b || a === one || b === one) && (below[column + 1] ?? false);
    }
    below = here;
  }
  return below[0] ?? false;
};
