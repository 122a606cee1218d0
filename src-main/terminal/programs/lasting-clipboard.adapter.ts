import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clipboard } from '../../app/ports.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { publicEnvironment } from './clipboard.adapter.ts';

/**
 * A clipboard whose secrets are cleared after this process has ended: `script`, a program of its own, does that after so many seconds and then ends
 * (clear-clipboard.adapter.ts). Closing the app leaves them there. Where that program cannot be started, nothing stays on the clipboard.
 */
export const createLastingClipboard = (clipboard: Clipboard, script: string, seconds: () => number): Clipboard => ({
  ...clipboard,
  writeSecret: async (text) => {
    const written = await clipboard.writeSecret(text);
    const handed = written.ok ? await handOver(script, { text, seconds: seconds() }) : written;
    if (!handed.ok) await clipboard.clearSecret();
    return handed;
  },
  clearSecret: async () => {},
});

const handOver = (script: string, secret: { readonly text: string; readonly seconds: number }): Promise<Result<void>> =>
  new Promise((resolve) => {
    if (!existsSync(script)) return resolve(failed({ code: 'installation-incomplete', part: basename(script) }));
    const child = spawn(process.execPath, [script], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      // It holds no folder that the person may want to unmount.
      cwd: dirname(script),
      env: publicEnvironment(),
    });
    const lost = () => resolve(failed({ code: 'command-missing', command: process.execPath }));
    child.once('error', lost);
    child.stdin.once('error', lost);
    child.stdin.end(JSON.stringify(secret), () => {
      child.unref();
      resolve(ok(undefined));
    });
  });
