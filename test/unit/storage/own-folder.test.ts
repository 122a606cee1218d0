import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder, makeFolderSync } from '../../../src-main/storage/own-folder.adapter.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'roletap-own-folder-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

describe.each([
  ['in its own time', makeFolder],
  ['at once', async (path: string) => makeFolderSync(path)],
])('a folder that is made %s', (_, make) => {
  it('makes what is missing above a folder, for its owner alone, and finds it again', async () => {
    await Promise.all([make(join(parent, 'a/b/c')), make(join(parent, 'a/b/d'))]);
    await make(join(parent, 'a/b/c'));
    for (const made of ['a', 'a/b', 'a/b/c', 'a/b/d']) expect(statSync(join(parent, made)).mode & 0o7777, made).toBe(0o700);
  });

  it('says why, where it cannot', async () => {
    writeFileSync(join(parent, 'file'), '');
    await expect(make(join(parent, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(make(join(parent, 'file/a/b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(make(join(parent, 'x'.repeat(300), 'a'))).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
  });
});
