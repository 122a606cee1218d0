import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { askDisk } from '../../base/disk.adapter.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';

/** As the contract has it. `line` is 1-based. */
export type StrayKey =
  | { readonly where: 'environment' }
  | { readonly where: 'shell'; readonly file: string; readonly line: number }
  | { readonly where: 'backup'; readonly file: string };

/** What shells read when they start, below the home folder. */
const shellFiles = [
  ...['.bashrc', '.bash_profile', '.bash_login', '.profile', '.zshrc', '.zshenv', '.zprofile', '.zlogin'],
  '.config/fish/config.fish',
];

/** Bytes; a larger file is no shell's profile and no credentials file. */
const largest = 1024 * 1024;

const textOf = async (file: string): Promise<string> => {
  const bytes = await askDisk(file, () => readPlain(file, { limit: largest })).catch(() => undefined);
  return bytes?.toString('utf8') ?? '';
};

/** Sets the variable to a value that stands there, for sh (`export X=...`), fish (`set -gx X ...`) and csh (`setenv X ...`); not to what a command or variable gives. */
const setsSecret = /^\s*(?:export\s+|set\s+(?:-\w+\s+)*|setenv\s+)?AWS_SECRET_ACCESS_KEY(?:\s*=\s*|\s+)["']?[A-Za-z0-9+/]/;

/** A name that editors, people and tools give a copy: `credentials~`, `credentials.bak`, `credentials-old`, `.credentials.swp`, `credentials (copy)`. */
const isCopyOf = (name: string, file: string): boolean =>
  name !== file && !name.includes('roletap') && (name.startsWith(file) || name.startsWith(`.${file}.`) || name === `#${file}#`);

/** Long-term keys in the environment, in the files that shells read, and in copies beside the credentials file. */
export const findStrayKeys = async (
  env: Readonly<Record<string, string | undefined>>,
  credentials: string,
): Promise<readonly StrayKey[]> => {
  const found: StrayKey[] = [];
  if (env.AWS_SECRET_ACCESS_KEY && env.AWS_ACCESS_KEY_ID?.startsWith('AKIA')) found.push({ where: 'environment' });
  const home = env.HOME;
  for (const name of home ? shellFiles : []) {
    const file = join(home ?? '', name);
    const line = (await textOf(file)).split('\n').findIndex((text) => setsSecret.test(text));
    if (line >= 0) found.push({ where: 'shell', file, line: line + 1 });
  }
  const folder = dirname(credentials);
  const names = await askDisk(folder, () => readdir(folder)).catch(() => []);
  for (const name of names.filter((one) => isCopyOf(one, basename(credentials))).sort()) {
    const text = await textOf(join(folder, name));
    if (/aws_secret_access_key/i.test(text) && /AKIA[A-Z0-9]{12}/.test(text)) found.push({ where: 'backup', file: join(folder, name) });
  }
  return found;
};
