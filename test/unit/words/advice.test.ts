import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readArguments } from '../../../src-main/terminal/console/arguments.ts';
import { options } from '../../../src-main/terminal/console/command-options.ts';
import { adviceFor, triedAdvice, typedAdvice } from '../../support/words/advice.ts';

const ours = /^roletap(?= |$)/;
const option = /^--[a-z]/;
/** Programs whose commands test/integration/terminal/advice.test.ts tries. */
const tried = /^(?:aws|ykman) /;
/** What is to be copied, and is no command: ARNs, settings and their lines, a plain \`aws\`. */
const isText = (text: string): boolean => /^(?:arn:|CN=|[a-z_]+$|[a-z_]+ = |org\.|=$|eu-central-1$|pin-value$)/.test(text);

/** Commands that no test types, and why. */
const untried: Readonly<Record<string, string>> = {
  'sudo systemctl enable --now pcscd': 'changes the services of the computer',
  'sudo systemctl restart pcscd': 'changes the services of the computer',
  'journalctl -u pcscd -n 20': 'there is no journal in a sandbox',
  'gpgconf --kill scdaemon': 'GnuPG is not part of the set-up; that a key is free again is tried with another holder',
  'chmod u+w /home/jane/.aws/credentials': 'a path of the example; what it does is no affair of ours',
  'chmod u+x ./deploy': 'the same',
  'ls -l /home/jane/.aws/credentials': 'the same',
  'mkdir -p -m 700 /home/jane/.aws': 'the same',
  'export HOME=/home/you': 'the same',
  'command < FILE': 'how a command is given a file',
  'npm run build': 'builds what the tests run',
  'npm run setup': 'installs packages of the system',
};

describe('what advice tells a person to type', () => {
  test.each(adviceFor(ours).map((words) => [words.join(' '), words] as const))('roletap %s', (_line, words) => {
    expect(readArguments(words)).toMatchObject({ ok: true });
  });

  test.each(adviceFor(/^(?=--[a-z])/).map(([name = '']) => name.slice(2)))('--%s is an option that there is', (name) =>
    expect(Object.keys(options)).toContain(name),
  );

  test('is run by a test where it is a command of ours', () => {
    expect(adviceFor(/^roletap(?= )/).map((words) => words.join(' '))).toEqual(Object.keys(triedAdvice).sort());
    for (const file of Object.values(triedAdvice)) expect(existsSync(file), file).toBe(true);
  });

  test('names our own commands in one form, which works in every folder', () => {
    expect(typedAdvice.filter((text) => /\bnpx\b|cli\.cjs/.test(text))).toEqual([]);
  });

  test('is otherwise tried, or listed with the reason why not', () => {
    const rest = typedAdvice.filter((text) => !ours.test(text) && !option.test(text) && !tried.test(text) && !isText(text));
    expect(rest.filter((text) => !Object.hasOwn(untried, text))).toEqual([]);
    expect(Object.keys(untried).filter((text) => !rest.includes(text))).toEqual([]);
  });
});
