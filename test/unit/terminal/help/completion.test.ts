import { describe, expect, it } from 'vitest';
import { commandNames, takes } from '../../../../src-main/terminal/console/command-options.ts';
import { completionScript, completionShells, completionsOf } from '../../../../src-main/terminal/help/completion.ts';
import { subCommandsOf, takenBy } from '../../../../src-main/terminal/options/sub-commands.ts';

/** What fits at the end of a line; a blank at its end begins a new word. */
const fitsBehind = (line: string) => completionsOf(line.split(' '));

describe('the end of a command line', () => {
  it('is a command first, or an option of all', () => {
    expect(fitsBehind('')).toEqual({ words: [...commandNames, 'help'] });
    expect(fitsBehind('--json ')).toEqual({ words: [...commandNames, 'help'] });
    expect(fitsBehind('-')).toEqual({ words: ['--help', '--version'] });
    expect(fitsBehind('help ')).toEqual({ words: commandNames });
    expect(fitsBehind('help tap ')).toEqual({ words: [] });
  });

  it.each(commandNames)('has the options of %s, those that are not there yet', (command) => {
    const all = [...(takenBy(command) ?? takes[command].options), 'json', 'help'].map((option) => `--${option}`);
    expect(fitsBehind(`${command} --`).words).toEqual(all);
    expect(fitsBehind(`${command} --json --`).words).toEqual(all.filter((option) => option !== '--json'));
  });

  it('has the commands behind team and anywhere, and the options of each', () => {
    expect(fitsBehind('team ').words).toEqual(subCommandsOf('team'));
    expect(fitsBehind('help anywhere ').words).toEqual(subCommandsOf('anywhere'));
    expect(fitsBehind('help team add ')).toEqual({ words: [] });
    expect(fitsBehind('team --source admin enroll --').words).toEqual([
      '--key',
      '--no-touch',
      '--dry-run',
      '--yes',
      '--resume',
      '--undo',
      '--json',
      '--help',
    ]);
    expect(fitsBehind('anywhere policy --').words).toEqual(['--trust-anchor', '--subject', '--proved', '--format', '--json', '--help']);
  });

  it.each([
    ['tap ', 'roles'],
    ['env ', 'roles'],
    ['console ', 'roles'],
    ['credentials ', 'roles'],
    ['exec ', 'roles'],
    ['shell pr', 'roles'],
    ['--json tap --duration 1h --direct ', 'roles'],
    ['end ', 'targets'],
    ['end --all ', 'targets'],
    ['code ', 'accounts'],
    ['rename ', 'accounts'],
    ['remove ', 'accounts'],
    ['rotate ', 'sources'],
    ['find --source ', 'sources'],
    ['enroll --device ', 'accounts'],
    ['remove --undo ', 'runs'],
  ] as const)('is a name behind %j: one of the %s', (line, names) => {
    expect(fitsBehind(line)).toEqual({ words: [], names });
  });

  it('is one of few words where only these fit', () => {
    expect(fitsBehind('password ').words).toEqual(['set', 'remove']);
    expect(fitsBehind('completion ').words).toEqual(completionShells);
    expect(fitsBehind('env prod --shell ').words).toEqual(['sh', 'fish', 'powershell', 'cmd', 'nushell', 'dotenv']);
    expect(fitsBehind('enroll --spare ').words).toEqual(['device', 'same-seed']);
    // An option that takes no value here.
    expect(fitsBehind('keep jane --undo --').words).toContain('--passphrase');
  });

  it.each([
    'tap prod ',
    'tap --duration ',
    'keys ',
    'frobnicate ',
    'frobnicate --',
    'exec prod -- ',
    'exec prod -- aws --',
    'constructor ',
  ])('is nothing that is known behind %j', (line) => {
    expect(fitsBehind(line)).toEqual({ words: [] });
  });

  it('is asked for by each script', () => {
    for (const shell of completionShells) expect(completionScript(shell)).toMatch(/roletap completion (?:words|typed) -- /);
  });

  it('has for PowerShell a script with all its brackets and quotes closed, which runs nothing that a name holds', () => {
    const script = completionScript('powershell');
    const code = script.replaceAll(/^#.*$/gm, '').replaceAll(/'(?:[^']|'')*'|"[^"]*"/g, 's');
    expect(code).not.toMatch(/['"]/);
    const open: string[] = [];
    for (const sign of code.match(/[()[\]{}]/g) ?? []) {
      if ('([{'.includes(sign)) open.push(sign);
      else expect(`${open.pop()}${sign}`).toMatch(/^(?:\(\)|\[\]|\{\})$/);
    }
    expect(open).toEqual([]);
    expect(script).toMatch(/^Register-ArgumentCompleter -Native -CommandName roletap -ScriptBlock \{$/m);
    expect(code).not.toMatch(/Invoke-Expression|\biex\b/);
  });
});
