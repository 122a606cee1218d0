import { createRequire } from 'node:module';

/** Work of Node's threads, for which an exit waits: calls to a disk, and names that are looked up. */
const inThread = /^(FSReq|FileHandle|GetAddrInfo|GetNameInfo)/;

/** Whether a thread is at work, maybe for a disk that does not answer. */
export const isThreadHeld = (): boolean => process.getActiveResourcesInfo().some((what) => inThread.test(what));

/**
 * Ends this process without waiting for its threads, for which `process.exit` waits: one may be in a call that only a person ends. Nothing that is still
 * being written gets out. Where `_exit` (POSIX) can't be called, the process is killed, and the code is the system's.
 */
export const exitAtOnce = (code: number): void => {
  try {
    const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi');
    if (process.platform !== 'win32') koffi.load(null).func('void _exit(int)')(code);
  } catch {
    // No library of foreign functions.
  }
  process.kill(process.pid, 'SIGKILL');
};
