import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { colours } from '../../../../src-main/contract/preferences.ts';
import { markBitmap, markColours, markSize } from '../../../../src-main/shell/tray/mark-bitmap.ts';

it('the menu has the colours of the window', () => {
  const css = readFileSync('src-renderer/styles/tokens.css', 'utf8');
  const inWindow = [...css.matchAll(/\[data-colour="(\w+)"\] \{\s+--mark: #([0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex]);
  expect(inWindow).toEqual(Object.entries(markColours).map(([name, value]) => [name, value.toString(16).padStart(6, '0')]));
  expect(inWindow.map(([name]) => name)).toEqual(colours.filter((name) => name !== 'none'));
});

it('draws a square without its corners, as blue, green, red and alpha', () => {
  const bitmap = markBitmap('red');
  const at = (x: number, y: number) => [...bitmap.subarray((y * markSize + x) * 4, (y * markSize + x) * 4 + 4)];
  expect([bitmap.length, at(8, 8), at(3, 3), at(0, 0)]).toEqual([1024, [0x3b, 0x45, 0xd6, 0xff], [0, 0, 0, 0], [0, 0, 0, 0]]);
});
