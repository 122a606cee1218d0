import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Launcher } from '../../app/ports.ts';
import { defined } from '../../base/defined.ts';
import { parsedJson } from '../../base/schema.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { makeFolder } from '../../storage/own-folder.adapter.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';
import { writeWhole } from '../../storage/whole-file.adapter.ts';
import { shellExec } from './exec-script.ts';
import { launcherLine, powerShellLauncher, shellLauncher } from './launcher-scripts.ts';
import { promptProgram } from './prompt-scripts.ts';
import { sessionNoteFile } from './session-note.adapter.ts';

/** What a program's standard error may say in a problem. */
const detailLimit = 300;
const answerLimit = 64 * 1024;

export interface LauncherNeeds {
  readonly platform: string;
  /** Our data folder: the line that programs keep names it. */
  readonly folder: string;
  readonly socket: string;
  /** The program that asks where the app does not run. */
  readonly terminal?: () => Promise<{ readonly node: string; readonly script: string } | undefined>;
  /** The problem app-missing in one line. */
  readonly missing: () => string;
  /** What a command's environment is given, and what it loses. */
  readonly variables: { readonly set: readonly string[]; readonly unset: readonly string[] };
}

/** What credential_process prints. */
const credentialsDocument = v.object({ Version: v.literal(1) });
const isDocument = (text: string): boolean => parsedJson(credentialsDocument, text) !== undefined;

export const createLauncher = ({ terminal, missing, ...needs }: LauncherNeeds): Launcher => {
  const { platform, folder } = needs;
  const onWindows = platform === 'win32';
  const path = join(folder, onWindows ? 'roletap-credentials.ps1' : 'roletap-credentials');
  const scripts = async () => {
    const known = { ...needs, missing: missing(), ...defined({ terminal: await terminal?.() }) };
    return onWindows
      ? [{ file: path, text: powerShellLauncher(known) }]
      : [
          { file: path, text: shellLauncher(known) },
          { file: join(folder, 'roletap-exec'), text: shellExec(known) },
          { file: join(folder, 'roletap-prompt'), text: promptProgram(sessionNoteFile(folder)) },
        ];
  };

  const isInstalled = async ({ file, text }: { readonly file: string; readonly text: string }): Promise<boolean> => {
    try {
      return (await readPlain(file)).toString('utf8') === text && (onWindows || ((await stat(file)).mode & 0o777) === 0o700);
    } catch {
      return false;
    }
  };

  const install: Launcher['install'] = async () => {
    for (const script of await scripts()) {
      if (await isInstalled(script)) continue;
      try {
        await makeFolder(folder);
        await writeWhole(script.file, script.text, 0o700);
      } catch (error) {
        return failed({ code: 'state-unwritable', file: script.file, errno: (error as NodeJS.ErrnoException).code ?? 'unknown' });
      }
    }
    return ok(undefined);
  };

  /** By the system's shell, as the SDKs do; without a terminal, and without a person to ask. */
  const check: Launcher['check'] = (line, signal) =>
    new Promise<Result<void>>((resolve) => {
      const child = spawn(line, {
        shell: true,
        detached: !onWindows,
        signal,
        env: { ...process.env, ROLETAP_WAIT: '0' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let answer = '';
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        if (answer.length < answerLimit) answer += chunk.toString('utf8');
      });
      child.stderr.on('data', (chunk: Buffer) => {
        if (said.length < detailLimit) said += chunk.toString('utf8');
      });
      const failure = (detail: string, exit?: number) =>
        resolve(failed(signal.aborted ? { code: 'cancelled' } : { code: 'command-failed', command: line, detail, ...defined({ exit }) }));
      child.on('error', (error: NodeJS.ErrnoException) => failure(error.code ?? 'unknown'));
      child.on('close', (code) => {
        if (code === 0 && isDocument(answer)) return resolve(ok(undefined));
        // What sh and cmd.exe say when there is no such program.
        if (!signal.aborted && (code === 127 || code === 9009)) return resolve(failed({ code: 'command-missing', command: line }));
        const printed = said.trim().replace(/\s+/g, ' ').slice(0, detailLimit);
        failure(printed, printed === '' ? (code ?? undefined) : undefined);
      });
    });

  return { install, line: (target) => launcherLine(platform, path, target), check };
};
