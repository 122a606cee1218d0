/** How many letters must be put in, left out, changed or swapped with their neighbour to make one word of another (optimal string alignment). */
const distance = (from: string, to: string): number => {
  let before: readonly number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(changed, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
};

/** The known word that a mistyped one is nearest to; undefined when none differs by less than a third of its letters. */
export const closest = (word: string, known: readonly string[]): string | undefined => {
  if (word.length > 40) return undefined;
  const [best] = known.map((name) => ({ name, far: distance(word, name) })).sort((a, b) => a.far - b.far);
  return best !== undefined && best.far <= Math.floor(best.name.length / 3) ? best.name : undefined;
};
