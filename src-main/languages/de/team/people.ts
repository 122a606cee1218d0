import type { MfaKind, NextStep, PersonFlag, TeamGap, TeamProgress } from '../../../contract/team/people.ts';
import { counted, date } from '../grammar.ts';

const kinds: { readonly [K in MfaKind]: string } = {
  yubikey: 'YubiKey',
  virtual: 'virtuelles Gerät',
  passkey: 'Passkey',
  hardware: 'Hardware-Token',
};

/** How a person signs in beside a password: `2 × YubiKey, passkey`. */
export const mfaWords = (mfa: readonly { readonly kind: MfaKind }[] | 'unknown' | 'unread'): string => {
  if (mfa === 'unread') return '?';
  if (mfa === 'unknown') return 'ja';
  if (mfa.length === 0) return 'keins';
  const counts = new Map<MfaKind, number>();
  for (const { kind } of mfa) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count === 1 ? kinds[kind] : `${count} × ${kinds[kind]}`)).join(', ');
};

const flags: { readonly [F in PersonFlag]: string } = {
  'root-key': 'root hat einen Zugriffsschlüssel',
  'root-no-mfa': 'root ohne MFA',
  'no-mfa': 'kein MFA',
  'one-device': 'ein Gerät',
  'two-keys': 'zwei aktive Schlüssel',
  'old-key': 'Schlüssel über 90 Tage',
  unused: '45 Tage unbenutzt',
  'odd-key': 'Schlüssel in unbekanntem Zustand',
};

export const flagWords = (flag: PersonFlag): string => flags[flag];

const steps: { readonly [S in NextStep]: string } = {
  'delete-root-key': 'Zugriffsschlüssel von root löschen',
  'add-root-mfa': 'MFA für root einrichten',
  'add-mfa': 'MFA einrichten',
  'check-key': 'Schlüssel in der IAM-Konsole prüfen',
  'remove-unused': 'Zugang entfernen',
  'delete-second-key': 'Einen Schlüssel löschen',
  'rotate-key': 'Schlüssel rotieren',
  'add-spare': 'Einen Ersatz-YubiKey hinzufügen',
  none: '',
};

export const stepWords = (step: NextStep): string => steps[step];

const unread: { readonly [W in TeamGap['what']]: string } = {
  report: 'der Anmeldeinformationsbericht',
  'new-report': 'ein neuer Anmeldeinformationsbericht',
  users: 'alle Benutzer',
  'virtual-devices': 'die Liste der virtuellen MFA-Geräte',
  devices: 'die MFA-Geräte der Personen',
  tags: 'die Tags der MFA-Geräte',
};

/** What could not be read, and the action that would allow it. */
export const gapWords = ({ what, action, count }: Pick<TeamGap, 'what' | 'action' | 'count'>): string => {
  const whose = count === undefined ? '' : ` (${counted(count, { one: 'Person', other: 'Personen' })})`;
  return `Nicht lesbar: ${unread[what]}${whose}.${action === undefined ? '' : ` Fehlende Berechtigung: \`${action}\`.`}`;
};

export const progressOfTeam = ({ what, done, total }: TeamProgress): string => {
  const said: { readonly [W in TeamProgress['what']]: string } = {
    session: 'Eine Sitzung wird geöffnet…',
    policies: `Benutzer, Gruppen und Richtlinien werden gelesen: ${done}`,
    report: 'Warten auf den Anmeldeinformationsbericht…',
    devices: `MFA-Geräte werden gelesen: ${done} von ${total}`,
    tags: `Tags der MFA-Geräte werden gelesen: ${done} von ${total}`,
  };
  return said[what];
};

export const peopleSaid = {
  /** How old the facts are. `isOld`: over four hours. */
  generated: (at: number, clock: string, isOld: boolean): string =>
    `Aus dem Anmeldeinformationsbericht vom ${date(at)}, ${clock} UTC.${isOld ? ' Er ist über vier Stunden alt.' : ''}`,
  noReport: 'Ohne den Anmeldeinformationsbericht sind Passwörter und Zugriffsschlüssel nicht bekannt.',
  orphans: (count: number): string =>
    `${counted(count, { one: 'virtuelles Gerät gehört', other: 'virtuelle Geräte gehören' })} niemandem, löschen ist möglich.`,
  summary: (people: number, withMfa: number): string => `${counted(people, { one: 'Person', other: 'Personen' })}, ${withMfa} mit MFA`,
  never: 'nie',
  ago: (days: number): string => (days === 0 ? 'heute' : `vor ${days} T.`),
  /** How old an access key is. */
  age: (days: number): string => `${days} T.`,
  inactive: 'inaktiv',
} as const;
