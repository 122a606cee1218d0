/**
 * Tries until `look` gives something; an error after `patience` milliseconds. For what tells nobody that it has happened. Looking keeps a program busy
 * that is asked, so that what takes longer is looked for less often.
 */
export const eventually = async <T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
  what: string,
  patience = 60_000,
): Promise<T> => {
  const end = Date.now() + patience;
  for (let pause = 20; ; pause = Math.min(pause * 1.2, 250)) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
};
