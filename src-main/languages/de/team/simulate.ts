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

/** What stands around it in the window. */
export const simulateTexts = {
  open: 'Berechtigungen prüfen…',
  title: (user: string): string => `Was darf ${user}?`,
  about: 'IAM wertet jede Aktion zweimal aus: nur mit Zugriffsschlüssel und mit MFA. Es ändert sich nichts.',
  actions: 'Aktionen',
  actionsHint: 'Wie in einer Richtlinie, etwa s3:GetObject. Mehrere durch Kommas getrennt.',
  oddAction: (typed: string): string => `„${typed}“ ist keine Aktion.`,
  oddResource: (typed: string): string => `„${typed}“ ist kein ARN.`,
  resources: 'Ressourcen',
  resourcesHint: 'ARNs. Leer lassen, um nach allen Ressourcen zu fragen. Berechtigungen für nur einige davon zählen dann nicht.',
  ask: 'Prüfen',
  asking: 'IAM wird gefragt',
  answer: 'Antwort',
  allResources: 'alle Ressourcen',
  columns: { action: 'Aktion und Ressource', accessKey: 'Nur Zugriffsschlüssel', mfa: 'Mit MFA' },
  /** Under “denied”. */
  by: (policies: readonly string[]): string => `durch ${policies.join(', ')}`,
} as const;
