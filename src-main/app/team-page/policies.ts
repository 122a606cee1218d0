import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import { type Failure, ok, type Result } from '../../contract/result.ts';
import type { TeamProgress } from '../../contract/team/people.ts';
import type { PoliciesView } from '../../contract/team/policies.ts';
import { withPageOf } from '../state/page-changes.ts';
import { isTableShown, pageOf } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';
import type { Team } from '../team/team-desk.ts';

type PolicyCommand = 'openPolicies' | 'closePolicies' | 'checkPolicy' | 'readPolicy' | 'makePolicy' | 'listPolicies' | 'pickPolicy';

export type PolicyHandlers = { readonly [N in PolicyCommand]: (payload: CommandPayload<N>) => boolean };

/** `compareAgain`: what a group has changed, so that what was written last is compared with that. */
export type Policies = PolicyHandlers & { readonly compareAgain: () => void };

/** What the page of policies takes. */
export interface PolicyNeeds {
  readonly store: Store;
  readonly team: Pick<Team, 'policy' | 'policies'>;
}

const job = 'policies';

/** Policies on the people's page: checked as they are pasted, opened or read, and written for the account. */
export const createPolicies = ({ store, team }: PolicyNeeds, jobs: Jobs<Failure>): Policies => {
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
      const { progress: _progress, ...ready } = before;
      put({ ...ready, stage: 'ready', ...(done.ok ? done.value : {}), ...defined({ problem }) });
    });
    return true;
  };
  /** What the list came with, of the source that was asked. */
  let documents: ReadonlyMap<string, string> = new Map();
  const onProgress = (progress: TeamProgress): void => {
    const now = view();
    // Told in hundreds: each is a snapshot.
    const part = ({ done }: TeamProgress) => Math.floor(done / 100);
    if (now?.stage === 'working' && (!now.progress || part(now.progress) !== part(progress))) put({ ...now, progress });
  };
  let lastMade: CommandPayload<'makePolicy'> | undefined;
  const make = (asked: CommandPayload<'makePolicy'>): boolean => {
    const { source, ...wish } = asked;
    lastMade = asked;
    return run(source, async (signal) => {
      const made = await team.policies.make(source, wish, signal);
      return made.ok ? ok({ made: made.value }) : made;
    });
  };
  const checked = async (name: string, text: string) => ok({ name, text, check: await team.policies.check(text) });

  return {
    openPolicies: () => {
      const page = pageOf(store.state(), 'team');
      if (!page || !isTableShown(page)) return false;
      put({ stage: 'ready', source: page.source });
      return true;
    },
    closePolicies: () => {
      if (!view()) return false;
      turn += 1;
      jobs.cancel(job);
      documents = new Map();
      lastMade = undefined;
      put(undefined);
      return true;
    },
    checkPolicy: ({ name, text }) => run(view()?.source ?? '', () => checked(name, text)),
    readPolicy: ({ source, arn }) =>
      run(source, async (signal) => {
        const read = await team.policy(source, arn.trim(), signal);
        return read.ok ? checked(arn.trim(), read.value.text) : read;
      }),
    listPolicies: ({ source }) =>
      run(source, async (signal) => {
        const list = await team.policies.list(source, onProgress, signal);
        if (!list.ok) return list;
        const { policies, unread } = list.value;
        documents = list.value.documents;
        return ok({ listed: { policies: JSON.stringify(policies), count: policies.length, unread } });
      }),
    pickPolicy: ({ id }) => {
      const source = view()?.source ?? '';
      const known = documents.get(id);
      return run(source, async (signal) => {
        if (known !== undefined) return checked(id, known);
        const read = await team.policy(source, id, signal);
        return read.ok ? checked(id, read.value.text) : read;
      });
    },
    makePolicy: make,
    compareAgain: () => void (lastMade && make(lastMade)),
  };
};
