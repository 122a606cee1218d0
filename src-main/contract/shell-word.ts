/**
 * A word as it is pasted into a shell: in single quotes unless it is made of characters that mean nothing to any shell and begins with none
 * that could (`@` in PowerShell, `~` and `=` in zsh, `%` in fish). POSIX shells take it whole; PowerShell does too, unless a quote is in it.
 */
export const shellWord = (word: string): string => (/^[\w./-][\w@.:/+=%-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
