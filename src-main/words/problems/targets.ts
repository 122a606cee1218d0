import type { WordsFor } from './table.ts';

type TargetCode = 'target-clash' | 'target-has-keys' | 'target-temporary' | 'target-name-bad' | 'target-unknown';

/** How a section with temporary keys of another tool is headed, and what is known of them. */
const temporaryWords = {
  expired: { title: (target: string) => `“${target}” has expired keys`, known: 'They have expired.' },
  live: { title: (target: string) => `“${target}” has another tool’s keys`, known: 'They still work, so Roletap doesn’t touch them.' },
  unclear: {
    title: (target: string) => `“${target}” has another tool’s keys`,
    known: 'They may still work, so Roletap doesn’t touch them.',
  },
} as const;

export const targetProblems: WordsFor<TargetCode> = {
  'target-clash': ({ target, file, line, suggestion }) => ({
    title: `The name “${target}” is taken`,
    happened: `${file}, line ${line}: profile “${target}” has its own role_arn, so aws would ignore credentials saved under that name.`,
    advice: `Use another profile name, such as “${suggestion}”. In the terminal: \`--target ${suggestion}\`.`,
  }),
  'target-has-keys': ({ target, file, line, suggestion }) => ({
    title: `“${target}” has long-term keys`,
    happened: `${file}, line ${line}: it contains access keys, which Roletap never overwrites.`,
    advice: `Use another profile name, such as “${suggestion}”. In the terminal: \`--target ${suggestion}\`.`,
  }),
  'target-temporary': ({ target, file, line, suggestion, keys }, where) => ({
    title: temporaryWords[keys].title(target),
    happened: `${file}, line ${line}: it contains temporary keys from another tool. ${temporaryWords[keys].known}`,
    advice:
      keys !== 'expired'
        ? `Use another profile name, such as “${suggestion}”. In the terminal: \`--target ${suggestion}\`.`
        : where === 'terminal'
          ? `Tap in again in a terminal, where Roletap offers to replace them, or use another profile name: \`--target ${suggestion}\`.`
          : `Replace them, or use another profile name, such as “${suggestion}”.`,
  }),
  'target-name-bad': ({ target }) => ({
    title: 'That profile name can’t be used',
    happened: `“${target}” contains characters that aws and SDKs don’t allow in a profile name.`,
    advice: 'Use letters, digits, dots, dashes and underscores.',
  }),
  'target-unknown': ({ target }) => ({
    title: 'No such session',
    happened: `“${target}” has no session. It may have ended already.`,
    advice: 'List the open sessions: `roletap sessions`.',
  }),
};
