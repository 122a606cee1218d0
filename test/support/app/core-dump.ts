import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foundInFiles, type Needle } from './secret-scan.ts';

/** Which kinds of its memory a process would leave in a core dump, as a mask. */
export const dumpFilter = (pid: number): number => Number.parseInt(readFileSync(`/proc/${pid}/coredump_filter`, 'latin1'), 16);

/** A process may leave a core dump of any size from now on. */
export const allowDump = (pid: number): void => void execFileSync('prlimit', ['--core=unlimited:unlimited', `--pid=${pid}`]);

/** Core dumps in a folder, where the kernel puts them into the folder that a process works in. */
export const dumpsIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => /^core(?:\.\d+)?$/.test(name));

/** Why a crash shows nothing here; undefined where a program's secrets are found in the core dump that it leaves. */
export const whyNoDumps = async (): Promise<string | undefined> => {
  const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'latin1').trim();
  if (!/^core(?:\.%p)?$/.test(pattern)) return `core dumps go elsewhere here: ${pattern}`;
  const folder = mkdtempSync(join(tmpdir(), 'roletap-dumps-'));
  try {
    const code =
      "globalThis.kept = Buffer.from(['in', 'its', 'memory', String(2 ** 20)].join('-')); console.log('ready'); setInterval(() => {}, 1e6)";
    const child = spawn(process.execPath, ['-e', code], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const ended = new Promise((resolve) => child.once('close', resolve));
    try {
      allowDump(child.pid ?? 0);
    } catch {
      return 'no process may leave a core dump here';
    } finally {
      child.kill('SIGABRT');
      await ended;
    }
    const needle: Needle = { name: 'mark', bytes: Buffer.from(['in', 'its', 'memory', String(2 ** 20)].join('-')) };
    return foundInFiles(folder, [needle], Number.POSITIVE_INFINITY).length > 0 ? undefined : 'a crash leaves no core dump here';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
