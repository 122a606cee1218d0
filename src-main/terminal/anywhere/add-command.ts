import type { App } from '../../app/app.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { anywhereRolesSaid } from '../../words/roles/role.ts';
import { agrees, choose } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { plain } from '../console/tables.ts';
import { noPivArguments, type PivArguments } from '../options/piv-options.ts';
import { readChainFile, wholePath } from './certificate-files.adapter.ts';

type Listed = { readonly arn: string; readonly name: string; readonly enabled: boolean };

/** The ARN that was named, else the one of those that AWS lists: the only one that is enabled, or the person's choice. */
const arnFrom = async (
  named: string | undefined,
  option: string,
  list: (() => Promise<Result<readonly Listed[]>>) | undefined,
  console: Console,
  signal: AbortSignal,
): Promise<Result<string>> => {
  if (named !== undefined) return ok(named);
  const missing = failed({ code: 'usage', message: anywhereRolesSaid.needsArn(option) } as const);
  if (!list) return missing;
  const listed = await list();
  if (!listed.ok) return listed;
  const enabled = listed.value.filter((one) => one.enabled);
  const [only] = enabled;
  if (enabled.length < 2 || !console.isInteractive) return only && enabled.length === 1 ? ok(only.arn) : missing;
  const labels = enabled.map(({ name, arn }) => `${name}  ${arn}`);
  const chosen = await choose(console, anywhereRolesSaid.which(option), labels, signal);
  const found = enabled[labels.indexOf(chosen ?? '')];
  return found ? ok(found.arn) : failed({ code: 'cancelled' });
};

const arnsOf = async (app: App, args: Arguments, piv: PivArguments, console: Console, signal: AbortSignal) => {
  const { source, region } = args;
  const who = source === undefined || region === undefined ? undefined : { source, region };
  const anchor = await arnFrom(piv.trustAnchor, '--trust-anchor', who && (() => app.anywhere.trustAnchors(who, signal)), console, signal);
  if (!anchor.ok) return anchor;
  const profiles = who && (() => app.anywhere.profiles(who, signal));
  const profile = await arnFrom(piv.profile, '--profile', profiles, console, signal);
  if (!profile.ok) return profile;
  const ofProfile = async () => {
    const listed = await profiles?.();
    if (!listed?.ok) return listed ?? ok([]);
    const roles = listed.value.find(({ arn }) => arn === profile.value)?.roleArns ?? [];
    return ok(roles.map((arn) => ({ arn, name: arn.split('/').at(-1) ?? '', enabled: true })));
  };
  const role = await arnFrom(piv.role, '--role', who && ofProfile, console, signal);
  return role.ok ? ok({ trustAnchorArn: anchor.value, profileArn: profile.value, roleArn: role.value }) : role;
};

/**
 * `anywhere add`: a role by certificate as a profile of the config file. The ARNs are typed, or with --source and --region read from AWS. Shows what it changes,
 * and asks.
 */
export const addRole: Run = async (app, args, signal, console) => {
  const { piv = noPivArguments, name } = args;
  if (name === undefined) return failed({ code: 'usage', message: anywhereRolesSaid.needsName });
  const chain = piv.chain === undefined ? ok(undefined) : await readChainFile(piv.chain);
  if (!chain.ok) return chain;
  const arns = await arnsOf(app, args, piv, console, signal);
  if (!arns.ok) return arns;
  const { region, durationSeconds } = args;
  const order = {
    name,
    ...arns.value,
    ...(piv.subject === undefined ? {} : { subject: piv.subject }),
    ...(piv.chain === undefined ? {} : { intermediates: wholePath(piv.chain) }),
    ...(region === undefined ? {} : { region }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  };
  const planned = await app.anywhere.plan(order);
  if (!planned.ok) return planned;
  if (!args.yes) {
    if (!console.isInteractive) return failed({ code: 'usage', message: anywhereRolesSaid.needsYes });
    console.note(plain(planned.value.file));
    for (const { kind, text } of planned.value.diff) console.note(plain(`${kind === 'add' ? '+' : '-'} ${text}`));
    if (!(await agrees(console, anywhereRolesSaid.mayAdd, signal))) return failed({ code: 'cancelled' });
  }
  const saved = await app.anywhere.save(order);
  if (!saved.ok) return saved;
  return ok({ json: { profile: name, ...arns.value, file: saved.value.file }, text: `${plain(anywhereRolesSaid.added(name))}\n` });
};
