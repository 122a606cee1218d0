import { wrapAnsi as wrap } from 'fast-wrap-ansi';
import { helpGroups, helpSaid, sharedOptions } from '../../words/help/help-table.ts';
import { helpOf, optionsOfHelp } from './help.ts';

// The manual page roletap(1), in the macros of man(7), from the table that help is made of. Read by the build alone.

/** A text as roff prints it: no character of it means anything, and what is not ASCII is named by its number. */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll(/[^\p{ASCII}]/gu, (char) => `\\[u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);

/** Lines of at most 80 bytes, as roff is written; none of them begins like a request. */
const inLines = (source: string): string => wrap(source, 78).replaceAll(/^\./gm, '\\&.');

/** A sentence, with what is to be typed in bold; a dash between letters is a hyphen there. */
const sentence = (text: string): string =>
  inLines(
    text
      .split(/`([^`]+)`/)
      .map((part, index) => (index % 2 === 1 ? `\\fB${roff(part)}\\fR` : roff(part).replaceAll(/(?<=\p{L})\\-(?=\p{L})/gu, '-')))
      .join(''),
  );

/** `--duration 1h` or `tap [ROLE]`: words as they are typed in bold, what they stand for in italics. */
const form = (text: string): string =>
  text
    .split(' ')
    .map((word) => (/^--/.test(word) || /^[a-z]/.test(word) ? `\\fB${roff(word)}\\fR` : `\\fI${roff(word)}\\fR`))
    .join(' ');

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A tagged paragraph for each; further tags of one stand under the first. */
const tagged = (rows: readonly (readonly [tags: readonly string[], text: readonly string[]])[]): readonly string[] =>
  rows.flatMap(([[first = '', ...others], text]) => ['.TP', first, ...others.flatMap((tag) => ['.TQ', tag]), ...text]);

const commandLines = (command: string, word?: string): readonly string[] => {
  const known = helpOf(command, word);
  if (known === undefined) return [];
  const everywhere = Object.keys(sharedOptions).filter((option) => ['--json', '--help'].includes(option));
  const options = optionsOfHelp(command, word).filter(([option]) => !everywhere.includes(option));
  const [example, does] = known.example;
  return [
    ...tagged([
      [
        known.usage.map((usage) => `\\fBroletap\\fR ${form(usage)}`),
        [sentence(`${capital(known.does)}.`), ...(known.more ? [sentence(known.more)] : [])],
      ],
    ]),
    '.RS',
    ...tagged(options.map(([option, text]) => [[form(option)], [sentence(`${capital(text)}.`)]])),
    '.PP',
    // What is to be typed is never stretched, and may be longer than a line.
    '.na',
    `${helpSaid.example}: \\fB${roff(`roletap ${example}`)}\\fR`,
    '.br',
    '.ad',
    sentence(does),
    '.RE',
    ...Object.keys(known.commands ?? {}).flatMap((behind) => commandLines(command, behind)),
  ];
};

const pairs = (rows: readonly (readonly [string, string])[], tag = form): readonly string[] =>
  tagged(rows.map(([left, right]) => [[tag(left)], [sentence(`${capital(right)}.`)]]));

/** The page as text. `date` as 2026-11-29. */
export const manPage = (version: string, date: string): string => {
  const heading = (title: string): string => `.SH ${title.toUpperCase()}`;
  const bold = (text: string): string => `\\fB${roff(text)}\\fR`;
  const lines = [
    `.TH ROLETAP 1 "${date}" "Roletap ${version}" "User Commands"`,
    '.SH NAME',
    `roletap \\- ${sentence(helpSaid.purpose)}`,
    '.SH SYNOPSIS',
    `\\fBroletap\\fR ${form(helpSaid.anyCommand)}`,
    heading(helpSaid.commands),
    ...helpGroups.flatMap(([title, commands]) => [`.SS ${title}`, ...commands.flatMap((command) => commandLines(command))]),
    heading(helpSaid.options),
    ...pairs(Object.entries(sharedOptions).filter(([option]) => ['--json', '--help'].includes(option))),
    heading(helpSaid.exitCodes),
    ...pairs(helpSaid.codes, bold),
    heading(helpSaid.environment),
    ...pairs(helpSaid.variables, bold),
    heading(helpSaid.files),
    ...pairs(helpSaid.places, bold),
  ];
  return `${lines.join('\n')}\n`;
};
