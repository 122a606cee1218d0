import type { Clock } from '../../base/clock.ts';
import type { Keys } from '../../card/keys/keys.ts';
import type { Settings } from '../ports.ts';

/** PINs that a person typed in this run, in memory alone: never in the state, a file or the log. Each is one buffer, overwritten when it goes. */
export interface Pins {
  /** A copy, which whoever takes it overwrites. */
  readonly get: (keyId: string) => Uint8Array<ArrayBuffer> | undefined;
  readonly has: (keyId: string) => boolean;
  /** Keeps a copy for as long as the settings say, from now on; with `never` not at all. One that is kept already has no longer for being used. */
  readonly keep: (keyId: string, pin: Uint8Array) => void;
  /** It was refused, or may not count any more. */
  readonly forget: (keyId: string) => void;
  /** The screen locked. */
  readonly onLock: () => void;
  /** Forgets what has had its time: the computer may have slept, when timers stand still, or the setting changed. */
  readonly look: () => void;
  /** Forgets all, and follows the keys no longer. */
  readonly close: () => void;
}

interface Kept {
  readonly pin: Uint8Array<ArrayBuffer>;
  /** When it was typed, in milliseconds. */
  readonly since: number;
  readonly stop: () => void;
}

const minute = 60_000;

/** How long a PIN is kept, in milliseconds, where a time is what ends it. */
const spans: Readonly<Partial<Record<Settings['keepPin'], number>>> = { '15-minutes': 15 * minute, '1-hour': 60 * minute };

export const createPins = (needs: {
  readonly keys: Pick<Keys, 'state' | 'subscribe'>;
  readonly clock: Clock;
  readonly settings: {
    readonly get: () => Pick<Settings, 'keepPin'>;
    /** Calls after changes, of the settings among others; the answer ends that. */
    readonly subscribe: (listener: () => void) => () => void;
  };
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
  /** Milliseconds that are left; undefined where no time is what ends it. */
  const left = ({ since }: Pick<Kept, 'since'>): number | undefined => {
    const { keepPin } = needs.settings.get();
    const span = keepPin === 'never' ? 0 : spans[keepPin];
    return span === undefined ? undefined : since + span - needs.clock.now();
  };
  const put = (keyId: string, pin: Uint8Array<ArrayBuffer>, since: number): void => {
    const rest = left({ since });
    kept.set(keyId, { pin, since, stop: rest === undefined ? () => {} : needs.clock.after(rest, () => forget(keyId)) });
  };
  const current = (keyId: string): Kept | undefined => {
    const there = kept.get(keyId);
    if (there && (left(there) ?? 1) <= 0) forget(keyId);
    return kept.get(keyId);
  };
  const look = (): void => {
    for (const keyId of [...kept.keys()]) current(keyId);
  };
  let { keepPin: known } = needs.settings.get();
  const stopSettings = needs.settings.subscribe(() => {
    const { keepPin } = needs.settings.get();
    if (keepPin === known) return;
    known = keepPin;
    look();
    for (const [keyId, { pin, since, stop }] of [...kept]) {
      stop();
      put(keyId, pin, since);
    }
  });
  // A key that was pulled, or a card service that is gone, takes its PIN along.
  const stopKeys = needs.keys.subscribe((state) => {
    const plugged = state.kind === 'ready' ? state.keys.map(({ id }) => id) : [];
    for (const keyId of [...kept.keys()]) if (!plugged.includes(keyId)) forget(keyId);
  });
  return {
    get: (keyId) => current(keyId)?.pin.slice(),
    has: (keyId) => current(keyId) !== undefined,
    keep: (keyId, pin) => {
      if (Buffer.compare(current(keyId)?.pin ?? new Uint8Array(), pin) === 0) return;
      forget(keyId);
      if (needs.settings.get().keepPin !== 'never') put(keyId, Uint8Array.from(pin), needs.clock.now());
    },
    forget,
    onLock: () => {
      if (needs.settings.get().keepPin === 'until-locked') forgetAll();
    },
    look,
    close: () => {
      stopKeys();
      stopSettings();
      forgetAll();
    },
  };
};
