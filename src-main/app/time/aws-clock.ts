import type { Clock } from '../../base/clock.ts';
import type { Millis } from '../../contract/values.ts';
import { withJump } from '../state/changes.ts';
import type { Store } from '../state/store.ts';

/** Beyond this the computer's clock did not just run a little off: it was set, or the computer slept. Milliseconds. */
const jumpMillis = 5_000;

/** AWS's time, kept true when somebody sets the computer's clock. */
export interface AwsClock {
  readonly now: () => Millis;
}

/**
 * Compares the computer's clock with one that nobody sets, at each look. Set back: the offset to AWS's time grows by as much, so that nothing lives
 * longer for it. Gone forward: the computer slept, or its clock was set ahead; time is taken to have passed, which shows too little and never too
 * much, until AWS is asked. `onJump` is told both, after the offset was corrected.
 */
export const createAwsClock = (needs: {
  readonly clock: Pick<Clock, 'now'>;
  /** Milliseconds of a clock that nobody sets. */
  readonly elapsed: () => number;
  readonly store: Pick<Store, 'state' | 'change'>;
  readonly onJump: (direction: 'back' | 'forward') => void;
}): AwsClock => {
  const offset = () => needs.store.state().clock.offsetMillis;
  let last = { computer: needs.clock.now(), elapsed: needs.elapsed() };
  return {
    now: () => {
      const present = { computer: needs.clock.now(), elapsed: needs.elapsed() };
      const drift = present.computer - last.computer - (present.elapsed - last.elapsed);
      last = present;
      if (Math.abs(drift) > jumpMillis) {
        if (drift < 0) needs.store.change(withJump(offset() - drift));
        needs.onJump(drift < 0 ? 'back' : 'forward');
      }
      return present.computer + offset();
    },
  };
};
