import type { App } from '../../app/app.ts';
import { type Invite, type InviteSecrets, openInvite, readInvite } from '../../app/team/invite.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { inviteSaid, planSaid } from '../../words/team/plan.ts';
import { addGiven } from '../access-keys/add-command.ts';
import { readGivenKey } from '../access-keys/given-key.adapter.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { joined } from '../console/look.ts';
import { plain } from '../console/tables.ts';
import { givenText } from './given-text.adapter.ts';

/** The passphrase that a person types, or the first line of standard input; then the secrets. Problems: those of `openInvite`, cancelled, usage. */
const secretsOf = async (invite: Invite, file: string, console: Console, signal: AbortSignal): Promise<Result<InviteSecrets>> => {
  if (!invite.sealed) return ok({});
  const typed = console.isInteractive ? ok(await console.ask(inviteSaid.askPassphrase, true, signal)) : await console.readLine(signal);
  if (!typed.ok) return typed;
  if (signal.aborted || (console.isInteractive && typed.value === undefined)) return failed({ code: 'cancelled' });
  return typed.value ? openInvite(invite, typed.value, file) : failed({ code: 'usage', message: planSaid.needsPassphrase });
};

/** What the new person is told first; a one-time password goes to the clipboard, and is wiped there. */
const welcome = async (app: App, { user, account, console: url }: Invite, { password }: InviteSecrets, console: Console): Promise<void> => {
  console.note(plain(inviteSaid.whose(user.name, account.alias === undefined ? account.id : `${account.alias} (${account.id})`)));
  console.note(plain(planSaid.signIn(url)));
  if (password === undefined) return;
  const copied = await app.copySecret(password);
  if (copied.ok) console.note(planSaid.copied(app.snapshot().preferences.clipboardSeconds));
};

/** The key in the invite, else one that the person gives as for `add`. */
const keyOf = async ({ accessKeyId, secretAccessKey }: InviteSecrets, args: Arguments, console: Console, signal: AbortSignal) => {
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return ok({ accessKeyId, secretAccessKey });
  console.note(inviteSaid.noKey);
  return readGivenKey(args, console, signal);
};

/** `roletap add --invite FILE`: what the administrator sent becomes a profile, its key kept, and its roles ready to be tapped. */
export const addFromInvite: Run = async (app, args, signal, console) => {
  await app.ready;
  const file = args.team?.invite ?? '';
  const text = await givenText(file, signal);
  if (!text.ok) return text;
  const invite = readInvite(text.value, file);
  if (!invite.ok) return invite;
  const { user, region, roles } = invite.value;
  const secrets = await secretsOf(invite.value, file, console, signal);
  if (!secrets.ok) return secrets;
  await welcome(app, invite.value, secrets.value, console);
  const key = await keyOf(secrets.value, args, console, signal);
  // The region is asked for all the same where a person can be asked.
  const invited = { ...args, ...(args.region === undefined && region !== undefined ? { region } : {}) };
  const added = await addGiven(app, key, invited, signal, console, (arn) =>
    arn === user.arn ? undefined : { code: 'invite-other-user', invited: user.arn, given: arn },
  );
  if (!added.ok) return added;
  const { profile } = added.value.json as { readonly profile: string };
  const names = await app.team.takeRoles(profile, roles);
  const line = names.length === 0 ? '' : `${plain(inviteSaid.roles(names))}\n`;
  return ok({ json: { ...added.value.json, roles: names }, text: joined([added.value.text, line]) });
};
