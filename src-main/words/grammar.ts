import { wholeMinutes } from '../contract/values.ts';
import { createLocale } from './locale.ts';

/**
 * The language of the sentences in this folder: British, for its dates and for its lists without a comma before "and"; the clock goes
 * as the reader's. What a sentence takes from a count, a span or a moment is written here, so that another language is another folder
 * with another file of this name.
 */
const locale = createLocale('en-GB', () => globalThis.roletapSpoken?.clock ?? 'en-GB');
export const { counted, formFor, compare, date, shortDay, longDay, clockTime } = locale;

/** `a`, `a and b`, `a, b and c`; `none` for an empty list. */
export const listed = (items: readonly (string | number)[]): string => (items.length === 0 ? 'none' : locale.list(items));

/** `a`, `a or b`, `a, b or c`. */
export const either = (items: readonly string[]): string =>
  [items.slice(0, -1).join(', '), ...items.slice(-1)].filter(Boolean).join(' or ');

/** A title in the middle of a sentence: `The key` -> `the key`, but `AWS` and `YubiKey` stay. */
export const inSentence = (title: string): string =>
  /^[A-Z][a-z ]/.test(title) && !/^(Yubi|Root)/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;

const units = (seconds: number): readonly [hours: number, minutes: number, seconds: number] => [
  Math.floor(seconds / 3600),
  Math.floor((seconds % 3600) / 60),
  Math.floor(seconds % 60),
];

/** A duration that was asked for or granted, in seconds, with the signs of the SI: `1 h`, `1 h 30 min`, `15 min`, `45 s`. */
export const duration = (seconds: number): string => {
  const [hours, minutes, rest] = units(Math.max(0, seconds));
  if (hours === 0 && minutes === 0) return `${rest} s`;
  return [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : ''].filter((part) => part !== '').join(' ');
};

/** A title before a sentence. A question keeps its mark. */
export const asSentence = (title: string): string => (title.endsWith('?') ? title : `${title}.`);

/** Whole sentences one after another; those that say nothing are left out. */
export const together = (...sentences: readonly string[]): string => sentences.filter((sentence) => sentence !== '').join(' ');

/** Time that is left, in milliseconds, as short as fits into a ring: `4h`, `47m`, `42s`. */
export const shortLeft = (millis: number): string => {
  const minutes = wholeMinutes(millis);
  if (minutes >= 100) return `${Math.round(minutes / 60)}h`;
  return minutes > 0 ? `${minutes}m` : `${Math.floor(Math.max(0, millis) / 1000)}s`;
};

/** The same in whole minutes, with a word: `47 min left`, `2 h left`. */
export const minutesLeft = (minutes: number): string =>
  minutes <= 0 ? 'under 1 min left' : minutes < 100 ? `${minutes} min left` : `${Math.round(minutes / 60)} h left`;

/** A span of seconds as one would say it, in one unit or two: `94 seconds`, `5 minutes`, `2 hours 10 minutes`. */
export const span = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return locale.spoken(whole, 'second');
  const [hours, minutes] = units(whole);
  if (hours === 0) return locale.spoken(minutes, 'minute');
  return minutes === 0 ? locale.spoken(hours, 'hour') : `${locale.spoken(hours, 'hour')} ${locale.spoken(minutes, 'minute')}`;
};

/** Time that is left, in milliseconds, to be read aloud: `47 minutes left`. */
export const spokenLeft = (millis: number): string => {
  const minutes = wholeMinutes(millis);
  if (minutes === 0) return `${locale.spoken(Math.floor(Math.max(0, millis) / 1000), 'second')} left`;
  if (minutes < 60) return `${locale.spoken(minutes, 'minute')} left`;
  return `${span(minutes * 60)} left`;
};

/** `YubiKey 12345678`, or `the YubiKey`. */
export const theKey = (serial?: number): string => (serial === undefined ? 'the YubiKey' : `YubiKey ${serial}`);

/** The same at the start of a sentence. */
export const TheKey = (serial?: number): string => (serial === undefined ? 'The YubiKey' : `YubiKey ${serial}`);

/** `YubiKey 12345678`, or `your YubiKey`: of a key that a person is to take. */
export const yourKey = (serial?: number): string => (serial === undefined ? 'your YubiKey' : `YubiKey ${serial}`);

/** The model with its serial: `YubiKey 5C NFC 12345678`. */
export const fullName = ({ name, serial }: { readonly name: string; readonly serial?: number }): string =>
  serial === undefined ? name : `${name} ${serial}`;
