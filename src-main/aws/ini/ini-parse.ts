import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import type { FileFlaw } from '../../contract/problems.ts';
import { type IniDocument, type IniFlaw, type IniLine, type IniProperty, type IniSection, markPrefix } from './ini-document.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };
type GrowingSection = Growing<Omit<IniSection, 'properties' | 'marks'>> & { properties: Growing<IniProperty>[]; marks: IniLine[] };

/** A byte order mark, as Latin-1. */
const bom = '\u00ef\u00bb\u00bf';

const isBlank = (char: string | undefined): boolean => char !== undefined && char !== '\ufeff' && char.trim() === '';

/** Python's `strip` takes every blank of Unicode; JavaScript's `trim` also takes a byte order mark. No regular expression: it would look at long runs of blanks again and again. */
const strip = (text: string): string => {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text[start])) start += 1;
  while (end > start && isBlank(text[end - 1])) end -= 1;
  return text.slice(start, end);
};

const code = { tab: 9, carriageReturn: 13, space: 32, hash: 35, colon: 58, semicolon: 59, equals: 61, bracket: 91 } as const;

/** The keys that are in every file: one string each, so that finding a key in a section compares addresses, not letters. */
const commonKeys: ReadonlyMap<string, string> = new Map(
  [
    'role_arn',
    'source_profile',
    'mfa_serial',
    'region',
    'output',
    'external_id',
    'role_session_name',
    'duration_seconds',
    'aws_access_key_id',
    'aws_secret_access_key',
    'aws_session_token',
    'credential_process',
    'sso_session',
    'sso_account_id',
    'sso_role_name',
  ].map((key) => [key, key]),
);

const isSpace = (char: number): boolean => char === code.space || (char >= code.tab && char <= code.carriageReturn);

/** Where the text is cut by `#` or `;` after whitespace; -1 when it is not. */
const commentAt = (text: string): number => {
  if (!text.includes('#') && !text.includes(';')) return -1;
  for (let at = 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if ((char === code.hash || char === code.semicolon) && isSpace(text.charCodeAt(at - 1))) return at;
  }
  return -1;
};

/**
 * Reads a config or credentials file. It never fails: what `aws` (Python's configparser, strict) would refuse, or read
 * otherwise than the SDKs do, is listed in `flaws`. Where the two differ: an inline comment is no part of the value, keys are lower
 * case, `:` separates too, duplicates merge and the last one wins, and a line that is indented under a key with a value
 * is a key of its own. Grammar: the SDKs' shared configuration file format, and configparser.
 *
 * The bytes are read as Latin-1, one character a byte, so that offsets are byte offsets; only names and values
 * that are not ASCII are decoded again. One pass with no regular expression: files of 10,000 profiles are read on every change.
 */
