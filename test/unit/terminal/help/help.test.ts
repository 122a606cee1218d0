import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import { commandNames, takes } from '../../../../src-main/terminal/console/command-options.ts';
import { plainLook } from '../../../../src-main/terminal/console/look.ts';
import { helpFor, helpTable, optionsOfHelp } from '../../../../src-main/terminal/help/help.ts';
import { helpGroups } from '../../../../src-main/words/help/help-table.ts';

const plainHelp = (command?: string) => helpFor(command)(plainLook);
const namesOf = (command: string) => optionsOfHelp(command).flatMap(([form]) => [...form.matchAll(/--([a-z-]+)/g)].map(([, name]) => name));
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

describe.each(commandNames)('the help of %s', (command) => {
  it('has each option that the command takes, once, and none that it refuses', () => {
    expect(namesOf(command).sort()).toEqual([...takes[command].options, 'json', 'help'].sort());
  });

  it('shows forms of this command, and an example that is understood', () => {
    const help = plainHelp(command);
    const known = helpTable.get(command);
    expect(known?.usage.filter((form) => form.split(' ')[0] !== command)).toEqual([]);
    const [example = ''] = known?.example ?? [];
    expect(help).toContain(`\n  roletap ${example}\n`);
    expect(readArguments(words(example))).toMatchObject({ ok: true, value: { command } });
  });

  it('keeps to the columns of a small terminal', () => {
    const lines = helpFor(command)({ ...plainLook, columns: 60 }).split('\n');
    expect(lines.slice(1).filter((line) => line.length > 60 && !line.startsWith('  roletap') && !line.startsWith('      '))).toEqual([]);
  });

  it('says in colours the same words', () => {
    const coloured = helpFor(command)({ columns: 80, paint: createColors(true) });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(helpFor(command)({ ...plainLook, columns: 80 }).replaceAll('`', ''));
  });
});
