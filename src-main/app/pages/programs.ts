import type { CommandPayload } from '../../contract/commands.ts';
import type { Waiting } from '../../contract/snapshot.ts';
import { type Millis, programsOf } from '../../contract/values.ts';
import type { SessionCache } from '../sessions/session-cache.ts';
import { programViews } from '../snapshot/programs-view.ts';
import { withRefusals } from '../state/changes.ts';
import { endOfDay, forgiven, refused } from '../state/refusals.ts';
import type { Store } from '../state/store.ts';

type ProgramCommand = 'silenceAskers' | 'forgetProgram';

export type ProgramHandlers = { readonly [N in ProgramCommand]: (payload: CommandPayload<N>) => boolean };

/** What a person says to programs beside a touch: no for today, and what was said before no longer counts. `cancel` ends a question. */
export const createProgramHandlers = (needs: {
  readonly store: Store;
  readonly now: () => Millis;
  readonly takeBack: SessionCache['takeBack'];
  readonly waiting: () => readonly Waiting[];
  readonly cancel: (waiting: string) => boolean;
}): ProgramHandlers => {
  const { store, now } = needs;
  return {
    silenceAskers: ({ waiting: id }) => {
      const waiting = needs.waiting().find((one) => one.id === id);
      const programs = programsOf(waiting?.askers);
      if (waiting?.for.kind !== 'role' || programs.length === 0) return false;
      const { profile } = waiting.for;
      for (const program of programs) store.change(withRefusals(refused(profile, program, now(), endOfDay(now()))));
      return needs.cancel(id);
    },
    forgetProgram: ({ id }) => {
      const found = programViews(store.state(), now()).find((one) => one.id === id);
      if (!found) return false;
      const { said, profile, program } = found;
      if (said === 'no') store.change(withRefusals(forgiven(profile, program)));
      else for (const role of store.state().held.roles) if (role.profile === profile) needs.takeBack(role.target, program);
      return true;
    },
  };
};
