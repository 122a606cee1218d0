import { describe, expect, it } from 'vitest';
import { isoSeconds, plain, ringOf, table } from '../../../../src-main/terminal/console/tables.ts';

describe('a table', () => {
  it('pads each column to its widest cell, and leaves no blanks at the end', () => {
    expect(
      table([
        ['A', 'BB', 'C'],
        ['long', 'b', ''],
        ['x', '👩‍💻', 'c'],
      ]),
    ).toBe(['A     BB   C', 'long  b', 'x     👩‍💻  c', ''].join('\n'));
  });

  it('lets no name move the cursor', () => {
    expect(table([['A'], ['x\u001b[2Jy\nz']])).toBe('A\nx\ufffd[2Jy\ufffdz\n');
    expect(plain('\u0007a\u009bb')).toBe('\ufffda\ufffdb');
  });
});

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
