import type { DayLog, DayLogFailure } from '../../src-main/storage/day-log.ts';

export interface MemoryDayLog extends DayLog {
  readonly lines: { readonly at: number; readonly line: string }[];
  /** Answered by each append and read in place of the usual. */
  failure: DayLogFailure | undefined;
}

const dayMillis = 86_400_000;
const dayOf = (at: number): number => Math.floor(at / dayMillis);

export const createMemoryDayLog = (): MemoryDayLog => {
  const log: MemoryDayLog = {
    lines: [],
    failure: undefined,
    append: async (at, lines) => {
      if (log.failure) return { ...log.failure, written: 0 };
      log.lines.push(...lines.map((line) => ({ at, line })));
      return undefined;
    },
    read: async (since) =>
      log.failure ?? { lines: log.lines.filter((entry) => dayOf(entry.at) >= dayOf(since)).map((entry) => entry.line) },
    prune: async (before) => {
      log.lines.splice(0, log.lines.length, ...log.lines.filter((entry) => dayOf(entry.at) >= dayOf(before)));
    },
  };
  return log;
};
