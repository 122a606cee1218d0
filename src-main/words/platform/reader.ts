/** The system that the reader sits at, as far as advice differs by it. */
export type Platform = 'linux' | 'mac' | 'windows';

/** The person's two files as they are called here: `~/.aws/config`, or what the environment names. */
interface FileNames {
  readonly config: string;
  readonly credentials: string;
}

declare global {
  /** Held here and not in the module, of which each bundle of a process has one. */
  var roletapReader: { readonly platform: Platform; readonly files: Partial<FileNames> } | undefined;
}

const platform = (): Platform => globalThis.roletapReader?.platform ?? 'linux';

/** Told once by each entry, before anything is said: Node's `process.platform`, or what the browser calls its system. */
export const speakFor = (system: string): void => {
  const present = /^(?:darwin|mac)/i.test(system) ? 'mac' : /^win/i.test(system) ? 'windows' : 'linux';
  globalThis.roletapReader = { files: {}, ...globalThis.roletapReader, platform: present };
};

const usual = (): FileNames => {
  const folder = platform() === 'windows' ? '%UserProfile%\\.aws\\' : '~/.aws/';
  return { config: `${folder}config`, credentials: `${folder}credentials` };
};

/** Where people's homes are, and AWS's folder in them. */
const usualPlace = /^(?:\/root|\/(?:home|Users)\/[^/]+|[A-Za-z]:\\Users\\[^\\]+)[\\/]\.aws[\\/](?:config|credentials)$/;

/** Told by each entry where the person's files are. */
export const speakOf = ({ config, credentials }: FileNames): void => {
  const files = { ...(usualPlace.test(config) ? {} : { config }), ...(usualPlace.test(credentials) ? {} : { credentials }) };
  globalThis.roletapReader = { platform: platform(), files };
};

/** How advice calls the person's files. */
export const fileNames = (): FileNames => ({ ...usual(), ...globalThis.roletapReader?.files });

/** What is said on this system: advice for another one helps nobody. */
export const perPlatform = (words: Readonly<Record<Platform, string>>): string => words[platform()];
