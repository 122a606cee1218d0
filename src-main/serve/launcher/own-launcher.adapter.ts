import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Launcher } from '../../app/ports.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { createLauncher, type LauncherNeeds } from './launcher.adapter.ts';

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The terminal's program beside this one, where it is a file that a Node of this computer can run: in a clone, not inside a package. */
const findTerminal = (
  programs: string,
  env: Readonly<Record<string, string | undefined>>,
): { readonly node: string; readonly script: string } | undefined => {
  const script = join(programs, 'cli.cjs');
  if (programs.includes('.asar') || !existsSync(script)) return undefined;
  const runsThis = process.versions.electron === undefined ? [process.execPath] : [];
  const inPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, process.platform === 'win32' ? 'node.exe' : 'node'));
  const node = [...runsThis, ...(env.npm_node_execpath ? [env.npm_node_execpath] : []), ...inPath].find(isProgram);
  return node === undefined ? undefined : { node, script };
};

/** The launcher of this installation, for the window and for the terminal. `programs` is the folder of the bundles. */
export const createOwnLauncher = ({
  platform,
  folder,
  socket,
  variables,
  ...needs
}: Pick<LauncherNeeds, 'platform' | 'folder' | 'socket' | 'variables'> & {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly programs: string;
  readonly demo: boolean;
  /** A problem in one line. */
  readonly tellProblem: (problem: Problem) => string;
}): Launcher => {
  const terminal = needs.demo ? undefined : findTerminal(needs.programs, needs.env);
  const missing = needs.tellProblem({ code: 'app-missing', path: socket });
  return createLauncher({ platform, folder, socket, variables, missing, ...defined({ terminal }) });
};
