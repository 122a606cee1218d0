import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../base/clock.ts';
import { failed, ok, type Result } from '../contract/result.ts';

/** The system's own way to open an address in the person's browser. */
const openerFor = (platform: string, env: NodeJS.ProcessEnv): readonly [string, ...string[]] => {
  if (platform === 'darwin') return ['/usr/bin/open'];
  // By its whole path: a mere name would be looked for first in the folder in which the terminal stands.
  if (platform === 'win32') return [`${env.SystemRoot ?? 'C:\\Windows'}\\System32\\rundll32.exe`, 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
};

/** How long a browser may take to start, in milliseconds. */
const limitMillis = 60_000;

/** Keys are none of a browser's business. */
const publicEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));

/**
 * Opens a link that is a secret. What stands on a command line can be seen by others, so the browser is sent to an address on loopback that leads on to the link,
 * once. Ok when a browser came for it. Problem: browser-missing.
 */
export const openInBrowser = (
  link: string,
  system: { readonly platform: string; readonly env: NodeJS.ProcessEnv; readonly clock?: Clock } = process,
): Promise<Result<void>> =>
  new Promise((resolve) => {
    const path = `/${randomBytes(24).toString('base64url')}`;
    let host = '';
    const server = createServer((request, response) => {
      const isMeant = request.method === 'GET' && request.url === path && request.headers.host === host;
      response.writeHead(isMeant ? 303 : 404, {
        ...(isMeant ? { location: link } : {}),
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        connection: 'close',
      });
      response.end(() => isMeant && end(ok(undefined)));
    });
    const missing = (detail: string) => end(failed({ code: 'browser-missing', detail }));
    const stopTimer = (system.clock ?? systemClock).after(limitMillis, () => missing('nothing came for the link'));
    const end = (result: Result<void>) => {
      stopTimer();
      server.close();
      resolve(result);
    };
    server.once('error', (error: NodeJS.ErrnoException) => missing(error.code ?? ''));
    server.listen(0, '127.0.0.1', () => {
      host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      const [program, ...words] = openerFor(system.platform, system.env);
      const child = spawn(program, [...words, `http://${host}${path}`], {
        stdio: 'ignore',
        detached: true,
        env: publicEnvironment(system.env),
      });
      // The first browser window can be the opener itself, and stays.
      child.unref();
      child.once('error', (error: NodeJS.ErrnoException) => missing(`${program}: ${error.code ?? ''}`));
      child.once('exit', (code) => code !== 0 && system.platform !== 'win32' && missing(`${program} ended with ${code ?? 'a signal'}`));
    });
  });
