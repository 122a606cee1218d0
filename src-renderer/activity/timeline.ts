import type { ActivityItem, ActivityView } from '../../src-main/contract/activity.ts';
import type { Millis } from '../../src-main/contract/values.ts';

type Day = Pick<ActivityView, 'begins' | 'ends' | 'items'>;

/** The day as a picture: shares of its width, 0 to 1. */
export interface Timeline {
  readonly from: Millis;
  readonly to: Millis;
  readonly lanes: number;
  readonly bars: readonly Bar[];
  readonly ticks: readonly Tick[];
}

export interface Bar {
  readonly item: ActivityItem;
  readonly x: number;
  readonly width: number;
  /** 0 is the upper one. Bars of a lane do not overlap. */
  readonly lane: number;
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
/** What has no length, a refusal, is drawn this wide: a share of the width. */
const leastWidth = 0.022;
const mostTicks = 8;

/** Where the sessions of a day lie: from the full hour before the first to the full hour after the last, within the day. Pure. */
export const timelineOf = (view: Day, now: Millis, clock: WallClock = systemClock): Timeline => {
  const { from, to } = shownPart(view, now, clock);
  const span = to - from;
  const share = (at: Millis) => Math.min(1, Math.max(0, (at - from) / span));
  const ends: { end: number; profile: string }[] = [];
  const bars = [...view.items]
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .map((item): Bar => {
      const x = Math.min(share(item.from), 1 - leastWidth);
      const width = Math.max(leastWidth, share(item.to) - x);
      const lane = freeLane(ends, x, item.profile);
      ends[lane] = { end: x + width, profile: item.profile };
      return { item, x, width, lane };
    });
  return { from, to, lanes: Math.max(1, ends.length), bars, ticks: ticksOf(from, to, clock) };
};

/** The lane where the same role was last, if it is free; else the first that is; else a new one. */
const freeLane = (ends: readonly { readonly end: number; readonly profile: string }[], x: number, profile: string): number => {
  const isFree = (lane: { readonly end: number }) => lane.end <= x + 1e-9;
  const own = ends.findIndex((lane) => lane.profile === profile && isFree(lane));
  if (own !== -1) return own;
  const first = ends.findIndex(isFree);
  return first === -1 ? ends.length : first;
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
