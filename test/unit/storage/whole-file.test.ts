import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeWhole, writeWholeSync } from '../../../src-main/storage/whole-file.adapter.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('takes the place of what was there, for this user alone, with nothing beside it', async () => {
  const file = join(folder, 'a.json');
  writeFileSync(file, 'old', { mode: 0o644 });
  await writeWhole(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['a.json']);
});

it('rejects and leaves nothing behind where it cannot be put', async () => {
  const taken = join(folder, 'taken');
  mkdirSync(taken);
  await expect(writeWhole(taken, 'text')).rejects.toMatchObject({ code: 'EISDIR' });
  await expect(writeWhole(join(folder, 'missing', 'a'), 'text')).rejects.toMatchObject({ code: 'ENOENT' });
  expect(readdirSync(folder)).toEqual(['taken']);
});

it('has the mode that was asked for, whatever the umask', async () => {
  const file = join(folder, 'script');
  const usual = process.umask(0o077);
  try {
    await writeWhole(file, 'text', 0o755);
    writeWholeSync(join(folder, 'at once'), Uint8Array.of(1), 0o755);
  } finally {
    process.umask(usual);
  }
  for (const made of [file, join(folder, 'at once')]) expect(statSync(made).mode & 0o777).toBe(0o755);
});

it('does the same at once', () => {
  const file = join(folder, 'a.json');
  writeFileSync(file, 'old', { mode: 0o644 });
  writeWholeSync(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  mkdirSync(join(folder, 'taken'));
  expect(() => writeWholeSync(join(folder, 'taken'), 'text')).toThrow(expect.objectContaining({ code: 'EISDIR' }));
  expect(readdirSync(folder).sort()).toEqual(['a.json', 'taken']);
});
