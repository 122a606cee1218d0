import type { ProgramView } from '../../contract/preferences.ts';
import type { AskingProgram, Millis } from '../../contract/values.ts';
import type { State } from '../state/state.ts';

const idOf = (said: ProgramView['said'], profile: string, { name, executable = '', folder = '' }: AskingProgram): string =>
  [said, profile, name, executable, folder].join('\n');

/** What a person said to programs, as long as it counts: who may have a guarded role's session, and in whose name nobody is asked. Pure. */
export const programViews = ({ held, refusals }: Pick<State, 'held' | 'refusals'>, now: Millis): readonly ProgramView[] => {
  const allowed = held.roles
    .filter(({ guarded }) => guarded)
    .flatMap(({ profile, expires, given }) =>
      given.flatMap(({ asker, until }) =>
        asker.kind === 'program' && until > now ? [{ said: 'yes' as const, program: asker, profile, until: Math.min(until, expires) }] : [],
      ),
    );
  const kept = refusals.filter(({ until }) => until > now).map((refusal) => ({ said: 'no' as const, ...refusal }));
  return [...allowed, ...kept].map(({ said, program, profile, until }) => ({
    id: idOf(said, profile, program),
    said,
    program,
    profile,
    until,
  }));
};
