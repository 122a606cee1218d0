import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Which kinds of a process's memory the kernel writes into a core dump: a mask in hexadecimal (core(5)), that programs which it starts inherit. It holds wherever
 * dumps go: into a file, or to systemd-coredump and the like, which a limit of their size does not stop.
 */
const filterOf = (pid: number | 'self'): string => `/proc/${pid}/coredump_filter`;

const put = (pid: number | 'self', mask: string): void => {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync(filterOf(pid), mask);
  } catch {
    // Where it can't be written, there are no dumps to be had of that process, or it has ended.
  }
};

/**
 * From now on a core dump of this process has none of its memory: for processes that hold secrets, first of all that they do. On Linux; what other systems write
 * of a crash is for their settings to say.
 */
export const leaveNoDump = (): void => put('self', '0');

/** The same for a process of ours that did not inherit it. */
export const leaveNoDumpOf = (pid: number): void => {
  if (pid > 0) put(pid, '0');
};

/** As whoever started this process has it, else as the kernel does by itself. */
const theirMask = (): string => {
  try {
    return `0x${readFileSync(filterOf(process.ppid), 'latin1').trim()}`;
  } catch {
    return '0x33';
  }
};

/** Starts a program of the person's own, whose dumps are theirs to read. */
export const withTheirDumps = <T>(start: () => T): T => {
  if (process.platform !== 'linux') return start();
  put('self', theirMask());
  try {
    return start();
  } finally {
    put('self', '0');
  }
};
