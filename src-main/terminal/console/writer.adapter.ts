/** The errno of what Node throws, `unknown` for anything else. */
export const errnoOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

/** Writes as far as that goes; why it does not is told once, whether the stream throws it (a file) or tells it later (a pipe, a terminal). */
export const writerTo = (name: 'stdout' | 'stderr', onLost: (errno: string) => void): ((text: string) => void) => {
  let listens = false;
  let lost = false;
  const lose = (error: unknown) => {
    if (!lost) onLost(errnoOf(error));
    lost = true;
  };
  return (text) => {
    try {
      const stream = process[name];
      if (!listens) stream.on('error', lose);
      listens = true;
      stream.write(text);
    } catch (error) {
      lose(error);
    }
  };
};
