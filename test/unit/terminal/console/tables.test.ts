import { stripVTControlCharacters } from 'node:util';
import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { plainLook } from '../../../../src-main/terminal/console/look.ts';
import { cut, isoSeconds, plain, ringOf, table, widthOf } from '../../../../src-main/terminal/console/tables.ts';

const piped = (rows: Parameters<typeof table>[0]) => table(rows)(plainLook);
/** The lines of a table on a terminal of so many columns. */
const shown = (columns: number, rows: Parameters<typeof table>[0]) =>
  table(rows)({ ...plainLook, columns })
    .trimEnd()
    .split('\n');

describe('a table', () => {
  it('pads each column to its widest cell, and leaves no blanks at the end', () => {
    expect(
      piped([
        ['A', 'BB', 'C'],
        ['long', 'b', ''],
        ['x', '👩‍💻', 'c'],
      ]),
    ).toBe(['A     BB  C', 'long  b', 'x     👩‍💻  c', ''].join('\n'));
  });

  it('measures wide letters as two columns and marks as none', () => {
    expect(
      piped([
        ['PROFILE', 'X'],
        ['本番環境', 'wide'],
        ['e\u0301te\u0301', 'marks'],
      ]).split('\n'),
    ).toEqual(['PROFILE   X', '本番環境  wide', 'e\u0301te\u0301       marks', '']);
  });

  it('lets no name move the cursor', () => {
    expect(piped([['A'], ['x\u001b[2Jy\nz']])).toBe('A\nx\ufffd[2Jy\ufffdz\n');
    expect(plain('\u0007a\u009bb')).toBe('\ufffda\ufffdb');
  });

  const role = 'arn:aws:iam::222233334444:role/engineering/ProductionAdministrator';
  const rows = [
    ['PROFILE', 'ROLE', 'LEFT'],
    ['payments-production', role, '● 47m'],
  ] as const;

  it('fits on a terminal: the widest column gives way, and an ARN keeps the end that tells it from others', () => {
    expect(shown(60, rows)).toEqual([`PROFILE              ROLE${' '.repeat(30)}LEFT`, `payments-production  …${role.slice(-31)}  ● 47m`]);
  });

  it.each([200, 100, 80, 60, 45])('has no line of more than %i columns there', (columns) => {
    const wide = [...rows, ['本番環境'.repeat(8), `/home/jane/${'本番/'.repeat(12)}end`, '○ 1m']];
    expect(shown(columns, wide).filter((line) => widthOf(line) > columns)).toEqual([]);
  });

  it('is whole in a pipe, and where a terminal has room for nothing', () => {
    expect(piped(rows)).toContain(`payments-production  ${role}  ● 47m`);
    expect(shown(20, rows)[1]).toBe(`payments-production  ${role}  ● 47m`);
  });

  it('has colours for what tells at a glance, and is as wide with them', () => {
    const look = { columns: 60, paint: createColors(true) };
    const text = table([...rows.slice(0, 1), ['dev', 'Admin', { text: 'failed', tone: 'bad' }]])(look);
    expect(text).toContain('\u001b[31mfailed\u001b[39m');
    expect(stripVTControlCharacters(text)).toBe('PROFILE  ROLE   LEFT\ndev      Admin  failed\n');
  });
});

it.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 4, 'abc…'],
  ['本番環境', 5, '本番…'],
  ['arn:aws:iam::1:role/Admin', 8, '…e/Admin'],
  ['/usr/bin/terraform', 10, '…terraform'],
  ['~/本番/環境', 6, '…/環境'],
])('%s in %i columns is %s', (text, width, expected) => expect(cut(text, width)).toBe(expected));

it('writes a moment as AWS does', () => {
  expect(isoSeconds(Date.UTC(2026, 10, 22, 4, 0, 0, 999))).toBe('2026-11-22T04:00:00Z');
});

it.each([
  [0, '●'],
  [7, '●'],
  [15, '◕'],
  [30, '◑'],
  [45, '◔'],
  [57, '○'],
  [90, '○'],
])('a ring after %i of 60 minutes is %s', (minutes, ring) => expect(ringOf(1000, 1000 + 60, 1000 + minutes)).toBe(ring));

it('a ring of no time at all is empty', () => expect(ringOf(5, 5, 5)).toBe('○'));
