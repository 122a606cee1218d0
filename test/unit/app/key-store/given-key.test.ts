import { describe, expect, it } from 'vitest';
import { givenKey, keyFromCsv } from '../../../../src-main/app/key-store/given-key.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe('an access key that a person gives', () => {
  it('is taken without the blanks around it', () => {
    expect(givenKey(` ${id}\t`, `${secret} `)).toEqual({ ok: true, value: { accessKeyId: id, secretAccessKey: secret } });
  });

  it.each([
    [secret, id, 'swapped'],
    ['', secret, 'no-id'],
    ['akiaiosfodnn7example', secret, 'no-id'],
    [`${id} ${secret}`, '', 'no-id'],
    ['ASIAIOSFODNN7EXAMPLE', secret, 'temporary'],
    [id, '', 'no-secret'],
  ])('%s and %s: %s', (first, second, why) => {
    expect(givenKey(first, second)).toEqual({ ok: false, problem: { code: 'access-key-malformed', why } });
  });

  it.each([secret.slice(0, -1), `${secret}x`, `"${secret.slice(2)}"`, secret.replace('/', ' ')])(
    'names the length of a secret such as %s',
    (odd) => {
      expect(givenKey(id, odd)).toEqual({ ok: false, problem: { code: 'access-key-malformed', why: 'odd-secret', length: odd.length } });
    },
  );
});

describe("the console's file", () => {
  const key = { ok: true, value: { accessKeyId: id, secretAccessKey: secret } };

  it.each([
    `Access key ID,Secret access key\r\n${id},${secret}\r\n`,
    `\ufeffAccess key ID,Secret access key\n${id},${secret}`,
    `User Name,Access Key Id,Secret Access Key,Console login link\njane,${id},${secret},https://x\n`,
    `"Access key ID","Secret access key"\n"${id}","${secret}"\n\n`,
  ])('%j has the key', (text) => {
    expect(keyFromCsv('keys.csv', text)).toEqual(key);
  });

  it.each([
    ['', 'no-key'],
    ['User name,Password,Console sign-in URL\njane,x,https://x\n', 'no-key'],
    [`${id},${secret}\n`, 'no-key'],
    ['Access key ID,Secret access key\n', 'no-key'],
    [`Access key ID,Secret access key\n${id},${secret}\n${id},${secret}\n`, 'several'],
  ])('%j: %s', (text, why) => {
    expect(keyFromCsv('keys.csv', text)).toEqual({ ok: false, problem: { code: 'csv-unusable', file: 'keys.csv', why } });
  });

  it('says what is wrong with the key in it', () => {
    expect(keyFromCsv('keys.csv', `Access key ID,Secret access key\n${id},${secret.slice(1)}\n`)).toMatchObject({
      problem: { code: 'access-key-malformed', why: 'odd-secret', length: 39 },
    });
  });
});
