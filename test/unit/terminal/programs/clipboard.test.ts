import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTerminalClipboard } from '../../../../src-main/terminal/programs/clipboard.adapter.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-clipboard-'));
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const program = (name: string, script: string) => {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
};

it("runs Windows' own PowerShell, not one that lies in the folder where the terminal stands", async () => {
  // A name without a folder is looked for where the program was started, too, on Windows.
  program('powershell', `echo "$0" > ${folder}/ran; exit 1`);
  expect(await createTerminalClipboard('win32', { SystemRoot: 'C:\\Windows' }).writeText('x')).toEqual({
    ok: false,
    problem: { code: 'clipboard-missing' },
  });
  expect(() => readFileSync(join(folder, 'ran'))).toThrow();
  program('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', 'cat > /dev/null');
  expect(await createTerminalClipboard('win32', { SystemRoot: 'C:\\Windows' }).writeText('x')).toMatchObject({ ok: true });
});

it('hands no key and no login on to a program that may stay behind', async () => {
  program('xclip', `env > ${folder}/env; cat > /dev/null`);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'hush');
  vi.stubEnv('AWS_SESSION_TOKEN', 'hush');
  vi.stubEnv('https_proxy', 'http://jane:hush@127.0.0.1:1');
  vi.stubEnv('DISPLAY', ':7');
  expect(await createTerminalClipboard('linux', { DISPLAY: ':7' }).writeSecret('123456')).toMatchObject({ ok: true });
  const seen = readFileSync(join(folder, 'env'), 'utf8');
  expect(seen).toContain('DISPLAY=:7');
  expect(seen).not.toContain('hush');
});

it('gives up on a clipboard that has no end', async () => {
  mkdirSync(join(folder, 'nothing'));
  program('xclip', 'exec yes');
  program('xsel', 'exit 1');
  expect(await createTerminalClipboard('linux', { DISPLAY: ':7' }).read()).toMatchObject({ ok: false });
});
