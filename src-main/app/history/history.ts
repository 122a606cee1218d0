import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import { maybe, parsedJson } from '../../base/schema.ts';
import { type HistoryEntry, teamOutcomes, teamPlans } from '../../contract/history.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { limitsKind, type SessionLimits } from '../../contract/sessions/limits.ts';
import type { Millis } from '../../contract/values.ts';
import type { DayLog, DayLogFailure } from '../../storage/day-log.ts';
import { type Store, withNotice } from '../state/store.ts';
import { storedAsker, storedKey } from './stored-fields.ts';

const dayMillis = 86_400_000;

/** How long the history is kept, in milliseconds. */
const keptMillis = 90 * dayMillis;

/** So many entries that could not be written stay in this run; more of them is a disk that is full for days. */
const unwrittenLimit = 1000;

/** What was opened, renewed, ended and refused, by whom. On the disk for 90 days; never a secret. */
export interface History {
  /** Keeps an entry. Resolves when it is on the disk or could not be put there: then one notice says so, and nothing else breaks. */
  readonly add: (entry: HistoryEntry) => Promise<void>;
  /** From a moment on, until another or the newest, the oldest first, also those of other front ends. Problem: history-unwritable. */
  readonly entries: (since: Millis, until?: Millis, parse?: ParseLine) => Promise<Result<readonly HistoryEntry[]>>;
  /** When the first and the last entry of each day of UTC were: on every other day nothing was. None where they cannot be read. */
  readonly moments: () => Promise<readonly Millis[]>;
  /** Why the last entry is not on the disk. */
  readonly problem: () => Problem | undefined;
  /** Removes what is too old. */
  readonly prune: () => Promise<void>;
  /** Told after each entry; gives the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Resolves when nothing is left to be written. */
  readonly settled: () => Promise<void>;
}

type ParseLine = (line: string) => HistoryEntry | undefined;

export interface HistoryNeeds {
  readonly log: DayLog;
  readonly store: Store;
  /** AWS's time. */
  readonly now: () => Millis;
}

const dayOf = (at: Millis): number => Math.floor(at / dayMillis);

const problemOf = ({ file, errno }: DayLogFailure): Problem => ({ code: 'history-unwritable', file, errno });

export const createHistory = ({ log, store, now }: HistoryNeeds): History => {
  const listeners = new Set<() => void>();
  let unwritten: readonly HistoryEntry[] = [];
  let problem: Problem | undefined;
  let last: Promise<void> = Promise.resolve();
  let prunedOn: number | undefined;

  /** One after the other, so that the file has them in the order in which they happened. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work).catch(() => {});
    return last;
  };

  /** Those that nobody began to write yet. */
  const waiting: HistoryEntry[] = [];

  /** All that waits for one day, as one piece: the disk is waited for once. */
  const write = async (): Promise<void> => {
    const [first] = waiting;
    if (!first) return;
    const other = waiting.findIndex(({ at }) => dayOf(at) !== dayOf(first.at));
    const entries = waiting.splice(0, other < 0 ? waiting.length : other);
    const failure = await log.append(first.at, entries.map(historyLine));
    if (failure) {
      unwritten = [...unwritten, ...entries.slice(failure.written)].slice(-unwrittenLimit);
      if (!problem) store.change(withNotice({ kind: 'problem', problem: problemOf(failure) }));
    }
    problem = failure && problemOf(failure);
    for (const listener of [...listeners]) listener();
  };

  const prune = (): Promise<void> => {
    prunedOn = dayOf(now());
    return inTurn(() => log.prune(now() - keptMillis));
  };

  return {
    add: (entry) => {
      waiting.push(entry);
      const written = inTurn(write);
      // A day is seen when something happens in it: nothing ticks for it.
      if (prunedOn !== undefined && prunedOn !== dayOf(now())) void prune();
      return written;
    },
    entries: async (since, until = Number.POSITIVE_INFINITY, parse = parseHistoryLine) => {
      await last;
      const read = await log.read(since, until);
      if (!('lines' in read)) return failed(problemOf(read));
      const written = read.lines.map(parse).filter((entry): entry is HistoryEntry => entry !== undefined);
      // Front ends append as they come, and a clock can be set.
      return ok([...written, ...unwritten].filter(({ at }) => at >= since && at < until).sort((a, b) => a.at - b.at));
    },
    moments: async () => {
      await last;
      const edges = (await log.edges()).flatMap((lines) => {
        const entries = lines.map(parseHistoryLine);
        return [entries.find((entry) => entry !== undefined), [...entries].reverse().find((entry) => entry !== undefined)];
      });
      return [...edges, ...unwritten].flatMap((entry) => (entry === undefined ? [] : [entry.at]));
    },
    problem: () => problem,
    prune,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settled: () => last,
  };
};

/**
 * What a line of the history says of a session's limits: which kind, whose tags and policies are not for the disk, and the source identity, which AWS's trail has
 * as well.
 */
export const limitsFact = (limits: SessionLimits | undefined): Pick<HistoryEntry, 'limits' | 'sourceIdentity'> =>
  limits ? { limits: limitsKind(limits), ...(limits.sourceIdentity === undefined ? {} : { sourceIdentity: limits.sourceIdentity }) } : {};

const version = 1;

/** A line of the history: JSON without a line end. */
export const historyLine = (entry: HistoryEntry): string => JSON.stringify({ v: version, ...entry });

/** Milliseconds that a date can have. */
const moment = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15));

const fact = v.union([v.string(), v.number(), v.boolean()]);
/** A code with plain facts. Of a later version it may be one that has no words here: then only the code is told. */
const problem = v.pipe(
  v.objectWithRest({ code: v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z0-9]+)*$/)) }, v.union([fact, v.array(fact)])),
  v.transform((plain) => plain as unknown as Problem),
);

const entry = v.pipe(
  v.object({
    v: v.literal(version),
    at: moment,
    event: v.picklist(['opened', 'renewed', 'given', 'shared', 'ended', 'refused', 'team']),
    profile: v.string(),
    roleArn: v.string(),
    accountId: v.string(),
    asker: storedAsker,
    accessKeyId: maybe(v.string()),
    target: maybe(v.string()),
    via: maybe(v.picklist(['mfa-session', 'direct'])),
    guarded: maybe(v.boolean()),
    expires: maybe(moment),
    limits: maybe(v.picklist(['read-only', 'audit', 'policy', 'tagged'])),
    sourceIdentity: maybe(v.string()),
    key: maybe(storedKey),
    why: maybe(v.picklist(['person', 'lock', 'pulled', 'quit', 'gone'])),
    problem: maybe(problem),
    deed: maybe(v.object({ plan: v.picklist(teamPlans), on: v.string(), outcome: v.picklist(teamOutcomes) })),
  }),
  v.transform(({ v: _, ...fields }): HistoryEntry => defined(fields)),
);

/**
 * The entry of a line; undefined for a line that is cut off, is of a version that changed the meaning of its fields, or lacks what every entry has. Fields
 * that do not fit or are not known are left out.
 */
export const parseHistoryLine = (line: string): HistoryEntry | undefined => parsedJson(entry, line);

/** So many lines are remembered: some busy days. */
const rememberedLines = 60_000;

/** For who reads the same days again and again: most of a read is the check of its lines, and lines never change. */
export const createLineMemory = (): ParseLine => {
  const known = new Map<string, HistoryEntry | undefined>();
  return (line) => {
    if (known.has(line)) return known.get(line);
    if (known.size >= rememberedLines) known.clear();
    const entry = parseHistoryLine(line);
    known.set(line, entry);
    return entry;
  };
};
