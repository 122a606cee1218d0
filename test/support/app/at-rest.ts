import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { eventually } from './eventually.ts';

const statusOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
};

/** Whether a process has a handler for this signal, which would end it before: proc(5), `SigCgt`. False where it has ended. */
export const listensTo = (pid: number | undefined, signal: NodeJS.Signals): boolean => {
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(statusOf(pid ?? 0))?.[1] ?? '0';
  return ((BigInt(`0x${caught}`) >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n;
};

/** A process and what it started, as far as they live. */
const family = (pid: number): readonly number[] => {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return [pid, ...children.flatMap(family)];
  } catch {
    return [];
  }
};

const sleeps = (pid: number): boolean => {
  try {
    return readdirSync(`/proc/${pid}/task`).every((thread) =>
      /^State:\s*[ST]/m.test(readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8')),
    );
  } catch {
    return true;
  }
};

/**
 * Resolves when a program hears SIGINT and SIGTERM, and neither it nor what it started had anything to do at ten looks in a row: it waits for
 * something outside. For what says nothing when it begins to wait. A slow computer is no rest: a thread that would run is not asleep.
 */
export const untilAtRest = async (pid: number | undefined): Promise<void> => {
  let looks = 0;
  await eventually(() => {
    const isAtRest = listensTo(pid, 'SIGINT') && listensTo(pid, 'SIGTERM') && family(pid ?? 0).every(sleeps);
    looks = isAtRest ? looks + 1 : 0;
    return looks === 10;
  }, 'the program waits');
};

/** A program that a person asked to end has ended within these milliseconds, whatever it waits for: a disk or a card service that doesn't answer has 5 s. */
export const promptly = 2_000;
