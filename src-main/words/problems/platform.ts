/** The system that the reader sits at, as far as advice differs by it. */
export type Platform = 'linux' | 'mac' | 'windows';

let present: Platform = 'linux';

/** Told once by each entry, before anything is said: Node's `process.platform`, or what the browser calls its system. */
export const speakFor = (system: string): void => {
  present = /^(?:darwin|mac)/i.test(system) ? 'mac' : /^win/i.test(system) ? 'windows' : 'linux';
};

/** The person's two files as they are called here: `~/.aws/config`, or what the environment names. */
interface FileNames {
  readonly config: string;
  readonly credentials: string;
}

const usual = (): FileNames => {
  const folder = present === 'windows' ? '%UserProfile%\\.aws\\' : '~/.aws/';
  return { config: `${folder}config`, credentials: `${folder}credentials` };
};

let named: Partial<FileNames> = {};

/** Where people's homes are, and AWS's folder in them. */
const usualPlace = /^(?:\/root|\/(?:home|Users)\/[^/]+|[A-Za-z]:\\Users\\[^\\]+)[\\/]\.aws[\\/](?:config|credentials)$/;

/** Told by each entry where the person's files are. */
export const speakOf = ({ config, credentials }: FileNames): void => {
  named = { ...(usualPlace.test(config) ? {} : { config }), ...(usualPlace.test(credentials) ? {} : { credentials }) };
};

/** How advice calls the person's files. */
export const fileNames = (): FileNames => ({ ...usual(), ...named });

/** What is said on this system: advice for another one helps nobody. */
export const perPlatform = (words: Readonly<Record<Platform, string>>): string => words[present];
