/** Lines in a file a day, appended and never changed; what is too old goes file by file. Made by day-log.adapter.ts. */
export interface DayLog {
  /** Appends one line (without its end) to the day of `at`, milliseconds since 1970; days are those of UTC. Undefined when it is on the disk, else why not. */
  readonly append: (at: number, line: string) => Promise<DayLogFailure | undefined>;
  /** All lines of the days from that of `since` on, the oldest first. A line that was cut off by a crash comes as it is. */
  readonly read: (since: number) => Promise<{ readonly lines: readonly string[] } | DayLogFailure>;
  /** Removes the days before that of `before`. */
  readonly prune: (before: number) => Promise<void>;
}

export interface DayLogFailure {
  readonly file: string;
  readonly errno: string;
}
