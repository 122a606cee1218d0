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

/** What stands around it in the window. */
export const simulateTexts = {
  open: 'Check permissions…',
  title: (user: string): string => `What may ${user} do?`,
  about: 'IAM evaluates each action twice: with an access key only, and with MFA. Nothing changes.',
  actions: 'Actions',
  actionsHint: 'As in a policy, such as s3:GetObject. Put commas between several.',
  oddAction: (typed: string): string => `“${typed}” isn’t an action.`,
  oddResource: (typed: string): string => `“${typed}” isn’t an ARN.`,
  resources: 'Resources',
  resourcesHint: 'ARNs. Leave it empty to ask about all resources. Permissions for only some of them don’t count then.',
  ask: 'Check',
  asking: 'Asking IAM',
  answer: 'Answer',
  allResources: 'all resources',
  columns: { action: 'Action and resource', accessKey: 'Access key only', mfa: 'With MFA' },
  /** Under “denied”. */
  by: (policies: readonly string[]): string => `by ${policies.join(', ')}`,
} as const;
