import { accessSync, constants, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What `roletap` stands for where it is typed: this program, another file, or nothing. `folder`: where a link to this program would be found. */
export type CommandPath =
  | { readonly kind: 'own' }
  | { readonly kind: 'other'; readonly file: string }
  | { readonly kind: 'none'; readonly folder: string };

const may = (path: string, mode: number): boolean => {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
};

/** Looks through PATH as a shell does. `script`: this program's file. */
export const commandPath = (
  { platform, env }: { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> },
  script: string,
): CommandPath => {
  const names = platform === 'win32' ? ['roletap.cmd', 'roletap.exe'] : ['roletap'];
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  const file = folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => may(path, constants.X_OK));
  if (file !== undefined) {
    // On Windows npm puts a script there that starts ours.
    return platform === 'win32' || realpathSync(file) === realpathSync(script) ? { kind: 'own' } : { kind: 'other', file };
  }
  const home = homedir();
  const own = folders.filter((folder) => folder.startsWith(`${home}/`) && !folder.includes('node_modules') && may(folder, constants.W_OK));
  return { kind: 'none', folder: own.find((folder) => folder === join(home, '.local/bin')) ?? own[0] ?? '/usr/local/bin' };
};
