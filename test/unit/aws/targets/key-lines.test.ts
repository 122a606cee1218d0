import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { configMeaning, credentialsMeaning } from '../../../../src-main/aws/ini/profile-names.ts';
import { dropKeys, dropMfaSerials, putKeys } from '../../../../src-main/aws/targets/key-lines.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';

const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);
const lines = 'aws_access_key_id = AKIA1\naws_secret_access_key = s3cret\n';
const drop = (text: string, id = 'AKIA1') => textOf(dropKeys(parseIni(utf8(text)), credentialsMeaning, 'jane', id));

describe('an access key that leaves a file', () => {
  it.each([
    ['takes its section along when nothing else is in it', `[a]\nx = 1\n\n[jane]\n${lines}`, '[a]\nx = 1\n'],
    ['leaves the sections around it as they are', `# top\n[jane]\n${lines}\n[b]\ny = 2`, '# top\n\n[b]\ny = 2'],
    [
      'leaves other settings, comments and their order',
      `[jane]\n# mine\n${lines}region = x\n; more\n`,
      '[jane]\n# mine\nregion = x\n; more\n',
    ],
    ['leaves a section with a comment', `[jane]\n# mine\n${lines}`, '[jane]\n# mine\n'],
    ['goes wherever it stands twice', `[jane]\n${lines}[jane]\nregion = x\n${lines}`, '[jane]\nregion = x\n'],
    ['keeps the endings of lines', `[a]\r\nx = 1\r\n\r\n[jane]\r\n${lines.replaceAll('\n', '\r\n')}`, '[a]\r\nx = 1\r\n'],
    ['goes from a last line without an ending', `[jane]\n${lines.trimEnd()}`, ''],
  ])('%s', (_, before, after) => {
    expect(drop(before)).toBe(after);
  });

  it('is left alone when it is another one, or of another profile', () => {
    expect(drop(`[jane]\n${lines}`, 'AKIA2')).toBeUndefined();
    expect(drop(`[janet]\n${lines}`)).toBeUndefined();
  });

  it('goes from the config file, too', () => {
    const document = parseIni(utf8(`[profile jane]\nregion = x\n${lines}`));
    expect(textOf(dropKeys(document, configMeaning, 'jane', 'AKIA1'))).toBe('[profile jane]\nregion = x\n');
  });
});

describe('an access key that comes into a file', () => {
  const put = (text: string) =>
    textOf(putKeys(parseIni(utf8(text)), credentialsMeaning, 'jane', { accessKeyId: 'AKIA1', secretAccessKey: 's3cret' }));

  it.each([
    ['makes its section at the end', '[a]\nx = 1\n', `[a]\nx = 1\n\n[jane]\n${lines}`],
    ['goes into a section that is there', '[jane]\nregion = x\n# mine\n[b]\n', `[jane]\nregion = x\n${lines}# mine\n[b]\n`],
    ['ends a last line that has no ending', '[jane]\nregion = x', `[jane]\nregion = x\n${lines}`],
    ['makes the file', '', `[jane]\n${lines}`],
  ])('%s', (_, before, after) => {
    expect(put(before)).toBe(after);
    expect(put(after)).toBeUndefined();
  });
});

it('mfa_serial goes from the profiles that are named, and from no other', () => {
  const text = '[profile a]\nmfa_serial = x\nregion = y\n[profile b]\nmfa_serial = x\n';
  expect(textOf(dropMfaSerials(parseIni(utf8(text)), configMeaning, ['a']))).toBe('[profile a]\nregion = y\n[profile b]\nmfa_serial = x\n');
  expect(dropMfaSerials(parseIni(utf8(text)), configMeaning, ['c'])).toBeUndefined();
});
