import { iamConsoleUrl } from '../../aws/http/federation-url.ts';
import type { Clock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { ReadTeamView, TeamFormat } from '../../contract/team/page.ts';
import type { TeamProgress, TeamView } from '../../contract/team/people.ts';
import type { FrontEnd } from '../front-end.ts';
import { rightsOf } from '../roles/catalog.ts';
import type { RoleFiles } from '../roles/role-files.ts';
import { withPage, withPageOf } from '../state/page-changes.ts';
import { pageOf, type TeamPage } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';
import type { Team } from '../team/team-desk.ts';
import { createEnforceWork, type EnforceHandlers } from './enforcing.ts';
import { createPolicies, type PolicyHandlers, type PolicyNeeds } from './policies.ts';
import { createReadAgain } from './read-again.ts';
import { createSheets, type SheetHandlers, type SheetNeeds } from './sheets.ts';
import { createSimulating, type SimulateHandlers } from './simulating.ts';

type PeopleCommand = 'openTeam' | 'readTeam' | 'cancelTeam' | 'exportTeam' | 'openIamUser';

export type PeopleHandlers = { readonly [N in PeopleCommand]: (payload: CommandPayload<N>) => boolean } & SheetHandlers &
  PolicyHandlers &
  EnforceHandlers &
  SimulateHandlers;

/** What the page of the people takes. */
export interface PeopleNeeds extends Pick<SheetNeeds, 'copySecret'> {
  readonly store: Store;
  readonly clock: Clock;
  readonly team: Pick<Team, 'people' | 'person' | 'exported' | 'enforcing' | 'groups' | 'simulate'> &
    SheetNeeds['team'] &
    PolicyNeeds['team'];
  readonly files: Pick<RoleFiles, 'catalog'>;
}

const reading = 'read people';

/** Progress is told so often at most, in milliseconds: there are thousands of steps, and each would be a snapshot. */
const progressPause = 250;

/** The page of the people in an account. What was read is gone when it is closed. */
export const createPeoplePage = (
  { store, clock, team, files, copySecret }: PeopleNeeds,
  front: Pick<FrontEnd, 'saveFile' | 'openUrl'>,
  jobs: Jobs<Failure>,
): PeopleHandlers => {
  let last: TeamView | undefined;
  let chosen = '';
  const sources = () => rightsOf(files.catalog());
  let toldAt = 0;
  /** Grows with each reading: what an older one still says is not heard. */
  let run = 0;

  const page = () => pageOf(store.state(), 'team');
  const change = (next: (page: TeamPage) => TeamPage) => store.change(withPageOf('team', next));

  let stopFollowing = () => {};
  const follow = () => {
    if (page() !== undefined) return;
    stopFollowing();
    last = undefined;
    run += 1;
    jobs.cancel(reading);
    again.stop();
    for (const job of ['plan', 'require mfa', 'policies', 'groups', 'simulate']) jobs.cancel(job);
  };

  const tell = (progress: TeamProgress) => {
    const before = page()?.progress;
    if (before === undefined) return;
    const isNew = before.what !== progress.what || progress.done === progress.total;
    if (!isNew && clock.now() - toldAt < progressPause) return;
    toldAt = clock.now();
    change((now) => ({ ...now, progress }));
  };

  /** Lists groups to choose from, once people were read: then there is a session, and nobody is asked to touch for it. */
  const offerGroups = (): true => {
    const { source, read, groups } = page() ?? {};
    if (source !== undefined && read && !groups)
      void jobs
        .join('groups', undefined, (signal) => team.groups(source, signal))
        .then((found) => {
          if (page()?.source !== source || (!found.ok && found.problem.code === 'cancelled')) return;
          const { memberships } = found.ok ? found.value : {};
          const who = memberships && JSON.stringify([...memberships]);
          change((now) => ({
            ...now,
            groups: found.ok ? { groups: found.value.groups, ...defined({ memberships: who }) } : { groups: [], problem: found.problem },
          }));
        });
    return true;
  };

  const file = (view: TeamView, format: TeamFormat): string =>
    `roletap-people-${view.accountId}-${new Date(view.at).toISOString().slice(0, 10)}.${format}`;

  const readOf = ({ people, ...rest }: TeamView): ReadTeamView => ({ ...rest, people: JSON.stringify(people), count: people.length });
  const again = createReadAgain(
    {
      team,
      shown: () => (page()?.read ? last : undefined),
      show: (view) => {
        last = view;
        change(({ read, ...now }) => ({ ...now, read: { ...readOf(view), ...defined({ isChanged: read?.isChanged }) } }));
      },
      mark: () => change(({ read, ...now }) => ({ ...now, ...defined({ read: read && { ...read, isChanged: true } }) })),
    },
    jobs,
    () => clock.now(),
  );
  const { readUnfinished, ...sheets } = createSheets({ store, team, copySecret }, front, jobs, again.after);
  const { openLeftEnforce, ...enforcing } = createEnforceWork({ store, team, readUnfinished }, jobs);
  const { compareAgain, ...policies } = createPolicies({ store, team }, jobs);

  return {
    ...sheets,
    ...enforcing,
    ...policies,
    ...createSimulating({ store, team }, jobs),
    openEnforce: (asked) => enforcing.openEnforce(asked) && offerGroups(),
    openSheet: (asked) => sheets.openSheet(asked) && (asked.kind === 'add' || asked.kind === 'role' ? offerGroups() : true),
    openLeft: ({ id }) => {
      const left = page()?.unfinished?.find(({ plan }) => plan.id === id);
      return left?.kind === 'enforce' ? openLeftEnforce(left.plan) && offerGroups() : sheets.openLeft({ id });
    },
    openPolicies: (nothing) => policies.openPolicies(nothing) && offerGroups(),
    closeSheet: (nothing) => {
      const { kind, stage } = page()?.sheet ?? {};
      const isClosed = sheets.closeSheet(nothing);
      const isOver = stage === 'done' || stage === 'undone';
      if (kind === 'policy' && isOver) compareAgain();
      // Who is in which group may be different now.
      if (kind !== 'policy' && isOver) change(({ groups: _, ...now }) => now);
      return isClosed;
    },
    openTeam: () => {
      if (page()) return true;
      const there = sources();
      // A page that was closed in this turn is followed still.
      stopFollowing();
      stopFollowing = store.subscribe(follow);
      store.change(withPage({ kind: 'team', source: there.includes(chosen) ? chosen : (there[0] ?? '') }));
      void readUnfinished();
      return true;
    },
    readTeam: ({ source }) => {
      const open = page();
      if (!open || open.progress || !sources().includes(source)) return false;
      chosen = source;
      toldAt = 0;
      run += 1;
      const own = run;
      change(({ problem: _, unsaved: _unsaved, groups: _groups, read, ...now }) => ({
        ...now,
        source,
        progress: { what: 'session', done: 0, total: 0 },
        // What another one could see is not shown beside this name.
        ...defined({ read: open.source === source ? read : undefined }),
      }));
      void jobs
        .join(reading, undefined, (signal) => team.people(source, (progress) => own === run && tell(progress), signal))
        .then((view) => {
          if (own !== run) return;
          if (view.ok) last = view.value;
          change(({ progress: _, ...now }) => {
            if (!view.ok) return view.problem.code === 'cancelled' ? now : { ...now, problem: view.problem };
            return { ...now, read: readOf(view.value) };
          });
          if (view.ok) again.afterAll(view.value);
        });
      return true;
    },
    cancelTeam: () => jobs.cancel(reading),
    openIamUser: ({ arn }) => {
      const url = iamConsoleUrl(arn);
      if (!page() || url === undefined) return false;
      void front
        .openUrl(url)
        .then((opened) =>
          change(({ problem: _, ...now }) => ({ ...now, ...defined({ problem: opened.ok ? undefined : opened.problem }) })),
        );
      return true;
    },
    exportTeam: ({ format }) => {
      const view = page()?.read && last;
      if (!view) return false;
      void jobs
        .join('export people', undefined, async () => front.saveFile(file(view, format), await team.exported(view, format)))
        .then((saved) => change(({ unsaved: _, ...now }) => ({ ...now, ...defined({ unsaved: saved.ok ? undefined : saved.problem }) })));
      return true;
    },
  };
};
