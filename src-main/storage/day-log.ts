/** Lines in a file a day, appended and never changed; what is too old goes file by file. Made by day-log.adapter.ts. */
export interface DayLog {
  /** Appends lines (without their ends) to the day of `at`, milliseconds since 1970; days are those of UTC. Undefined when all are on the disk, else why not. */
  readonly append: (at: number, lines: readonly string[]) => Promise<AppendFailure | undefined>;
  /** All lines of the days from that of `since` to that of `until`, the oldest first. A line that was cut off by a crash comes as it is. */
  readonly read: (since: number, until?: number) => Promise<{ readonly lines: readonly string[] } | DayLogFailure>;
  /** Of each day the first lines and the last ones, as many as one look at the disk gives; no day that cannot be read. */
  readonly edges: () => Promise<readonly (readonly string[])[]>;
  /** Removes the days before that of `before`. */
  readonly prune: (before: number) => Promise<void>;
}

export interface AppendFailure extends DayLogFailure {
  /** So many of the first lines are on the disk. */
  readonly written: number;
}

export interface DayLogFailure {
  readonly file: string;
  readonly errno: string;
}
