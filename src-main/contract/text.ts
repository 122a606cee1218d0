/**
 * A word as it is pasted into a shell: in single quotes unless it is made of characters that mean nothing to any shell and begins with none
 * that could (`@` in PowerShell, `~` and `=` in zsh, `%` in fish). POSIX shells take it whole; PowerShell does too, unless a quote is in it.
 */
export const shellWord = (word: string): string => (/^[\w./-][\w@.:/+=%-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/**
 * Characters that show a text as another one: controls move the cursor, marks of direction (Unicode's annex 9) turn the order round. For
 * `replace` and `replaceAll`.
 */
export const misleadingCharacters = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text from outside as it may be shown: it moves no cursor and passes for no other. */
export const harmless = (text: string): string => text.replaceAll(misleadingCharacters, '\ufffd');

/** Whether a name says that it is about production, so that it is marked, and a guard is offered. */
export const looksLikeProduction = (name: string): boolean => /(^|[^a-z])(prod|prd|production|live)([^a-z]|$)/i.test(name);
