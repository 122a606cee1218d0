import { shortcutKeys } from './key-names.ts';
import * as styles from './keys.module.css';

export const onMac = /Mac/.test(globalThis.navigator?.userAgent ?? '');

/** Whether the key that goes with letters for commands is down: Command on a Mac, else Ctrl. */
export const isCommandDown = (event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey'>): boolean =>
  (onMac ? event.metaKey : event.ctrlKey) && !event.altKey;

/** A shortcut as Electron writes it, drawn as keys. */
export const Keys = ({ shortcut }: { readonly shortcut: string }) => (
  // As on the keyboard, also where sentences are read from right to left.
  <span className={styles.keys} dir="ltr">
    {shortcutKeys(shortcut, onMac).map((key) => (
      <kbd key={key}>{key}</kbd>
    ))}
  </span>
);

/** The same for `aria-keyshortcuts`. */
export const keysHeard = (shortcut: string): string =>
  shortcut.replace('CommandOrControl', onMac ? 'Meta' : 'Control').replace(/Right$/, 'ArrowRight');
