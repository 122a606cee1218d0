import type { PersonKey } from '../../../contract/team/people.ts';
import type { MfaGroup, PeopleFilter } from '../../../contract/team/shown.ts';
import { counted } from '../grammar.ts';

/** What stands around the people in the window. */
export const peopleTexts = {
  title: 'Personen',
  about: 'Alle, die sich bei einem AWS-Konto anmelden können, mit MFA-Geräten und Zugriffsschlüsseln. Beim Lesen ändert sich nichts.',
  needs:
    'Roletap fragt AWS mit einer Sitzung, nie mit einem Zugriffsschlüssel allein. Rolle oder Benutzer brauchen die Rechte aus SecurityAudit.',
  rights: 'Rolle oder Benutzer',
  none: 'Roletap braucht eine Rolle oder einen Benutzer, um AWS zu fragen. Zuerst einen Zugriffsschlüssel hinzufügen.',
  read: 'Personen anzeigen',
  search: 'Personen suchen',
  filters: 'Filter',
  table: 'Personen',
  columns: { name: 'Person', mfa: 'MFA', keys: 'Zugriffsschlüssel', signedIn: 'Letzte Anmeldung', next: 'Nächster Schritt' },
  setUp: 'Einrichten',
  export: 'Exportieren',
  csv: 'Personen als CSV',
  json: 'Personen als JSON',
  changed: 'Seitdem geändert. „Aktualisieren“ zeigt es.',
  noneShown: 'Keine passenden Personen',
  showAll: 'Alle anzeigen',
  /** In a cell. */
  noKeys: 'keine',
  noPassword: 'kein Passwort',
  unknown: 'unbekannt',
  nothingToDo: 'keiner',
  orphanTitle: 'Virtuelle Geräte ohne Benutzer',
  deleteOrphan: 'Löschen…',
} as const;

const filters: { readonly [F in PeopleFilter]: string } = {
  all: 'Alle',
  'no-mfa': 'Ohne MFA',
  'one-device': 'Ein Gerät',
  'old-key': 'Alte Schlüssel',
  unused: 'Unbenutzt',
};

/** `No MFA 3`: how many a filter would show. */
export const filterWords = (filter: PeopleFilter, count: number): string => `${filters[filter]} ${count}`;

const groups: { readonly [G in MfaGroup]: string } = {
  yubikey: 'YubiKey',
  passkey: 'Passkey oder Token',
  virtual: 'Virtuelles Gerät',
  unknown: 'Unbekannt',
  none: 'Ohne MFA',
  'no-access': 'Kein Zugang',
};

/** In the picture of the team: who signs in with what. */
export const groupWords = (group: MfaGroup): string => groups[group];

/** The picture in a sentence: `12 YubiKey, 3 No MFA`. */
export const pictureOfTeam = (counts: readonly (readonly [MfaGroup, number])[]): string =>
  counts.map(([group, count]) => `${count} ${groups[group]}`).join(', ');

/** How many of all are shown. */
export const shownWords = (shown: number, all: number): string =>
  shown === all ? counted(all, { one: 'Person', other: 'Personen' }) : `${shown} von ${counted(all, { one: 'Person', other: 'Personen' })}`;

/** How long ago something was, in days. */
export const agoWords = (days: number): string => (days === 0 ? 'heute' : days === 1 ? 'gestern' : `vor ${days} T.`);

/** When and for what a key was last used. `days` is undefined for a key that never was, and where nobody knows. */
export const keyUse = ({ used }: Pick<PersonKey, 'used'>, days: number | undefined): string => {
  if (used === undefined) return '';
  if (used === 'never' || days === undefined) return 'nie benutzt';
  return [agoWords(days), used.service, used.region].filter((part) => part !== '').join(', ');
};

/** What a person who hears the table is told of the sorting. */
export const sortWords = (column: string): string => `Nach „${column}“ sortieren`;

/** What lacks where AWS denied a call. */
export const deniedWords = ({
  action,
  resource,
  explicit,
}: {
  readonly action: string;
  readonly resource: string;
  readonly explicit: boolean;
}): string =>
  `Fehlende Berechtigung: \`${action}\`${resource === '*' ? '' : ` für ${resource}`}.${explicit ? ' Eine Richtlinie verweigert sie ausdrücklich.' : ''}`;

/** A group to choose, with how many are in it. */
export const groupChoice = ({ name, members }: { readonly name: string; readonly members?: number }): string =>
  members === undefined ? name : `${name} (${counted(members, { one: 'Mitglied', other: 'Mitglieder' })})`;
