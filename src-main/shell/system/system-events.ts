import type { Clock } from '../../base/clock.ts';

export type PowerEvent = 'suspend' | 'resume' | 'lock' | 'unlock';

/** The same event from a second source within this is the same event, in milliseconds. */
const echoMillis = 2000;

/** Several sources may tell of one event; it is passed on once. Never by what was told before: an unlock may be told by nobody. */
export const withoutEchoes = (clock: Clock, tell: (event: PowerEvent) => void): ((event: PowerEvent) => void) => {
  const last = new Map<PowerEvent, number>();
  const opposite = { suspend: 'resume', resume: 'suspend', lock: 'unlock', unlock: 'lock' } as const;
  return (event) => {
    const now = clock.now();
    const before = last.get(event);
    if (before !== undefined && Math.abs(now - before) < echoMillis) return;
    last.set(event, now);
    last.delete(opposite[event]);
    tell(event);
  };
};
