import { encode as encodePng } from 'fast-png';
import encodeQr from 'qr';

/** A PNG with the QR codes of these texts side by side. */
export const picture = (...texts: readonly string[]): Uint8Array => {
  const codes = texts.map((text) => encodeQr(text, 'raw', { border: 4, scale: 4 }));
  const side = Math.max(...codes.map((code) => code.length));
  const width = side * codes.length;
  const data = new Uint8Array(width * side).fill(255);
  for (const [index, code] of codes.entries())
    for (const [y, row] of code.entries()) for (const [x, dark] of row.entries()) if (dark) data[y * width + index * side + x] = 0;
  return encodePng({ width, height: side, data, channels: 1, depth: 8 });
};
