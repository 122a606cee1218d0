import type { FileFlaw } from '../../contract/problems.ts';
import type { IniSection } from './ini-document.ts';

/** What a section of the config or credentials file is; a `flaw` says where the CLI and the SDKs differ about it. */
export interface SectionMeaning {
  readonly kind: 'profile' | 'services' | 'other';
  /** The profile's or services section's name. */
  readonly name: string;
  readonly flaw?: FileFlaw;
}

const other: SectionMeaning = { kind: 'other', name: '' };

/** The header's first word decides in a config file; these are no profiles and not meant to be. */
const knownOthers = new Set(['plugins', 'preview']);

const isSafeName = (name: string): boolean => /^[\w@+.%:/-]+$/.test(name);

/** How the JavaScript SDK reads `prefix name`, with or without quotes: one blank, and only these characters. */
const sdkPrefixed = /^([\w-]+)\s(["'])?([\w@+.%:/-]+)\2$/;

/**
 * Splits a header as the CLI does (POSIX shell words: quotes and backslashes); undefined when a quote is not closed.
 * `profile "a b"` -> `['profile', 'a b']`.
 */
export const shellWords = (text: string): readonly string[] | undefined => {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && (text[at + 1] === '"' || text[at + 1] === '\\')) {
        at += 1;
        word += text.charAt(at);
      } else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\') {
      at += 1;
      if (at === text.length) return undefined;
      word = (word ?? '') + text.charAt(at);
    } else if (char === ' ' || char === '\t') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  if (quote !== '') return undefined;
  if (word !== undefined) words.push(word);
  return words;
};

/**
 * A section of the config file: `[default]`, `[profile x]`, `[services x]`. Names with blanks, quotes or any letters are taken as
 * the CLI takes them; the SDKs ignore such a section, which the flaw says.
 */
export const configMeaning = ({ name: header, sdkName }: IniSection): SectionMeaning => {
  if (header === 'default' || header === '' || header === 'DEFAULT')
    return header === 'default' ? { kind: 'profile', name: header } : other;
  const prefix = header.startsWith('profile ') ? 'profile' : header.startsWith('services ') ? 'services' : undefined;
  if (prefix) {
    const bare = header.slice(prefix.length + 1);
    if (isSafeName(bare) && bare !== '__proto__') return { kind: prefix, name: bare };
  }
  const words = /^(profile|services|sso-session)\b/.test(header) ? shellWords(header) : undefined;
  const [kind, name] = words ?? [];
  if (words?.length === 2 && name !== undefined && (kind === 'profile' || kind === 'services')) {
    const sdk = sdkPrefixed.exec(sdkName ?? '');
    return sdk?.[1] === kind && sdk[3] === name && name !== '__proto__' ? { kind, name } : { kind, name, flaw: 'section-name-odd' };
  }
  if (kind === 'sso-session' && words?.length === 2) return other;
  if (/^(profile|services|sso-session)/.test(header)) return { ...other, flaw: 'section-name-odd' };
  return knownOthers.has(header) ? other : { ...other, flaw: 'section-without-profile-prefix' };
};

/** A section of the credentials file: the whole header is the profile's name. */
export const credentialsMeaning = ({ name, sdkName }: IniSection): SectionMeaning => {
  if (name === '' || name === 'DEFAULT') return other;
  if (isSafeName(name) && name !== '__proto__') return { kind: 'profile', name };
  // `[profile x]` is a profile called "profile x" to the CLI and none to the SDKs.
  const read = sdkName !== undefined && !sdkPrefixed.test(name) && name !== '__proto__';
  return read ? { kind: 'profile', name } : { kind: 'profile', name, flaw: 'section-name-odd' };
};
