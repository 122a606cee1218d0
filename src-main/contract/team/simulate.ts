import type { Problem } from '../problems/problem.ts';

/** What IAM's own simulation says of a call. `implicit`: no policy allows it. */
export const verdicts = ['allowed', 'explicit', 'implicit'] as const;
export type Verdict = (typeof verdicts)[number];

/** The first that is no action such as `s3:GetObject`; IAM simulates no patterns. */
export const oddActionOf = (actions: readonly string[]): string | undefined => actions.find((action) => !/^[\w-]+:\w+$/.test(action));

/** The first that is neither an ARN, with patterns or not, nor `*`. Its region and account are empty where a service's ARNs have none. */
export const oddResourceOf = (resources: readonly string[]): string | undefined =>
  resources.find((resource) => resource !== '*' && !/^arn:aws[a-z-]{0,12}:[\w*?-]+:[\w*?-]*:[\w*?-]*:\S+$/.test(resource));

/** A call as a user would make it, with an access key alone and with MFA. */
export interface SimulatedAction {
  readonly action: string;
  readonly resource: string;
  readonly withoutMfa: Verdict;
  readonly withMfa: Verdict;
  /** Names of the policies whose Deny decides without MFA. */
  readonly deniedBy: readonly string[];
}

/** What a user may do today, as IAM evaluates the policies of the user and its groups. */
export interface SimulationView {
  readonly source: string;
  readonly accountId: string;
  readonly user: string;
  readonly userArn: string;
  readonly results: readonly SimulatedAction[];
}

/** What one person may do, in place of the people's table, or of what was seen of a pilot, while it is open. */
export interface SimulatingView {
  readonly stage: 'ready' | 'working';
  /** The role or user whose rights count. */
  readonly source: string;
  readonly user: string;
  /** What was asked for last; at first what is usual. */
  readonly actions: readonly string[];
  /** What IAM answered last. */
  readonly seen?: SimulationView;
  readonly problem?: Problem;
}
