import type { FileFlaw } from '../../contract/problems/files.ts';
import { commentAt, isBlank, isCommentSign, isOddlyBlank, mayHaveOddBlanks, nestedParts, strip } from './ini-blanks.ts';
import { type IniDocument, type IniFlaw, type IniLine, type IniProperty, type IniSection, markPrefix } from './ini-document.ts';
import { headerOf } from './ini-header.ts';
import { linesOf, type TextLine } from './ini-lines.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };
type GrowingSection = Growing<Omit<IniSection, 'properties' | 'marks'>> & { properties: Growing<IniProperty>[]; marks: IniLine[] };

const code = { colon: 58, equals: 61, bracket: 91 } as const;

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

const isPlainKey = (char: number): boolean => (char >= 97 && char <= 122) || char === 95 || char === 45 || (char >= 48 && char <= 57);
/** What is wrong with a line that begins with a bracket and names no section. */
const whyNoHeader = (text: string) => (text.startsWith('[]') ? 'section-without-name' : 'section-not-closed');
const isQuoted = (value: string): boolean =>
  (value.startsWith('"') && value.endsWith('"')) || (value.startsWith("'") && value.endsWith("'"));

/**
 * Reads a config or credentials file. It never fails: what `aws` (Python's configparser, strict) would refuse, or read otherwise than the SDKs do, is listed in
 * `flaws`, so that where there is none all read the same. Where they differ: an inline comment is no part of the value, keys are lower case, `:` separates too,
 * duplicates merge and the last one wins, a line that is indented under a key with a value is a key of its own, and quotes are part of the value. Grammar: the
 * SDKs' shared configuration file format, and configparser. One pass, since files of 10,000 profiles are read on every change.
 */
