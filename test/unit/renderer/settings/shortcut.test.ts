import { describe, expect, test } from 'vitest';
import { parsePreference } from '../../../../src-main/contract/preferences.ts';
import { type Pressed, shortcutOf } from '../../../../src-renderer/settings/shortcut.ts';
import { shortcutKeys } from '../../../../src-renderer/ui/keys/key-names.ts';

const pressed = (code: string, ...held: ('ctrl' | 'alt' | 'shift' | 'meta')[]): Pressed => ({
  code,
  ctrlKey: held.includes('ctrl'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
  metaKey: held.includes('meta'),
});

describe('a shortcut that is pressed', () => {
  test.each<readonly [Pressed, string]>([
    [pressed('KeyY', 'ctrl', 'alt'), 'Control+Alt+Y'],
    [pressed('Digit1', 'alt'), 'Alt+1'],
    [pressed('F12', 'ctrl', 'shift'), 'Control+Shift+F12'],
    [pressed('ArrowUp', 'meta'), 'Super+Up'],
    [pressed('Space', 'ctrl', 'alt', 'shift', 'meta'), 'Control+Alt+Shift+Super+Space'],
  ])('%j is %s, and main takes it', (event, shortcut) => {
    expect(shortcutOf(event, false)).toEqual({ shortcut });
    expect(parsePreference('shortcut', shortcut)?.value).toBe(shortcut);
  });

  test('has the name of the system key on a Mac', () => {
    expect(shortcutOf(pressed('KeyY', 'meta', 'alt'), true)).toEqual({ shortcut: 'Alt+Command+Y' });
    expect(parsePreference('shortcut', 'Alt+Command+Y')?.value).toBe('Alt+Command+Y');
  });

  test('is waited for while only modifiers are down', () => {
    for (const code of ['ControlLeft', 'AltRight', 'ShiftLeft', 'MetaLeft', 'OSLeft'])
      expect(shortcutOf(pressed(code, 'ctrl'), false)).toBe('more');
  });

  test('takes no key from every program: Shift alone is not enough', () => {
    expect(shortcutOf(pressed('KeyY'), false)).toBe('weak');
    expect(shortcutOf(pressed('F5', 'shift'), false)).toBe('weak');
  });

  test('is none with a key that the system has no name for', () => {
    for (const code of ['IntlBackslash', 'F25', 'KeyÄ', 'constructor', ''])
      expect(shortcutOf(pressed(code, 'ctrl'), false)).toBe('unknown');
  });
});

describe('the keys of a shortcut', () => {
  test('read as they stand on the keyboard', () => {
    expect(shortcutKeys('CommandOrControl+Alt+Y', false)).toEqual(['Ctrl', 'Alt', 'Y']);
    expect(shortcutKeys('CommandOrControl+Alt+Y', true)).toEqual(['⌘', '⌥', 'Y']);
    expect(shortcutKeys('CommandOrControl+O', false)).toEqual(['Ctrl', 'O']);
    expect(['Delete', 'Enter'].map((key) => shortcutKeys(key, true))).toEqual([['⌦'], ['↵']]);
    expect(shortcutKeys('', false)).toEqual([]);
  });
});
