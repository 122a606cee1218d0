import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** Puts a disk over a folder that does not answer, as a network mount whose server is gone: a FUSE mount that nobody serves. Gives the way to take it off. */
export const mountDeadDisk = async (folder: string): Promise<() => Promise<void>> => {
  const mount = spawn('/usr/bin/python3', ['test/support/app/dead-mount.py', folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(mount.stdout, 'data');
  return async () => {
    const ended = once(mount, 'exit');
    mount.stdin.end();
    await ended;
  };
};

/** One for a describe block. Gives its folder. */
export const withDeadDisk = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-dead-'));
  let unmount = async () => {};
  beforeAll(async () => {
    unmount = await mountDeadDisk(folder);
  });
  afterAll(async () => {
    await unmount();
    rmSync(folder, { recursive: true });
  });
  return folder;
};

/** Whether a thread of a process waits for an answer of the disk (proc(5), wchan). */
export const isStuck = (pid = 0): boolean => {
  const tasks = `/proc/${pid}/task`;
  try {
    return readdirSync(tasks).some((task) => readFileSync(join(tasks, task, 'wchan'), 'utf8') === 'request_wait_answer');
  } catch {
    // It has just ended.
    return false;
  }
};
