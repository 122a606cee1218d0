import { wholeMinutes } from '../../contract/values.ts';
import { createLocale } from '../../words/locale.ts';

/**
 * The language of the sentences in this folder: Japanese. Nouns have one form for every count, with the counter in it (`3 件`); a Latin
 * word or a number has a space on either side, and a list is joined by `、`.
 */
const locale = createLocale('ja-JP');
export const { counted, formFor, compare, date, shortDay, longDay, clockTime } = locale;

/** `a`, `a、b`, `a、b、c`; `なし` for an empty list. */
export const listed = (items: readonly (string | number)[]): string => (items.length === 0 ? 'なし' : locale.list(items));

/** `a`, `a または b`, `a、b または c`. */
export const either = (items: readonly string[]): string =>
  [items.slice(0, -1).join('、'), ...items.slice(-1)].filter(Boolean).join(' または ');

/** A title in the middle of a sentence: it has no capitals, so it stays. */
export const inSentence = (title: string): string => title;

const units = (seconds: number): readonly [hours: number, minutes: number, seconds: number] => [
  Math.floor(seconds / 3600),
  Math.floor((seconds % 3600) / 60),
  Math.floor(seconds % 60),
];

/** A duration that was asked for or granted, in seconds: `1 時間`, `1 時間 30 分`, `15 分`, `45 秒`. */
export const duration = (seconds: number): string => {
  const [hours, minutes, rest] = units(Math.max(0, seconds));
  if (hours === 0 && minutes === 0) return locale.spoken(rest, 'second');
  return [hours > 0 ? locale.spoken(hours, 'hour') : '', minutes > 0 ? locale.spoken(minutes, 'minute') : '']
    .filter((part) => part !== '')
    .join(' ');
};

/** A title before a sentence. A question keeps its mark. */
export const asSentence = (title: string): string => (title.endsWith('？') ? title : `${title}。`);

/** Whole sentences one after another; those that say nothing are left out. */
export const together = (...sentences: readonly string[]): string => sentences.filter((sentence) => sentence !== '').join('');

/** Time that is left, in milliseconds, as short as fits into a ring: `4h`, `47m`, `42s`. */
export const shortLeft = (millis: number): string => {
  const minutes = wholeMinutes(millis);
  if (minutes >= 100) return `${Math.round(minutes / 60)}h`;
  return minutes > 0 ? `${minutes}m` : `${Math.floor(Math.max(0, millis) / 1000)}s`;
};

/** The same in whole minutes, with words: `残り 47 分`, `残り 2 時間`. */
export const minutesLeft = (minutes: number): string =>
  minutes <= 0
    ? '残り 1 分未満'
    : `残り ${minutes < 100 ? locale.spoken(minutes, 'minute') : locale.spoken(Math.round(minutes / 60), 'hour')}`;

/** A span of seconds as one would say it, in one unit or two: `94 秒`, `5 分`, `2 時間 10 分`. */
export const span = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 120 ? locale.spoken(whole, 'second') : duration(whole);
};

/** Time that is left, in milliseconds, to be read aloud: `残り 47 分`. */
export const spokenLeft = (millis: number): string => {
  const minutes = wholeMinutes(millis);
  return `残り ${minutes === 0 ? locale.spoken(Math.floor(Math.max(0, millis) / 1000), 'second') : duration(minutes * 60)}`;
};

/** `YubiKey 12345678`, or `YubiKey`: Japanese has no article. */
export const theKey = (serial?: number): string => (serial === undefined ? 'YubiKey' : `YubiKey ${serial}`);

/** The same at the start of a sentence. */
export const TheKey = theKey;

/** The same of a key that a person is to take. */
export const yourKey = theKey;

/** The model with its serial: `YubiKey 5C NFC 12345678`. */
export const fullName = ({ name, serial }: { readonly name: string; readonly serial?: number }): string =>
  serial === undefined ? name : `${name} ${serial}`;
