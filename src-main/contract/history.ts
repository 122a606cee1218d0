import type { Problem } from './problems/problem.ts';
import type { LimitsKind } from './sessions/limits.ts';
import type { Asker, Millis } from './values.ts';

/** Why a session ended before its time. `lock`, `pulled` and `quit` are settings; `gone`: its section left the file. */
export type EndReason = 'person' | 'lock' | 'pulled' | 'quit' | 'gone';

/** Nobody was there, or changed their mind: nothing was opened, and nothing failed or refused. */
export const isUnanswered = ({ code }: Problem): boolean => code === 'not-touched' || code === 'cancelled';

/** Plans for a team, by their kinds. */
export const teamPlans = ['add', 'role', 'rescue', 'enroll', 'enforce', 'policy', 'remove'] as const;
/** `lifted`: the policy of a rescue. `released`: MFA is no longer required. */
export const teamOutcomes = ['done', 'failed', 'undone', 'lifted', 'released'] as const;

/** What was done to a team. `on`: whom or what it is about. */
export interface TeamDeed {
  readonly plan: (typeof teamPlans)[number];
  readonly on: string;
  readonly outcome: (typeof teamOutcomes)[number];
}

/** One line of the history. Kept for 90 days; never a secret. */
export interface HistoryEntry {
  readonly at: Millis;
  /**
   * `given`: a session that was there went to who did not have it yet, one line for each. `refused`: nothing was opened, `problem` says why. A session that
   * runs out leaves no line: `expires` says when. `shared`: a kept access key itself went out, without MFA. `team`: a plan for a team,
   * with the rights of `profile`; see `deed`.
   */
  readonly event: 'opened' | 'renewed' | 'given' | 'shared' | 'ended' | 'refused' | 'team';
  readonly profile: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly asker: Asker;
  /** Of the role session, which tells which `ended` belongs to which `opened`; or the one that was shared. */
  readonly accessKeyId?: string;
  readonly target?: string;
  readonly via?: 'mfa-session' | 'direct';
  readonly guarded?: boolean;
  /** The session has less than its role; `profile` is the limited role's name. */
  readonly limits?: LimitsKind;
  readonly sourceIdentity?: string;
  readonly expires?: Millis;
  /** The YubiKey that was touched for it; absent when no touch was needed. */
  readonly key?: { readonly name: string; readonly serial?: number };
  readonly why?: EndReason;
  readonly problem?: Problem;
  readonly deed?: TeamDeed;
}
