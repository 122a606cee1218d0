import { wrapAnsi as wrap } from 'fast-wrap-ansi';
import { certificateHelp } from '../../words/help/certificates.ts';
import { deviceHelp } from '../../words/help/devices.ts';
import { everyDayHelp } from '../../words/help/every-day.ts';
import { type CommandHelp, helpGroups, helpSaid, sharedOptions } from '../../words/help/help-table.ts';
import { setUpHelp } from '../../words/help/set-up.ts';
import { teamHelp } from '../../words/help/team.ts';
import { takes } from '../console/command-options.ts';
import { type Drawn, type Look, withCommands } from '../console/look.ts';
import { takenBy } from '../options/sub-commands.ts';

/** What help and the manual page say of each command. */
export const helpTable: ReadonlyMap<string, CommandHelp> = new Map(
  Object.entries({ ...everyDayHelp, ...setUpHelp, ...teamHelp, ...deviceHelp, ...certificateHelp }),
);

/** No line is longer, however wide the terminal: long lines are hard to read. */
const widest = 100;

/** `--resume ID, --undo ID` -> `resume`, `undo`. */
const namesIn = (form: string): readonly string[] => [...form.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name);

const takenByCommand = (command: string): readonly string[] => (command in takes ? takes[command as keyof typeof takes].options : []);

/** The help of a command, or of one behind it: `team`, `add`. */
export const helpOf = (command: string, word?: string): CommandHelp | undefined => {
  const { commands = {} } = helpTable.get(command) ?? {};
  return word === undefined ? helpTable.get(command) : Object.hasOwn(commands, word) ? commands[word] : undefined;
};

/** The options of a command as they are typed, its own first, each with what it does. */
export const optionsOfHelp = (command: string, word?: string): readonly (readonly [form: string, does: string])[] => {
  const known = [...(takenBy(command, word) ?? takenByCommand(command)), 'json', 'help'];
  const tables = [helpOf(command, word)?.options ?? {}, helpTable.get(command)?.common ?? {}, sharedOptions];
  const told = new Set<string>();
  return tables.flatMap((table) => {
    const rows = Object.entries(table).filter(([form]) => namesIn(form).some((name) => known.includes(name) && !told.has(name)));
    for (const [form] of rows) for (const name of namesIn(form)) told.add(name);
    return rows;
  });
};

/** Lines of a text, in which what is to be typed stays on one line. */
const linesOf = (text: string, width: number): readonly string[] =>
  wrap(
    text.replaceAll(/`[^`]*`/g, (typed) => typed.replaceAll(' ', '\u00a0')),
    width,
  )
    .replaceAll('\u00a0', ' ')
    .split('\n');

/** Two columns, the second of them wrapped under itself. A first one that is too wide has a line of its own. */
const columnsOf = (rows: readonly (readonly [left: string, right: string])[], first: number, look: Look): string => {
  const width = Math.max(40, Math.min(look.columns ?? widest, widest));
  const indent = ' '.repeat(first + 4);
  return rows
    .map(([left, right]) => {
      const lines = linesOf(right, width - first - 4).map((line) => withCommands(line, look));
      const head = `  ${look.paint.bold(left)}`;
      return left.length > first
        ? [head, ...lines.map((line) => indent + line)].join('\n')
        : [`${head}${' '.repeat(first - left.length)}  ${lines[0]}`, ...lines.slice(1).map((line) => indent + line)].join('\n');
    })
    .join('\n');
};

const longest = (lefts: readonly string[], atMost: number): number =>
  Math.max(...lefts.map((left) => left.length).filter((length) => length <= atMost));

/** What `roletap help` says: every command in its group, a line each. */
const overview: Drawn = (look) => {
  const { paint } = look;
  const width = longest([...helpTable.keys()], 20);
  const groups = helpGroups.map(([title, commands]) => {
    const rows = commands.map((command) => [command, helpTable.get(command)?.does ?? ''] as const);
    return `${paint.underline(title)}\n${columnsOf(rows, width, look)}\n`;
  });
  return [
    `${paint.bold('roletap')}: ${helpSaid.purpose}\n`,
    `${paint.underline(helpSaid.usage)}\n  roletap ${helpSaid.anyCommand}\n`,
    ...groups,
    `${withCommands(helpSaid.each(), look)}\n`,
  ].join('\n');
};

/** What `roletap help COMMAND` says, or of a command behind it `roletap help team add`: how it is typed, its options with those it shares, and an example. All commands for a word that is none. */
export const helpFor =
  (command: string | undefined, word?: string): Drawn =>
  (look) => {
    const whole = helpTable.get(command ?? '');
    if (command === undefined || whole === undefined) return overview(look);
    const part = word === undefined ? undefined : helpOf(command, word);
    const known = part ?? whole;
    const { paint } = look;
    const commands = Object.entries(known.commands ?? {}).map(([name, { does }]) => [name, does] as const);
    const lefts = (rows: readonly (readonly [string, string])[], atMost: number): number =>
      longest(
        rows.map(([left]) => left),
        atMost,
      );
    const options = optionsOfHelp(command, part && word);
    const [line, does] = known.example;
    return [
      `${paint.bold(`roletap ${command}${part === undefined ? '' : ` ${word}`}`)}: ${known.does}\n`,
      `${paint.underline(helpSaid.usage)}\n${known.usage.map((form) => `  roletap ${form}\n`).join('')}`,
      ...(known.more === undefined ? [] : [`${wrap(known.more, Math.min(look.columns ?? widest, widest))}\n`]),
      ...(commands.length === 0 ? [] : [`${paint.underline(helpSaid.commands)}\n${columnsOf(commands, lefts(commands, 20), look)}\n`]),
      ...(options.length === 0 ? [] : [`${paint.underline(helpSaid.options)}\n${columnsOf(options, lefts(options, 22), look)}\n`]),
      `${paint.underline(helpSaid.example)}\n  ${paint.cyan(`roletap ${line}`)}\n      ${withCommands(does, look)}\n`,
      ...(commands.length === 0 ? [] : [`${withCommands(helpSaid.each(command), look)}\n`]),
    ].join('\n');
  };
