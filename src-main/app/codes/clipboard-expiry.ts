import type { Clock } from '../../base/clock.ts';
import type { Clipboard } from '../ports.ts';

/** The secret on the clipboard, whatever the code card shows meanwhile. A later copy has its own time. */
export interface ClipboardExpiry {
  /** Takes it off after `millis`, and then tells. */
  readonly hold: (millis: number, whenOver: () => void) => void;
  /** Takes it off now. */
  readonly clear: () => Promise<void>;
}

export const createClipboardExpiry = (clock: Clock, clipboard: Clipboard): ClipboardExpiry => {
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
