import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { installedTerminal } from '../../base/installed-terminal.adapter.ts';
import { findTerminal } from './own-launcher.adapter.ts';

/** The doctor looks at keys, files and keyring; one of them may not answer. */
const patienceMillis = 20_000;

/**
 * What `roletap doctor` says of this computer, as a person would type it: the terminal of this installation, a process of its own. Says so where there is
 * none. `programs` is the folder of the bundles. Never rejects.
 */
export const doctorLines = async (programs: string, env: Readonly<Record<string, string | undefined>>): Promise<string> => {
  const terminal = installedTerminal(programs) ?? (await findTerminal(programs, env));
  if (!terminal) return 'roletap doctor: not installed\n';
  const options = { env: { ...env, ROLETAP_WAIT: '0' }, timeout: patienceMillis };
  const answer: { readonly stdout?: string; readonly code?: unknown } = await promisify(execFile)(
    terminal.node,
    [terminal.script, 'doctor'],
    options,
  ).catch((error: { readonly stdout?: string; readonly code?: unknown }) => error);
  // With problems it ends with a code of its own, and has said all.
  return answer.stdout || `roletap doctor: no answer (${String(answer.code ?? 'too late')})\n`;
};
