/** A word as POSIX shells take it; PowerShell does as well, unless there is a quote in it. */
export const shellWord = (word: string): string => (/^[\w@.:/+%-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
