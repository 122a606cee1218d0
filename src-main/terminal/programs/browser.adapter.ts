import { spawn } from 'node:child_process';
import { type Clock, systemClock } from '../../base/clock.ts';
import { withTheirDumps } from '../../base/no-dump.adapter.ts';
import { findProgram } from '../../base/program-path.adapter.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type LinkOnce, serveLinkOnce } from '../../storage/one-time-link.adapter.ts';

/** The system's own way to open an address in the person's browser. */
const openerFor = (platform: string, env: NodeJS.ProcessEnv): readonly [string, ...string[]] => {
  if (platform === 'darwin') return ['/usr/bin/open'];
  // By its whole path: a mere name would be looked for first in the folder in which the terminal stands.
  if (platform === 'win32') return [`${env.SystemRoot ?? 'C:\\Windows'}\\System32\\rundll32.exe`, 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
};

/** Keys are none of a browser's business. */
const publicEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));

/** Opens a link that is a secret, by way of an address that leads on to it once. Ok when a browser came for it. Problem: browser-missing. */
export const openInBrowser = async (
  link: string,
  system: { readonly platform: string; readonly env: NodeJS.ProcessEnv; readonly clock?: Clock } = process,
): Promise<Result<void>> => {
  const missing = (detail: string) => failed({ code: 'browser-missing' as const, detail });
  let once: LinkOnce;
  try {
    once = await serveLinkOnce(link, system.clock ?? systemClock);
  } catch (error) {
    return missing((error as NodeJS.ErrnoException).code ?? 'no port');
  }
  const [program, ...words] = openerFor(system.platform, system.env);
  const found = await findProgram(program, system.env.PATH);
  if (typeof found !== 'object') {
    once.close();
    return missing(`${program}: ${found === 'missing' ? 'ENOENT' : 'ETIMEDOUT'}`);
  }
  const { address } = once;
  const child = withTheirDumps(() =>
    spawn(found.file, [...words, address], { stdio: 'ignore', detached: true, env: publicEnvironment(system.env) }),
  );
  // The first browser window can be the opener itself, and stays.
  child.unref();
  let why = 'nothing came for the link';
  const giveUp = (detail: string) => {
    why = detail;
    once.close();
  };
  child.once('error', (error: NodeJS.ErrnoException) => giveUp(`${program}: ${error.code ?? ''}`));
  child.once('exit', (code) => code !== 0 && system.platform !== 'win32' && giveUp(`${program} ended with ${code ?? 'a signal'}`));
  return (await once.came) ? ok(undefined) : missing(why);
};
