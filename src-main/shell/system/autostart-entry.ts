/** An argument of `Exec` (Desktop Entry Specification, "The Exec key"): quoted, then escaped as a value, and no field code. */
const quoted = (argument: string): string => {
  const inQuotes = argument.replace(/["`$\\]/g, '\\$&');
  return `"${inQuotes.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;
};

/**
 * What starts this program at login. The AppImage rather than what it was unpacked to, where this program runs out of it: a program that was started by one
 * of another has that one's variables. From a clone, Electron with the clone.
 */
export const startCommand = (program: {
  readonly packaged: boolean;
  readonly executable: string;
  readonly clone: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}): readonly string[] => {
  const { packaged, executable, clone, env } = program;
  if (!packaged) return [executable, clone];
  const isUnpacked = env.APPDIR !== undefined && env.APPDIR !== '' && executable.startsWith(`${env.APPDIR}/`);
  return [isUnpacked && env.APPIMAGE ? env.APPIMAGE : executable];
};

/** The file in `~/.config/autostart` that starts the program, unseen, with the desktop. `command`: the executable and its arguments. */
export const autostartEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Roletap',
    'Comment=Written by Roletap while "Start at login" is on',
    `Exec=${[...command.map(quoted), '--hidden'].join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    'X-Roletap=true',
    '',
  ].join('\n');

/** It was made by `autostartEntry`, and may be taken away again. */
export const isAutostartEntry = (text: string): boolean => /^X-Roletap=true$/m.test(text);

/** The person switched it off with the tools of the desktop, which leave the file where it is. */
export const isSwitchedOff = (text: string): boolean => /^(?:X-GNOME-Autostart-enabled=false|Hidden=true)$/m.test(text);

/** Whether a login can start the program: not from inside Flatpak or Snap, whose paths nobody outside knows. */
export const canStartAtLogin = (platform: string, packaged: boolean, env: Readonly<Record<string, string | undefined>>): boolean =>
  platform === 'linux' ? env.FLATPAK_ID === undefined && env.SNAP === undefined : packaged;
