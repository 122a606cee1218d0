/** A word as POSIX shells and PowerShell take it. */
export const shellWord = (word: string): string => (/^[\w@.:/+%-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
