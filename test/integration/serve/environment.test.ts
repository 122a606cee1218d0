import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type EnvironmentFormat,
  environmentOf,
  environmentText,
  type RoleEnvironment,
} from '../../../src-main/aws/profiles/environment.ts';

/** What the shells themselves make of the text. */
const shells: readonly (readonly [string, EnvironmentFormat, readonly string[]])[] = [
  ['/bin/dash', 'sh', ['-c']],
  ['/bin/bash', 'sh', ['-c']],
  ['/usr/bin/fish', 'fish', ['--no-config', '-c']],
];

const role = (sessionToken: string): RoleEnvironment => ({
  kind: 'keys',
  region: 'eu-west-1',
  accountId: '111122223333',
  credentials: { accessKeyId: 'ASIAX', secretAccessKey: 'abc+/=', sessionToken, expires: Date.UTC(2026, 10, 25) },
});

/** Every character that a value can have: all of ASCII but NUL, and some beyond. */
const odd = `${Array.from({ length: 127 }, (_, code) => String.fromCharCode(code + 1)).join('')}é€😀 $(echo x) \${HOME} %PATH% \\\\ '' "" \\n`;

const before = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  LANG: 'C.UTF-8',
  AWS_PROFILE: 'other',
  AWS_SECURITY_TOKEN: 'old',
  AWS_ACCESS_KEY_ID: 'AKIAOTHER',
  AWS_ROLE_ARN: 'x',
  KEPT: 'yes',
};

/** The environment of a program that a shell starts after it has read the text. */
const environmentIn = ([shell, format, options]: (typeof shells)[number], given: RoleEnvironment): Record<string, string> => {
  const text = environmentText(format, given);
  if (!text.ok) throw new Error(text.problem.code);
  const print = 'process.stdout.write(JSON.stringify(process.env))';
  const out = execFileSync(shell, [...options, `${text.value}exec '${process.execPath}' -e '${print}'`], { env: before });
  return JSON.parse(out.toString()) as Record<string, string>;
};

describe.each(shells)('%s', (...shell) => {
  it('sets every value as it is, and unsets what would go before it', (test) => {
    if (!existsSync(shell[0])) return test.skip('this shell is not there');
    for (const given of [
      role('IQoJb3JpZ2luX2VjEJr+/=='),
      role(odd),
      {
        kind: 'endpoint',
        region: 'eu-west-1',
        url: 'http://127.0.0.1:4711/x',
        token: odd,
        hidden: { config: true, credentials: false },
        noFile: '/dev/null',
      } as const,
    ]) {
      const { set, unset } = environmentOf(given);
      const environment = environmentIn(shell, given);
      expect(environment).toMatchObject({ ...Object.fromEntries(set), KEPT: 'yes' });
      expect(Object.keys(environment).filter((name) => unset.includes(name))).toEqual([]);
    }
  });
});
