import { homeRegion, partitionOfRegion } from '../../aws/arn.ts';
import type { Caller } from '../../aws/caller.ts';
import type { LookupEvents, TrailKey, TrailPage } from '../../aws/trail/lookup-events.ts';
import { trailEndpoint } from '../../aws/trail/lookup-events.ts';
import type { ReadEvent } from '../../aws/trail/trail-event.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { TrailGap, TrailView } from '../../contract/sessions/trail.ts';
import type { History } from '../history/history.ts';
import { type OwnSession, ownSessions, sessionReach } from './own-sessions.ts';
import { type FoundTrail, trailView } from './trail-view.ts';

/** What is asked for. Times are milliseconds of AWS's. */
export interface TrailWish {
  readonly from: number;
  readonly to: number;
  /** A role's name or ARN, whose rights count, and whose sessions alone are shown. */
  readonly role?: string;
  /** Regions beside those of the roles. */
  readonly regions: readonly string[];
}

/** Somebody who may be asked in an account. */
export interface TrailCaller {
  readonly caller: Caller;
  readonly accountId: string;
  /** Where the role is used, where it is opened, and where its source's codes go. */
  readonly regions: readonly string[];
}

/** What reading takes. */
export interface ReadTrailPorts {
  readonly history: Pick<History, 'entries'>;
  readonly lookupEvents: LookupEvents;
  readonly clock: Clock;
  /** A session for a role to ask with; undefined where it is not open, and nobody is to be asked for a touch. */
  readonly callerFor: (profile: string, signal: AbortSignal) => Promise<Result<TrailCaller | undefined>>;
  /** Access keys of MFA sessions that this computer holds; names and MFA devices of the person's users. */
  readonly known: () => { readonly keys: readonly string[]; readonly mine: readonly string[] };
}

/** What was read: for a front end, and with all that AWS sent. */
export interface ReadTrail {
  readonly view: TrailView;
  readonly records: ReadonlyMap<string, unknown>;
}

/** Between an answer and the next request in one account and region, in milliseconds: AWS takes two a second, whenever they come in. */
const pace = 510;
/** When AWS says that it is asked too often all the same: others in the account ask as well. */
const throttlePauses = [1000, 2000, 4000, 8000] as const;
/** Pages of one search, of 50 events each: the newest 5,000. */
const mostPages = 100;
/** Pages of what many people do, which is not all of the person's. */
const mostOthers = 20;

/** Searches in one account and region one after the other, each page told as it comes. Gives why it stopped. */
const createPlace = ({ lookupEvents, clock }: ReadTrailPorts, { caller }: TrailCaller, { from, to }: TrailWish, signal: AbortSignal) => {
  let free = 0;
  const page = async (key: TrailKey, next: string | undefined): Promise<Result<TrailPage>> => {
    for (let tries = 0; ; tries++) {
      const wait = free - clock.now();
      if (wait > 0) await sleep(clock, wait, signal);
      if (signal.aborted) return failed({ code: 'cancelled' });
      const answer = await lookupEvents({ caller, signal }, { ...key, from, to, ...defined({ next }) });
      free = clock.now() + pace;
      if (answer.ok) return ok(answer.value);
      const pause = answer.problem.code === 'throttled' ? throttlePauses[tries] : undefined;
      if (pause === undefined) return failed(answer.problem);
      free = clock.now() + pause;
    }
  };
  return async (key: TrailKey, limit: number, onEvents: (events: readonly ReadEvent[]) => void): Promise<Problem | 'more' | undefined> => {
    let next: string | undefined;
    for (let pages = 0; pages < limit; pages++) {
      const got = await page(key, next);
      if (!got.ok) return got.problem;
      onEvents(got.value.events);
      next = got.value.next;
      if (next === undefined) return undefined;
    }
    return 'more';
  };
};

/** The regions that are asked: those of the role, the partition's home, where sign-ins and IAM are, and those that were named. */
const regionsOf = ({ regions: own }: TrailCaller, { regions }: TrailWish): readonly string[] => {
  const partition = partitionOfRegion(own[0] ?? '') ?? 'aws';
  return [...new Set([...own, homeRegion(partition), ...regions])].filter((name) => partitionOfRegion(name) === partition);
};

/**
 * Reads CloudTrail's event history of a span: what was done with each session that Roletap opened, found by its access key; who signed in, and how; and what else
 * bears the person's names. `onView` is told after each page. Problems: cancelled; history-unwritable; of one role: those of opening it. All else is a gap.
 */
