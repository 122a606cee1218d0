import { keyTexts } from '../../../src-main/words/window/kit.ts';

/** Keys as Electron writes them (`CommandOrControl+Alt+Y`), as a person reads them. Pure. */

const macNames: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  Command: '⌘',
  Meta: '⌘',
  Super: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Option: '⌥',
  Shift: '⇧',
  Delete: '⌦',
};
const otherNames: Readonly<Record<string, string>> = {
  CommandOrControl: keyTexts.control,
  Control: keyTexts.control,
  Shift: keyTexts.shift,
  Option: 'Alt',
  Meta: 'Super',
  Command: 'Super',
  Delete: keyTexts.delete,
};
const names: Readonly<Record<string, string>> = { Enter: '↵', Right: '→', Up: '↑', Down: '↓', Escape: 'Esc', Plus: '+', Minus: '−' };

/** The keys of a shortcut as they stand on the keyboard; none for no shortcut. */
export const shortcutKeys = (shortcut: string, onMac: boolean): readonly string[] =>
  shortcut === '' ? [] : shortcut.split('+').map((part) => (onMac ? macNames : otherNames)[part] ?? names[part] ?? part);
