import type { TeamDeed } from '../../../contract/history.ts';

const plans: { readonly [P in TeamDeed['plan']]: (on: string) => string } = {
  add: (on) => `${on} hinzufügen`,
  role: (on) => `Rolle ${on} hinzufügen`,
  rescue: (on) => `Rettung von ${on}`,
  enroll: (on) => `YubiKey für ${on}`,
  enforce: (on) => `MFA von ${on} verlangen`,
  policy: (on) => `Richtlinie von ${on}`,
  remove: (on) => `Zugang von ${on} entfernen`,
};

const outcomes: { readonly [O in TeamDeed['outcome']]: string } = {
  done: 'erledigt',
  failed: 'nicht abgeschlossen',
  undone: 'rückgängig gemacht',
  lifted: 'Richtlinie entfernt',
  released: 'beendet',
};

/** What was done to a team, in the history: `rescue for kim: done`. */
export const deedWords = ({ plan, on, outcome }: TeamDeed): string => `${plans[plan](on)}: ${outcomes[outcome]}`;
