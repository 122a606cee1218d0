import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCertificates } from '../../../../src-main/aws/anywhere/certificate-file.adapter.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-chain-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file of intermediates', () => {
  it('is told to be none where it is a pipe, a device, a folder or far too large, and nothing waits for it', async () => {
    const at = (name: string) => join(folder, name);
    execFileSync('mkfifo', [at('pipe')]);
    symlinkSync('/dev/zero', at('device'));
    mkdirSync(at('folder'));
    writeFileSync(at('large'), '');
    truncateSync(at('large'), 2 ** 40);
    writeFileSync(at('text'), 'no certificate');
    const why = async (name: string) => {
      const read = await readCertificates('dev', at(name));
      return !read.ok && read.problem.code === 'chain-bad' ? (read.problem.errno ?? read.problem.why) : 'read';
    };
    const names = ['pipe', 'device', 'folder', 'large', 'text', 'missing'];
    expect(await Promise.all(names.map(why))).toEqual(['ENOTSUP', 'ENOTSUP', 'EISDIR', 'EFBIG', 'none', 'ENOENT']);
  });
});