export const parseIni = (bytes: Uint8Array): IniDocument => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('latin1');
  const sections: GrowingSection[] = [];
  const flaws: IniFlaw[] = [];
  const ascii = isAscii(buffer);
  const decodedName = (part: string): string => (ascii ? part : Buffer.from(part, 'latin1').toString('utf8'));
  const decoded = (part: string): string => (ascii ? part : strip(decodedName(part)));
  const note = (line: number, flaw: FileFlaw, refusedByCli: boolean, detail = '') =>
    flaws.push(detail === '' ? { line, flaw, refusedByCli } : { line, flaw, refusedByCli, detail });

  const headers = new Set<string>();
  let section: GrowingSection | undefined;
  /** configparser's state: the option that an indented line would continue, and how far it is indented itself. */
  let option: Growing<IniProperty> | undefined;
  let indent = 0;
  let optionIsParent = false;
  /** The SDKs' state: the key with an empty value whose indented followers are nested. */
  let sdkParent: string | undefined;
  /** The section's options so far, in configparser's eyes: a list while they are few, as they nearly always are. */
  let options: string[] = [];
  let manyOptions: Set<string> | undefined;
  const optionsOfDefault: string[] = [];
  let keyBeforeSection = false;

  const open = (name: string, sdkName: string | undefined, line: number, start: number, bodyStart: number, swallowed = false) => {
    if (section) section.end = start;
    section = { name, sdkName, line, start, bodyStart, end: text.length, properties: [], marks: [] };
    sections.push(section);
    // For configparser a swallowed header is text of the option above it.
    if (swallowed) return;
    option = undefined;
    sdkParent = undefined;
    options = name === 'DEFAULT' ? optionsOfDefault : [];
    manyOptions = undefined;
  };

  /** A line that starts with `[`; false when it is no header. */
  const header = (first: number, end: number, line: number, start: number, next: number, swallowed: boolean): boolean => {
    const whole = text.slice(first, end);
    const close = whole.lastIndexOf(']');
    const cut = commentAt(whole);
    const sdkPart = cut < 0 ? whole : whole.slice(0, cut).trimEnd();
    const sdkName = sdkPart.endsWith(']') ? decoded(sdkPart.slice(1, -1)) : undefined;
    if (close < 2) return false;
    const cliName = decodedName(whole.slice(1, close));
    const name = sdkName ? decodedName(sdkPart.slice(1, -1)) : cliName;
    if (swallowed) note(line, 'indented-key', false, name);
    else if (cliName === 'DEFAULT') note(line, 'default-section', false);
    else if (headers.has(cliName)) note(line, 'duplicate-section', true, name);
    if (sdkName === undefined) note(line, 'section-not-closed', false, name);
    else if (name !== cliName) note(line, 'section-name-odd', false, name);
    if (!swallowed) headers.add(cliName);
    open(name, sdkName === undefined ? undefined : name, line, start, next, swallowed);
    return true;
  };

  /** A `k = v` line nested under a key with an empty value. */
  const nest = (parent: Growing<IniProperty>, first: number, end: number, line: number, next: number) => {
    const whole = text.slice(first, end);
    const equals = whole.indexOf('=');
    parent.end = next;
    if (equals < 0) {
      note(line, 'nested-without-equals-sign', true, parent.key);
      return;
    }
    const cut = commentAt(whole);
    if (cut >= 0) note(line, 'inline-comment', false, parent.key);
    const key = decoded(whole.slice(0, equals).trim());
    const value = decoded(whole.slice(equals + 1, cut > equals ? cut : whole.length).trim());
    // The SDKs take a nested key without a value for the parent of what follows.
    if (value === '' || key === '' || sdkParent !== parent.key) note(line, 'indented-key', false, parent.key);
    parent.nested ??= new Map();
    parent.nested.set(key, value);
  };

  const isDuplicate = (key: string): boolean => {
    if (options.length > 24) manyOptions ??= new Set(options);
    const known = manyOptions ? manyOptions.has(key) : options.includes(key);
    if (known) return true;
    options.push(key);
    manyOptions?.add(key);
    return false;
  };

  const property = (first: number, end: number, line: number, start: number, next: number, swallowed: boolean) => {
    const owner = section;
    if (!owner) return;
    let at = first;
    let plain = true;
    for (; at < end; at += 1) {
      const char = text.charCodeAt(at);
      if (char === code.equals || char === code.colon) break;
      // Everything but a-z, 0-9, `_`, `-` and blanks asks for a closer look.
      if (plain && !((char >= 97 && char <= 122) || char === 95 || char === 45 || (char >= 48 && char <= 57) || isSpace(char)))
        plain = false;
    }
    if (at === end || at === first) {
      if (swallowed) note(line, 'indented-key', false, option?.key);
      else if (text.charCodeAt(first) === code.bracket) {
        note(line, 'section-not-closed', true);
        open('', undefined, line, start, next);
      } else note(line, first > start && !option && at === end ? 'continuation-without-key' : 'no-equals-sign', true, owner.name);
      return;
    }
    const written = text.slice(first, at).trimEnd();
    const key = plain ? (commonKeys.get(written) ?? written) : decoded(written).toLowerCase();
    if (text.charCodeAt(at) === code.colon) note(line, 'colon-delimiter', false, key);
    if (!plain && key !== decoded(written)) note(line, 'upper-case-key', false, key);
    let from = at + 1;
    while (from < end && isSpace(text.charCodeAt(from))) from += 1;
    let value = text.slice(from, end);
    // A comment may start right after the delimiter's blank, so look one character further back.
    const cut = commentAt(from > at + 1 ? ` ${value}` : value);
    const empty = value === '';
    if (cut >= 0 || (!plain && commentAt(written) >= 0)) note(line, 'inline-comment', false, key);
    if (cut >= 0) value = value.slice(0, from > at + 1 ? cut - 1 : cut).trimEnd();
    if (!ascii) value = decoded(value);
    if (swallowed) note(line, 'indented-key', false, key);
    else if (isDuplicate(key)) note(line, 'duplicate-key', true, key);
    else if (sdkParent !== undefined && first > start && value !== '') note(line, 'indented-key', false, key);
    if (value === '') sdkParent = key;
    else if (first === start) sdkParent = undefined;
    const made = { key, text: value, nested: undefined, line, start, end: next };
    owner.properties.push(made);
    if (swallowed) return;
    option = made;
    optionIsParent = empty;
  };

  let start = 0;
  if (text.startsWith(bom)) {
    note(1, 'byte-order-mark', true);
    start = bom.length;
  }
  let nextBom = ascii ? -1 : text.indexOf(bom, start);
  const validUtf8 = ascii || isUtf8(buffer);
  let badUtf8Seen = validUtf8;
  let nextReturn = text.indexOf('\r', start);
  for (let line = 1; start < text.length; line += 1) {
    const newline = text.indexOf('\n', start);
    let end = newline < 0 ? text.length : newline;
    let next = newline < 0 ? text.length : newline + 1;
    // Python ends a line at a carriage return alone, too; the SDKs do not.
    if (nextReturn >= 0 && nextReturn < start) nextReturn = text.indexOf('\r', start);
    if (nextReturn >= 0 && nextReturn < end && nextReturn !== newline - 1) {
      note(line, 'carriage-return', false);
      end = nextReturn;
      next = nextReturn + 1;
    }
    if (!badUtf8Seen && !isUtf8(buffer.subarray(start, end))) {
      badUtf8Seen = true;
      note(line, 'not-utf-8', true);
    }
    if (nextBom >= 0 && nextBom < next) {
      note(line, 'byte-order-mark', false);
      nextBom = text.indexOf(bom, next);
    }
    let first = start;
    while (first < end && isSpace(text.charCodeAt(first))) first += 1;
    while (end > first && isSpace(text.charCodeAt(end - 1))) end -= 1;
    const char = first < end ? text.charCodeAt(first) : code.hash;
    if (char === code.hash || char === code.semicolon) {
      if (section && first === start && text.startsWith(markPrefix, first)) {
        section.marks.push({ line, start, end: next, text: text.slice(first, end) });
      }
    } else {
      const continues = option !== undefined && first - start > indent;
      if (option && continues && optionIsParent) nest(option, first, end, line, next);
      else {
        if (!continues) indent = first - start;
        if (char === code.bracket && header(first, end, line, start, next, continues)) {
          // A header opens its section and is done.
        } else if (section) property(first, end, line, start, next, continues);
        else if (!keyBeforeSection) {
          keyBeforeSection = true;
          note(line, char === code.bracket ? 'section-not-closed' : 'key-before-section', true);
        }
      }
    }
    start = next;
  }
  return { bytes, sections, flaws };
};
