/** The forms of a noun for a count, without the number: English has `one` and `other`, Polish has `few` and `many` as well. */
export type Forms = { readonly other: string } & { readonly [K in Exclude<Intl.LDMLPluralRule, 'other'>]?: string };

/** How a language writes counts, numbers, lists, spans and moments. */
export interface Locale {
  /** `1 role`, `2 roles`: the number with the form that goes with it. */
  readonly counted: (count: number, forms: Forms) => string;
  /** The form that goes with a count, alone. */
  readonly formFor: (count: number, forms: Forms) => string;
  /** `a`, `a and b`, `a, b and c`. */
  readonly list: (items: readonly (string | number)[]) => string;
  /** The order in which a person would look things up: `team-9` before `team-10`, capitals beside small letters. */
  readonly compare: (a: string, b: string) => number;
  /** A number of a unit in full: `94 seconds`. */
  readonly spoken: (count: number, unit: 'second' | 'minute' | 'hour') => string;
  /** A day as it is written: `3 November 2026`. UTC, as AWS's console shows it. */
  readonly date: (millis: number) => string;
  /** A day as it is said in passing, with its month and, where asked for, its weekday: `28 Nov`, `Sat 28 Nov`. `zone` is for tests. */
  readonly shortDay: (millis: number, withWeekday: boolean, zone?: string) => string;
  /** The same day in full: `Saturday 28 November 2026`. */
  readonly longDay: (millis: number, zone?: string) => string;
  /** A moment as a clock on the wall shows it: `16:45`, `4:45 PM`. `zone` is for tests. */
  readonly clockTime: (millis: number, zone?: string) => string;
}

/** Makes one for each key when it is first used: making one costs more than using it a thousand times, and most commands of the terminal use none. */
const kept = <T>(make: (key: string) => T): ((key?: string) => T) => {
  const made = new Map<string, T>();
  return (key = '') => {
    const one = made.get(key) ?? make(key);
    made.set(key, one);
    return one;
  };
};

/** What is spoken in this process; every bundle of it, the chosen language's among them, finds it here. */
export interface Spoken {
  /** BCP 47 tag of the language. */
  readonly tag: string;
  /** What was set when the program started: a tag, or `system`. */
  readonly set?: string;
  /** A tag of the language and the country by whose clock the system goes: `en-US`. */
  readonly clock?: string;
  /** The language's own modules of words; what it lacks is said in English. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

declare global {
  var roletapSpoken: Spoken | undefined;
}

/** Told once by each entry, before the first module of words is read. */
export const speak = (change: Partial<Spoken>): void => {
  globalThis.roletapSpoken = { tag: 'en', ...globalThis.roletapSpoken, ...change };
};

export const spoken = (): Spoken => globalThis.roletapSpoken ?? { tag: 'en' };

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the language has, with the English for what it lacks. */
const filled = (own: unknown, english: unknown): unknown => {
  if (own === undefined) return english;
  if (!isGroup(own) || !isGroup(english)) return own;
  return Object.fromEntries(Object.keys(english).map((key) => [key, filled(own[key], english[key])]));
};

/** Whether this is what is set now as well: another language is spoken from the next start. */
export const isSpokenAs = (set: string): boolean => (globalThis.roletapSpoken?.set ?? 'system') === set;

/** An export of a module of words, as the language has it. The build has every import of words ask it (scripts/lib/spoken-words.mjs). */
export const said = <T>(module: string, name: string, english: T): T => {
  const words = globalThis.roletapSpoken?.words?.[module];
  return words === undefined ? english : (filled(words[name], english) as T);
};

const inZone = (zone: string) => (zone === '' ? {} : { timeZone: zone });

/** A clock of 24 hours writes `09:05`, one of 12 hours `9:05 am`. */
const clockOf = (tag: string, zone: string) => {
  const { hourCycle = 'h23' } = new Intl.DateTimeFormat(tag, { hour: 'numeric' }).resolvedOptions();
  const hour = hourCycle.startsWith('h1') ? ({ hour: 'numeric' } as const) : ({ hour: '2-digit', hourCycle: 'h23' } as const);
  return new Intl.DateTimeFormat(tag, { ...hour, minute: '2-digit', ...inZone(zone) });
};

/** `tag` is a BCP 47 tag: `en-GB`. The rules of every language come with the runtime. `clock`: the tag by which the clock goes, when it is first read. */
export const createLocale = (tag: string, clock: () => string = () => tag): Locale => {
  const plurals = kept(() => new Intl.PluralRules(tag));
  const numbers = kept(() => new Intl.NumberFormat(tag, { useGrouping: false }));
  const lists = kept(() => new Intl.ListFormat(tag, { type: 'conjunction' }));
  const collators = kept(() => new Intl.Collator(tag, { numeric: true, sensitivity: 'base' }));
  const units = kept((unit) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long', useGrouping: false }));
  const dates = kept(() => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }));
  const days = kept((zone) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', ...inZone(zone) }));
  const weekdays = kept((zone) => new Intl.DateTimeFormat(tag, { weekday: 'short', day: 'numeric', month: 'short', ...inZone(zone) }));
  const longDays = kept(
    (zone) => new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...inZone(zone) }),
  );
  const clocks = kept((zone) => clockOf(clock(), zone));
  const formFor: Locale['formFor'] = (count, forms) => forms[plurals().select(count)] ?? forms.other;
  return {
    formFor,
    counted: (count, forms) => `${numbers().format(count)} ${formFor(count, forms)}`,
    list: (items) => lists().format(items.map(String)),
    compare: (a, b) => collators().compare(a, b),
    spoken: (count, unit) => units(unit).format(count),
    date: (millis) => dates().format(millis),
    shortDay: (millis, withWeekday, zone = '') => (withWeekday ? weekdays : days)(zone).format(millis),
    longDay: (millis, zone = '') => longDays(zone).format(millis),
    // The narrow space before `pm` is missing in many a terminal's font.
    clockTime: (millis, zone = '') => clocks(zone).format(millis).replace('\u202f', ' '),
  };
};
