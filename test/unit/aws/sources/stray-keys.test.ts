import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findStrayKeys } from '../../../../src-main/aws/sources/stray-keys.adapter.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const section = `[jane]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'roletap-stray-'));
  mkdirSync(join(home, '.aws'));
  mkdirSync(join(home, '.config/fish'), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(home, name), text);
const find = (env = {}) => findStrayKeys({ HOME: home, ...env }, join(home, '.aws/credentials'));

it('finds a long-term key in the environment, and no temporary one', async () => {
  expect(await find({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: secret })).toEqual([{ where: 'environment' }]);
  expect(await find({ AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: secret })).toEqual([]);
  expect(await find()).toEqual([]);
});

it.each([
  ['.bashrc', `export AWS_SECRET_ACCESS_KEY=${secret}`],
  ['.zshrc', `  AWS_SECRET_ACCESS_KEY="${secret}"`],
  ['.profile', `export AWS_SECRET_ACCESS_KEY='${secret}' # mine`],
  ['.config/fish/config.fish', `set -gx AWS_SECRET_ACCESS_KEY ${secret}`],
])('finds one in %s, by its line', async (name, line) => {
  write(name, `# top\n\n${line}\n`);
  expect(await find()).toEqual([{ where: 'shell', file: join(home, name), line: 3 }]);
});

it.each([
  '# export AWS_SECRET_ACCESS_KEY=abc',
  'export AWS_SECRET_ACCESS_KEY=$(pass aws)',
  'export AWS_SECRET_ACCESS_KEY="$X"',
  'unset AWS_SECRET_ACCESS_KEY',
])('takes %j for none', async (line) => {
  write('.bashrc', `${line}\n`);
  expect(await find()).toEqual([]);
});

it('finds copies of the credentials file, and not the file itself, nor what holds no key', async () => {
  const copies = ['credentials.bak', 'credentials~', 'credentials-2026', '.credentials.swp'];
  for (const name of ['credentials', ...copies]) write(`.aws/${name}`, section);
  write('.aws/credentials.old', '[jane]\nregion = x\n');
  write('.aws/other', section);
  expect((await find()).map((key) => (key.where === 'backup' ? key.file : ''))).toEqual(
    copies.sort().map((name) => join(home, '.aws', name)),
  );
});

it('finds nothing where there is no home', async () => {
  expect(await findStrayKeys({}, '/nowhere/credentials')).toEqual([]);
});
