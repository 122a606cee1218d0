/** What IAM's own simulation says of a call. `implicit`: no policy allows it. */
export const verdicts = ['allowed', 'explicit', 'implicit'] as const;
export type Verdict = (typeof verdicts)[number];

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
