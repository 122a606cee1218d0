import { describe, expect, it } from 'vitest';
import { mayGiveDefault } from '../../../../src-main/aws/profiles/default-credentials.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';

const gives = (text: string) => mayGiveDefault(utf8(text));
const key = 'aws_access_key_id = AKIA\n';

describe('a file that may give credentials to who names no profile', () => {
  it.each([
    '[default]\n',
    '[ default ]\n',
    '[default ] # mine\n',
    '[Default]\n',
    '[DEFAULT]\n',
    '[profile default]\n',
    '[ profile\tdefault ]\n',
    '[profile "default"]\n',
    "['default']\n",
    '["default"\n',
    '[default\n',
    '\u00a0[default]\n',
    '\u3000[\u3000default\u3000]\n',
    '\ufeff[default]\n',
    '\u200b[default]\n',
    '[other]\n[default]\n',
    '[default]\n[other]\n[default]\n',
    '[default]\rregion = x\r',
    '[default]\u2028',
    // Before the first section.
    '',
  ])('has a section %j with a key', (section) => {
    expect(gives(`${section}${key}`)).toBe(true);
  });

  it('is found behind a line of blanks without end', () => {
    expect(gives(`[default]\na =${' '.repeat(1_000_000)}b\n${key}`)).toBe(true);
  });

  it.each([
    'aws_secret_access_key=s',
    '  aws_access_key_id = AKIA',
    '\u00a0aws_access_key_id = AKIA',
    'AWS_ACCESS_KEY_ID = AKIA',
    'aws_access_key_id: AKIA',
    'role_arn = arn',
    'source_profile = x',
    'credential_source = Environment',
    'credential_process = /bin/x',
    'web_identity_token_file = /x',
    'sso_session = x',
    'sso_account_id = 1',
    'login_session = x',
    'aws_session_token',
  ])('has one by %j', (line) => {
    expect(gives(`[default]\nregion = x\n${line}\n`)).toBe(true);
  });

  it.each([
    '',
    '[default]\nregion = eu-west-1\noutput = json\n',
    `[other]\n${key}`,
    `[default]\nregion = x\n[profile other]\n${key}`,
    `[profile my-default]\n${key}`,
    '[default]\n# aws_access_key_id = AKIA\n',
    '# [default]\n',
  ])('is not %j', (text) => {
    expect(gives(text)).toBe(false);
  });
});
