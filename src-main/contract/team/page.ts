import type { Problem } from '../problems/problem.ts';
import type { EnforcingView } from './enforcing.ts';
import type { TeamProgress, TeamView } from './people.ts';
import type { PoliciesView } from './policies.ts';
import type { SheetView, UnfinishedPlan } from './sheet.ts';
import type { SimulatingView } from './simulate.ts';

/** A group to choose. */
export interface GroupChoice {
  readonly name: string;
  /** How many are in it; undefined where that is not known. */
  readonly members?: number;
}

/** The groups of the account, as far as they can be listed. */
export interface TeamGroups {
  readonly groups: readonly GroupChoice[];
  readonly problem?: Problem;
  /** Who is in which, where that is known: a JSON text of pairs of a user and their groups, for the reason of `ReadTeamView.people`. */
  readonly memberships?: string;
}

/** The page of the people in an account, while it is open. */
export interface TeamPageView {
  /** Names of users and roles with whose rights AWS can be asked: users first. */
  readonly sources: readonly string[];
  /** The one that was chosen; empty where there is none. */
  readonly source: string;
  /** How far reading is; absent when nothing is being read. */
  readonly progress?: TeamProgress;
  /** Why the last reading failed. */
  readonly problem?: Problem;
  /** Why the last file was not written. */
  readonly unsaved?: Problem;
  readonly read?: ReadTeamView;
  /** Plans that are neither finished nor undone. */
  readonly unfinished?: readonly UnfinishedPlan[];
  readonly groups?: TeamGroups;
  readonly sheet?: SheetView;
  readonly enforcing?: EnforcingView;
  readonly policies?: PoliciesView;
  readonly simulating?: SimulatingView;
}

/**
 * What was read last. `people` is a JSON text of `Person[]`: of 5,000 people it is copied to the window in a fifth of the time that as many objects take, and most
 * snapshots come for another reason.
 */
export interface ReadTeamView extends Omit<TeamView, 'people'> {
  readonly people: string;
  /** How many there are. */
  readonly count: number;
  /** Somebody was added, removed or changed by a plan since. */
  readonly isChanged?: boolean;
}

/** What the people can be saved as. */
export const teamFormats = ['csv', 'json'] as const;
export type TeamFormat = (typeof teamFormats)[number];
