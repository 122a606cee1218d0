import type { App } from '../../app/app.ts';
import { defined } from '../../base/defined.ts';
import { failed, type Result } from '../../contract/result.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { usageSaid } from '../../words/help/usage.ts';
import { sessionsSaid } from '../../words/terminal.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Run } from '../console/command.ts';
import type { Choice } from '../console/console.ts';

/** The roles as they are offered: those tapped last first, then in the order of the files. */
const choicesOf = ({ roles, awsAccounts }: Pick<Snapshot, 'roles' | 'awsAccounts'>): readonly Choice[] => {
  const aliases = new Map(awsAccounts.map(({ accountId, alias }) => [accountId, alias]));
  const last = Number.MAX_SAFE_INTEGER;
  return [...roles]
    .sort((a, b) => (a.recent ?? last) - (b.recent ?? last))
    .map(({ profile, roleName, accountId }) => ({
      name: profile,
      about: sessionsSaid.roleIn(roleName, aliases.get(accountId) ?? accountId),
    }));
};

/** The name of the role that is meant with all that the line says of limits. Problems: those of `App.limit`. */
export const roleWanted = (
  app: Pick<App, 'limit'>,
  { words, source, wanted }: Pick<Arguments, 'words' | 'source' | 'wanted'>,
): Promise<Result<string>> => app.limit({ role: words[0] ?? '', ...defined({ source, limits: wanted?.limits, full: wanted?.full }) });

/** A command whose role a person may choose in place of typing it. Problems beside the command's: usage, where nobody can be asked; roles-missing; cancelled. */
export const withChosenRole =
  (run: Run): Run =>
  async (app, args, signal, console) => {
    if (args.words.length > 0) return run(app, args, signal, console);
    if (!console.isInteractive || args.json)
      return failed({ code: 'usage', message: usageSaid.needs(args.command), command: args.command });
    await app.ready;
    const snapshot = app.snapshot();
    if (snapshot.files.problem) return failed(snapshot.files.problem);
    const { config, named } = snapshot.files;
    if (snapshot.roles.length === 0) return failed({ code: 'roles-missing', config, ...defined({ named }) });
    const role = await console.pick(sessionsSaid.whichRole, choicesOf(snapshot), signal);
    return role === undefined ? failed({ code: 'cancelled' }) : run(app, { ...args, words: [role] }, signal, console);
  };
