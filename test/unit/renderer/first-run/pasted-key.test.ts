import { describe, expect, test } from 'vitest';
import { pastedKey } from '../../../../src-renderer/first-run/pasted-key.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const key = { kind: 'key', id, secret };

describe('a pasted access key', () => {
  test.each([
    ['two lines', `${id}\n${secret}\n`],
    ['one line', `${id} ${secret}`],
    ['the console’s file', `\ufeffAccess key ID,Secret access key\r\n${id},${secret}\r\n`],
    [
      'the file with more columns',
      `User name,Password,Access key ID,Secret access key,Console login link\njane,,"${id}","${secret}",https://111122223333.signin.aws.amazon.com/console\n`,
    ],
    ['a section of the credentials file', `[default]\naws_access_key_id=${id}\naws_secret_access_key = ${secret}`],
    ['export commands', `export AWS_ACCESS_KEY_ID=${id}\nexport AWS_SECRET_ACCESS_KEY="${secret}"`],
    ['the answer of aws', JSON.stringify({ AccessKey: { UserName: 'jane', AccessKeyId: id, SecretAccessKey: secret, Status: 'Active' } })],
    ['the same key twice', `${id} ${secret}\n${id} ${secret}`],
  ])('is found in %s', (_, text) => expect(pastedKey(text)).toEqual(key));

  test.each([
    ['an ID alone', id],
    ['a secret alone', secret],
    ['a secret that is cut', `${id}\n${secret.slice(1)}`],
    ['a longer word', `${id}\n${secret}A`],
    ['nothing', ''],
  ])('is not made up from %s', (_, text) => expect(pastedKey(text)).toEqual({ kind: 'none' }));

  test('several are not guessed between', () => {
    expect(pastedKey(`${id},${secret}\nAKIAI44QH8DHBEXAMPLE,${secret.replace('w', 'x')}`)).toEqual({ kind: 'several' });
  });
});
