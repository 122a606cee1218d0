import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/security.md', 'utf8');
const attacks = page.split('\n## ').find((part) => part.startsWith('Attackers')) ?? '';
/** The rows of all attackers, as lists of cells, without heads and rules. */
const rows = attacks
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:---|what (?:they|it) tr)/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));
const testsIn = (text: string): readonly string[] => [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);

describe('the page on security', () => {
  it('says for each attack what it gets, why, and which tests show it', () => {
    expect(rows.length).toBeGreaterThan(25);
    for (const row of rows) {
      expect(row, row[0]).toHaveLength(4);
      expect(testsIn(row[3] ?? '').length, row[0]).toBeGreaterThan(0);
    }
  });

  it('names only tests that there are', () => {
    expect(testsIn(page).filter((path) => !path.endsWith('.test.ts') || !existsSync(path))).toEqual([]);
  });

  it('knows every attacker, and whom to write to', () => {
    const heads = [...attacks.matchAll(/^### (.+)$/gm)].map(([, head]) => head);
    expect(heads).toEqual([
      'Another user of this computer',
      'A program of the same user',
      'A hostile page, in the window or in a browser',
      'A hostile name or file',
      'The network',
      'A thief with the disk',
      'A thief with the key',
    ]);
    const { author } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly author: string };
    expect(page).toContain(/<(.+)>/.exec(author)?.[1]);
  });
});
