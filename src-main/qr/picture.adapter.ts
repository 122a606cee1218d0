import { inflate } from 'node:zlib';
import type { Problem } from '../contract/problems/problem.ts';
import { failed, ok, type Result } from '../contract/result.ts';

/** A picture as pixels: one byte of brightness each, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

/** Width and height of a picture in pixels, read from its head before anything is unpacked. */
interface Head {
  readonly format: 'png' | 'jpeg';
  readonly width: number;
  readonly height: number;
}

/** A picture that unpacks to more is refused: that of a camera of 20 megapixels, which has some more, is below it, and so are three large screens. */
export const pixelLimit = 21_000_000;

const unusable = (why: Extract<Problem, { readonly code: 'picture-unusable' }>['why']) => failed({ code: 'picture-unusable', why });

/** Undefined for what is neither PNG nor JPEG. */
export const pictureHead = (bytes: Uint8Array): Head | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, index) => bytes[index] === byte);
  // PNG section 11.2.1: IHDR comes first, behind length and type.
  if (isPng) return bytes.length < 24 ? undefined : { format: 'png', width: view.getUint32(16), height: view.getUint32(20) };
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  // JPEG (T.81 annex B): segments until a start of frame, which has height and width.
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { format: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
};

/** Rec. 601 brightness over a white ground. */
const brightness = (red: number, green: number, blue: number, alpha: number): number =>
  Math.round(((red * 77 + green * 150 + blue * 29) / 256) * (alpha / 255) + 255 - alpha);

/** The chunks that pixels are made of; others can unpack to anything (PNG section 11.3). */
const pixelChunks = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

/**
 * A PNG without what is no pixel, once it is sure that it unpacks to no more than its head says: the decoder believes the last of several heads, and
 * unpacks whatever is packed. Throws on anything else.
 */
const modestPng = async (bytes: Uint8Array, { width, height }: Head): Promise<Uint8Array> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 8)];
  const packed: Uint8Array[] = [];
  for (let at = 8, type = ''; type !== 'IEND'; ) {
    const length = view.getUint32(at);
    type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1');
    const next = at + 12 + length;
    if ((at === 8) !== (type === 'IHDR') || next > bytes.length) throw new Error('not a PNG');
    if (pixelChunks.includes(type)) kept.push(bytes.subarray(at, next));
    if (type === 'IDAT') packed.push(bytes.subarray(at + 8, at + 8 + length));
    at = next;
  }
  const channels = [1, 0, 3, 1, 2, 0, 4][bytes[25] ?? 0] ?? 0;
  const row = Math.ceil((width * channels * (bytes[24] ?? 0)) / 8) + 1;
  // An interlaced picture has up to twice as many rows, each with a byte more and one that is not full.
  const most = row * height + 4 * height + 64;
  await new Promise<void>((resolve, reject) => {
    inflate(Buffer.concat(packed), { maxOutputLength: most }, (error) => (error ? reject(error) : resolve()));
  });
  return new Uint8Array(Buffer.concat(kept));
};

const readPng = async (bytes: Uint8Array, head: Head): Promise<Pixels> => {
  const { width, height } = head;
  const { convertIndexedToRgb, decode } = await import('fast-png');
  const png = decode(await modestPng(bytes, head));
  const luma = new Uint8Array(width * height);
  const isIndexed = png.palette !== undefined;
  const data = png.palette ? convertIndexedToRgb(png) : png.data;
  const channels = png.palette ? (png.palette[0]?.length ?? 3) : png.channels;
  if (!isIndexed && png.depth < 8) {
    // Grey with several pixels in a byte; each row begins with a byte of its own.
    const row = Math.ceil((width * png.depth) / 8);
    const most = 2 ** png.depth - 1;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const bit = x * png.depth;
        const value = ((data[y * row + (bit >> 3)] ?? 0) >> (8 - png.depth - (bit & 7))) & most;
        luma[y * width + x] = Math.round((value * 255) / most);
      }
    data.fill(0);
    return { width, height, luma };
  }
  const shift = !isIndexed && png.depth === 16 ? 8 : 0;
  const sample = (at: number) => (data[at] ?? 0) >> shift;
  for (let pixel = 0, at = 0; pixel < luma.length; pixel++, at += channels) {
    const isGrey = channels < 3;
    const alpha = channels === 2 ? sample(at + 1) : channels === 4 ? sample(at + 3) : 255;
    luma[pixel] = brightness(sample(at), sample(isGrey ? at : at + 1), sample(isGrey ? at : at + 2), alpha);
  }
  // The picture is the secret.
  data.fill(0);
  png.data.fill(0);
  return { width, height, luma };
};

const readJpeg = async (bytes: Uint8Array, { width, height }: Head): Promise<Pixels> => {
  const { decode } = await import('jpeg-js');
  const { data } = decode(bytes, { useTArray: true, formatAsRGBA: false, maxResolutionInMP: 21, maxMemoryUsageInMB: 512 });
  const luma = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < luma.length; pixel++, at += 3)
    luma[pixel] = brightness(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, 255);
  data.fill(0);
  return { width, height, luma };
};

/** A PNG or JPEG as pixels. Problem: picture-unusable (not-a-picture, too-large). */
export const readPicture = async (bytes: Uint8Array): Promise<Result<Pixels>> => {
  const head = pictureHead(bytes);
  if (!head || head.width === 0 || head.height === 0) return unusable('not-a-picture');
  if (head.width * head.height > pixelLimit) return unusable('too-large');
  try {
    return ok(await (head.format === 'png' ? readPng(bytes, head) : readJpeg(bytes, head)));
  } catch {
    // A damaged file; what the library says could hold bytes of it.
    return unusable('not-a-picture');
  }
};
