import { globalShortcut } from 'electron';
import type { Log } from '../../base/log.ts';

export type ShortcutState = 'on' | 'off' | 'taken';

export interface Shortcut {
  /** Takes this one in the place of the one before; empty for none. Tells only what has changed. */
  readonly handle: (accelerator: string) => void;
  readonly close: () => void;
}

/** One shortcut that works in every program. On Wayland the desktop may ask the person first, or refuse. */
export const createShortcut = (options: {
  readonly press: () => void;
  readonly tell: (state: ShortcutState) => void;
  readonly log: Log;
}): Shortcut => {
  let current: string | undefined;
  const letGo = () => {
    if (current) globalShortcut.unregister(current);
  };
  const take = (accelerator: string): ShortcutState => {
    if (accelerator === '') return 'off';
    try {
      return globalShortcut.register(accelerator, options.press) ? 'on' : 'taken';
    } catch {
      // A key that Electron does not know.
      options.log.warn('this shortcut is none', { accelerator });
      return 'taken';
    }
  };
  return {
    handle: (accelerator) => {
      if (accelerator === current) return;
      letGo();
      current = accelerator;
      options.tell(take(accelerator));
    },
    close: letGo,
  };
};
