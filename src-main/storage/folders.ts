/** Where Roletap keeps its own files: settings, spent steps, enrolments, history, found roles. The same for window and terminal. Pure: the caller gives system and environment. */
export const dataFolder = (system: {
  readonly platform: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}): string => {
  const { platform, home, env } = system;
  if (platform === 'darwin') return `${home}/Library/Application Support/Roletap`;
  if (platform === 'win32') return `${env.APPDATA ?? `${home}\\AppData\\Roaming`}\\Roletap`;
  return `${env.XDG_CONFIG_HOME || `${home}/.config`}/Roletap`;
};

/** Sessions under the system's keyring. The window alone opens it; the terminal takes sessions out of it. */
export const keptSessionsFile = (folder: string): string => `${folder}/kept-sessions.json`;
