import type { Snapshot } from '../../contract/snapshot.ts';
import type { Millis } from '../../contract/values.ts';
import { exactMillis } from '../../contract/values.ts';

const minuteMillis = 60_000;
const secondMillis = 1000;

const lefts = (snapshot: Pick<Snapshot, 'sessions'>, now: Millis): readonly number[] =>
  snapshot.sessions.map((session) => session.expires - now).filter((millis) => millis > 0);

/** Until `wholeMinutes` gives another number, which it does just below a whole or a half minute. */
const untilNextMinute = (left: Millis): number =>
  left < exactMillis ? (left % minuteMillis) + 1 : Math.min(((left + minuteMillis / 2) % minuteMillis) + 1, left - exactMillis + 1);

/** Milliseconds until the first of the sessions ends; undefined when none runs. */
export const shortestLeft = (snapshot: Pick<Snapshot, 'sessions'>, now: Millis): number | undefined => {
  const left = lefts(snapshot, now);
  return left.length === 0 ? undefined : Math.min(...left);
};

/**
 * Milliseconds until a text of the tray changes by the clock alone; undefined when no session runs. Texts tell minutes; with `seconds`, where the
 * time stands beside the icon, the last minute is told by the second.
 */
export const untilNextChange = (snapshot: Pick<Snapshot, 'sessions'>, now: Millis, seconds: boolean): number | undefined => {
  const shortest = shortestLeft(snapshot, now);
  if (shortest === undefined) return undefined;
  if (seconds && shortest <= minuteMillis) return shortest % secondMillis || secondMillis;
  return Math.min(...lefts(snapshot, now).map(untilNextMinute));
};
