/**
 * A word as it is pasted into a shell: in single quotes unless it is made of characters that mean nothing to any shell and begins with none
 * that could (`@` in PowerShell, `~` and `=` in zsh, `%` in fish). POSIX shells take it whole; PowerShell does too, unless a quote is in it.
 */
export const shellWord = (word: string): string => (/^[\w./-][\w@.:/+=%-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/**
 * Characters that show a text as another one: controls move the cursor, marks of direction (Unicode's annex 9) turn the order round, and what is not seen
 * (Default_Ignorable_Code_Point, fillers, an empty pattern of Braille) tells two names apart for the computer alone. A joiner belongs between letters of a script
 * that joins, and between parts of a picture, whose form a selector says. Made when a text needs it: its classes take V8 some milliseconds.
 */
const misleading = (): RegExp =>
  new RegExp(
    [
      '[\\p{Cc}\\u2028\\u2029\\u2800\\ufff9-\\ufffb]',
      '(?<!(?![\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}])[\\p{L}\\p{M}])\\u200c',
      '(?<!(?![\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}])[\\p{L}\\p{M}]|\\p{Extended_Pictographic}\\ufe0f?)\\u200d',
      '(?<!\\p{Extended_Pictographic})\\ufe0f',
      '(?![\\u200c\\u200d\\ufe0f])\\p{Default_Ignorable_Code_Point}',
    ].join('|'),
    'gu',
  );

/** Whether a text is of ASCII's signs alone, in which nothing misleads: nearly every text is. */
export const isPlainAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/** Signs of European languages, of print and of our own tables, which mislead nobody either: what is dealt with without Unicode's classes. */
const isPlain = (text: string): boolean =>
  /^[ -~\u00a0-\u00ac\u00ae-\u024f\u2013\u2014\u2018-\u201d\u2022\u2026\u25cb-\u25d5]*$/.test(text);

/** A text with something else for each character that would show it as another one. */
export const withoutMisleading = (text: string, instead: (character: string) => string): string =>
  isPlain(text) ? text : text.replaceAll(misleading(), instead);

/** A text from outside as it may be shown: it moves no cursor and passes for no other. */
export const harmless = (text: string): string => withoutMisleading(text, () => '\ufffd');

/**
 * Facts as they may stand in a sentence, however deep their texts lie: each is harmless and marks nothing as a command to be copied, as a pair of backticks does. What
 * is not of JSON's kinds stays.
 */
export const shownFacts = <T>(facts: T): T => {
  const shown = (value: unknown): unknown => {
    if (typeof value === 'string') return harmless(value).replaceAll('`', '\u02cb');
    if (Array.isArray(value)) return value.map(shown);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shown(one)]));
  };
  return shown(facts) as T;
};

/** Whether a text may be shown as it is. */
export const isHarmless = (text: string): boolean => harmless(text) === text;

/** The same for the name of somebody who asks, or of a place: no word of it mixes alphabets, as `tеrraform` with a Cyrillic letter does. */
export const unmistakable = (text: string): string => {
  if (isPlain(text)) return text;
  // Letters that look like those of Latin, in one word with some of them.
  const lookalikes = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}]/gu;
  return harmless(text).replaceAll(/[\p{L}\p{M}\p{N}]+/gu, (word) =>
    /\p{Script=Latin}/u.test(word) ? word.replaceAll(lookalikes, '\ufffd') : word,
  );
};

/** Whether a name says that it is about production, so that it is marked, and a guard is offered. */
export const looksLikeProduction = (name: string): boolean => /(^|[^a-z])(prod|prd|production|live)([^a-z]|$)/i.test(name);

/** Whether an MFA device is a hardware token: its serial number (`GAHT12345678`) is no ARN. Empty for a device that is not known. */
export const isHardwareToken = (mfaSerial: string): boolean => mfaSerial !== '' && !mfaSerial.startsWith('arn:');
