import type { EnforceStep, EnforceView } from '../../../contract/team/enforce.ts';
import { counted, date, listed } from '../grammar.ts';

const steps: { readonly [S in EnforceStep]: (group: string) => string } = {
  'own-mfa': (group) => `${group} das eigene MFA verwalten lassen`,
  everybody: () => 'Warten, bis alle MFA haben',
  deny: (group) => `${group} ohne MFA alles andere verbieten`,
};

export const enforceStepWords = (step: EnforceStep, group: string): string => steps[step](group);

/** A plan's step by its name: `deny group developers`. */
export const enforceDeedWords = (name: string): string => {
  const [what, , whom = ''] = name.split(' ');
  return enforceStepWords(what === 'deny' ? 'deny' : 'own-mfa', whom);
};

const states = { done: 'erledigt', todo: 'offen', blocked: 'noch nicht' } as const;

export const enforceStateWords = (state: keyof typeof states): string => states[state];

/** Whether a group can be made to use MFA today, in a sentence with names. */
export const safeWords = ({
  group,
  members,
  lockedOut,
  isEnforced,
}: Pick<EnforceView, 'group' | 'members' | 'lockedOut' | 'isEnforced'>): string => {
  if (members.length === 0) return `${group} hat keine Mitglieder.`;
  if (isEnforced && lockedOut.length === 0) return `${group} braucht MFA: ${members.length} von ${members.length} haben es.`;
  if (lockedOut.length === 0) return `Durchsetzen ist sicher: ${members.length} von ${members.length} haben MFA.`;
  const names = `${listed(lockedOut.slice(0, 8))}${lockedOut.length > 8 ? ` und ${lockedOut.length - 8} weitere` : ''}`;
  return isEnforced ? `Ausgesperrt, bis MFA eingerichtet ist: ${names}.` : `Durchsetzen ist nicht sicher. Ausgesperrt wären: ${names}.`;
};

/** Of whom MFA is required. */
export const scopeWords = ({ scope, group }: Pick<EnforceView, 'scope' | 'group'>): string =>
  scope === 'account' ? `Konto ${group}` : group;

export const enforceSaid = {
  waysOn: (id: string): string => `fortsetzen: roletap team enforce --resume ${id}    rückgängig: roletap team enforce --undo ${id}`,
  undone: (label: string): string => `Rückgängig gemacht für ${label}. Was vorher da war, bleibt.`,
  finished: (label: string): string => `Abgeschlossen für ${label}.`,

  devices: (count: number | undefined): string => (count === undefined ? 'unbekannt' : counted(count, { one: 'Gerät', other: 'Geräte' })),
  /** Who could take the Deny back. */
  outside: (count: number): string =>
    count === 0
      ? 'MFA würde von allen Benutzern verlangt. Für Notfälle sollte einer mit MFA außen vor bleiben.'
      : `${counted(count, { one: 'Benutzer bleibt', other: 'Benutzer bleiben' })} außen vor.`,
  /** How old is what some are told by. */
  report: (at: number, clock: string): string => `Wer kein Gerät hat, steht im Anmeldeinformationsbericht vom ${date(at)}, ${clock} UTC.`,
  confirm: (group: string): string => `MFA für ${group} verlangen? [y/N] `,
  confirmOff: (group: string): string => `MFA für ${group} nicht mehr verlangen? [y/N] `,
  needsYes: 'Hier ist keine Rückfrage möglich: --yes verwenden',
  unread: (count: number): string => `${counted(count, { one: 'Angabe', other: 'Angaben' })} nicht lesbar:`,
} as const;
