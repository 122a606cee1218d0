import type { Problem } from '../contract/problems/problem.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import { type Pixels, readPicture } from './picture.adapter.ts';

/** The decoder takes no side that is longer. */
const longestSide = 4096;
/** Tiles overlap by this much, so that a code of usual size lies whole in one of them. */
const overlap = 1024;
/** More codes than this in one picture: that it is more than one is all that matters. */
const mostCodes = 6;
/** Milliseconds for each look at a part of the picture. */
const lookMillis = 400;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Halves a picture: each pixel is the mean of four. */
const halved = ({ width, height, luma }: Pixels): Pixels => {
  const small = { width: width >> 1, height: height >> 1 };
  const mean = new Uint8Array(small.width * small.height);
  for (let y = 0, to = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++, to++) {
      const at = 2 * y * width + 2 * x;
      mean[to] = ((luma[at] ?? 0) + (luma[at + 1] ?? 0) + (luma[at + width] ?? 0) + (luma[at + width + 1] ?? 0)) >> 2;
    }
  return { ...small, luma: mean };
};

const cut = ({ width, luma }: Pixels, box: Box): Pixels => {
  const part = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) part.set(luma.subarray((box.y + y) * width + box.x).subarray(0, box.width), y * box.width);
  return { width: box.width, height: box.height, luma: part };
};

const starts = (side: number): readonly number[] => {
  if (side <= longestSide) return [0];
  const rest = starts(side - longestSide + overlap).map((start) => start + longestSide - overlap);
  return [0, ...rest];
};

const tiles = ({ width, height }: Pixels): readonly Box[] =>
  starts(height).flatMap((y) =>
    starts(width).map((x) => ({ x, y, width: Math.min(longestSide, width - x), height: Math.min(longestSide, height - y) })),
  );

/** Paints a found code over, so that the next look finds another. */
const paintOver = ({ width, height, luma }: Pixels, corners: readonly { readonly x: number; readonly y: number }[]): void => {
  const clip = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)));
  const [left, right] = [Math.min(...corners.map(({ x }) => x)), Math.max(...corners.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...corners.map(({ y }) => y)), Math.max(...corners.map(({ y }) => y))];
  for (let y = clip(top, height); y < clip(bottom, height); y++)
    luma.fill(255, y * width + clip(left, width), y * width + clip(right, width));
};

/** Texts of the QR codes in a picture, each once. The pixels are changed on the way. */
export const findCodes = async (pixels: Pixels): Promise<readonly string[]> => {
  const { default: decodeQr } = await import('qr/decode.js');
  const found = new Set<string>();
  const look = (part: Pixels) => {
    for (let turn = 0; turn < mostCodes; turn++) {
      let corners: readonly { readonly x: number; readonly y: number }[] | undefined;
      try {
        const { width, height, luma: data } = part;
        const text = decodeQr(
          { width, height, data },
          {
            // Of a planar picture only the brightness is read.
            format: 'I420',
            timeLimit: lookMillis,
            effort: 3,
            pointsOnDetect: (points) => {
              corners = points.outline;
            },
          },
        );
        found.add(text);
      } catch {
        // No (further) code, or one that cannot be read.
        return;
      }
      if (!corners) return;
      paintOver(part, corners);
    }
  };
  const fits = Math.max(pixels.width, pixels.height) <= longestSide;
  // A photo shows a code large: half its size is enough and faster.
  if (!fits) {
    const half = halved(pixels);
    for (const box of tiles(half)) look(cut(half, box));
  }
  if (found.size === 0) for (const box of tiles(pixels)) look(fits ? pixels : cut(pixels, box));
  return [...found];
};

const isLink = (text: string): boolean => /^otpauth:/i.test(text);

/** The text of the one otpauth QR code on all screens; the pictures are overwritten, whatever comes of it. Problem: screen-unusable. */
export const readScreens = async (screens: readonly Pixels[]): Promise<Result<string>> => {
  const texts = new Set<string>();
  try {
    // The same window may be on two screens that show the same.
    for (const screen of screens) for (const text of await findCodes(screen)) texts.add(text);
  } finally {
    for (const { luma } of screens) luma.fill(0);
  }
  const [link, ...others] = [...texts].filter(isLink);
  const unusable = (why: Extract<Problem, { readonly code: 'screen-unusable' }>['why']) => failed({ code: 'screen-unusable', why });
  if (link === undefined) return unusable(texts.size === 0 ? 'no-code' : 'not-otpauth');
  return others.length > 0 ? unusable('several-codes') : ok(link);
};

/** The text of the one otpauth QR code in a PNG or JPEG. Problem: picture-unusable. */
export const readQrCode = async (bytes: Uint8Array): Promise<Result<string>> => {
  const picture = await readPicture(bytes);
  if (!picture.ok) return picture;
  const texts = await findCodes(picture.value);
  picture.value.luma.fill(0);
  if (texts.length === 0) return failed({ code: 'picture-unusable', why: 'no-code' });
  const links = texts.filter(isLink);
  const [link] = links;
  if (link === undefined) return failed({ code: 'picture-unusable', why: 'not-otpauth' });
  return links.length > 1 ? failed({ code: 'picture-unusable', why: 'several-codes' }) : ok(link);
};
