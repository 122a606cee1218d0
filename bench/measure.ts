/** One line of the table. `limit` undefined: told for the picture, judged by nobody. */
export interface Row {
  readonly what: string;
  readonly measured: number;
  /** `x` for a ratio. */
  readonly unit: 'x' | 'ms' | 's' | 'MB' | 'timers' | 'times' | '/s';
  readonly limit?: number;
  /** How it was measured and how much it swayed. */
  readonly note: string;
}

/** The value below which a share of all values lies; 0.5 is the median. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** `median 12.3 ms (11.9 to 14.0)`: the middle half of the values is between the two in brackets. */
export const spread = (values: readonly number[]): string =>
  `${median(values).toFixed(1)} ms (${quantile(values, 0.25).toFixed(1)} to ${quantile(values, 0.75).toFixed(1)})`;

/** Milliseconds that a piece of work takes. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/**
 * Times two sides in turn (ABABAB), so that what else goes on on this computer meets both. The first rounds warm up and
 * are not counted; `before` runs before each, untimed.
 */
export const inTurn = async (
  rounds: { readonly warmUp: number; readonly counted: number },
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
  before: () => Promise<unknown> = async () => {},
): Promise<{ readonly ours: readonly number[]; readonly theirs: readonly number[] }> => {
  const taken = { ours: [] as number[], theirs: [] as number[] };
  for (let round = -rounds.warmUp; round < rounds.counted; round++) {
    await before();
    const one = await timed(ours);
    await before();
    const other = await timed(theirs);
    if (round < 0) continue;
    taken.ours.push(one);
    taken.theirs.push(other);
  }
  return taken;
};

export const isOver = (row: Row): boolean => row.limit !== undefined && !(row.measured <= row.limit);

const amount = (value: number, unit: Row['unit']): string =>
  unit === 'x'
    ? `${value.toFixed(2)} x`
    : unit === 'timers' || unit === 'times'
      ? `${value}`
      : `${value.toFixed(value < 10 ? 2 : 1)} ${unit}`;

/** The table as text, with lines that Markdown takes for a table. */
export const tableOf = (rows: readonly Row[]): string => {
  const cells = rows.map((row) => [
    row.what,
    amount(row.measured, row.unit),
    row.limit === undefined ? '-' : `<= ${amount(row.limit, row.unit)}`,
    row.limit === undefined ? '-' : isOver(row) ? 'OVER' : 'ok',
    row.note,
  ]);
  const head = ['what', 'measured', 'limit', '', 'how, and the noise'];
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0), 3));
  const line = (values: readonly string[]) => `| ${values.map((value, column) => value.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
};
