import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bugLine } from '../../base/log.ts';
import { installationLine, installationWords } from '../../words/problems/installation.ts';

/** The first part of the terminal in `folder` that is not there, by the list that the build wrote beside them. */
const missingPart = (folder: string): string | undefined => {
  try {
    const { terminal } = JSON.parse(readFileSync(join(folder, 'parts.json'), 'utf8')) as { readonly terminal: readonly string[] };
    return terminal.find((name) => !existsSync(join(folder, name)));
  } catch {
    return 'parts.json';
  }
};

/** What is said of a bug, by an installation in `folder`: it may come from a part that is not there, such as the words of all other problems. */
export const bugWords = (bug: unknown, folder: string) => {
  const part = missingPart(folder);
  if (part === undefined) {
    const problem = {
      code: 'internal-error',
      title: 'A mistake in Roletap',
      advice: 'Standard error says where. Try again, and report it.',
    };
    return { line: `roletap: internal error: ${bugLine(bug)}`, problem };
  }
  const { title, advice } = installationWords(part);
  return { line: installationLine(part), problem: { code: 'installation-incomplete', title, advice, part } };
};
