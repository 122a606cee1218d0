import type { ProblemWords } from './table.ts';

/** A part of the program is not where it was installed: the start of the program says so, too, which has no other words at hand. */
export const installationWords = (part: string): ProblemWords => ({
  title: 'インストールが不完全です',
  happened: `Roletap の一部が見つかりません: ${part}。`,
  advice: 'Roletap を再インストールしてください。クローンの場合: `npm run setup && npm run build`',
});

/** The same on one line of the terminal. */
export const installationLine = (part: string): string => {
  const { title, happened, advice } = installationWords(part);
  return `roletap: ${title}。${happened}${advice}`;
};
