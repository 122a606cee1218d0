import type { Caller } from '../../aws/caller.ts';
import type { TapContext } from '../context.ts';

/** AWS is not waited for longer than this when all that is wanted is its time, in milliseconds. */
const patience = 5_000;

/** Who can ask AWS for its time: an MFA session that lives, else a source. GetCallerIdentity needs no permission. */
const anybody = (context: TapContext): Caller | undefined => {
  const { files } = context.store.state();
  const sources = files.kind === 'read' ? files.profiles.sources : [];
  const [session] = context.held.list();
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
export const askForTime = async (context: TapContext): Promise<void> => {
  const caller = anybody(context);
  if (!caller) return;
  const giveUp = new AbortController();
  const stop = context.world.clock.after(patience, () => giveUp.abort());
  await context.world.sts.callerIdentity(caller, giveUp.signal);
  stop();
};
