import type { ProblemWords } from './table.ts';

/** A part of the program is not where it was installed: the start of the program says so, too, which has no other words at hand. */
export const installationWords = (part: string): ProblemWords => ({
  title: 'Die Installation ist unvollständig',
  happened: `Ein Teil von Roletap fehlt: ${part}.`,
  advice: 'Roletap neu installieren. In einem Klon `npm run setup` und `npm run build` ausführen.',
});

/** The same on one line of the terminal. */
export const installationLine = (part: string): string => {
  const { title, happened, advice } = installationWords(part);
  return `roletap: ${title}. ${happened} ${advice}`;
};
