/**
 * Numbers that were observed at AWS and are no contract (windows, budgets, delays), so each can be turned.
 * Durations are in milliseconds unless the name says otherwise.
 */
export interface SimulatorSettings {
  /** Steps before and after the present one whose code is taken. */
  readonly codeWindowSteps: number;
  /** Verifications (good, bad or reused) per device and window of `budgetWindowMillis`, aligned to UTC. */
  readonly codeBudget: number;
  readonly budgetWindowMillis: number;
  /** STS and Roles Anywhere know a role that CreateRole made this much later than IAM. */
  readonly roleDelayMillis: number;
  /** STS knows an enabled (or deactivated) device this much later than IAM. */
  readonly deviceDelayMillis: number;
  readonly clockToleranceMillis: number;
  /** A key that CreateAccessKey made is known everywhere this much later. */
  readonly keyDelayMillis: number;
  /** Roles assumed with an MFA session count as chained: 3600 seconds at most. */
  readonly userSessionsChain: boolean;
  /** IAM gives at most this many list members a page, whatever the caller asks. */
  readonly pageLimit: number;
  /** AWS takes so long to make a credential report, and to show an event in the trail. */
  readonly reportDelayMillis: number;
  readonly trailDelayMillis: number;
  /** A user that is newer is unknown to those who would name it in a trust policy. */
  readonly principalDelayMillis: number;
}

export const observedSettings: SimulatorSettings = {
  codeWindowSteps: 2,
  codeBudget: 9,
  budgetWindowMillis: 180_000,
  roleDelayMillis: 0,
  deviceDelayMillis: 10_000,
  keyDelayMillis: 10_000,
  clockToleranceMillis: 15 * 60_000,
  userSessionsChain: true,
  pageLimit: 100,
  reportDelayMillis: 2000,
  trailDelayMillis: 5 * 60_000,
  principalDelayMillis: 8000,
};
