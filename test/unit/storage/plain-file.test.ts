import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOtherKind, type ReadOptions, readPlain, readPlainSync } from '../../../src-main/storage/plain-file.adapter.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-plain-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);

describe.each([
  ['at once', async (file: string, options?: ReadOptions) => readPlainSync(file, options)],
  ['in its own time', readPlain],
])('a file that is read %s', (_, read) => {
  it('gives its bytes, through a link as well', async () => {
    writeFileSync(path('file'), 'text');
    symlinkSync(path('file'), path('link'));
    expect((await read(path('link'))).toString()).toBe('text');
    expect((await read(path('file'), { limit: 4, noLink: true })).toString()).toBe('text');
  });

  it.each([
    ['a folder', 'EISDIR', () => mkdirSync(path('it')), {}],
    ['an endless device', 'ENOTSUP', () => symlinkSync('/dev/zero', path('it')), {}],
    ['more than it may have', 'EFBIG', () => writeFileSync(path('it'), 'text'), { limit: 3 }],
    ['a link where none may be', 'ELOOP', () => symlinkSync('/etc/passwd', path('it')), { noLink: true }],
    ['nothing', 'ENOENT', () => {}, {}],
  ])('is refused with its name when it is %s', async (_, code, make, options) => {
    make();
    const failure: unknown = await read(path('it'), options).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, path: path('it') });
    expect(isOtherKind(failure)).toBe(code === 'ENOTSUP' || code === 'EFBIG');
  });
});
