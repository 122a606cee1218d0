import { expect, it } from 'vitest';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { swapIn } from '../../../../src-main/aws/targets/key-swap.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';

const next = { accessKeyId: 'AKIANEW', secretAccessKey: 'new/secret+with=signs' };
const swapped = (text: string, oldId = 'AKIAOLD') => {
  const bytes = swapIn(parseIni(utf8(text)), oldId, next);
  return bytes && Buffer.from(bytes).toString('utf8');
};

it.each([
  ['plain lines', '[work]\naws_access_key_id = AKIAOLD\naws_secret_access_key = old\n'],
  [
    'odd blanks, comments and line ends',
    '# ü\r\n[work]\r\n; since May\r\naws_access_key_id=AKIAOLD\r\n\r\naws_secret_access_key   =   old  \r\nregion = x\r\n[b]\r\n',
  ],
  ['capitals', '[work]\nAWS_Access_Key_Id = AKIAOLD\nAWS_SECRET_ACCESS_KEY = old\n'],
  ['no line end at the end', '[work]\naws_secret_access_key = old\naws_access_key_id = AKIAOLD'],
  ['a value that is in the name of its line', '[work]\naws_access_key_id = AKIAOLD\naws_secret_access_key = secret\n'],
])('only ID and secret change in %s', (_, text) => {
  const secret = /= *(old|secret)/.exec(text)?.[1] ?? '';
  const at = text.lastIndexOf(secret);
  const withSecret = text.slice(0, at) + next.secretAccessKey + text.slice(at + secret.length);
  expect(swapped(text)).toBe(withSecret.replace('AKIAOLD', next.accessKeyId));
});

it('changes every profile that has the key, and no other', () => {
  const section = (name: string, id: string) => `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = s-${id}\n`;
  const text = section('a', 'AKIAOLD') + section('b', 'AKIAOTHER') + section('c', 'AKIAOLD');
  const done = section('a', 'AKIANEW') + section('b', 'AKIAOTHER') + section('c', 'AKIANEW');
  expect(swapped(text)).toBe(done.replaceAll('s-AKIANEW', next.secretAccessKey));
  expect(swapped(done)).toBeUndefined();
});
