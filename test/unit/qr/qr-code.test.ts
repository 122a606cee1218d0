import { deflateSync } from 'node:zlib';
import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import encodeQr from 'qr';
import { describe, expect, it } from 'vitest';
import { readQrCode } from '../../../src-main/qr/qr-code.adapter.ts';

const link = (user: string) =>
  `otpauth://totp/Amazon%20Web%20Services:${user}@111122223333?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567&issuer=Amazon%20Web%20Services`;

interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A page with something like lines of text on it, RGBA. */
const page = (width: number, height: number): Canvas => {
  const data = new Uint8Array(width * height * 4).fill(255);
  let state = 7;
  const next = () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state >> 16;
  };
  for (let y = 10; y < height - 14; y += 18)
    for (let x = 10; x < width - 10; x += 9)
      for (let dot = 0; dot < 20; dot++) {
        const at = ((y + (next() % 12)) * width + x + (next() % 6)) * 4;
        data[at] = 40;
        data[at + 1] = 40;
        data[at + 2] = 40;
      }
  return { width, height, data };
};

const paint = ({ width, data }: Canvas, text: string, left: number, top: number, scale: number, [dark, light] = [0, 255]) => {
  const modules = encodeQr(text, 'raw', { border: 4 });
  for (let y = 0; y < modules.length * scale; y++)
    for (let x = 0; x < modules.length * scale; x++) {
      const at = ((top + y) * width + left + x) * 4;
      data.fill((modules[Math.floor(y / scale)]?.[Math.floor(x / scale)] ? dark : light) ?? 0, at, at + 3);
    }
};

const chunk = (type: string, data: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  // The checksum is looked at by nobody.
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
};
/** Of 8 bits, in shades of grey unless `colours` say otherwise. */
const head = (width: number, height: number, colours = 0): Buffer => {
  const data = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, colours, 0, 0, 0]);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  return chunk('IHDR', data);
};
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const file = (...chunks: Buffer[]) => new Uint8Array(Buffer.concat([signature, ...chunks, chunk('IEND', Buffer.alloc(0))]));

/** Packed by zlib itself, since an encoder in JavaScript takes longer for a large picture than reading it. */
const png = ({ width, height, data }: Canvas) => {
  const lines = Buffer.alloc(height * (4 * width + 1));
  for (let y = 0; y < height; y++) lines.set(data.subarray(4 * y * width, 4 * (y + 1) * width), y * (4 * width + 1) + 1);
  return file(head(width, height, 6), chunk('IDAT', deflateSync(lines, { level: 1 })));
};
const outcome = async (bytes: Uint8Array) => {
  const read = await readQrCode(bytes);
  if (read.ok) return read.value;
  return read.problem.code === 'picture-unusable' ? read.problem.why : read.problem.code;
};

