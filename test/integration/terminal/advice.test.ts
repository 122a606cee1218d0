import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { adviceFor } from '../../support/words/advice.ts';

/** The commands of other programs that advice names, in the help of those programs. */
const helpOf = (program: string, words: readonly string[]): string =>
  execFileSync(program, [...words], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', AWS_PAGER: '', PAGER: 'cat', MANPAGER: 'cat' },
  });

const isOption = (word: string): boolean => word.startsWith('-');
/** Up to the first option or word in capitals, which stands for what a person fills in. */
const subcommands = (words: readonly string[]): readonly string[] => {
  const end = words.findIndex((word) => isOption(word) || /^[A-Z]+$/.test(word));
  return end < 0 ? words : words.slice(0, end);
};

describe('a command that advice names', () => {
  test.each(adviceFor(/^ykman /).map((words) => [words.join(' '), words] as const))('ykman %s', (_line, words) => {
    const own = subcommands(words);
    // `config usb` and the like are asked one by one: a name that is no command would be taken for an argument.
    const help = helpOf('ykman', [...own, '--help']);
    expect(help).toContain(`Usage: ykman ${own.join(' ')}`);
    for (const word of words.filter(isOption)) expect(help).toContain(word);
  });

  test.each(adviceFor(/^aws /).map((words) => [words.join(' '), words] as const))('aws %s', (_line, words) => {
    const help = helpOf('aws', [...subcommands(words), 'help']).replaceAll(/.[\b]/g, '');
    expect(help.toLowerCase()).toContain(subcommands(words).at(-1));
    for (const word of words.filter(isOption)) expect(help).toContain(word);
  });
});
