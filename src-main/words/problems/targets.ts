import type { WordsFor } from './table.ts';

type TargetCode = 'target-clash' | 'target-has-keys' | 'target-temporary' | 'target-name-bad' | 'target-unknown';

/** How a section with temporary keys of another tool is headed, and what is known of them. */
const temporaryWords = {
  expired: { title: (target: string) => `“${target}” holds expired keys`, known: 'They have expired.' },
  live: { title: (target: string) => `“${target}” holds another tool’s keys`, known: 'They still work, so Roletap leaves them alone.' },
  unclear: {
    title: (target: string) => `“${target}” holds another tool’s keys`,
    known: 'Whether they still work is not known, so Roletap leaves them alone.',
  },
} as const;

export const targetProblems: WordsFor<TargetCode> = {
  'target-clash': ({ target, file, line, suggestion }) => ({
    title: `The name “${target}” is taken`,
    happened: `${file}, line ${line}: profile “${target}” has its own role_arn, so aws would not use credentials saved under that name.`,
    advice: `Choose another target, for example “${suggestion}”. In the terminal: \`--target ${suggestion}\`.`,
  }),
  'target-has-keys': ({ target, file, line, suggestion }) => ({
    title: `“${target}” holds long-term keys`,
    happened: `${file}, line ${line}: that section has access keys that Roletap did not write, and it never overwrites those.`,
    advice: `Choose another target, for example “${suggestion}”. In the terminal: \`--target ${suggestion}\`.`,
  }),
  'target-temporary': ({ target, file, line, suggestion, keys }, where) => ({
    title: temporaryWords[keys].title(target),
    happened: `${file}, line ${line}: that section has temporary keys that Roletap did not write. ${temporaryWords[keys].known}`,
    advice:
      keys !== 'expired'
        ? `Choose another target, for example “${suggestion}”. In the terminal: \`--target ${suggestion}\`.`
        : where === 'terminal'
          ? `Tap in again in a terminal, where Roletap asks whether to replace them, or choose another target: \`--target ${suggestion}\`.`
          : `Replace them, or choose another target, for example “${suggestion}”.`,
  }),
  'target-name-bad': ({ target }) => ({
    title: 'That profile name cannot be used',
    happened: `“${target}” has characters that aws and the SDKs do not read in a profile name.`,
    advice: 'Use letters, digits, dots, dashes and underscores.',
  }),
  'target-unknown': ({ target }) => ({
    title: 'No such session',
    happened: `No session is written to “${target}”. It may have ended already.`,
    advice: 'See what is there: `roletap sessions`.',
  }),
};
