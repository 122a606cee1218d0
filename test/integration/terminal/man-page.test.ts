import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandNames } from '../../../src-main/terminal/console/command-options.ts';
import { helpOf } from '../../../src-main/terminal/help/help.ts';
import { helpGroups } from '../../../src-main/words/help/help-table.ts';

const page = 'out/roletap.1';
const here = (program: string) => spawnSync(program, ['--help'], { stdio: 'ignore' }).error === undefined;

/** What the build made of the table of help, as the programs read it that show it. */
describe('the manual page', () => {
  it('is roff without a flaw, and shows every command with its example', (test) => {
    if (!here('groff')) return test.skip('groff is not there');
    const { stdout, stderr } = spawnSync('groff', ['-man', '-ww', '-Tutf8', '-P-cbou', '-rLL=200n', page], { encoding: 'utf8' });
    expect(stderr).toBe('');
    for (const command of commandNames) expect(stdout).toMatch(new RegExp(`^ +roletap ${command}\\b`, 'm'));
    const told = helpGroups.flatMap(([, commands]) =>
      commands.flatMap((command) => [command, ...Object.keys(helpOf(command)?.commands ?? {})]),
    );
    expect(stdout.match(/^ +Example: roletap /gm)?.length).toBe(told.length);
    expect(told.length).toBeGreaterThan(commandNames.length);
    expect(stdout).toContain('Read the YubiKey’s OATH password from standard input.');
    // What is pasted must be what was meant: a dash is a dash, a quote a quote.
    expect(stdout).toContain('Example: roletap exec prod -- terraform plan');
    expect(stdout).toContain('eval "$(roletap env dev)"');
  });

  it('is found by man, under the name of the program', (test) => {
    if (!here('man')) return test.skip('man is not there');
    const { stdout, stderr } = spawnSync('man', ['--warnings', '-l', page], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', MANPAGER: 'cat' },
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ROLETAP\(1\)/);
    expect(stdout).toContain('roletap - open AWS roles with your YubiKey');
  });

  it('has no complaint of mandoc, which other systems use', (test) => {
    if (!here('mandoc')) return test.skip('mandoc is not there');
    expect(spawnSync('mandoc', ['-Tlint', page], { encoding: 'utf8' }).stdout).toBe('');
  });

  it('is made from a clock that can be set, for builds that are the same each time', () => {
    expect(existsSync(page)).toBe(true);
    expect(readFileSync(page, 'utf8')).toMatch(/^\.TH ROLETAP 1 "\d{4}-\d\d-\d\d" "Roletap \d+\.\d+\.\d+" "User Commands"\n/);
  });
});
