import type { EndReason, TeamDeed } from './history.ts';
import type { Problem } from './problems/problem.ts';
import type { TrailPageView } from './sessions/trail.ts';
import type { Asker, Millis } from './values.ts';

/** One day's sessions and refusals, while that page is open. */
export interface ActivityView {
  /** The local day, midnight to midnight (23 or 25 hours when the clocks change). */
  readonly begins: Millis;
  readonly ends: Millis;
  /** Whether it is the day that it is now. */
  readonly isToday: boolean;
  /** Nothing of it was read yet. */
  readonly isReading: boolean;
  /** The days that can be paged through, by their first moments, the oldest first: those of the last 90 in which something is kept, and today. */
  readonly days: readonly Millis[];
  /** The newest first. */
  readonly items: readonly ActivityItem[];
  /** What CloudTrail saw on this day, once somebody asked for it. */
  readonly trail?: TrailPageView;
  /** The history could not be read or kept. */
  readonly problem?: Problem;
}

/** One session from its opening over its renewals to its end, one refusal, one access key that went to a program itself, or one plan for a team. */
export interface ActivityItem {
  readonly id: string;
  readonly profile: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly from: Millis;
  /** When it ended or will end; `from` for what is a moment. */
  readonly to: Millis;
  /** `over`: its time was up. `ended`: somebody or a setting ended it, see `why`. */
  readonly state: 'active' | 'over' | 'ended' | 'shared' | 'refused' | 'team';
  readonly renewals: number;
  readonly asker: Asker;
  /** Who else it was given to. */
  readonly given?: readonly Asker[];
  readonly key?: { readonly name: string; readonly serial?: number };
  readonly guarded: boolean;
  readonly why?: EndReason;
  readonly problem?: Problem;
  readonly deed?: TeamDeed;
}

/** Whether it has no length. */
export const isMoment = ({ state }: Pick<ActivityItem, 'state'>): boolean => state === 'refused' || state === 'shared' || state === 'team';

/** What of a day is shown; empty shows all. */
export interface ActivityFilter {
  /** The role's profile. */
  readonly role: string;
  /** `askerKey` of who asked or was given the session. */
  readonly asker: string;
  /** Only what failed or was declined. */
  readonly refused: boolean;
}

export const noFilter: ActivityFilter = { role: '', asker: '', refused: false };

export const showsAll = ({ role, asker, refused }: ActivityFilter): boolean => role === '' && asker === '' && !refused;

/** All processes of a program are one, and a person is one wherever they sit. */
export const askerKey = (asker: Asker): string => (asker.kind === 'program' ? `program ${asker.name}` : asker.kind);

/** Who asked for it, then who else was given it. */
export const askersOf = ({ asker, given = [] }: Pick<ActivityItem, 'asker' | 'given'>): readonly Asker[] => [asker, ...given];

/** What of these is shown. */
export const shownOf = (items: readonly ActivityItem[], { role, asker, refused }: ActivityFilter): readonly ActivityItem[] =>
  items.filter(
    (item) =>
      (role === '' || item.profile === role) &&
      (asker === '' || askersOf(item).some((one) => askerKey(one) === asker)) &&
      (!refused || item.state === 'refused' || item.deed?.outcome === 'failed'),
  );
