import { wholeMinutes } from '../../contract/values.ts';
import { createLocale } from '../../words/locale.ts';

/** German. Instructions are infinitives; nouns keep their capital letter wherever they stand. */
const locale = createLocale('de-DE');
export const { counted, formFor, compare, date, shortDay, longDay, clockTime } = locale;

/** `a`, `a und b`, `a, b und c`; `keine` for an empty list. */
export const listed = (items: readonly (string | number)[]): string => (items.length === 0 ? 'keine' : locale.list(items));

/** `a`, `a oder b`, `a, b oder c`. */
export const either = (items: readonly string[]): string =>
  [items.slice(0, -1).join(', '), ...items.slice(-1)].filter(Boolean).join(' oder ');

/** A title in the middle of a sentence: it begins with a noun or a name, which keeps its capital letter. */
export const inSentence = (title: string): string => title;

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

/** The same in whole minutes, with a word: `noch 47 min`, `noch 2 h`. */
export const minutesLeft = (minutes: number): string =>
  minutes <= 0 ? 'noch unter 1 min' : minutes < 100 ? `noch ${minutes} min` : `noch ${Math.round(minutes / 60)} h`;

/** A span of seconds as one would say it, in one unit or two: `94 Sekunden`, `5 Minuten`, `2 Stunden 10 Minuten`. The same in every case. */
export const span = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return locale.spoken(whole, 'second');
  const [hours, minutes] = units(whole);
  if (hours === 0) return locale.spoken(minutes, 'minute');
  return minutes === 0 ? locale.spoken(hours, 'hour') : `${locale.spoken(hours, 'hour')} ${locale.spoken(minutes, 'minute')}`;
};

/** Time that is left, in milliseconds, to be read aloud: `noch 47 Minuten`. */
export const spokenLeft = (millis: number): string => {
  const minutes = wholeMinutes(millis);
  if (minutes === 0) return `noch ${locale.spoken(Math.floor(Math.max(0, millis) / 1000), 'second')}`;
  if (minutes < 60) return `noch ${locale.spoken(minutes, 'minute')}`;
  return `noch ${span(minutes * 60)}`;
};

/** `YubiKey 12345678`, or `der YubiKey` in the case that the sentence needs. */
export const theKey = (serial?: number, article: 'der' | 'dem' | 'den' = 'der'): string =>
  serial === undefined ? `${article} YubiKey` : `YubiKey ${serial}`;

/** The same behind `von`: `von YubiKey 12345678`, or `vom YubiKey`. */
export const fromKey = (serial?: number): string => (serial === undefined ? 'vom YubiKey' : `von YubiKey ${serial}`);

/** `Der YubiKey` at the start of a sentence. */
export const TheKey = (serial?: number): string => (serial === undefined ? 'Der YubiKey' : `YubiKey ${serial}`);

/** `YubiKey 12345678`, or `YubiKey`: of a key that a person is to take, before an infinitive. */
export const yourKey = (serial?: number): string => (serial === undefined ? 'YubiKey' : `YubiKey ${serial}`);

/** The model with its serial: `YubiKey 5C NFC 12345678`. */
export const fullName = ({ name, serial }: { readonly name: string; readonly serial?: number }): string =>
  serial === undefined ? name : `${name} ${serial}`;
