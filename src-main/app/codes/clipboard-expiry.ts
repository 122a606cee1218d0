import type { Clock } from '../../base/clock.ts';
import type { Clipboard } from '../ports.ts';

/** The code on the clipboard, whatever the code card shows meanwhile. A later copy has its own time. */
export interface CopiedCode {
  /** Takes it off after `millis`, and then tells. */
  readonly hold: (millis: number, whenOver: () => void) => void;
  /** Takes it off now. */
  readonly clear: () => Promise<void>;
}

export const createCopiedCode = (clock: Clock, clipboard: Clipboard): CopiedCode => {
  let stopTimer = () => {};
  return {
    hold: (millis, whenOver) => {
      stopTimer();
      stopTimer = clock.after(millis, () => {
        whenOver();
        void clipboard.clearSecret();
      });
    },
    clear: () => {
      stopTimer();
      return clipboard.clearSecret();
    },
  };
};
