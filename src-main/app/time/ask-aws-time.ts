import type { Caller } from '../../aws/caller.ts';
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
  readonly sts: Pick<Sts, 'callerIdentity'>;
  readonly clock: Clock;
}

/** Who can ask AWS for its time: an MFA session that lives, else a source. GetCallerIdentity needs no permission. */
const anybody = ({ store, held }: Pick<AskTimePorts, 'store' | 'held'>): Caller | undefined => {
  const { files } = store.state();
  const sources = files.kind === 'read' ? files.profiles.sources : [];
  const [session] = held.list();
  const source = sources.find(({ profile }) => profile === session?.source) ?? sources[0];
  return (
    source && {
      source: source.profile,
      credentials: session?.source === source.profile ? session.credentials : source,
      endpoint: source.endpoint,
    }
  );
};

/** Asks AWS for its time; each answer's Date corrects the offset. Gives up without a word when AWS is silent. */
export const askForTime = async (ports: AskTimePorts): Promise<void> => {
  const caller = anybody(ports);
  if (!caller) return;
  const giveUp = new AbortController();
  const stop = ports.clock.after(patience, () => giveUp.abort());
  await ports.sts.callerIdentity(caller, giveUp.signal);
  stop();
};
