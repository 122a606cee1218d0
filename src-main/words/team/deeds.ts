import type { TeamDeed } from '../../contract/history.ts';

const plans: { readonly [P in TeamDeed['plan']]: (on: string) => string } = {
  add: (on) => `adding ${on}`,
  role: (on) => `adding the role ${on}`,
  rescue: (on) => `rescue for ${on}`,
  enroll: (on) => `YubiKey for ${on}`,
  enforce: (on) => `requiring MFA of ${on}`,
  policy: (on) => `policy of ${on}`,
  remove: (on) => `removing access of ${on}`,
};

const outcomes: { readonly [O in TeamDeed['outcome']]: string } = {
  done: 'done',
  failed: 'not finished',
  undone: 'undone',
  lifted: 'policy lifted',
  released: 'stopped',
};

/** What was done to a team, in the history: `rescue for kim: done`. */
export const deedWords = ({ plan, on, outcome }: TeamDeed): string => `${plans[plan](on)}: ${outcomes[outcome]}`;
