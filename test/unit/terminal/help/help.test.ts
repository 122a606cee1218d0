import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import { commandNames, type TerminalCommand, takes } from '../../../../src-main/terminal/console/command-options.ts';
import { plainLook } from '../../../../src-main/terminal/console/look.ts';
import { helpFor, helpOf, helpTable, optionsOfHelp } from '../../../../src-main/terminal/help/help.ts';
import { subCommandsOf, takenBy } from '../../../../src-main/terminal/options/sub-commands.ts';
import { helpGroups } from '../../../../src-main/words/help/help-table.ts';

const plainHelp = (command?: string, word?: string) => helpFor(command, word)(plainLook);
const namesOf = (command: string, word?: string) =>
  optionsOfHelp(command, word).flatMap(([form]) => [...form.matchAll(/--([a-z-]+)/g)].map(([, name]) => name));
/** Every command that has a help of its own: `tap`, and `team add` behind `team`. */
const pages = commandNames.flatMap(
  (command): readonly { readonly name: string; readonly command: TerminalCommand; readonly word?: string }[] => [
    { name: command, command },
    ...subCommandsOf(command).map((word) => ({ name: `${command} ${word}`, command, word })),
  ],
);
const words = (line: string) => line.match(/'[^']*'|\S+/g) ?? [];

describe('the overview', () => {
  it('has every command once, in a group, with what it does', () => {
    const grouped = helpGroups.flatMap(([, commands]) => commands);
    expect([...grouped].sort()).toEqual([...commandNames, 'help'].sort());
    expect([...helpTable.keys()].sort()).toEqual([...grouped].sort());
    for (const command of commandNames)
      expect(plainHelp()).toMatch(new RegExp(`^ {2}${command} +${helpTable.get(command)?.does.slice(0, 9)}`, 'm'));
  });

  it('fits on one page of a terminal: 60 lines of 100 columns', () => {
    const lines = plainHelp().split('\n');
    expect(lines.length).toBeLessThan(60);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });

  it('is shown for a word that is no command', () => {
    for (const word of ['explode', 'constructor', '__proto__']) expect(plainHelp(word)).toBe(plainHelp());
  });

  it('is in the documentation, command by command', () => {
    const documentation = readFileSync('docs/terminal.md', 'utf8');
    for (const command of commandNames) expect(documentation).toMatch(new RegExp(`^\\| \`${command}\\b`, 'm'));
  });
});

describe.each(pages)('the help of $name', ({ name, command, word }) => {
  it('has each option that the command takes, once, and none that it refuses', () => {
    const taken = takenBy(command, word) ?? takes[command].options;
    expect(namesOf(command, word).sort()).toEqual([...taken, 'json', 'help'].sort());
  });

  it('shows forms of this command, and an example that is understood', () => {
    const help = plainHelp(command, word);
    const known = helpOf(command, word);
    expect(help.split('\n')[0]).toBe(`roletap ${name}: ${known?.does}`);
    expect(known?.usage.filter((form) => form !== name && !form.startsWith(`${name} `))).toEqual([]);
    const [example = ''] = known?.example ?? [];
    expect(help).toContain(`\n  roletap ${example}\n`);
    expect(readArguments(words(example))).toMatchObject({ ok: true, value: { command } });
    if (word !== undefined) expect(example.startsWith(`${name}`)).toBe(true);
  });

  it('is what --help shows', () => {
    expect(readArguments([...name.split(' '), '--help'])).toMatchObject({ ok: true, value: { command: 'help', words: name.split(' ') } });
    expect(readArguments(['help', ...name.split(' ')])).toMatchObject({ ok: true, value: { command: 'help', words: name.split(' ') } });
  });

  it('fits on one page of a terminal', () => {
    expect(plainHelp(command, word).split('\n').length).toBeLessThan(60);
  });

  it('keeps to the columns of a small terminal', () => {
    const lines = helpFor(command, word)({ ...plainLook, columns: 60 }).split('\n');
    expect(lines.slice(1).filter((line) => line.length > 60 && !line.startsWith('  roletap') && !line.startsWith('      '))).toEqual([]);
  });

  it('says in colours the same words', () => {
    const coloured = helpFor(command, word)({ columns: 80, paint: createColors(true) });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(helpFor(command, word)({ ...plainLook, columns: 80 }).replaceAll('`', ''));
  });
});

describe('a command with commands of its own', () => {
  it.each(['team', 'anywhere'] as const)('%s lists them, and no option that only they take', (command) => {
    const help = plainHelp(command);
    for (const word of subCommandsOf(command)) expect(help).toContain(`\n  ${word}`);
    expect(Object.keys(helpOf(command)?.commands ?? {}).sort()).toEqual([...subCommandsOf(command)].sort());
    expect(help).toContain(`roletap help ${command} COMMAND`);
    expect([...takes[command].options].sort()).toEqual(
      [...new Set(['', ...subCommandsOf(command)].flatMap((word) => takenBy(command, word) ?? []))].sort(),
    );
  });

  it('says which there are for a word that is none', () => {
    for (const line of [
      ['help', 'team', 'ad'],
      ['team', 'ad'],
    ])
      expect(readArguments(line)).toMatchObject({
        ok: false,
        problem: { code: 'usage', command: 'team', message: expect.stringContaining('Did you mean “add”?') },
      });
  });

  it('names the one whose words were wrong', () => {
    for (const line of [
      ['team', 'add', 'kim', '--trust', 'own'],
      ['team', 'add', 'kim', '--nonsense'],
      ['team', 'add', 'kim', 'lee'],
    ])
      expect(readArguments(line)).toMatchObject({ ok: false, problem: { code: 'usage', command: 'team add' } });
  });
});
