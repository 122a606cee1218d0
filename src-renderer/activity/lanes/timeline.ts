import type { ActivityItem, ActivityView } from '../../../src-main/contract/activity.ts';
import type { Millis } from '../../../src-main/contract/values.ts';

type Day = Pick<ActivityView, 'begins' | 'ends' | 'items'>;

/** The day as a picture: shares of its width, 0 to 1. */
export interface Timeline {
  readonly from: Millis;
  readonly to: Millis;
  /** The role that began first is the upper one. */
  readonly lanes: readonly Lane[];
  readonly ticks: readonly Tick[];
}

/** A role's day. Sessions of one role that overlap have a lane each. */
export interface Lane {
  readonly key: string;
  readonly role: Pick<ActivityItem, 'profile' | 'roleArn' | 'accountId'>;
  /** Do not overlap, the earliest first. */
  readonly bars: readonly Bar[];
  readonly marks: readonly Mark[];
}

/** One session, or several that are too short and too close to be told apart. */
export interface Bar {
  readonly items: readonly [ActivityItem, ...ActivityItem[]];
  readonly x: number;
  readonly width: number;
}

/** What failed has no length: one at its place, or several that are too close. */
export interface Mark {
  readonly items: readonly [ActivityItem, ...ActivityItem[]];
  readonly x: number;
}

export interface Tick {
  readonly x: number;
  readonly at: Millis;
  /** The hour on the clock; the same one twice where the clocks are put back. */
  readonly hour: number;
}

/** The hour and minute on the clock at a moment; the system's zone, or a named one. */
export type WallClock = (millis: Millis) => { readonly hour: number; readonly minute: number };

export const systemClock: WallClock = (millis) => {
  const date = new Date(millis);
  return { hour: date.getHours(), minute: date.getMinutes() };
};

const hourMillis = 3_600_000;
/** The part of the day that is shown holds at least this much, so that one short session is no beam from end to end. */
const leastMillis = 6 * hourMillis;
/** A share of the width. A shorter session is drawn this wide. */
const leastWidth = 0.012;
/** A share of the width. Closer marks are one, with their number. */
const markWidth = 0.03;
const mostTicks = 8;

/** Where the sessions of a day lie: from the full hour before the first to the full hour after the last, within the day. Pure. */
export const timelineOf = (view: Day, now: Millis, clock: WallClock = systemClock): Timeline => {
  const { from, to } = shownPart(view, now, clock);
  const share = (at: Millis) => Math.min(1, Math.max(0, (at - from) / (to - from)));
  const roles = new Map<string, ActivityItem[]>();
  for (const item of [...view.items].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const key = `${item.profile} ${item.roleArn}`;
    const own = roles.get(key);
    if (own === undefined) roles.set(key, [item]);
    else own.push(item);
  }
  const lanes = [...roles].flatMap(([key, items]) => lanesOf(key, items, share));
  return { from, to, lanes, ticks: ticksOf(from, to, clock) };
};

/** While more may come to it. */
interface Several {
  readonly items: [ActivityItem, ...ActivityItem[]];
}
interface OpenBar extends Several {
  readonly x: number;
  width: number;
}

const lanesOf = (key: string, items: readonly ActivityItem[], share: (at: Millis) => number): readonly Lane[] => {
  const rows: OpenBar[][] = [];
  const marks: (Mark & Several)[] = [];
  for (const item of items) {
    if (item.state === 'refused') {
      const x = Math.min(1 - markWidth / 2, Math.max(markWidth / 2, share(item.from)));
      const last = marks.at(-1);
      if (last !== undefined && x - last.x < markWidth) last.items.push(item);
      else marks.push({ items: [item], x });
      continue;
    }
    const x = Math.min(share(item.from), 1 - leastWidth);
    const bar: OpenBar = { items: [item], x, width: Math.max(leastWidth, share(item.to) - x) };
    const row = rows.find((bars) => isFree(bars.at(-1), bar)) ?? rows.find((bars) => isClose(bars.at(-1), bar));
    if (row === undefined) rows.push([bar]);
    else put(row, bar);
  }
  const role = items[0];
  if (role === undefined) return [];
  // What failed is on the first lane, also where nothing else is.
  return [...rows, ...(rows.length === 0 ? [[]] : [])].map((bars, index) => ({
    key: `${key} ${index}`,
    role,
    bars,
    marks: index === 0 ? marks : [],
  }));
};

const endOf = ({ x, width }: Bar): number => x + width;
const isShort = ({ width }: Bar): boolean => width < 2 * leastWidth;
const isFree = (last: Bar | undefined, bar: Bar): boolean => last !== undefined && endOf(last) <= bar.x + 1e-9;

/** Of two short ones that would overlap the later one began, in truth, at about the end of the earlier. */
const isClose = (last: Bar | undefined, bar: Bar): boolean =>
  last !== undefined && isShort(bar) && (isShort(last) || last.items.length > 1) && bar.x >= last.x;

const put = (row: OpenBar[], bar: OpenBar): void => {
  const last = row.at(-1);
  if (last === undefined || isFree(last, bar)) row.push(bar);
  else {
    last.items.push(...bar.items);
    last.width = Math.max(endOf(last), endOf(bar)) - last.x;
  }
};

const shownPart = (view: Day, now: Millis, clock: WallClock): { readonly from: Millis; readonly to: Millis } => {
  const within = (at: Millis) => Math.min(view.ends, Math.max(view.begins, at));
  const isNow = now >= view.begins && now < view.ends;
  const times = [...view.items.flatMap((item) => [item.from, item.to]), ...(isNow ? [now] : [])].map(within);
  // Not by Math.min(...): a day may hold more sessions than a call takes arguments.
  let first = view.ends;
  let last = view.begins;
  for (const time of times) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  const toHour = (at: Millis) => at - clock(at).minute * 60_000 - (at % 60_000);
  let from = within(toHour(first));
  let to = within(toHour(last) + hourMillis);
  if (to - from < leastMillis) {
    to = within(Math.max(to, from + leastMillis / 2));
    from = within(to - leastMillis);
    to = within(from + leastMillis);
  }
  return { from, to };
};

/** Full hours on the clock, so far apart that their numbers have room. Steps of a real hour, so a day of 23 or 25 hours is drawn as long as it is. */
const ticksOf = (from: Millis, to: Millis, clock: WallClock): readonly Tick[] => {
  const step = [1, 2, 3, 4, 6].find((hours) => (to - from) / hourMillis / hours <= mostTicks) ?? 6;
  const ticks: Tick[] = [];
  for (let at = from; at <= to; at += hourMillis) {
    const { hour } = clock(at);
    const x = (at - from) / (to - from);
    // At the very edge the number would be cut off.
    if (hour % step === 0 && x > 0.015 && x < 0.985) ticks.push({ x, at, hour });
  }
  return ticks;
};

/** Where "now" stands, or undefined when it is not in the picture. */
export const nowShare = ({ from, to }: Timeline, now: Millis): number | undefined =>
  now < from || now > to ? undefined : (now - from) / (to - from);
