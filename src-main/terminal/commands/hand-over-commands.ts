import { posix } from 'node:path';
import type { App } from '../../app/app.ts';
import { defined } from '../../base/defined.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { EnvironmentFormat } from '../../contract/tools.ts';
import type { Surroundings } from '../../surroundings.adapter.ts';
import { sessionsSaid } from '../../words/terminal.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output } from '../console/command.ts';
import { table } from '../console/tables.ts';
import { roleWanted } from './chosen-role.ts';

/** The format of the shell in which the command was most likely typed. */
export const guessFormat = (platform: string, env: Readonly<Record<string, string | undefined>>): EnvironmentFormat => {
  if (env.NU_VERSION) return 'nushell';
  if (platform === 'win32') return 'powershell';
  const shell = posix.basename(env.SHELL ?? '');
  if (shell === 'fish') return 'fish';
  if (shell === 'nu') return 'nushell';
  return shell === 'pwsh' ? 'powershell' : 'sh';
};

/** `roletap env`: what sets a role's keys, for `eval` or a file. */
export const printEnvironment = async (
  app: Pick<App, 'environment' | 'limit' | 'person'>,
  args: Arguments,
  here: Pick<Surroundings, 'platform' | 'env'>,
  signal: AbortSignal,
): Promise<Result<Output>> => {
  const format = args.shell ?? guessFormat(here.platform, here.env);
  const role = await roleWanted(app, args);
  if (!role.ok) return role;
  const text = await app.environment(role.value, format, app.person, signal);
  return text.ok ? ok({ json: { format, text: text.value }, text: text.value }) : text;
};

/** `roletap console`: opens the browser, or prints the link; never both. */
export const openConsole = async (
  app: Pick<App, 'consoleUrl' | 'limit' | 'openConsole' | 'person'>,
  args: Arguments,
  signal: AbortSignal,
): Promise<Result<Output>> => {
  const named = await roleWanted(app, args);
  if (!named.ok) return named;
  const role = named.value;
  const wish = defined({ browser: args.browser, service: args.service, region: args.region });
  if (args.print) {
    const url = await app.consoleUrl(role, app.person, signal, wish);
    return url.ok ? ok({ json: { role, url: url.value }, text: `${url.value}\n` }) : url;
  }
  const opened = await app.openConsole(role, app.person, signal, wish);
  if (!opened.ok) return opened;
  const { browser, label } = opened.value;
  return ok({ json: { role, opened: true, browser }, text: `${sessionsSaid.console(role, label)}\n` });
};

/** `roletap browsers`: where consoles can be opened side by side. */
export const listBrowsers = async (app: Pick<App, 'browsers'>): Promise<Result<Output>> => {
  const found = await app.browsers();
  const rows = found.map(({ id, label, lacksAddOn }) => [id, lacksAddOn ? sessionsSaid.withoutAddOn(label) : label]);
  return ok({
    json: { browsers: found },
    text: rows.length === 0 ? `${sessionsSaid.noBrowsers}\n` : table([['BROWSER', 'NAME'], ...rows]),
  });
};
