import type { GroupPolicyView, GroupPolicyWish, ListedKind, ListedPolicy, MadePolicy } from '../../../contract/team/policies.ts';
import type { PolicyKind } from '../../../contract/team/policy.ts';
import { counted } from '../grammar.ts';

/** What stands around policies in the window. */
export const policiesTexts = {
  open: 'Richtlinien…',
  title: 'Richtlinien',
  about: 'Eine Richtlinie prüfen oder die beiden schreiben lassen, die ein Team braucht. Bis zur Bestätigung ändert sich nichts.',
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
  compare: 'Gruppe',
  compareHint: 'Vergleicht mit der Richtlinie der Gruppe, danach lässt sie sich anhängen.',
  noGroup: 'Keine',
  make: 'Schreiben',
  listTitle: 'Richtlinien in diesem Konto',
  list: 'Richtlinien auflisten',
  listAgain: 'Aktualisieren',
  listing: 'Richtlinien werden gelesen',
  search: 'Richtlinien suchen',
  onlyFound: 'Nur mit Ergebnissen',
  notAll: 'Nicht alles war lesbar',
  none: 'Keine Richtlinie passt.',
  columns: { policy: 'Richtlinie', where: 'Wo', findings: 'Ergebnisse' },
  shownOf: (shown: number, all: number): string => {
    const policies = counted(all, { one: 'Richtlinie', other: 'Richtlinien' });
    return shown === all ? policies : `${shown} von ${policies}`;
  },
  attach: (group: string): string => `An ${group} anhängen…`,
  replace: (group: string): string => `In ${group} ersetzen…`,
  detach: (group: string): string => `Von ${group} entfernen…`,
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

const places: { readonly [K in ListedKind]: (holder: string) => string } = {
  managed: () => 'Verwaltet',
  trust: () => 'Vertrauensrichtlinie der Rolle',
  group: (holder) => `Gruppe ${holder}`,
  user: (holder) => `Benutzer ${holder}`,
  role: (holder) => `Rolle ${holder}`,
};

/** Where a policy of the account is. */
export const placeWords = ({ kind, holder = '' }: Pick<ListedPolicy, 'kind' | 'holder'>): string => places[kind](holder);

/** How many findings a policy of the list has, in its cell. */
export const foundWords = ({ errors, warnings = 0 }: Pick<ListedPolicy, 'errors' | 'warnings'>): string => {
  if (errors === undefined) return 'nicht geprüft';
  const said = [
    ...(errors === 0 ? [] : [counted(errors, { one: 'Fehler', other: 'Fehler' })]),
    ...(warnings === 0 ? [] : [counted(warnings, { one: 'Warnung', other: 'Warnungen' })]),
  ];
  return said.length === 0 ? 'keine' : said.join(', ');
};

type Change = Pick<GroupPolicyWish, 'group' | 'policy' | 'isRemoval'>;

/** A policy of a group, as a plan. */
export const groupPolicySheet = {
  title: ({ group, isRemoval }: Change): string => (isRemoval ? `Richtlinie von ${group} entfernen` : `Richtlinie an ${group} anhängen`),
  plan: ({ group, policy, isRemoval, accountId, source }: Change & Pick<GroupPolicyView, 'accountId' | 'source'>): string =>
    `„${kinds[policy]}“ wird im Konto ${accountId} ${isRemoval ? `von ${group} entfernt` : `an ${group} angehängt`}, mit den Rechten von „${source}“:`,
  step: ({ group, policy, isRemoval }: Change): string =>
    isRemoval ? `„${kinds[policy]}“ von ${group} entfernen` : `„${kinds[policy]}“ an ${group} anhängen`,
  carry: (isRemoval: boolean): string => (isRemoval ? 'Richtlinie entfernen' : 'Richtlinie anhängen'),
  running: 'Richtlinien der Gruppe werden geändert',
  done: ({ group, isRemoval }: Change): string => (isRemoval ? `${group} hat die Richtlinie nicht mehr` : `${group} hat die Richtlinie`),
  undone: (group: string): string => `${group} hat wieder, was vorher da war`,
  unfinished: (group: string): string => `Die Richtlinien von ${group} sind noch nicht fertig geändert.`,
  removed: 'Zu entfernende Richtlinie',
  put: 'Anzuhängende Richtlinie',
  waysOn: (id: string): string => `fortsetzen: roletap team attach --resume ${id}    rückgängig: roletap team attach --undo ${id}`,
  withoutMfa: (group: string): string => `Alle in ${group} können dann ohne MFA arbeiten.`,
} as const;
