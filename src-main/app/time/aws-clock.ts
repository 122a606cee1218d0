import type { Millis } from '../../contract/values.ts';

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
  readonly computerTime: () => Millis;
  readonly elapsed: () => number;
  readonly offset: () => number;
  readonly setOffset: (offsetMillis: number) => void;
  readonly onJump: (direction: 'back' | 'forward') => void;
}): AwsClock => {
  let last = { computer: needs.computerTime(), elapsed: needs.elapsed() };
  return {
    now: () => {
      const present = { computer: needs.computerTime(), elapsed: needs.elapsed() };
      const drift = present.computer - last.computer - (present.elapsed - last.elapsed);
      last = present;
      if (Math.abs(drift) > jumpMillis) {
        if (drift < 0) needs.setOffset(needs.offset() - drift);
        needs.onJump(drift < 0 ? 'back' : 'forward');
      }
      return present.computer + needs.offset();
    },
  };
};
