import type { Verdict } from '../../../contract/team/simulate.ts';

const words: { readonly [V in Verdict]: string } = {
  allowed: 'erlaubt',
  explicit: 'verboten',
  implicit: 'nicht erlaubt',
};

/** What IAM says of a call. */
export const verdictWords = (verdict: Verdict): string => words[verdict];

/** What the simulation leaves out. */
export const simulateSaid = {
  limits:
    'IAM hat die Richtlinien des Benutzers und seiner Gruppen und die Grenze ausgewertet. Dienststeuerungs- und Ressourcenrichtlinien gehören nicht dazu.',
} as const;
