import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure, Result } from '../../contract/result.ts';
import type { EnforcePlanView, EnforceScope, EnforceView } from '../../contract/team/enforce.ts';
import type { EnforcingView } from '../../contract/team/enforcing.ts';
import type { TeamProgress } from '../../contract/team/people.ts';
import { withPageOf } from '../state/page-changes.ts';
import { isTableShown, pageOf } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';
import type { Team } from '../team/team-desk.ts';

type EnforceCommand = 'openEnforce' | 'closeEnforce' | 'lookEnforce' | 'carryEnforce' | 'stopEnforce';

export type EnforceHandlers = { readonly [N in EnforceCommand]: (payload: CommandPayload<N>) => boolean };

const job = 'require mfa';

/** Of one person; the group is still to be named. */
const pilotOf = (user: string): EnforceScope => ({ kind: 'pilot', group: '', user });

/** Requiring MFA, on the people's page: who would be locked out is shown first; what is put on a group can be taken back, and what stopped halfway carried on. */
export const createEnforceWork = (
  {
    store,
    team: { enforcing },
    readUnfinished,
  }: { readonly store: Store; readonly team: Pick<Team, 'enforcing'>; readonly readUnfinished: () => Promise<void> },
  jobs: Jobs<Failure>,
): EnforceHandlers & { readonly openLeftEnforce: (plan: EnforcePlanView) => boolean } => {
  const view = () => pageOf(store.state(), 'team')?.enforcing;
  const put = (next: EnforcingView | undefined) =>
    store.change(withPageOf('team', ({ enforcing: _, ...page }) => ({ ...page, ...defined({ enforcing: next }) })));
  /** Grows with each thing that is begun: what an older one still says is not heard. */
  let turn = 0;

  /** Shows what was seen, or why nothing was; what was seen before stays beside a problem. Where it stopped halfway, it is among those that are not finished. */
  const show = async (own: number, begun: EnforcingView, work: (signal: AbortSignal) => Promise<Result<EnforceView>>) => {
    const before = new Set((await enforcing.list()).map(({ id }) => id));
    const done = await jobs.join(job, undefined, work);
    const left = (await enforcing.list()).find(({ id }) => !before.has(id) || id === begun.left?.id);
    await readUnfinished();
    const now = view();
    if (own !== turn || !now) return;
    const { seen: old, problem: _, left: _left, ...rest } = begun;
    const problem = done.ok || done.problem.code === 'cancelled' ? undefined : done.problem;
    const seen = done.ok ? done.value : old;
    put({ ...rest, stage: left ? 'left' : seen ? 'seen' : 'form', ...defined({ seen, problem, left, over: now.over }) });
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
    const { problem: _, over: _over, ...rest } = begun;
    put({ ...rest, stage });
    void show(turn, rest as EnforcingView, work);
    return true;
  };

  const deed = (what: 'enforce' | 'release', source: string, scope: EnforceScope) => async (signal: AbortSignal) => {
    if (what === 'release') return enforcing.release(source, scope, signal, onProgress);
    const done = await enforcing.enforce(source, scope, { onStep: () => {}, onProgress }, signal);
    // They were let set up MFA, and the names of those who have not are told with what is seen.
    return !done.ok && done.problem.code === 'enforce-unsafe' ? enforcing.look(source, scope, signal, onProgress) : done;
  };
  /** Carries on what stopped halfway, or takes it back, and looks then who has MFA. */
  const carryOn = (what: 'resume' | 'undo', id: string) => async (signal: AbortSignal) => {
    const onStep = (plan: EnforcePlanView) => {
      const now = view();
      if (now?.left && !signal.aborted) put({ ...now, left: plan });
    };
    const done = await (what === 'resume' ? enforcing.resume(id, { onStep, onProgress }, signal) : enforcing.undo(id, signal));
    if (!done.ok) return done;
    const now = view();
    const plan = done.value;
    if (now?.left && !signal.aborted) put({ ...now, over: { what, plan } });
    return enforcing.look(plan.source, plan.asked, signal, onProgress);
  };

  return {
    openEnforce: ({ user }) => {
      const page = pageOf(store.state(), 'team');
      if (!page || !isTableShown(page)) return false;
      turn += 1;
      put({ stage: 'form', source: page.source, ...defined({ scope: user === undefined ? undefined : pilotOf(user) }) });
      return true;
    },
    openLeftEnforce: (left) => {
      const page = pageOf(store.state(), 'team');
      if (!page || !isTableShown(page)) return false;
      turn += 1;
      put({ stage: 'left', source: left.source, scope: left.asked, left });
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
      if (what === 'resume' || what === 'undo') {
        const { id } = now?.left ?? {};
        return now?.stage === 'left' && id !== undefined && start('working', now, carryOn(what, id));
      }
      return now?.stage === 'seen' && now.scope !== undefined && start('working', now, deed(what, now.source, now.scope));
    },
    stopEnforce: () => jobs.cancel(job),
  };
};
