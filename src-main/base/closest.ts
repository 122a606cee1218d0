/** How many letters must be put in, left out or changed to make one word of another (Levenshtein). */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
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
