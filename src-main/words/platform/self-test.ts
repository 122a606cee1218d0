/** `roletap doctor --platform`: what each check is called, and what is said of it. */
export const selfTestSaid = {
  names: {
    runtime: 'runtime',
    modules: 'native modules',
    readers: 'card readers',
    peers: 'who connects',
    keyring: 'keyring',
    launcher: 'launcher',
    signature: 'signature',
    modes: 'file permissions',
  },
  runtime: (node: string, system: string): string => `Node ${node} on ${system}.`,
  modules: (loaded: readonly string[]): string => `Loaded: ${loaded.join(', ')}.`,
  notLoaded: (failed: readonly string[]): string => `Can’t load: ${failed.join(', ')}.`,
  readers: (count: number): string =>
    count === 0 ? 'The card service answers. No YubiKey is inserted.' : 'The card service and the YubiKey answer.',
  noReaders: 'The card service doesn’t answer.',
  peers: 'The system names the process at the other end of a socket.',
  noPeers: 'The system doesn’t name the process at the other end of a socket, so programs that ask are unverified.',
  keyring: 'It answers.',
  noKeyring: (why: string): string => `It doesn’t answer (${why}). Sessions then last until Roletap quits or you log out.`,
  launcher: (program: string): string => `${program} is there for credential_process lines.`,
  noLauncher: (program: string): string => `${program} is missing. Lines with credential_process start more slowly.`,
  signed: 'Valid.',
  unsigned: (said: string): string => `Not valid. ${said}`,
  unpackaged: 'This copy isn’t an installed package, so it has no signature.',
  unneeded: 'On Linux, the package manager checks the package.',
  modes: 'Files that Roletap creates are readable only by you.',
  openModes: 'Files that Roletap creates can be read by others.',
  /** Follows a failed check. */
  advice: 'Report this with the whole output.',
} as const;