export const parseIni = (bytes: Uint8Array): IniDocument => {
  const sections: GrowingSection[] = [];
  const flaws: IniFlaw[] = [];
  const note = (line: number, flaw: FileFlaw, refusedByCli: boolean, detail = '') =>
    flaws.push(detail === '' ? { line, flaw, refusedByCli } : { line, flaw, refusedByCli, detail });
  const mayBeOdd = mayHaveOddBlanks(bytes);

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

  const open = (name: string, sdkName: string | undefined, goName: string | undefined, line: TextLine, swallowed = false) => {
    const { number, start, next } = line;
    if (section) section.end = start;
    section = { name, sdkName, goName, line: number, start, bodyStart: next, end: bytes.length, properties: [], marks: [] };
    sections.push(section);
    sdkParent = undefined;
    // For configparser a swallowed header is text of the option above it.
    if (swallowed) return;
    option = undefined;
    options = name === 'DEFAULT' ? optionsOfDefault : [];
    manyOptions = undefined;
  };

  /** A line that starts with `[`; false when it is no header. */
  const header = (text: string, line: TextLine, swallowed: boolean): boolean => {
    const found = headerOf(text);
    if (!found) return false;
    const { awsName, sdkName, goName } = found;
    const name = sdkName || awsName;
    if (swallowed) note(line.number, 'indented-section', false, name);
    if (awsName === 'DEFAULT') note(line.number, 'default-section', false);
    else if (!swallowed && headers.has(awsName)) note(line.number, 'duplicate-section', true, name);
    if (name !== awsName) note(line.number, 'section-comment', false, name);
    else if (sdkName === undefined || goName === undefined) note(line.number, 'section-with-rest', false, name);
    if (/[[\]]/.test(name)) note(line.number, 'bracket-odd', false, name);
    if (!swallowed) headers.add(awsName);
    open(name, sdkName, goName, line, swallowed);
    return true;
  };

  /** What is nested under a key with an empty value: `k = v` in one line, to `aws` in several that some character parts. */
  const nest = (parent: Growing<IniProperty>, text: string, line: TextLine) => {
    parent.end = line.next;
    const parts = mayBeOdd ? nestedParts(text) : [text];
    if (parts.length > 1) note(line.number, 'odd-blank', false, parent.key);
    const names = text.startsWith('[') ? headerOf(text) : undefined;
    if (names?.sdkName !== undefined || names?.goName !== undefined) note(line.number, 'nested-section', false, parent.key);
    for (const part of parts) {
      const equals = part.indexOf('=');
      if (part !== '' && equals < 0) note(line.number, 'nested-without-equals-sign', true, parent.key);
      if (equals < 0) continue;
      const cut = commentAt(part);
      if (cut >= 0) note(line.number, cut < equals ? 'comment-in-key' : 'inline-comment', false, parent.key);
      const key = strip(part.slice(0, equals));
      const value = strip(part.slice(equals + 1, cut > equals ? cut : part.length));
      if (isQuoted(value)) note(line.number, 'quoted-value', false, parent.key);
      // The SDKs take a nested key without a value for the parent of what follows.
      if (value === '' || key === '' || sdkParent !== parent.key) note(line.number, 'nested-unclear', false, parent.key);
      parent.nested ??= new Map();
      parent.nested.set(key, value);
    }
  };

  const isDuplicate = (key: string): boolean => {
    if (options.length > 24) manyOptions ??= new Set(options);
    const known = manyOptions ? manyOptions.has(key) : options.includes(key);
    if (known) return true;
    options.push(key);
    manyOptions?.add(key);
    return false;
  };

  /** A line that has no key. */
  const nothing = (text: string, line: TextLine, swallowed: boolean, hasSign: boolean) => {
    if (swallowed) note(line.number, 'continued-value', false, option?.key);
    else if (text.startsWith('[')) {
      note(line.number, whyNoHeader(text), true);
      open('', undefined, undefined, line);
    } else if (hasSign) note(line.number, 'no-name', true, section?.name);
    else note(line.number, line.indent > 0 && !option ? 'continuation-without-key' : 'no-equals-sign', true, section?.name);
  };

  const property = (owner: GrowingSection, text: string, line: TextLine, swallowed: boolean) => {
    let at = 0;
    let plain = true;
    for (; at < text.length; at += 1) {
      const char = text.charCodeAt(at);
      if (char === code.equals || char === code.colon) break;
      // Everything but a-z, 0-9, `_`, `-` and blanks asks for a closer look.
      if (plain && !isPlainKey(char) && !isBlank(char)) plain = false;
    }
    if (at === text.length || at === 0) {
      nothing(text, line, swallowed, at === 0);
      return;
    }
    const number = line.number;
    const written = strip(text.slice(0, at));
    const key = plain ? (commonKeys.get(written) ?? written) : written.toLowerCase();
    if (text.charCodeAt(at) === code.colon) note(number, 'colon-delimiter', false, key);
    if (!plain) {
      if (key !== written) note(number, 'upper-case-key', false, key);
      if (/[[\]]/.test(key)) note(number, 'bracket-odd', false, key);
      if (commentAt(text.slice(0, at)) >= 0) note(number, 'comment-in-key', false, key);
    }
    const raw = strip(text.slice(at + 1));
    const cut = commentAt(text, at + 2);
    if (cut >= 0) note(number, 'inline-comment', false, key);
    const value = cut < 0 ? raw : strip(text.slice(at + 1, cut));
    if (isQuoted(value)) note(number, 'quoted-value', false, key);
    if (swallowed) note(number, 'indented-key', false, key);
    else if (isDuplicate(key)) note(number, 'duplicate-key', true, key);
    if (sdkParent !== undefined && line.indent > 0) note(number, 'nested-unclear', false, key);
    if (value === '') sdkParent = key;
    else if (line.indent === 0) sdkParent = undefined;
    const made = { key, text: value, nested: undefined, line: number, start: line.start, end: line.next };
    owner.properties.push(made);
    if (swallowed) return;
    option = made;
    optionIsParent = raw === '';
  };

  for (const line of linesOf(bytes, note)) {
    const { indent: first, textEnd, number } = line;
    const isEmpty = first === textEnd;
    if (mayBeOdd && isOddlyBlank(line.text)) note(number, 'odd-blank', false);
    if (isEmpty) continue;
    const text = line.text.slice(first, textEnd);
    if (isCommentSign(text.charCodeAt(0))) {
      if (section && first === 0 && text.startsWith(markPrefix))
        section.marks.push({ line: number, start: line.start, end: line.next, text });
      continue;
    }
    const continues = option !== undefined && first > indent;
    if (option && continues && optionIsParent) {
      nest(option, text, line);
      continue;
    }
    if (!continues) indent = first;
    const isBracket = text.charCodeAt(0) === code.bracket;
    if (isBracket && header(text, line, continues)) continue;
    if (section) property(section, text, line, continues);
    else if (!keyBeforeSection) {
      keyBeforeSection = true;
      note(number, isBracket ? whyNoHeader(text) : 'key-before-section', true);
    }
  }
  return { bytes, sections, flaws };
};
