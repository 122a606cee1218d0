import { describe, expect, it } from 'vitest';
import { isoSeconds, plain, table } from '../../../../src-main/terminal/console/tables.ts';

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
