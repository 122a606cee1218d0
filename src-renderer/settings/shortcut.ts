/** Shortcuts as Electron writes them (`CommandOrControl+Alt+Y`), from keys that are pressed. Pure. */

/** What of a keyboard event counts. `code` is the key's place, the same in every layout and with every modifier. */
export interface Pressed {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

const named: ReadonlyMap<string, string> = new Map([
  ['Space', 'Space'],
  ['ArrowUp', 'Up'],
  ['ArrowDown', 'Down'],
  ['ArrowLeft', 'Left'],
  ['ArrowRight', 'Right'],
  ['Home', 'Home'],
  ['End', 'End'],
  ['PageUp', 'PageUp'],
  ['PageDown', 'PageDown'],
  ['Insert', 'Insert'],
]);

const keyName = (code: string): string | undefined =>
  /^(?:Key([A-Z])|Digit(\d)|(F(?:[1-9]|1\d|2[0-4])))$/
    .exec(code)
    ?.slice(1)
    .find((part) => part !== undefined) ?? named.get(code);

/**
 * The shortcut that was pressed. `more`: only modifiers so far. `weak`: nothing but Shift or no modifier at all, which would take a key from every
 * program. `unknown`: a key that cannot be one.
 */
export const shortcutOf = (pressed: Pressed, onMac: boolean): { readonly shortcut: string } | 'more' | 'weak' | 'unknown' => {
  if (/^(Control|Alt|Shift|Meta|OS)(Left|Right)?$/.test(pressed.code)) return 'more';
  const key = keyName(pressed.code);
  if (key === undefined) return 'unknown';
  if (!pressed.ctrlKey && !pressed.altKey && !pressed.metaKey) return 'weak';
  const modifiers = [
    pressed.ctrlKey ? 'Control' : '',
    pressed.altKey ? 'Alt' : '',
    pressed.shiftKey ? 'Shift' : '',
    pressed.metaKey ? (onMac ? 'Command' : 'Super') : '',
  ].filter((name) => name !== '');
  return { shortcut: [...modifiers, key].join('+') };
};
