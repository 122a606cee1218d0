import { wrapAnsi as wrap } from 'fast-wrap-ansi';
import { certificateHelp } from '../../words/help/certificates.ts';
import { deviceHelp } from '../../words/help/devices.ts';
import { everyDayHelp } from '../../words/help/every-day.ts';
import { type CommandHelp, helpGroups, helpSaid, sharedOptions } from '../../words/help/help-table.ts';
import { setUpHelp } from '../../words/help/set-up.ts';
import { teamHelp } from '../../words/help/team.ts';
import { takes } from '../console/command-options.ts';
import { type Drawn, type Look, withCommands } from '../console/look.ts';

/** What help and the manual page say of each command. */
export const helpTable: ReadonlyMap<string, CommandHelp> = new Map(
  Object.entries({ ...everyDayHelp, ...setUpHelp, ...teamHelp, ...deviceHelp, ...certificateHelp }),
);

/** No line is longer, however wide the terminal: long lines are hard to read. */
const widest = 100;

/** `--resume ID, --undo ID` -> `resume`, `undo`. */
const namesIn = (form: string): readonly string[] => [...form.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name);

/** The options of a command as they are typed, its own first, each with what it does. */
export const optionsOfHelp = (command: string): readonly (readonly [form: string, does: string])[] => {
  const own = Object.entries(helpTable.get(command)?.options ?? {});
  const told = own.flatMap(([form]) => namesIn(form));
  const known: readonly string[] = command in takes ? [...takes[command as keyof typeof takes].options, 'json', 'help'] : [];
  const shared = Object.entries(sharedOptions).filter(([form]) =>
    namesIn(form).some((name) => known.includes(name) && !told.includes(name)),
  );
  return [...own, ...shared];
};

/** Two columns, the second of them wrapped under itself. A first one that is too wide has a line of its own. */
const columnsOf = (rows: readonly (readonly [left: string, right: string])[], first: number, look: Look): string => {
  const width = Math.max(40, Math.min(look.columns ?? widest, widest));
  const indent = ' '.repeat(first + 4);
  return rows
    .map(([left, right]) => {
      const lines = wrap(right, width - first - 4)
        .split('\n')
        .map((line) => withCommands(line, look));
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
    `${withCommands(helpSaid.each, look)}\n`,
  ].join('\n');
};

/** What `roletap help COMMAND` says: how it is typed, its options with those it shares, and an example. All commands for a word that is none. */
export const helpFor =
  (command: string | undefined): Drawn =>
  (look) => {
    const known = helpTable.get(command ?? '');
    if (known === undefined) return overview(look);
    const { paint } = look;
    const options = optionsOfHelp(command ?? '');
    const text = known.more === undefined ? '' : `${wrap(known.more, Math.min(look.columns ?? widest, widest))}\n`;
    const [line, does] = known.example;
    return [
      `${paint.bold(`roletap ${command}`)}: ${known.does}\n`,
      `${paint.underline(helpSaid.usage)}\n${known.usage.map((form) => `  roletap ${form}\n`).join('')}`,
      ...(text === '' ? [] : [text]),
      ...(options.length === 0
        ? []
        : [
            `${paint.underline(helpSaid.options)}\n${columnsOf(
              options,
              longest(
                options.map(([form]) => form),
                22,
              ),
              look,
            )}\n`,
          ]),
      `${paint.underline(helpSaid.example)}\n  ${paint.cyan(`roletap ${line}`)}\n      ${withCommands(does, look)}\n`,
    ].join('\n');
  };
