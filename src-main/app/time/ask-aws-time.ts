import type { Caller } from '../../aws/caller.ts';
import type { SourceKeys } from '../../aws/sources/source-types.ts';
import type { MfaSession } from '../../aws/sts/session-request.ts';
import type { Sts } from '../../aws/sts/sts.ts';
import type { Clock } from '../../base/clock.ts';
import type { Store } from '../state/store.ts';

/** AWS is not waited for longer than this when all that is wanted is its time, in milliseconds. */
const patience = 5_000;

/** What asking for the time takes. */
export interface AskTimePorts {
  readonly store: Pick<Store, 'state'>;
  /** The MFA sessions that live. */
  readonly held: { readonly list: () => readonly MfaSession[] };
  readonly keys: SourceKeys;
  readonly sts: Pick<Sts, 'callerIdentity'>;
  readonly clock: Clock;
}

/** Who can ask AWS for its time: an MFA session that lives, else keys of a file. GetCallerIdentity needs no permission. */
const anybody = async ({ store, held, keys }: AskTimePorts, signal: AbortSignal): Promise<Caller | undefined> => {
  const { files } = store.state();
  const sources = files.kind === 'read' ? files.profiles.sources : [];
  const [session] = held.list();
  const owner = sources.find(({ profile }) => profile === session?.source);
  if (session && owner) return { source: owner.profile, credentials: session.credentials, endpoint: owner.endpoint };
  const source = sources.find((other) => keys.isQuiet(other));
  if (!source) return undefined;
  const opened = await keys.open(source, signal);
  return opened.ok ? { source: source.profile, credentials: opened.value, endpoint: source.endpoint } : undefined;
};

/** Asks AWS for its time; each answer's Date corrects the offset. Gives up without a word when AWS is silent. */
export const askForTime = async (ports: AskTimePorts): Promise<void> => {
  const giveUp = new AbortController();
  const caller = await anybody(ports, giveUp.signal);
  if (!caller) return;
  const stop = ports.clock.after(patience, () => giveUp.abort());
  await ports.sts.callerIdentity(caller, giveUp.signal);
  stop();
};
