import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const contract = join(root, 'src-main/contract/problems');

describe('the list of problems', () => {
  test('holds no code that the program never tells', () => {
    const told = readdirSync(join(root, 'src-main'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('contract'))
      .map((name) => readFileSync(join(root, 'src-main', name), 'utf8'))
      .join('\n');
    const lists = readdirSync(contract).map((name) => readFileSync(join(contract, name), 'utf8'));
    const codes = lists.flatMap((list) => [...list.matchAll(/readonly code: '([a-z-]+)'/g)].map(([, code]) => code));
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBeGreaterThan(60);
    expect(codes.filter((code) => !told.includes(`'${code}'`))).toEqual([]);
  });
});
