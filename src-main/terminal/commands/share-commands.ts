import type { HandedOut } from '../../app/sessions/credential-broker.ts';
import { ok, type Result } from '../../contract/result.ts';
import { isUnlimited } from '../../contract/sessions/limits.ts';
import { personAt } from '../../contract/values.ts';
import { processDocument } from '../../serve/door/answers.ts';
import { sharingSaid } from '../../words/access-keys/sharing.ts';
import { sessionsSaid } from '../../words/terminal.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output } from '../console/command.ts';
import { holdsNoText } from '../console/option-rules.ts';
import { isoSeconds, jsonLine } from '../console/tables.ts';
import { childEnvironment, keysEnvironment, shellCommand } from '../programs/child-environment.ts';
import { type ChildParts, type Lender, lastingLender, type SessionWish } from '../programs/lender.ts';

/** `credentials` is what a program calls: only limits that stand in its line count there, and no preference of a person's. */
export const wishOf = ({ command, wanted }: Pick<Arguments, 'command' | 'wanted'>): SessionWish | undefined => {
  const { limits = {}, full = false } = wanted ?? {};
  return command === 'credentials' && isUnlimited(limits) ? undefined : { limits, full };
};

/** The command line with the policy that it names a file of. */
export const withPolicy = async (args: Arguments): Promise<Result<Arguments>> => {
  const { wanted } = args;
  if (wanted?.policyFile === undefined) return ok(args);
  const { withPolicyFile } = await import('../limits/policy-file.adapter.ts');
  const limits = await withPolicyFile(wanted.limits, wanted.policyFile);
  return limits.ok ? ok({ ...args, wanted: { ...wanted, limits: limits.value } }) : limits;
};

/** `roletap credentials`: what credential_process has to print. */
export const lendCredentials = async (lender: Lender, args: Arguments, signal: AbortSignal): Promise<Result<Output>> => {
  const lent = await lender.lend(args.words[0] ?? '', args.wait, signal);
  if (!lent.ok) return lent;
  const document = processDocument(lent.value);
  return ok({ json: document, text: jsonLine(document) });
};

/** Runs the command in this environment of its role, in the place of ours. */
const runIn = async (environment: Record<string, string>, args: Arguments, role: string, parts: ChildParts): Promise<Result<Output>> => {
  const odd = Object.keys(parts.env).filter((name) => holdsNoText(`${name}${parts.env[name]}`));
  if (odd.length > 0) parts.note(sessionsSaid.oddBytes(odd));
  const shell = args.command === 'shell' ? shellCommand(parts.env, parts.platform, role) : undefined;
  const ended = await parts.run(shell?.command ?? args.run ?? [], { ...environment, ...shell?.environment });
  return ended.ok ? ok({ json: {}, text: '', code: ended.value }) : ended;
};

/** For programs that know no endpoint: what they hold is good until the session's end, which is told. */
const runWithKeys = (args: Arguments, handed: HandedOut, parts: ChildParts): Promise<Result<Output>> => {
  const { sessionToken, expires } = handed.credentials;
  parts.note(sessionToken === undefined ? sharingSaid.keys(handed.profile) : sessionsSaid.keysEnd(isoSeconds(expires)));
  return runIn(keysEnvironment(parts.env, handed), args, handed.profile, parts);
};

const runWithEndpoint = async (lender: Lender, args: Arguments, handed: HandedOut, parts: ChildParts): Promise<Result<Output>> => {
  const lasting = lastingLender(lender, handed, parts.now);
  const endpoint = parts.endpoint(({ role }, signal) => lasting.lend(role, false, signal));
  try {
    // The endpoint is this process's own, and asks in its name.
    const [lease, hidden] = await Promise.all([endpoint.lease(args.words[0] ?? '', personAt('terminal')), parts.hiddenFiles()]);
    if (!lease.ok) return lease;
    if (hidden.config || hidden.credentials) parts.note(sessionsSaid.hidden(hidden));
    return await runIn(childEnvironment(parts.env, handed, lease.value, hidden, parts.nothing), args, handed.profile, parts);
  } finally {
    await endpoint.close();
  }
};

/** `roletap exec` and `roletap shell`: a session first, with a touch where it takes one, then the command with an endpoint that renews it, or with its keys. */
export const runWithRole = async (lender: Lender, args: Arguments, signal: AbortSignal, parts: ChildParts): Promise<Result<Output>> => {
  const lent = await lender.lend(args.words[0] ?? '', args.wait, signal);
  if (!lent.ok) return lent;
  return args.keys ? runWithKeys(args, lent.value, parts) : runWithEndpoint(lender, args, lent.value, parts);
};
