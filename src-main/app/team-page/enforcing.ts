import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure, Result } from '../../contract/result.ts';
import type { EnforceScope, EnforceView } from '../../contract/team/enforce.ts';
import type { EnforceDeed, EnforcingView } from '../../contract/team/enforcing.ts';
import type { TeamProgress } from '../../contract/team/people.ts';
import { withPageOf } from '../state/changes.ts';
import { pageOf } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';
import type { Team } from '../team/team-desk.ts';

type EnforceCommand = 'openEnforce' | 'closeEnforce' | 'lookEnforce' | 'carryEnforce' | 'stopEnforce';

export type EnforceHandlers = { readonly [N in EnforceCommand]: (payload: CommandPayload<N>) => boolean };

const job = 'require mfa';

/** Of one person; the group is still to be named. */
const pilotOf = (user: string): EnforceScope => ({ kind: 'pilot', group: '', user });

/** Requiring MFA, on the people's page: who would be locked out is shown first; what is put on a group can be taken back. */
export const createEnforceWork = (
  { store, team: { enforcing } }: { readonly store: Store; readonly team: { readonly enforcing: Team['enforcing'] } },
  jobs: Jobs<Failure>,
): EnforceHandlers => {
  const view = () => pageOf(store.state(), 'team')?.enforcing;
  const put = (next: EnforcingView | undefined) =>
    store.change(withPageOf('team', ({ enforcing: _, ...page }) => ({ ...page, ...defined({ enforcing: next }) })));
  /** Grows with each thing that is begun: what an older one still says is not heard. */
  let turn = 0;

  /** Shows what was seen, or why nothing was; what was seen before stays beside a problem. */
  const show = async (own: number, begun: EnforcingView, work: (signal: AbortSignal) => Promise<Result<EnforceView>>) => {
    const before = new Set((await enforcing.list()).map(({ id }) => id));
    const done = await jobs.join(job, undefined, work);
    const left = (await enforcing.list()).find(({ id }) => !before.has(id) || id === begun.left)?.id;
    if (own !== turn || !view()) return;
    const { seen: old, problem: _, left: _left, ...rest } = begun;
    const problem = done.ok || done.problem.code === 'cancelled' ? undefined : done.problem;
    const seen = done.ok ? done.value : old;
    put({ ...rest, stage: seen ? 'seen' : 'form', ...defined({ seen, problem, left }) });
  };
  /** Told in fifty parts, and in hundreds where nobody knows how many there are: each is a snapshot. */
  const partOf = ({ what, done, total }: TeamProgress) => `${what} ${Math.floor(total === 0 ? done / 100 : (done * 50) / total)}`;
  const onProgress = (progress: TeamProgress): void => {
    const now = view();
    if (now?.stage !== 'looking' && now?.stage !== 'working') return;
    if (!now.progress || partOf(now.progress) !== partOf(progress)) put({ ...now, progress });
  };
  const start = (stage: 'looking' | 'working', begun: EnforcingView, work: (signal: AbortSignal) => Promise<Result<EnforceView>>): true => {
    turn += 1;
    const { problem: _, ...rest } = begun;
    put({ ...rest, stage });
    void show(turn, begun, work);
    return true;
  };

  const deed = (what: EnforceDeed, source: string, scope: EnforceScope, left: string) => async (signal: AbortSignal) => {
    const watch = { onStep: () => {}, onProgress };
    const look = () => enforcing.look(source, scope, signal, onProgress);
    if (what === 'release') return enforcing.release(source, scope, signal, onProgress);
    if (what === 'enforce') {
      const done = await enforcing.enforce(source, scope, watch, signal);
      // They were let set up MFA, and the names of those who have not are told with what is seen.
      return !done.ok && done.problem.code === 'enforce-unsafe' ? look() : done;
    }
    const done = await (what === 'resume' ? enforcing.resume(left, watch, signal) : enforcing.undo(left, signal));
    return done.ok ? look() : done;
  };

  return {
    openEnforce: ({ user }) => {
      const page = pageOf(store.state(), 'team');
      if (!page || page.enforcing || page.sheet || page.policies) return false;
      turn += 1;
      put({ stage: 'form', source: page.source, ...defined({ scope: user === undefined ? undefined : pilotOf(user) }) });
      return true;
    },
    closeEnforce: () => {
      if (!view()) return false;
      turn += 1;
      jobs.cancel(job);
      put(undefined);
      return true;
    },
    lookEnforce: ({ source, scope }) => {
      const now = view();
      if (now?.stage !== 'form' && now?.stage !== 'seen') return false;
      return start('looking', { stage: 'form', source, scope }, (signal) => enforcing.look(source, scope, signal, onProgress));
    },
    carryEnforce: ({ what }) => {
      const now = view();
      if (now?.stage !== 'seen' || !now.scope) return false;
      const goesOn = what === 'resume' || what === 'undo';
      if (goesOn && now.left === undefined) return false;
      return start('working', now, deed(what, now.source, now.scope, now.left ?? ''));
    },
    stopEnforce: () => jobs.cancel(job),
  };
};
