import type { Verdict } from '../../contract/team/simulate.ts';

const words: { readonly [V in Verdict]: string } = {
  allowed: 'allowed',
  explicit: 'denied',
  implicit: 'not allowed',
};

/** What IAM says of a call. */
export const verdictWords = (verdict: Verdict): string => words[verdict];

/** What the simulation leaves out. */
export const simulateSaid = {
  limits: 'IAM evaluated the user’s and groups’ policies and the boundary. It leaves out service control and resource policies.',
} as const;
