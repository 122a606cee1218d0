import { defined } from '../../base/defined.ts';
import type { ActivityItem } from '../../contract/activity.ts';
import type { HistoryEntry } from '../../contract/history.ts';
import type { Asker, Millis } from '../../contract/values.ts';

/** A session while its entries are put together. */
interface Chain {
  readonly opened: HistoryEntry;
  readonly target: string;
  /** Of each session of it, the newest last. */
  readonly accessKeyIds: readonly string[];
  readonly to: Millis;
  readonly renewals: number;
  readonly given: readonly Asker[];
  readonly key?: HistoryEntry['key'];
  readonly ended?: HistoryEntry;
}

type Momentary = 'refused' | 'shared' | 'team';
const isMomentary = (event: HistoryEntry['event']): event is Momentary => event === 'refused' || event === 'shared' || event === 'team';

const targetOf = (entry: HistoryEntry): string => entry.target ?? entry.profile;
const keysOf = ({ accessKeyId }: HistoryEntry): readonly string[] => (accessKeyId === undefined ? [] : [accessKeyId]);

const begin = (entry: HistoryEntry, renewals: number): Chain => ({
  opened: entry,
  target: targetOf(entry),
  accessKeyIds: keysOf(entry),
  to: entry.expires ?? entry.at,
  renewals,
  given: [],
  ...defined({ key: entry.key }),
});

const renew = (chain: Chain, entry: HistoryEntry): Chain => ({
  ...chain,
  accessKeyIds: [...chain.accessKeyIds, ...keysOf(entry)],
  to: entry.expires ?? chain.to,
  renewals: chain.renewals + 1,
  ...defined({ key: entry.key }),
});

/** Joins entries, which are in order of time, to sessions. */
const chainsOf = (entries: readonly HistoryEntry[]): readonly Chain[] => {
  const chains: Chain[] = [];
  /** The session that a target has now, as an index. */
  const current = new Map<string, number>();
  const put = (index: number, chain: Chain) => {
    chains[index] = chain;
  };
  for (const entry of entries) {
    const target = targetOf(entry);
    const index = current.get(target);
    const chain = index === undefined ? undefined : chains[index];
    const lives = chain !== undefined && !chain.ended && chain.to > entry.at;
    if (entry.event === 'given') {
      if (lives && index !== undefined) put(index, { ...chain, given: [...chain.given, entry.asker] });
    } else if (entry.event === 'renewed' && lives && index !== undefined) put(index, renew(chain, entry));
    else if (entry.event === 'ended') {
      const isMeant =
        entry.accessKeyId === undefined || chain?.accessKeyIds.length === 0 || chain?.accessKeyIds.includes(entry.accessKeyId);
      if (lives && isMeant && index !== undefined) put(index, { ...chain, to: entry.at, ended: entry });
    } else if (!isMomentary(entry.event)) {
      // A new session in the place of one that lived.
      if (lives && index !== undefined) put(index, { ...chain, to: entry.at });
      current.set(target, chains.length);
      chains.push(begin(entry, entry.event === 'renewed' ? 1 : 0));
    }
  }
  return chains;
};

const sessionItem = ({ opened, accessKeyIds, target, to, renewals, given, key, ended }: Chain, now: Millis): ActivityItem => ({
  id: `${target} ${accessKeyIds[0] ?? opened.at}`,
  profile: opened.profile,
  roleArn: opened.roleArn,
  accountId: opened.accountId,
  from: opened.at,
  to,
  state: ended ? 'ended' : to > now ? 'active' : 'over',
  renewals,
  asker: opened.asker,
  guarded: opened.guarded ?? false,
  ...defined({ key, why: ended?.why, given: given.length === 0 ? undefined : given }),
});

const momentItem = (state: Momentary, entry: HistoryEntry): ActivityItem => ({
  id: `${state} ${entry.at} ${entry.profile}`,
  profile: entry.profile,
  roleArn: entry.roleArn,
  accountId: entry.accountId,
  from: entry.at,
  to: entry.at,
  state,
  renewals: 0,
  asker: entry.asker,
  guarded: entry.guarded ?? false,
  ...defined({ key: entry.key, problem: entry.problem, deed: entry.deed }),
});

/** Ids are told apart, whatever two entries have in common. */
const withOwnIds = (items: readonly ActivityItem[]): readonly ActivityItem[] => {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const count = (seen.get(item.id) ?? 0) + 1;
    seen.set(item.id, count);
    return count === 1 ? item : { ...item, id: `${item.id} ${count}` };
  });
};

interface Day {
  readonly begins: Millis;
  readonly ends: Millis;
}

/**
 * Sessions, refusals, shared keys and plans of a day, the newest first: also sessions that began before it and reached into it. `entries` are in order of time and may begin well
 * before the day; a renewal whose opening is not among them begins its session.
 */
export const activityItems = (entries: readonly HistoryEntry[], day: Day, now: Millis): readonly ActivityItem[] => {
  const sessions = chainsOf(entries)
    .filter(({ opened, to }) => opened.at < day.ends && to > day.begins)
    .map((chain) => sessionItem(chain, now));
  const moments = entries.flatMap((entry) => {
    const { event, at } = entry;
    return isMomentary(event) && at >= day.begins && at < day.ends ? [momentItem(event, entry)] : [];
  });
  return [...withOwnIds([...sessions, ...moments])].sort((a, b) => b.from - a.from);
};

const made = new WeakMap<
  readonly HistoryEntry[],
  { readonly items: readonly ActivityItem[]; readonly from: Millis; readonly to: Millis }
>();

/**
 * The same for entries that were read for one day. Every change in the app makes a snapshot, so a day of thousands of lines is put together once, until one of its
 * sessions runs out.
 */
export const itemsOf = (entries: readonly HistoryEntry[], day: Day, now: Millis): readonly ActivityItem[] => {
  const before = made.get(entries);
  if (before !== undefined && before.from <= now && now < before.to) return before.items;
  const items = activityItems(entries, day, now);
  const to = items.reduce((first, item) => (item.state === 'active' ? Math.min(first, item.to) : first), Number.POSITIVE_INFINITY);
  made.set(entries, { items, from: now, to });
  return items;
};
