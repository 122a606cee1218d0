import { posix, win32 } from 'node:path';

/**
 * A command line as words, split as botocore splits `credential_process` (`shlex.split`, which follows POSIX's shell without expanding anything); undefined
 * when a quote or an escape has no end.
 */
export const splitLine = (line: string): readonly string[] | undefined => {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let index = 0; index < line.length; index += 1) {
    const char = line.charAt(index);
    if (quote === "'" ? char === "'" : quote === '"' && char === '"') quote = '';
    else if (char === '\\' && quote !== "'") {
      const next = line.charAt(index + 1);
      if (next === '') return undefined;
      // Between double quotes it escapes only these two.
      const escapes = quote === '' || next === '"' || next === '\\';
      word = `${word ?? ''}${escapes ? '' : char}${next}`;
      index += 1;
    } else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (quote === '' && /[ \t\r\n]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = `${word ?? ''}${char}`;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
};

/** The same as Windows splits it (CommandLineToArgvW): only blanks and tabs divide, only double quotes quote, a backslash escapes only before one. */
export const splitWindowsLine = (line: string): readonly string[] | undefined => {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (const [part] of line.matchAll(/\\*"|\\+|[ \t]|[^\\" \t]+/g)) {
    if (part.endsWith('"')) {
      const backslashes = part.length - 1;
      word = `${word ?? ''}${'\\'.repeat(backslashes >> 1)}${backslashes % 2 === 1 ? '"' : ''}`;
      if (backslashes % 2 === 0) isQuoted = !isQuoted;
    } else if (/^[ \t]$/.test(part) && !isQuoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = `${word ?? ''}${part}`;
  }
  if (isQuoted) return undefined;
  return word === undefined ? words : [...words, word];
};

/** A program's name, without the folders of either system, in small letters. */
export const fileName = (path: string): string => win32.basename(posix.basename(path)).toLowerCase();
