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
    read: async (since, until = Number.POSITIVE_INFINITY) => {
      const isIn = (at: number) => dayOf(at) >= dayOf(since) && dayOf(at) <= dayOf(until);
      return log.failure ?? { lines: log.lines.filter((entry) => isIn(entry.at)).map((entry) => entry.line) };
    },
    edges: async () => {
      if (log.failure) return [];
      const days = [...new Set(log.lines.map(({ at }) => dayOf(at)))].sort((a, b) => a - b);
      return days.map((day) => log.lines.filter(({ at }) => dayOf(at) === day).map(({ line }) => line));
    },
    prune: async (before) => {
      log.lines.splice(0, log.lines.length, ...log.lines.filter((entry) => dayOf(entry.at) >= dayOf(before)));
    },
  };
  return log;
};
