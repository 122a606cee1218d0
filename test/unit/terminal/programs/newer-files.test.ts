import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newerFiles } from '../../../../src-main/terminal/programs/newer-files.adapter.ts';

describe('files of a newer version', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roletap-newer-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('are those whose number is higher than what this version reads', async () => {
    writeFileSync(join(folder, 'access-keys.json'), '{"version":3}');
    writeFileSync(join(folder, 'remembered.json'), '{"version":2,"entries":{}}');
    writeFileSync(join(folder, 'passphrase.json'), '{"version":2}');
    expect(await newerFiles(folder)).toEqual([join(folder, 'access-keys.json'), join(folder, 'passphrase.json')]);
  });

  test('are none where nothing is, or nothing that is ours', async () => {
    writeFileSync(join(folder, 'access-keys.json'), 'no JSON');
    writeFileSync(join(folder, 'remembered.json'), '{"version":"9"}');
    expect(await newerFiles(folder)).toEqual([]);
    expect(await newerFiles(join(folder, 'missing'))).toEqual([]);
  });
});