export const readTrail = async (
  ports: ReadTrailPorts,
  wish: TrailWish,
  onView: (view: TrailView) => void,
  signal: AbortSignal,
): Promise<Result<ReadTrail>> => {
  const { from, to, role } = wish;
  const entries = await ports.history.entries(from - sessionReach, to);
  if (!entries.ok) return entries;
  const sessions = ownSessions(entries.value, { from, to, role });
  const records = new Map<string, unknown>();
  const events = new Map<string, Omit<ReadEvent, 'record'>>();
  const gaps: TrailGap[] = [];
  const regions = new Set<string>();
  const { keys, mine } = ports.known();
  const ownKeys = new Map<string, string | undefined>(keys.map((key) => [key, undefined]));
  for (const { accessKeyId, profile } of ownSessions(entries.value, { from: 0, to })) ownKeys.set(accessKeyId, profile);
  const found = (isReading: boolean): FoundTrail => ({
    from,
    to,
    regions: [...regions],
    events: [...events.values()],
    sessions,
    ownKeys,
    mine: new Set(mine),
    gaps,
    isReading,
  });
  const take = (read: readonly ReadEvent[]): void => {
    for (const { record, ...event } of read) {
      events.set(event.id, event);
      records.set(event.id, record);
    }
    if (!signal.aborted) onView(trailView(found(true)));
  };

  const readRegion = async (asker: TrailCaller, profile: string, region: string, own: readonly OwnSession[]): Promise<void> => {
    const { accountId } = asker;
    const caller: Caller = { ...asker.caller, endpoint: trailEndpoint(asker.caller.endpoint, region) };
    const search = createPlace(ports, { ...asker, caller }, wish, signal);
    const isDone = async (key: TrailKey, limit: number): Promise<boolean> => {
      const why = await search(key, limit, take);
      if (why === 'more') gaps.push({ what: 'more', accountId, region, pages: limit });
      else if (why) gaps.push({ what: 'unread', profile, accountId, region, problem: why });
      return why === undefined || why === 'more';
    };
    for (const { accessKeyId } of own) if (!(await isDone({ by: 'AccessKeyId', value: accessKeyId }, mostPages))) return;
    const roles = new Set(own.map(({ roleArn }) => roleArn).filter((arn) => arn.includes(':role/')));
    const others: readonly TrailKey[] = [
      { by: 'EventName', value: 'ConsoleLogin' },
      { by: 'EventName', value: 'GetSessionToken' },
      ...[...roles].map((value) => ({ by: 'ResourceName', value }) as const),
    ];
    for (const key of others) if (!(await isDone(key, mostOthers))) return;
    // What else bears the person's names: of these only the events tell.
    const isHere = new Set(own.map(({ accessKeyId }) => accessKeyId));
    const names = new Set(
      [...events.values()].flatMap(({ who, accessKeyId = '' }) => (isHere.has(accessKeyId) && who !== '' ? [who] : [])),
    );
    for (const value of names) if (!(await isDone({ by: 'Username', value }, mostOthers))) return;
  };

  const readAccount = async (accountId: string, profiles: readonly string[]): Promise<Problem | undefined> => {
    for (const profile of profiles) {
      const asker = await ports.callerFor(profile, signal);
      if (!asker.ok) return asker.problem;
      if (!asker.value) continue;
      const { value } = asker;
      const own = sessions.filter((session) => session.accountId === value.accountId);
      const asked = regionsOf(value, wish);
      for (const region of asked) regions.add(region);
      await Promise.all(asked.map((region) => readRegion(value, profile, region, own)));
      return undefined;
    }
    gaps.push({ what: 'closed', profile: profiles[0] ?? '', accountId });
    return undefined;
  };

  const accounts = new Map<string, string[]>();
  for (const { accountId, profile } of sessions) accounts.set(accountId, [...new Set([...(accounts.get(accountId) ?? []), profile])]);
  const wanted = role === undefined ? [...accounts] : [[[...accounts.keys()][0] ?? '', [role]] as const];
  const problems = await Promise.all(wanted.map(([accountId, profiles]) => readAccount(accountId, profiles)));
  if (signal.aborted) return failed({ code: 'cancelled' });
  const [first] = problems.filter((problem) => problem !== undefined);
  if (first && role !== undefined) return failed(first);
  problems.forEach((problem, index) => {
    const [accountId, [profile = '']] = wanted[index] ?? ['', []];
    if (problem) gaps.push({ what: 'unread', profile, accountId, problem });
  });
  return ok({ view: trailView(found(false)), records });
};