describe('the QR code in a picture', () => {
  it('is read from a screenshot as PNG and as JPEG', async () => {
    const canvas = page(1920, 1080);
    paint(canvas, link('jane'), 700, 400, 4);
    expect(await outcome(png(canvas))).toBe(link('jane'));
    expect(await outcome(encodeJpeg(canvas, 70).data)).toBe(link('jane'));
  });

  it('is read when it is light on dark', async () => {
    const canvas = page(800, 600);
    paint(canvas, link('jane'), 100, 50, 5, [230, 30]);
    expect(await outcome(png(canvas))).toBe(link('jane'));
  });

  it.each([
    [1, 1],
    [2, 1],
    [4, 1],
    [8, 1],
    [16, 1],
    [8, 2],
    [16, 4],
    [8, 3],
  ])('is read from a PNG of %i bits and %i channels', async (depth, channels) => {
    const modules = encodeQr(link('jane'), 'raw', { border: 4, scale: 4 });
    const width = modules.length;
    const row = Math.ceil((width * depth * channels) / 8);
    const data = depth === 16 ? new Uint16Array(width * width * channels) : new Uint8Array(row * width);
    const most = 2 ** depth - 1;
    for (let y = 0; y < width; y++)
      for (let x = 0; x < width; x++) {
        const value = modules[y]?.[x] ? 0 : most;
        if (depth >= 8) {
          const at = (y * width + x) * channels;
          data.fill(value, at, at + channels);
          if (channels % 2 === 0) data[at + channels - 1] = most;
          continue;
        }
        const bit = x * depth;
        const at = y * row + (bit >> 3);
        data[at] = (data[at] ?? 0) | (value << (8 - depth - (bit & 7)));
      }
    expect(await outcome(encodePng({ width, height: width, data, depth: depth as 8, channels }))).toBe(link('jane'));
  });

  it('is found in a picture of 20 megapixels', async () => {
    // What cameras of that name give: 20.2 million points.
    const canvas = page(5184, 3888);
    paint(canvas, link('jane'), 3300, 2400, 4);
    expect(await outcome(png(canvas))).toBe(link('jane'));
  });

  it('has to be the only one of its kind', async () => {
    const canvas = page(1600, 700);
    paint(canvas, link('jane'), 50, 50, 5);
    paint(canvas, 'https://example.com', 900, 100, 5);
    expect(await outcome(png(canvas))).toBe(link('jane'));
    paint(canvas, link('bob'), 1000, 300, 4);
    expect(await outcome(png(canvas))).toBe('several-codes');
  });

  it('has to be an otpauth link', async () => {
    const canvas = page(800, 600);
    expect(await outcome(png(canvas))).toBe('no-code');
    paint(canvas, 'https://example.com', 100, 100, 5);
    expect(await outcome(png(canvas))).toBe('not-otpauth');
  });

  it('is not looked for in what is no picture, damaged or too large', async () => {
    const canvas = page(400, 300);
    expect(await outcome(Uint8Array.of())).toBe('not-a-picture');
    expect(await outcome(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('not-a-picture');
    expect(await outcome(png(canvas).subarray(0, 400))).toBe('not-a-picture');
    expect(await outcome(png(canvas).subarray(0, 20))).toBe('not-a-picture');
    expect(await outcome(encodeJpeg(canvas, 70).data.subarray(0, 300))).toBe('not-a-picture');
    const huge = png(canvas).slice();
    // 70,000 by 301 is just more than is unpacked.
    new DataView(huge.buffer).setUint32(16, 70_000);
    new DataView(huge.buffer).setUint32(20, 301);
    expect(await outcome(huge)).toBe('too-large');
  });

  describe('that unpacks to more than its head says', () => {
    const bomb = deflateSync(Buffer.alloc(300 * 1024 * 1024), { level: 1 });
    /** Bytes that the decoder takes at once. */
    const taken = async (bytes: Uint8Array) => {
      const before = process.memoryUsage().arrayBuffers;
      let most = before;
      const { set } = Uint8Array.prototype;
      Uint8Array.prototype.set = function (...words) {
        most = Math.max(most, process.memoryUsage().arrayBuffers);
        return set.apply(this, words);
      };
      const said = await outcome(bytes).finally(() => {
        Uint8Array.prototype.set = set;
      });
      return { said, much: most - before > 100 * 1024 * 1024 };
    };

    it('in a colour profile is not unpacked, be it a good one or not', async () => {
      const profile = chunk('iCCP', Buffer.from('p\0\0nothing that unpacks', 'latin1'));
      expect(await outcome(file(head(10, 10), profile, chunk('IDAT', deflateSync(Buffer.alloc(110)))))).toBe('no-code');
    });

    it.each([
      ['in its pixels', file(head(10, 10), chunk('IDAT', bomb)), 'not-a-picture'],
      ['behind a second head', file(head(10, 10), head(20_000, 15_000), chunk('IDAT', bomb)), 'not-a-picture'],
      [
        'behind another chunk',
        file(chunk('odDd', Buffer.from([0, 0, 0, 9, 0, 0, 0, 9])), head(20_000, 15_000), chunk('IDAT', bomb)),
        'not-a-picture',
      ],
    ])('%s is not unpacked', async (_where, bytes, said) => {
      expect(await taken(bytes)).toEqual({ said, much: false });
    });
  });
});
