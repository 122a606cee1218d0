import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** A disk that does not answer any more, as a network mount whose server is gone: a FUSE mount that nobody serves. */
test('a process ends at once while one of its threads waits for a disk that does not answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-dead-'));
  const out = mkdtempSync(join(tmpdir(), 'roletap-ends-'));
  const outfile = join(out, 'ends.cjs');
  const contents = `
    import { readFile } from 'node:fs/promises';
    import { endNow } from './src-main/terminal/console/console.adapter.ts';
    readFile(process.argv[2]).catch(() => {});
    setTimeout(() => { process.stdout.write('cancelled'); endNow(4); }, 300);`;
  const stdin = { contents, resolveDir: process.cwd(), loader: 'ts' } as const;
  await build({ stdin, bundle: true, platform: 'node', format: 'cjs', outfile });
  const ends = async (file: string) => {
    const child = spawn(process.execPath, [outfile, file], { stdio: ['ignore', 'pipe', 'inherit'], timeout: 20_000 });
    const began = performance.now();
    const [[said], [code, signal]] = await Promise.all([once(child.stdout, 'data'), once(child, 'exit')]);
    return { said: String(said), code, signal, late: performance.now() - began > 10_000 };
  };
  const mount = spawn('python3', ['test/support/app/dead-mount.py', folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(mount.stdout, 'data');
  try {
    expect(await ends(join(folder, 'file'))).toEqual({ said: 'cancelled', code: null, signal: 'SIGKILL', late: false });
    expect(await ends(outfile)).toEqual({ said: 'cancelled', code: 4, signal: null, late: false });
  } finally {
    mount.stdin.end();
    await once(mount, 'exit');
    rmSync(folder, { recursive: true });
    rmSync(out, { recursive: true });
  }
}, 60_000);
