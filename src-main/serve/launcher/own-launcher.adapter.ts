import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Launcher } from '../../app/ports.ts';
import { installedTerminal, type TerminalProgram } from '../../base/installed-terminal.adapter.ts';
import { findProgram } from '../../base/program-path.adapter.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { createLauncher, type LauncherNeeds } from './launcher.adapter.ts';
import { keptTerminal } from './own-command.adapter.ts';

/**
 * The terminal's program: that of the installed package, or of the clone where a Node of this computer can run it. What an AppImage unpacks is gone when
 * it ends, so nobody is sent there, but to the copy that "Install" made of it.
 */
export const findTerminal = async (
  programs: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<TerminalProgram | undefined> => {
  if (env.APPDIR && programs.startsWith(`${env.APPDIR}/`)) return keptTerminal(homedir());
  const installed = installedTerminal(programs);
  if (installed) return installed;
  const script = join(programs, 'cli.cjs');
  if (programs.includes('.asar') || !existsSync(script)) return undefined;
  if (process.versions.electron === undefined) return { node: process.execPath, script };
  const own = env.npm_node_execpath;
  for (const name of [...(own ? [own] : []), process.platform === 'win32' ? 'node.exe' : 'node']) {
    const found = await findProgram(name, env.PATH);
    if (typeof found === 'object') return { node: found.file, script };
  }
  return undefined;
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
  const missing = () => needs.tellProblem({ code: 'app-missing', path: socket });
  const terminal = async () => (needs.demo ? undefined : findTerminal(needs.programs, needs.env));
  return createLauncher({ platform, folder, socket, variables, missing, terminal });
};
