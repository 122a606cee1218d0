import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bugLine } from '../../base/log.ts';
import { installationLine, installationWords } from '../../words/problems/installation.ts';

/** What the terminal's program reads only when it is needed (scripts/lib/bundle.mjs). */
const laterParts = [
  'aws-sdk-client-sts.cjs',
  'aws-sdk-client-iam.cjs',
  'problem-words.cjs',
  'text-width.cjs',
  'aws-services.cjs',
  'late-commands.cjs',
  'policy-file.cjs',
  'help.cjs',
  'pick.cjs',
  'aws-sdk-credential-provider-login.cjs',
  'aws-sdk-credential-provider-sso.cjs',
  'browsers.cjs',
  'certificates.cjs',
  'team.cjs',
  'team-desk.cjs',
  'qr-code.cjs',
  'demo-run.cjs',
  'card-process.cjs',
  'clear-clipboard.cjs',
];

/** The first part of the program in `folder` that is not there. */
const missingPart = (folder: string): string | undefined => laterParts.find((name) => !existsSync(join(folder, name)));

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
