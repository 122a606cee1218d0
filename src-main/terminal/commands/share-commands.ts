import type { HandedOut } from '../../app/sessions/credential-broker.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { Asker } from '../../contract/values.ts';
import { processDocument } from '../../serve/door/answers.ts';
import { sessionsSaid } from '../../words/terminal.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output } from '../console/command.ts';
import { holdsNoText } from '../console/option-rules.ts';
import { jsonLine } from '../console/tables.ts';
import { childEnvironment, shellCommand } from '../programs/child-environment.ts';
import { type ChildParts, type Lender, lastingLender } from '../programs/lender.ts';

/** `roletap credentials`: what credential_process has to print. */
export const lendCredentials = async (lender: Lender, args: Arguments, signal: AbortSignal): Promise<Result<Output>> => {
  const lent = await lender.lend(args.words[0] ?? '', args.wait, signal);
  if (!lent.ok) return lent;
  const document = processDocument(lent.value);
  return ok({ json: document, text: jsonLine(document) });
};

/** The endpoint is this process's own, and asks in its name. */
const person: Asker = { kind: 'person', front: 'terminal' };

const runWith = async (lender: Lender, args: Arguments, handed: HandedOut, parts: ChildParts): Promise<Result<Output>> => {
  const lasting = lastingLender(lender, handed, parts.now);
  const endpoint = parts.endpoint(({ role }, signal) => lasting.lend(role, false, signal));
  try {
    const lease = await endpoint.lease(args.words[0] ?? '', person);
    if (!lease.ok) return lease;
    const hidden = await parts.hiddenFiles();
    if (hidden.config || hidden.credentials) parts.note(sessionsSaid.hidden(hidden));
    const odd = Object.keys(parts.env).filter((name) => holdsNoText(`${name}${parts.env[name]}`));
    if (odd.length > 0) parts.note(sessionsSaid.oddBytes(odd));
    const environment = childEnvironment(parts.env, handed, lease.value, hidden, parts.nothing);
    const shell = args.command === 'shell' ? shellCommand(parts.env, parts.platform, handed.profile) : undefined;
    const ended = await parts.run(shell?.command ?? args.run ?? [], { ...environment, ...shell?.environment });
    return ended.ok ? ok({ json: {}, text: '', code: ended.value }) : ended;
  } finally {
    await endpoint.close();
  }
};

/** `roletap exec` and `roletap shell`: a session first, with a touch where it takes one, then the command with an endpoint that renews it. */
export const runWithRole = async (lender: Lender, args: Arguments, signal: AbortSignal, parts: ChildParts): Promise<Result<Output>> => {
  const lent = await lender.lend(args.words[0] ?? '', args.wait, signal);
  return lent.ok ? runWith(lender, args, lent.value, parts) : lent;
};
