import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { IniProperty } from './ini-document.ts';

/** A setting that can be written into another section: readers that disagree about a line disagree about its copy in the same way. */
export interface SettingLines {
  /** Lower case. */
  readonly key: string;
  /** Without line endings, comments and blank lines. The first one begins in column 0, nested ones are indented. */
  readonly lines: readonly string[];
}

const isComment = (line: string): boolean => /^\s*(?:[#;].*)?$/.test(line);

/**
 * A property as it can stand below lines that are not indented. Nested lines that `aws` would refuse are left out; undefined for a property that holds control
 * characters or bytes that are no UTF-8.
 */
export const settingLines = (bytes: Uint8Array, { key, start, end }: IniProperty): SettingLines | undefined => {
  const text = Buffer.from(bytes.subarray(start, end)).toString('utf8');
  if (/[^\P{Cc}\t\r\n]|\ufffd/u.test(text)) return undefined;
  const [first = '', ...rest] = text.split(/\r\n|[\r\n]/).filter((line) => !isComment(line));
  const nested = rest.filter((line) => line.includes('='));
  return { key, lines: [first.trim(), ...nested.map((line) => line.trimEnd())] };
};

/** Tells one value of a setting from another, however another tool spaces it when it writes the file anew: the first 16 hex digits of a SHA-256. */
export const sumOfLines = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.map(unspaced).join('\n')).digest('hex').slice(0, 16);

const unspaced = (line: string): string => {
  const at = line.indexOf('=');
  return at < 0 ? line.trim() : `${line.slice(0, at).trim()}=${line.slice(at + 1).trim()}`;
};
