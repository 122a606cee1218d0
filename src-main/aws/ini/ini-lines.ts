import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import type { FileFlaw } from '../../contract/problems/files.ts';
import { isBlank } from './ini-blanks.ts';

/** A line of a file. */
export interface TextLine {
  /** 1-based. */
  readonly number: number;
  /** Without its ending. */
  readonly text: string;
  /** How many blanks stand in front, in characters. */
  readonly indent: number;
  /** Where what follows the blanks at its end starts, in characters. */
  readonly textEnd: number;
  /** Where it starts and where the next one does, in bytes. */
  readonly start: number;
  readonly next: number;
}

type Note = (line: number, flaw: FileFlaw, refusedByCli: boolean) => void;

/** A byte order mark, as Latin-1. */
const bom = '\u00ef\u00bb\u00bf';

/**
 * The lines of a file as `aws` parts them, which ends one at a carriage return alone, too. Bytes that are no UTF-8 and byte order marks are noted. Files of 10,000
 * profiles are read on every change, so they are looked at as Latin-1, one character a byte, and only what is not ASCII is decoded.
 */
export function* linesOf(bytes: Uint8Array, note: Note): Generator<TextLine> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = buffer.toString('latin1');
  const ascii = isAscii(buffer);
  let start = 0;
  if (whole.startsWith(bom)) {
    note(1, 'byte-order-mark', true);
    start = bom.length;
  }
  let isValid = ascii || isUtf8(buffer);
  let nextBom = ascii ? -1 : whole.indexOf(bom, start);
  let nextReturn = whole.indexOf('\r', start);
  for (let number = 1; start < whole.length; number += 1) {
    const newline = whole.indexOf('\n', start);
    let end = newline < 0 ? whole.length : newline;
    let next = newline < 0 ? whole.length : newline + 1;
    if (nextReturn >= 0 && nextReturn < start) nextReturn = whole.indexOf('\r', start);
    if (nextReturn >= 0 && nextReturn < end) {
      if (nextReturn === newline - 1) end = nextReturn;
      else {
        note(number, 'carriage-return', false);
        end = nextReturn;
        next = nextReturn + 1;
      }
    }
    if (!isValid && !isUtf8(buffer.subarray(start, end))) {
      isValid = true;
      note(number, 'not-utf-8', true);
    }
    if (nextBom >= 0 && nextBom < next) {
      note(number, 'stray-byte-order-mark', false);
      nextBom = whole.indexOf(bom, next);
    }
    const text = ascii ? whole.slice(start, end) : buffer.toString('utf8', start, end);
    let [indent, textEnd] = [0, text.length];
    while (indent < textEnd && isBlank(text.charCodeAt(indent))) indent += 1;
    while (textEnd > indent && isBlank(text.charCodeAt(textEnd - 1))) textEnd -= 1;
    yield { number, text, indent, textEnd, start, next };
    start = next;
  }
}
