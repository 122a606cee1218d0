/**
 * The languages that Roletap speaks. Another one is a line here and a folder of this name beside this file, with a file for each of
 * src-main/words that it has (docs/decisions/languages.md). English is the words themselves.
 */
export const languages = [
  { tag: 'en', name: 'English', direction: 'ltr' },
  { tag: 'de', name: 'Deutsch', direction: 'ltr' },
  { tag: 'ja', name: '日本語', direction: 'ltr' },
] as const satisfies readonly Language[];

export interface Language {
  /** BCP 47. */
  readonly tag: string;
  /** As its own speakers call it. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

/** What is spoken, and a tag of this language with the country by whose clock the system goes. */
export interface Choice {
  readonly tag: string;
  readonly clock: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `de_DE.UTF-8` -> `de-DE`; `C` and `POSIX` are English. */
const tagOf = (posix: string): string => {
  const name = posix.replace(/[.@].*$/, '');
  return name === 'C' || name === 'POSIX' ? 'en' : name.replaceAll('_', '-');
};

const firstOf = (env: Environment, names: readonly string[]): readonly string[] =>
  names
    .flatMap((name) => env[name] || [])
    .slice(0, 1)
    .map(tagOf);

/** The languages that a terminal is to speak, and the country of its clock, as POSIX names them. */
export const terminalWishes = (env: Environment): { readonly wished: readonly string[]; readonly country: readonly string[] } => ({
  wished: firstOf(env, ['LC_ALL', 'LC_MESSAGES', 'LANG']),
  country: firstOf(env, ['LC_ALL', 'LC_TIME', 'LANG']),
});

const spoken = (tag: string): string | undefined => languages.find((language) => language.tag === tag.toLowerCase().split('-')[0])?.tag;

/** `GB` of `en-GB`, `CH` of `de-Latn-CH`. Of a system without a country, `en-US@posix`, none. */
const countryOf = (tag: string): string | undefined => /-([A-Za-z]{2})(?:$|-)/.exec(tag)?.[1]?.toUpperCase();

/**
 * The language to speak: the one that is set, else the first of those wished for that Roletap speaks, else English. `system` is set for
 * what the system wishes. A clock whose country nobody names goes to 24.
 */
export const chooseLanguage = (set: unknown, wished: readonly string[], country: readonly string[] = wished): Choice => {
  const tag = [...(typeof set === 'string' ? [set] : []), ...wished].map(spoken).find((one) => one !== undefined) ?? 'en';
  const named = country.map(countryOf).find((one) => one !== undefined);
  return { tag, clock: named === undefined ? (tag === 'en' ? 'en-GB' : tag) : `${tag}-${named}` };
};

/** The language in the text of the settings file; undefined when none is set. */
export const languageIn = (settings: string): unknown => {
  try {
    return (JSON.parse(settings) as { readonly language?: unknown } | null)?.language;
  } catch {
    return undefined;
  }
};

/** `rtl` for a language that is written from right to left. */
export const directionOf = (tag: string): Language['direction'] => languages.find((one) => one.tag === tag)?.direction ?? 'ltr';
