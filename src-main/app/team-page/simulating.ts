import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { SimulatingView } from '../../contract/team/simulate.ts';
import { withPageOf } from '../state/page-changes.ts';
import { isTableShown, pageOf } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';
import type { Team } from '../team/team-desk.ts';

type SimulateCommand = 'openSimulate' | 'closeSimulate' | 'simulateUser';

export type SimulateHandlers = { readonly [N in SimulateCommand]: (payload: CommandPayload<N>) => boolean };

const job = 'simulate';

/** One that is needed to set up MFA, and one that nobody should have without it. Both are about all resources. */
const usualActions = ['iam:ListVirtualMFADevices', 's3:ListAllMyBuckets'] as const;

/** What one person may do, on the people's page: from their row, or once MFA is required of a pilot. */
export const createSimulating = (
  { store, team }: { readonly store: Store; readonly team: Pick<Team, 'simulate'> },
  jobs: Jobs<Failure>,
): SimulateHandlers => {
  const view = () => pageOf(store.state(), 'team')?.simulating;
  const put = (next: SimulatingView | undefined) =>
    store.change(withPageOf('team', ({ simulating: _, ...page }) => ({ ...page, ...defined({ simulating: next }) })));
  /** Grows with each question: what an older one still says is not heard. */
  let turn = 0;
  return {
    openSimulate: ({ user }) => {
      const page = pageOf(store.state(), 'team');
      if (!page || page.simulating || !(isTableShown(page) || page.enforcing?.stage === 'seen')) return false;
      put({ stage: 'ready', source: page.enforcing?.source ?? page.source, user, actions: usualActions });
      return true;
    },
    closeSimulate: () => {
      if (!view()) return false;
      turn += 1;
      jobs.cancel(job);
      put(undefined);
      return true;
    },
    simulateUser: ({ actions, resources }) => {
      const now = view();
      if (now?.stage !== 'ready' || actions.length === 0) return false;
      turn += 1;
      const own = turn;
      const { source, user, seen } = now;
      put({ stage: 'working', source, user, actions, ...defined({ seen }) });
      void jobs
        .join(job, undefined, (signal) => team.simulate(source, { user, actions, resources }, signal))
        .then((done) => {
          if (own !== turn || !view()) return;
          const problem = done.ok || done.problem.code === 'cancelled' ? undefined : done.problem;
          // An old answer beside a problem would pass for the new one.
          put({ stage: 'ready', source, user, actions, ...(done.ok ? { seen: done.value } : defined({ problem })) });
        });
      return true;
    },
  };
};
