import type { ProblemWords } from './table.ts';

/** A part of the program is not where it was installed: the start of the program says so, too, which has no other words at hand. */
export const installationWords = (part: string): ProblemWords => ({
  title: 'The installation is incomplete',
  happened: `Part of Roletap is missing: ${part}.`,
  advice: 'Reinstall Roletap. In a clone, run `npm run setup` and `npm run build`.',
});

/** The same on one line of the terminal. */
export const installationLine = (part: string): string => {
  const { title, happened, advice } = installationWords(part);
  return `roletap: ${title}. ${happened} ${advice}`;
};
