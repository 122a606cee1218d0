/** The system that the reader sits at, as far as advice differs by it. */
export type Platform = 'linux' | 'mac' | 'windows';

let present: Platform = 'linux';

/** Told once by each entry, before anything is said: Node's `process.platform`, or what the browser calls its system. */
export const speakFor = (system: string): void => {
  present = /^(?:darwin|mac)/i.test(system) ? 'mac' : /^win/i.test(system) ? 'windows' : 'linux';
};

/** What is said on this system: advice for another one helps nobody. */
export const perPlatform = (words: Readonly<Record<Platform, string>>): string => words[present];
