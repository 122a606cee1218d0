import type { FileFlaw } from '../../contract/problems/files.ts';
import type { IniSection } from './ini-document.ts';

/** What a section of the config or credentials file is; a `flaw` says where the CLI and the SDKs differ about it. */
export interface SectionMeaning {
  readonly kind: 'profile' | 'services' | 'other';
  /** The profile's or services section's name. */
  readonly name: string;
  readonly flaw?: FileFlaw;
}

const other: SectionMeaning = { kind: 'other', name: '' };

/** Sections of a config file that are no profiles and not meant to be. */
const knownOthers = new Set(['plugins', 'preview']);

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

/** Names that nobody reads otherwise, unless they are those of a property that every object of JavaScript has. */
const isPlainName = (name: string): boolean => /^[\w@+.%:/-]+$/.test(name) && !(name in Object.prototype);

/** How `aws` reads a header of the config file: the first word's beginning decides. */
const toAws = (header: string): SectionMeaning => {
  if (header === 'default') return { kind: 'profile', name: header };
  const kind = (['profile', 'sso-session', 'services'] as const).find((prefix) => header.startsWith(prefix));
  const words = kind && shellWords(header);
  return kind && kind !== 'sso-session' && words?.length === 2 ? { kind, name: words[1] ?? '' } : other;
};

/** How the SDK for JavaScript takes a header apart: one blank, quotes, and no other characters in the name. */
const prefixed = /^([\w-]+)\s(["'])?([\w@+.%:/-]+)\2$/;
const prefixes = ['profile', 'sso-session', 'services'];

/** What it calls a section: `profile.x`, or the header itself; undefined for one that it leaves out. */
const javaScriptName = (header: string | undefined): string | undefined => {
  const [, prefix = '', , name = ''] = prefixed.exec(header ?? '') ?? [];
  if (prefix === '') return header === '' ? undefined : header;
  return prefixes.includes(prefix) ? `${prefix}.${name}` : undefined;
};

const toJavaScript = (header: string | undefined): SectionMeaning => {
  const written = javaScriptName(header);
  const dot = written?.indexOf('.') ?? -1;
  const [prefix, name] = [written?.slice(0, dot), written?.slice(dot + 1) ?? ''];
  if (written === 'default') return { kind: 'profile', name: written };
  return dot >= 0 && (prefix === 'profile' || prefix === 'services') && !(name in Object.prototype) ? { kind: prefix, name } : other;
};

const toGo = (header = ''): SectionMeaning => {
  const [, kind, name = ''] = /^(profile|services) (.*)$/.exec(header) ?? [];
  if (kind === 'profile' || kind === 'services') return { kind, name };
  return header.toLowerCase() === 'default' ? { kind: 'profile', name: header } : other;
};

const isSame = (a: SectionMeaning, b: SectionMeaning): boolean => a.kind === b.kind && a.name === b.name;

/** At a section of this name the SDK for JavaScript gives the whole file up. */
const forbidden = new Set(['__proto__', 'profile __proto__']);

const isPlainHeader = (header: string): boolean => {
  const [, name] = /^(?:profile|services) (.+)$/.exec(header) ?? [];
  return name !== undefined && isPlainName(name);
};

/** A section of the config file as `aws` takes it: `[default]`, `[profile x]`, `[services x]`. The flaw says where the SDKs take it otherwise, or nobody takes it. */
export const configMeaning = ({ name: header, sdkName, goName }: IniSection): SectionMeaning => {
  if (header === '' || header === 'DEFAULT') return other;
  const meaning = toAws(header);
  if (header === sdkName && header === goName && isPlainHeader(header)) return meaning;
  if (forbidden.has(header)) return { ...meaning, flaw: 'section-proto' };
  // Where no header is seen, the section's line has a flaw of its own.
  const isOdd = [sdkName && toJavaScript(sdkName), goName && toGo(goName)].some((seen) => seen && !isSame(meaning, seen));
  if (isOdd) return { ...meaning, flaw: 'section-name-odd' };
  const isMeant = meaning.kind !== 'other' || knownOthers.has(header) || /^sso-session\s/.test(header);
  return isMeant ? meaning : { ...meaning, flaw: 'section-without-profile-prefix' };
};

/** A section of the credentials file: to `aws` the whole header is the profile's name. */
export const credentialsMeaning = ({ name, sdkName, goName }: IniSection): SectionMeaning => {
  if (name === '' || name === 'DEFAULT') return other;
  const meaning = { kind: 'profile', name } as const;
  if (isPlainName(name) && name === sdkName && name === goName) return meaning;
  if (forbidden.has(name)) return { ...meaning, flaw: 'section-proto' };
  const isOdd =
    (sdkName !== undefined && javaScriptName(sdkName) !== name) || (goName !== undefined && goName !== name) || name in Object.prototype;
  return isOdd || name.startsWith('profile ') ? { ...meaning, flaw: 'section-name-odd' } : meaning;
};

/** The same where one file is both: a section belongs to the part that names it so, and `[default]` to both. */
export const meaningInBoth = {
  config: (section: IniSection): SectionMeaning => {
    const meaning = configMeaning(section);
    return meaning.flaw === 'section-without-profile-prefix' ? other : meaning;
  },
  credentials: (section: IniSection): SectionMeaning => {
    const isConfigs = section.name !== 'default' && (configMeaning(section).kind !== 'other' || /^sso-session\s/.test(section.name));
    return isConfigs ? other : credentialsMeaning(section);
  },
} as const;
