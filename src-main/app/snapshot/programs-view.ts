import type { ProgramView } from '../../contract/preferences.ts';
import { type AskingProgram, isSameAsker, type Millis } from '../../contract/values.ts';
import type { Approval } from '../state/approvals.ts';
import type { State } from '../state/state.ts';

const idOf = (said: ProgramView['said'], profile: string, { name, executable = '', folder = '' }: AskingProgram): string =>
  [said, profile, name, executable, folder].join('\n');

/** One entry for each program and role, with the latest of its times. */
const joined = (allowed: readonly Approval[]): readonly Approval[] => {
  const isSame = (one: Approval, other: Approval) => one.profile === other.profile && isSameAsker(one.program, other.program);
  return allowed.filter((one, index) =>
    allowed.every((other, at) => !isSame(one, other) || one.until > other.until || (one.until === other.until && index <= at)),
  );
};

/** What a person said to programs, as long as it counts: who may have a guarded role's session, and in whose name nobody is asked. Pure. */
export const programViews = (
  { held, approvals, refusals }: Pick<State, 'held' | 'approvals' | 'refusals'>,
  now: Millis,
): readonly ProgramView[] => {
  const given = held.roles
    .filter(({ guarded }) => guarded)
    .flatMap(({ profile, expires, given: to }) =>
      to.flatMap(({ asker, until }) => (asker.kind === 'program' ? [{ program: asker, profile, until: Math.min(until, expires) }] : [])),
    );
  const allowed = joined([...given, ...approvals].filter(({ until }) => until > now));
  const kept = refusals.filter(({ until }) => until > now);
  return [
    ...allowed.map(({ program, profile, until }) => ({ id: idOf('yes', profile, program), said: 'yes' as const, program, profile, until })),
    ...kept.map(({ program, profile, until, silenced }) => ({
      id: idOf('no', profile, program),
      said: 'no' as const,
      program,
      profile,
      until,
      ...(silenced ? { silenced } : {}),
    })),
  ];
};
