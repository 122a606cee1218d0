import type { MadePolicy } from '../../../contract/team/policies.ts';
import type { PolicyKind } from '../../../contract/team/policy.ts';

/** What stands around policies in the window. */
export const policiesTexts = {
  open: 'Richtlinien…',
  title: 'Richtlinien, die MFA verlangen',
  about: 'Prüfe eine Richtlinie, oder lass dir die beiden schreiben, die ein Team braucht. Es ändert sich nichts.',
  check: 'Prüfen',
  checkTitle: 'Richtlinie prüfen',
  pasted: 'Eingefügte Richtlinie',
  text: 'Richtlinie oder Vertrauensrichtlinie',
  file: 'Datei öffnen…',
  fileField: 'Datei mit einer Richtlinie',
  arn: 'ARN',
  arnHint: 'Einer verwalteten Richtlinie, oder einer Rolle für ihre Vertrauensrichtlinie.',
  read: 'Aus dem Konto lesen',
  working: 'Richtlinie wird gelesen',
  findings: 'Ergebnisse',
  line: (line: number): string => `Zeile ${line}`,
  change: 'Änderung',
  fixed: 'Berichtigte Richtlinie',
  makeTitle: 'Richtlinie schreiben',
  kinds: 'Welche Richtlinie',
  keys: 'Eigene Zugriffsschlüssel einschließen',
  password: 'Ändern des ersten Passworts einschließen',
  compare: 'Mit Gruppe vergleichen',
  compareHint: 'Mit der gleichen Richtlinie der Gruppe. Leer: nur schreiben.',
  make: 'Schreiben',
} as const;

const kinds: { readonly [K in PolicyKind]: string } = { self: 'Eigene MFA verwalten', deny: 'Ohne MFA alles andere verweigern' };

export const policyKindWords = (kind: PolicyKind): string => kinds[kind];

/** How a group's policy compares with the one that was written. */
export const comparedWords = ({ group = '', change }: Pick<MadePolicy, 'group' | 'change'>): string =>
  change === undefined
    ? `${group} hat diese Richtlinie noch nicht.`
    : change.length === 0
      ? `${group} hat genau diese Richtlinie.`
      : `${group} hat diese Richtlinie in einer anderen Fassung.`;
