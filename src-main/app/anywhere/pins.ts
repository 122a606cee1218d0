import type { Clock } from '../../base/clock.ts';
import type { Keys } from '../../card/keys/keys.ts';
import type { Settings } from '../ports.ts';

/** PINs that a person typed in this run, in memory alone: never in the state, a file or the log. Each is one buffer, overwritten when it goes. */
export interface Pins {
  /** A copy, which whoever takes it overwrites. */
  readonly get: (keyId: string) => Uint8Array<ArrayBuffer> | undefined;
  readonly has: (keyId: string) => boolean;
  /** Keeps a copy for as long as the settings say; with `never` not at all. */
  readonly keep: (keyId: string, pin: Uint8Array) => void;
  /** It was refused, or may not count any more. */
  readonly forget: (keyId: string) => void;
  /** The screen locked. */
  readonly onLock: () => void;
  /** Forgets all, and follows the keys no longer. */
  readonly close: () => void;
}

interface Kept {
  readonly pin: Uint8Array<ArrayBuffer>;
  readonly stop: () => void;
}

const minute = 60_000;

/** How long a PIN is kept, in milliseconds, where a time is what ends it. */
const spans: Readonly<Partial<Record<Settings['keepPin'], number>>> = { '15-minutes': 15 * minute, '1-hour': 60 * minute };

export const createPins = (needs: {
  readonly keys: Pick<Keys, 'state' | 'subscribe'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly settings: { readonly get: () => Pick<Settings, 'keepPin'> };
  /** Told when one isn't remembered any more. */
  readonly onForgotten?: (keyId: string) => void;
}): Pins => {
  const kept = new Map<string, Kept>();
  const forget = (keyId: string): void => {
    const there = kept.get(keyId);
    kept.delete(keyId);
    there?.stop();
    there?.pin.fill(0);
    if (there) needs.onForgotten?.(keyId);
  };
  const forgetAll = (): void => {
    for (const keyId of [...kept.keys()]) forget(keyId);
  };
  // A key that was pulled, or a card service that is gone, takes its PIN along.
  const stopKeys = needs.keys.subscribe((state) => {
    const plugged = state.kind === 'ready' ? state.keys.map(({ id }) => id) : [];
    for (const keyId of [...kept.keys()]) if (!plugged.includes(keyId)) forget(keyId);
  });
  return {
    get: (keyId) => kept.get(keyId)?.pin.slice(),
    has: (keyId) => kept.has(keyId),
    keep: (keyId, pin) => {
      const { keepPin } = needs.settings.get();
      forget(keyId);
      if (keepPin === 'never') return;
      const span = spans[keepPin];
      kept.set(keyId, { pin: Uint8Array.from(pin), stop: span === undefined ? () => {} : needs.clock.after(span, () => forget(keyId)) });
    },
    forget,
    onLock: () => {
      if (needs.settings.get().keepPin === 'until-locked') forgetAll();
    },
    close: () => {
      stopKeys();
      forgetAll();
    },
  };
};
