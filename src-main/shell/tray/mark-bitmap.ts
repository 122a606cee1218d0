import type { Colour } from '../../contract/preferences.ts';

/** Pixels of a menu's icon, each way. */
export const markSize = 16;
/** Pixels that stay clear around the square. */
const margin = 3;

/** Red, green and blue of each mark; the window's style sheet (`--mark`) has the same. */
export const markColours: Readonly<Record<Exclude<Colour, 'none'>, number>> = {
  red: 0xd6453b,
  orange: 0xdd7a1f,
  yellow: 0xc9a106,
  green: 0x3f9a4b,
  teal: 0x1b9b94,
  blue: 0x3f7fd9,
  purple: 0x8d5fd3,
  pink: 0xd3589f,
};

/** A square of the colour with its corners off, as BGRA in rows of `markSize`. */
export const markBitmap = (colour: Exclude<Colour, 'none'>): Buffer => {
  const pixels = Buffer.alloc(markSize * markSize * 4);
  const last = markSize - margin - 1;
  for (let y = margin; y <= last; y += 1)
    for (let x = margin; x <= last; x += 1) {
      const isCorner = (x === margin || x === last) && (y === margin || y === last);
      if (!isCorner) pixels.writeUInt32LE((0xff000000 | markColours[colour]) >>> 0, (y * markSize + x) * 4);
    }
  return pixels;
};
