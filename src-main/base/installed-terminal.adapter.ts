import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The terminal's program as a process starts it: `node` with `script` as the first word. Both absolute. */
export interface TerminalProgram {
  readonly node: string;
  readonly script: string;
}

/**
 * The terminal that an installed package has beside its archive, where `programs`, the folder of the bundles that run, is part of such a package: its
 * archive (the app) or its terminal. The executable there takes the script that it carries as Node would (terminal/single.adapter.ts). Undefined in a clone.
 */
export const installedTerminal = (programs: string, platform: string = process.platform): TerminalProgram | undefined => {
  const inArchive = `${programs}${sep}`.includes(`.asar${sep}`);
  const folder = inArchive ? join(programs, '..', '..', 'terminal') : join(programs, '..');
  const node = join(folder, platform === 'win32' ? 'roletap.exe' : 'roletap');
  const script = join(folder, 'programs', 'cli.cjs');
  return existsSync(node) && existsSync(script) ? { node, script } : undefined;
};

/** What a person types, as a file: the executable of an installation, the script of a clone. */
export const commandFile = (programs: string): string => installedTerminal(programs)?.node ?? join(programs, 'cli.cjs');
