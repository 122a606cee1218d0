import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { Failure } from '../../contract/result.ts';
import type { Person, TeamView } from '../../contract/team/people.ts';
import type { LeftPlan, SheetView } from '../../contract/team/sheet.ts';
import { endsAll } from '../team/reading/ask-each.ts';
import type { Team } from '../team/team-desk.ts';

/** Somebody whom a plan changed. */
export interface Changed {
  /** The role or user whose rights it had: its session is open still. */
  readonly source: string;
  readonly accountId: string;
  /** Absent where it was about a device that nobody had. */
  readonly user?: string;
  /** Whether the user has to be there by now; undefined where nobody can say. IAM knows a new one a moment later, and an old one a moment longer. */
  readonly isThere?: boolean;
  /** AWS can be asked without troubling the person again. */
  readonly canAsk: boolean;
}

/** Whom a plan changed, by how it ended. `plan`: as it is now; undefined where nothing was done. Undefined for plans that change nobody in the table. */
export const changedBy = (
  { kind, stage }: Pick<SheetView, 'kind' | 'stage'>,
  plan: LeftPlan['plan'] | undefined,
  problem: Failure['problem'] | undefined,
): Changed | undefined => {
  if (!plan || !('user' in plan) || kind === 'policy' || kind === 'role') return undefined;
  const { source, accountId } = plan;
  const user = 'what' in plan && plan.what === 'device' ? undefined : plan.user;
  const isUndone = stage === 'undoing';
  const isDeleted = 'what' in plan && plan.what === 'user' && !isUndone;
  const isThere = problem ? undefined : kind === 'add' ? !isUndone : isDeleted ? false : undefined;
  return { source, accountId, canAsk: !problem || !endsAll(problem), ...defined({ user, isThere }) };
};

/** The people with one of them as they are now. A new one stands where the report would have them, by name. */
export const withPerson = (people: readonly Person[], name: string, person: Person | undefined): readonly Person[] => {
  const isThem = (one: Person) => !one.isRoot && one.name === name;
  if (!person) return people.filter((one) => !isThem(one));
  if (people.some(isThem)) return people.map((one) => (isThem(one) ? person : one));
  const next = people.findIndex((one) => !one.isRoot && one.name > name);
  const before = next < 0 ? people.length : next;
  return [...people.slice(0, before), person, ...people.slice(before)];
};

/** What reading people again takes: what is shown of them, and how it is changed. */
export interface ReadAgainNeeds {
  readonly team: Pick<Team, 'person'>;
  /** The people as they are shown; undefined while there are none. */
  readonly shown: () => TeamView | undefined;
  readonly show: (view: TeamView) => void;
  /** They are not as they are shown, and nobody can say how. */
  readonly mark: () => void;
}

/** AWS's clock and this computer's may differ, and a report takes a moment to be made, in milliseconds. */
const slack = 300_000;

/** So many at most are read beside a report that is older than what plans did. */
const most = 20;

/** Reads those anew whom plans changed: the credential report tells of them up to four hours later. `now`: milliseconds since 1970. */
export const createReadAgain = ({ team, shown, show, mark }: ReadAgainNeeds, jobs: Jobs<Failure>, now: () => number) => {
  const changed = new Map<string, Changed & { readonly at: number }>();
  const jobOf = (user = '') => `read ${user} again`;

  const read = async (who: Changed): Promise<void> => {
    const { user, accountId, source, isThere } = who;
    // What was begun before this change may not know it.
    jobs.cancel(jobOf(user));
    const found = await jobs.join(jobOf(user), undefined, (signal) => team.person(source, { accountId, ...defined({ user }) }, signal));
    const view = shown();
    if (view?.accountId !== accountId || (!found.ok && found.problem.code === 'cancelled')) return;
    if (!found.ok || (isThere !== undefined && isThere !== (found.value.person !== undefined))) return mark();
    const { person, orphans } = found.value;
    // It was only about these.
    if (user === undefined && !orphans) return mark();
    show({ ...view, people: user === undefined ? view.people : withPerson(view.people, user, person), orphans: orphans ?? view.orphans });
  };

  return {
    /** A plan has ended. */
    after: (who: Changed): void => {
      changed.set(`${who.accountId} ${who.user ?? ''}`, { ...who, at: now() });
      if (shown()?.accountId !== who.accountId) return;
      if (who.canAsk) void read(who);
      else mark();
    },
    /** Everybody was read: those whom the report can't know yet are read beside it. */
    afterAll: ({ source, accountId, generated = 0 }: TeamView): void => {
      for (const [key, { at }] of changed) if (at + slack < generated) changed.delete(key);
      const newer = [...changed.values()].filter((one) => one.accountId === accountId);
      if (newer.length > most) mark();
      else for (const { isThere: _, ...one } of newer) void read({ ...one, source });
    },
    stop: (): void => {
      for (const { user } of changed.values()) jobs.cancel(jobOf(user));
    },
  };
};
