import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { installedAws } from '../../support/aws/aws-command.ts';
import { homeAccount, type Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';
import { adviceFor, triedAdvice } from '../../support/words/advice.ts';

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

  /** Commands that came with a later version than the oldest that these tests run with. */
  const newer: Readonly<Record<string, string>> = { login: 'aws has had login since 2.32, and this one is older' };
  const knows = (command: string) => spawnSync(installedAws, [command, 'help'], { env: { PATH: process.env.PATH } }).status === 0;

  test.for(adviceFor(/^aws /).map((words) => [words.join(' '), words] as const))('aws %s', ([, words], { skip }) => {
    const [command = ''] = words;
    if (newer[command] !== undefined && !knows(command)) skip(newer[command]);
    const help = helpOf(installedAws, [...subcommands(words), 'help']).replaceAll(/.[\b]/g, '');
    expect(help.toLowerCase()).toContain(subcommands(words).at(-1));
    for (const word of words.filter(isOption)) expect(help).toContain(word);
  });
});

describe('what advice says to type of our own', () => {
  let stage: Stage;
  let plugged: PluggedKey;
  withPluggedKey({ key: { formFactor: 'usb-c-keychain' } }, (rig) => {
    ({ stage, plugged } = rig);
  });

  /** Commands that only tell something, and a part of what they tell where there is a key, a role and nothing open. */
  const tells: Readonly<Record<string, string>> = {
    accounts: ':mfa/jane',
    doctor: 'card service: It answers.',
    help: '\n  tap  ',
    'help tap': 'roletap tap ',
    keys: 'YubiKey',
    programs: 'No decisions',
    roles: 'dev',
    sessions: 'No sessions',
  };
  /** Those that ask for a touch, in words of this system; what they write then. */
  const touched: Readonly<Record<string, { readonly words: readonly string[]; readonly wanted: RegExp }>> = {
    'tap prod': { words: ['tap', 'prod'], wanted: /aws --profile prod-tap/ },
    'tap arn:aws:iam::111122223333:role/Admin --direct': {
      words: ['tap', `arn:aws:iam::${homeAccount}:role/Dev`, '--direct'],
      wanted: /aws --profile dev-tap/,
    },
    'console ROLE --print': { words: ['console', 'dev', '--print'], wanted: /^https?:\/\// },
    code: { words: ['code'], wanted: /^\d{6}\n$/ },
  };
  test('is all that advice says is tried here', () => {
    const here = Object.entries(triedAdvice).flatMap(([line, file]) => (file === 'test/integration/terminal/advice.test.ts' ? [line] : []));
    expect([...Object.keys(tells), ...Object.keys(touched)].sort()).toEqual(here.sort());
  });

  test.each(Object.entries(tells))('roletap %s tells', async (line, part) => {
    const told = await stage.roletap(line.split(' ')).ended;
    expect([told.code, told.stdout], told.stderr).toEqual([0, expect.stringContaining(part)]);
  });

  test.each(Object.entries(touched))('roletap %s does', async (_line, { words, wanted }) => {
    const running = stage.roletap(words);
    await plugged.blinking();
    plugged.key.touch();
    const ended = await running.ended;
    expect([ended.code, ended.stdout], ended.stderr).toEqual([0, expect.stringMatching(wanted)]);
  });

  test('the doctor’s link makes roletap a command', async () => {
    const folder = join(stage.home.environment.HOME ?? '', '.local/bin');
    mkdirSync(folder, { recursive: true });
    const PATH = `${folder}:${process.env.PATH}`;
    const asked = await stage.roletap(['doctor', '--json'], { environment: { PATH } }).ended;
    const checks = asked.json().checks as readonly { readonly name: string; readonly advice?: string }[];
    const [, command = ''] = /^Run: (.*)$/.exec(checks.find(({ name }) => name === 'roletap command')?.advice ?? '') ?? [];
    expect(command).toContain(folder);
    execFileSync('sh', ['-c', command]);
    const env = { ...stage.home.environment, PATH };
    expect(execFileSync('sh', ['-c', 'cd / && roletap programs'], { encoding: 'utf8', env, stdio: 'pipe' })).toBe('No decisions\n');
    const again = await stage.roletap(['doctor', '--json'], { environment: { PATH } }).ended;
    expect(JSON.stringify(again.json())).not.toContain('roletap command');
  });
});
