import type { CommandPayload } from '../../contract/commands.ts';
import type { ProgramView } from '../../contract/preferences.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Waiting } from '../../contract/snapshot.ts';
import { type Asker, type AskingProgram, isSameAsker, type Millis, programsOf } from '../../contract/values.ts';
import type { SessionCache } from '../sessions/session-cache.ts';
import { programViews } from '../snapshot/programs-view.ts';
import { withdrawn } from '../state/approvals.ts';
import { endOfDay, forgiven, refused } from '../state/refusals.ts';
import { type Store, withApprovals, withRefusals, withSpan } from '../state/store.ts';

type ProgramCommand = 'silenceAskers' | 'allowAskers' | 'forgetProgram';

export type ProgramHandlers = { readonly [N in ProgramCommand]: (payload: CommandPayload<N>) => boolean };

/** What the terminal does about programs; `name` is that of a program, or its file. Problem: program-unknown. */
export interface Programs {
  readonly list: () => readonly ProgramView[];
  /** Takes back all that was said to it, and gives that. `by`: a program takes back no "no" to itself (asker-refused). */
  readonly forget: (name: string, by?: Asker) => Result<readonly ProgramView[]>;
  /** No for today to all that it asks for or was told, and gives that. */
  readonly silence: (name: string) => Result<readonly ProgramView[]>;
}

/** What a person says to programs beside a touch: for how long it counts, no for today, and what was said before no longer counts. `cancel` ends a question. */
export const createPrograms = (needs: {
  readonly store: Store;
  readonly now: () => Millis;
  readonly takeBack: SessionCache['takeBack'];
  readonly waiting: () => readonly Waiting[];
  readonly cancel: (waiting: string) => boolean;
}): Programs & { readonly handlers: ProgramHandlers } => {
  const { store, now } = needs;
  const list = () => programViews(store.state(), now());

  const withdraw = (profile: string, program: AskingProgram): void => {
    store.change(withApprovals(withdrawn(profile, program)));
    for (const role of store.state().held.roles) if (role.profile === profile) needs.takeBack(role.target, program);
  };
  const forgetOne = ({ said, profile, program }: ProgramView): void =>
    said === 'no' ? store.change(withRefusals(forgiven(profile, program))) : withdraw(profile, program);
  const silenceOne = (profile: string, program: AskingProgram): void =>
    store.change(withRefusals(refused(profile, program, now(), endOfDay(now()))));

  const isNamed =
    (name: string) =>
    (program: AskingProgram): boolean =>
      program.name === name || program.executable === name;
  const unknown = (program: string) =>
    failed({ code: 'program-unknown', program, known: [...new Set(list().map((one) => one.program.name))] });

  return {
    list,
    forget: (name, by) => {
      const found = list().filter(({ program }) => isNamed(name)(program));
      if (found.length === 0) return unknown(name);
      const own = found.find(({ said, program }) => said === 'no' && by !== undefined && isSameAsker(program, by));
      if (own) return failed({ code: 'asker-refused', profile: own.profile, until: own.until });
      found.forEach(forgetOne);
      return ok(found);
    },
    silence: (name) => {
      const isMeant = isNamed(name);
      const said = list().filter(({ program }) => isMeant(program));
      const asking = store
        .state()
        .asking.flatMap(({ asker, profile }) => (asker.kind === 'program' && isMeant(asker) ? [{ program: asker, profile }] : []));
      if (said.length + asking.length === 0) return unknown(name);
      for (const { profile, program } of [...said, ...asking]) {
        withdraw(profile, program);
        silenceOne(profile, program);
      }
      // Whoever else waits for the same touch goes on waiting.
      for (const { id, askers } of needs.waiting()) {
        const programs = programsOf(askers);
        if (programs.length > 0 && programs.every(isMeant)) needs.cancel(id);
      }
      return ok(list().filter(({ program }) => isMeant(program)));
    },
    handlers: {
      silenceAskers: ({ waiting: id }) => {
        const waiting = needs.waiting().find((one) => one.id === id);
        const programs = programsOf(waiting?.askers);
        if (waiting?.for.kind !== 'role' || programs.length === 0) return false;
        for (const program of programs) silenceOne(waiting.for.profile, program);
        return needs.cancel(id);
      },
      allowAskers: ({ waiting: id, span }) => {
        const waiting = needs.waiting().find((one) => one.id === id);
        if (waiting?.for.kind !== 'role' || waiting.span === undefined) return false;
        store.change(withSpan(waiting.for.profile, span));
        return true;
      },
      forgetProgram: ({ id }) => {
        const found = list().find((one) => one.id === id);
        if (found) forgetOne(found);
        return found !== undefined;
      },
    },
  };
};
