import type { LongTermKeys } from '../../aws/sources/source-types.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** Characters of a secret access key: base64, 30 bytes. AWS's documents name no other length. */
const secretLength = 40;

const idPattern = /^[A-Z0-9]{16,128}$/;
const secretPattern = /^[A-Za-z0-9+/]+$/;

/**
 * What a person typed or pasted as an access key, without the blanks around it. Problem: access-key-malformed, for what can be seen without asking AWS. The
 * message holds nothing of what was given.
 */
export const givenKey = (id: string, secret: string): Result<LongTermKeys> => {
  const [accessKeyId, secretAccessKey] = [id.trim(), secret.trim()];
  const malformed = (why: 'swapped' | 'no-id' | 'temporary' | 'no-secret' | 'odd-secret', length?: number) =>
    failed({ code: 'access-key-malformed', why, ...(length === undefined ? {} : { length }) } as const);
  if (idPattern.test(secretAccessKey) && secretAccessKey.startsWith('AKIA') && !idPattern.test(accessKeyId)) return malformed('swapped');
  if (!idPattern.test(accessKeyId)) return malformed('no-id');
  if (accessKeyId.startsWith('ASIA')) return malformed('temporary');
  if (secretAccessKey === '') return malformed('no-secret');
  if (secretAccessKey.length !== secretLength || !secretPattern.test(secretAccessKey))
    return malformed('odd-secret', secretAccessKey.length);
  return ok({ accessKeyId, secretAccessKey });
};

/** The cells of one line of CSV (RFC 4180); the console quotes none, spreadsheets may. */
const cells = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain = '']) =>
    (quoted?.replaceAll('""', '"') ?? plain).trim(),
  );

/** As the console names them today; "User name", "Password" and others may stand beside. */
const columns = { id: /^access key id$/i, secret: /^secret access key$/i };

/**
 * The access key in the file that the IAM console offers when it makes one. Problems: csv-unusable (another kind of file, none or several keys in it),
 * access-key-malformed.
 */
export const keyFromCsv = (file: string, text: string): Result<LongTermKeys> => {
  const rows = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .map(cells);
  const [header = [], first, ...more] = rows;
  const [id, secret] = [header.findIndex((name) => columns.id.test(name)), header.findIndex((name) => columns.secret.test(name))];
  if (id < 0 || secret < 0 || !first) return failed({ code: 'csv-unusable', file, why: 'no-key' });
  if (more.length > 0) return failed({ code: 'csv-unusable', file, why: 'several' });
  return givenKey(first[id] ?? '', first[secret] ?? '');
};
