import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import { type Failure, ok, type Result } from '../../contract/result.ts';
import type { PoliciesView } from '../../contract/team/policies.ts';
import { withPageOf } from '../state/changes.ts';
import { pageOf } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';
import type { Team } from '../team/team-desk.ts';

type PolicyCommand = 'openPolicies' | 'closePolicies' | 'checkPolicy' | 'readPolicy' | 'makePolicy';

export type PolicyHandlers = { readonly [N in PolicyCommand]: (payload: CommandPayload<N>) => boolean };

/** What the page of policies takes. */
export interface PolicyNeeds {
  readonly store: Store;
  readonly team: Pick<Team, 'policy' | 'policies'>;
}

const job = 'policies';

/** Policies on the people's page: checked as they are pasted, opened or read, and written for the account. */
export const createPolicies = ({ store, team }: PolicyNeeds, jobs: Jobs<Failure>): PolicyHandlers => {
  const view = () => pageOf(store.state(), 'team')?.policies;
  const put = (next: PoliciesView | undefined) =>
    store.change(withPageOf('team', ({ policies: _, ...page }) => ({ ...page, ...defined({ policies: next }) })));
  /** Grows with each thing that is begun: what an older one still says is not heard. */
  let turn = 0;
  const run = (source: string, work: (signal: AbortSignal) => Promise<Result<Partial<PoliciesView>>>): boolean => {
    const now = view();
    if (!now) return false;
    turn += 1;
    const own = turn;
    const { problem: _, ...rest } = now;
    put({ ...rest, stage: 'working', source });
    void jobs.join(job, undefined, work).then((done) => {
      const before = view();
      if (own !== turn || !before) return;
      const problem = done.ok || done.problem.code === 'cancelled' ? undefined : done.problem;
      put({ ...before, stage: 'ready', ...(done.ok ? done.value : {}), ...defined({ problem }) });
    });
    return true;
  };
  const checked = async (name: string, text: string) => ok({ name, text, check: await team.policies.check(text) });

  return {
    openPolicies: () => {
      const page = pageOf(store.state(), 'team');
      if (!page || page.sheet || page.enforcing || page.policies) return false;
      put({ stage: 'ready', source: page.source });
      return true;
    },
    closePolicies: () => {
      if (!view()) return false;
      turn += 1;
      jobs.cancel(job);
      put(undefined);
      return true;
    },
    checkPolicy: ({ name, text }) => run(view()?.source ?? '', () => checked(name, text)),
    readPolicy: ({ source, arn }) =>
      run(source, async (signal) => {
        const read = await team.policy(source, arn.trim(), signal);
        return read.ok ? checked(arn.trim(), read.value.text) : read;
      }),
    makePolicy: ({ source, ...wish }) =>
      run(source, async (signal) => {
        const made = await team.policies.make(source, wish, signal);
        return made.ok ? ok({ made: made.value }) : made;
      }),
  };
};
