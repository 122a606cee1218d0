import { join } from 'node:path';
import type { Launcher } from '../../app/ports.ts';
import { ok, type Result } from '../../contract/result.ts';
import { promptShells, promptText } from '../../serve/launcher/prompt-scripts.ts';
import { sessionNoteFile } from '../../serve/launcher/session-note.adapter.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output } from '../console/command.ts';

/**
 * `roletap prompt SHELL`: the lines for a shell's own file, which read what `noteSessions` keeps. The program that starship runs is put in its place. Problem:
 * state-unwritable.
 */
export const printPrompt = async (
  { words: [word] }: Pick<Arguments, 'words'>,
  folder: string,
  launcher: Pick<Launcher, 'install'>,
): Promise<Result<Output>> => {
  const installed = await launcher.install();
  if (!installed.ok) return installed;
  const shell = promptShells.find((known) => known === word) ?? 'bash';
  const script = promptText(shell, sessionNoteFile(folder), join(folder, 'roletap-prompt'));
  return ok({ json: { script }, text: script });
};
