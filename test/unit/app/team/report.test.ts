import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from '../../../../src-main/app/team/credential-report.ts';
import { csvRows } from '../../../../src-main/app/team/csv.ts';
import { csvField } from '../../../../src-main/base/csv.ts';

const columns =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';
const arn = (name: string) => `arn:aws:iam::111122223333:user/${name}`;
const jane = `jane,${arn('jane')},2025-01-02T03:04:05+00:00,true,2026-11-01T08:00:00Z,2025-01-02T03:04:05Z,N/A,true,true,2026-10-01T00:00:00Z,2026-11-20T10:00:00Z,eu-central-1,s3,false,2026-01-01T00:00:00Z,N/A,N/A,N/A,false,N/A,false,N/A`;
const root =
  '<root_account>,arn:aws:iam::111122223333:root,2024-01-01T00:00:00+00:00,not_supported,no_information,not_supported,not_supported,false,true,2024-01-01T00:00:00Z,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A';
const kim = `kim,${arn('eng/kim')},2026-11-01T00:00:00Z,false,N/A,N/A,N/A,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`;

describe('a credential report', () => {
  it('is read as AWS writes it: dates of two kinds, keys that were never made, the root user', () => {
    const rows = readReport([columns, root, jane, kim].join('\n'));
    expect(rows).toEqual([
      {
        name: '<root_account>',
        arn: 'arn:aws:iam::111122223333:root',
        isRoot: true,
        console: 'unknown',
        hasMfa: false,
        created: Date.UTC(2024, 0, 1),
        signedIn: 'never',
        keys: [{ number: 1, state: 'active', rotated: Date.UTC(2024, 0, 1), used: 'never' }],
      },
      {
        name: 'jane',
        arn: arn('jane'),
        isRoot: false,
        console: 'yes',
        hasMfa: true,
        created: Date.UTC(2025, 0, 2, 3, 4, 5),
        signedIn: Date.UTC(2026, 10, 1, 8),
        keys: [
          {
            number: 1,
            state: 'active',
            rotated: Date.UTC(2026, 9, 1),
            used: { at: Date.UTC(2026, 10, 20, 10), service: 's3', region: 'eu-central-1' },
          },
          { number: 2, state: 'inactive', rotated: Date.UTC(2026, 0, 1), used: 'never' },
        ],
      },
      {
        name: 'kim',
        arn: arn('eng/kim'),
        isRoot: false,
        console: 'no',
        hasMfa: false,
        created: Date.UTC(2026, 10, 1),
        signedIn: 'never',
        keys: [],
      },
    ]);
  });

  it('may have a 23rd column, and columns in another order', () => {
    const more = [`${columns},additional_credentials_info`, `${jane},"[{""type"":""x""},{}]"`].join('\n');
    expect(readReport(more)).toEqual(readReport([columns, jane].join('\n')));
    const swapped = ['mfa_active,arn,user', `true,${arn('jane')},jane`].join('\r\n');
    expect(readReport(swapped)).toMatchObject([{ name: 'jane', arn: arn('jane'), hasMfa: true, console: 'unknown', keys: [] }]);
  });

  it('may tell a key’s state in a word that is new', () => {
    const odd = jane.replace(',true,true,2026-10-01', ',true,expired,2026-10-01');
    expect(readReport([columns, odd].join('\n'))?.[0]?.keys[0]).toMatchObject({ state: 'unknown' });
  });

  it('holds names with commas, quoted or not', () => {
    const plain = jane.replace('jane,', 'a,b,').replace('/jane', '/a,b');
    const quoted = jane.replace('jane,', '"a,b",').replace(/arn:[^,]+/, `"${arn('a,b')}"`);
    for (const row of [plain, quoted])
      expect(readReport([columns, row].join('\n'))).toMatchObject([{ name: 'a,b', arn: arn('a,b'), console: 'yes', hasMfa: true }]);
  });

  it('holds any name and any path that IAM takes, commas and all', () => {
    const name = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
    const path = fc.stringMatching(/^\/([!#-~]{1,30}\/)?$/);
    fc.assert(
      fc.property(name, path, (who, where) => {
        const own = `arn:aws:iam::111122223333:user${where}${who}`;
        const row = jane.replace('jane,', `${who.replaceAll('$', '$$$$')},`).replace(/arn:[^,]+/, own.replaceAll('$', '$$$$'));
        expect(readReport([columns, row].join('\n'))).toMatchObject([{ name: who, arn: own, console: 'yes', hasMfa: true }]);
      }),
    );
  });

  it('hides nobody behind a quote in a path, and holds lines in quotes', () => {
    const odd = jane.replace(arn('jane'), arn('a,"b/jane'));
    const long = `${jane},"[{""type"":\n""x,y""}]"`;
    for (const text of [
      [columns, odd, kim],
      [`${columns},additional_credentials_info`, long, `${kim},""`],
    ])
      for (const end of ['\n', '\r\n'])
        expect(readReport(text.join(end))?.at(-1)).toMatchObject({ name: 'kim', arn: arn('eng/kim'), console: 'no', hasMfa: false });
    expect(readReport([`${columns},additional_credentials_info`, long, kim].join('\n'))).toHaveLength(2);
  });

  it.each([
    ['nothing', ''],
    ['a page', '<html>'],
    ['a table without MFA', 'user,arn\njane,arn:x'],
  ])('is none: %s', (_, text) => expect(readReport(text)).toBeUndefined());

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readReport(`${columns}\n${text}`);
      }),
    );
  });
});

describe('a cell of CSV', () => {
  it.each(['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '　＠SUM(A1)'])('%j is no formula', (value) => {
    const [[cell = '']] = csvRows(csvField(value)) as [[string]];
    expect(cell.startsWith("'")).toBe(true);
  });

  it('is no formula behind what separates fields elsewhere, and moves no cursor', () => {
    expect(csvField('a;=1\t-2')).toBe("a;'=1\t'-2");
    expect(csvField('\u001b]0;x\u0007')).toBe('\ufffd]0;x\ufffd');
  });

  it('is read as it was written', () => {
    const text = fc
      .string()
      .filter((value) => !/(?:^|[;\t])\s*[=+\-@＝＋－＠]|^[\t\n]|\p{Cc}/u.test(value.replaceAll('\n', '')) && value !== '');
    fc.assert(
      fc.property(fc.array(text, { minLength: 2 }), (cells) => {
        expect(csvRows(cells.map(csvField).join(','))).toEqual([cells]);
      }),
    );
  });
});
