import { nativeTheme } from 'electron';
import type { Log } from '../base/log.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import type { AppSlot } from './app-slot.ts';
import type { LoginItem } from './system/login-item.adapter.ts';
import { createShortcut } from './system/shortcut.ts';

/** What the system does for the preferences: theme, shortcut, start at login. `handle` does what has changed. */
export const createPreferences = (options: {
  readonly app: AppSlot;
  readonly loginItem: LoginItem;
  /** The shortcut was pressed. */
  readonly press: () => void;
  readonly log: Log;
}): { readonly handle: (snapshot: Snapshot) => void; readonly close: () => void } => {
  const { app, loginItem } = options;
  const shortcut = createShortcut({
    press: options.press,
    tell: (state) => void app.handle({ kind: 'shortcut', state }),
    log: options.log,
  });
  void app.handle({ kind: 'login-item', possible: loginItem.possible });
  return {
    handle: ({ preferences, demo }) => {
      if (nativeTheme.themeSource !== preferences.theme) nativeTheme.themeSource = preferences.theme;
      shortcut.handle(preferences.shortcut);
      // The demo has preferences of its own, and what is set up for the next login is none of its business.
      if (!demo) void loginItem.handle(preferences.startAtLogin);
    },
    close: shortcut.close,
  };
};
