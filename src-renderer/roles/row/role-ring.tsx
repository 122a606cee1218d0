import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import type { Millis } from '../../../src-main/contract/values.ts';
import { shortLeft, spokenLeft } from '../../../src-main/words/grammar.ts';
import { leftUntil, shareLeft, soonMillis } from '../../store/countdown.ts';
import { useNow } from '../../store/use-snapshot.ts';
import { CheckIcon, StarIcon } from '../../ui/drawings/icons.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';

export interface Times {
  readonly since: Millis;
  readonly expires: Millis;
}

/** What a role does, in its circle: the time that is left, what it waits for, or the letter that stands for it at rest. */
export const RoleRing = ({ role, times }: { readonly role: RoleView; readonly times?: Times | undefined }) => {
  const { state } = role;
  if (state.kind === 'waiting') return <Ring tone={state.for === 'touch' ? 'touch' : 'busy'} />;
  if (state.kind === 'failed' && times === undefined) return <Ring tone="danger">!</Ring>;
  if (times !== undefined) return <CountingRing times={times} />;
  return <Ring tone="still">{role.favourite ? <StarIcon size={15} /> : initial(role.profile)}</Ring>;
};

/** For so long a session that has just opened is told as a success. Milliseconds. */
const freshMillis = 2500;

/** Minutes that are left, seconds in the last one. The ring fills and holds a tick for a moment when the session has just opened. */
export const CountingRing = ({ times }: { readonly times: Times }) => {
  const now = useNow();
  const left = leftUntil(times.expires, now);
  const isFresh = now - times.since < freshMillis;
  return (
    <>
      <Ring tone={left <= soonMillis ? 'warn' : 'good'} share={shareLeft(times.since, times.expires, now)} fills={isFresh}>
        {isFresh ? <CheckIcon size={15} /> : shortLeft(left)}
      </Ring>
      <span className="spoken">{`${spokenLeft(left)}, `}</span>
    </>
  );
};

const initial = (name: string): string => (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? '·').toUpperCase();
