import type { Clock } from '../../base/clock.ts';

export type PowerEvent = 'suspend' | 'resume' | 'lock' | 'unlock';

/** The same event from a second source within this is the same event, in milliseconds. */
const echoMillis = 2000;

/**
 * Several sources may tell of one event; it is passed on once. Never by what was told before: an unlock may be told by nobody. A lock may come right after an
 * unlock; no computer falls asleep twice within the time, so a source that is late with both is an echo.
 */
export const withoutEchoes = (clock: Clock, tell: (event: PowerEvent) => void): ((event: PowerEvent) => void) => {
  const last = new Map<PowerEvent, number>();
  const opposite = { lock: 'unlock', unlock: 'lock', suspend: undefined, resume: undefined } as const;
  return (event) => {
    const now = clock.now();
    const before = last.get(event);
    if (before !== undefined && Math.abs(now - before) < echoMillis) return;
    last.set(event, now);
    const other = opposite[event];
    if (other) last.delete(other);
    tell(event);
  };
};
