import type { TeamProblem } from '../../../contract/problems/team.ts';
import type { EnforceStep, EnforceView } from '../../../contract/team/enforce.ts';
import { counted, date, listed } from '../grammar.ts';

const steps: { readonly [S in EnforceStep]: (group: string) => string } = {
  'own-mfa': (group) => `${group} das eigene MFA verwalten lassen`,
  everybody: () => 'Warten, bis alle MFA haben',
  deny: (group) => `${group} ohne MFA alles andere verbieten`,
};

/** Everyone in an account, as each step begins with them. */
const everyone: { readonly [S in EnforceStep]: (group: string) => string } = {
  'own-mfa': (group) => `Alle im Konto ${group}`,
  everybody: (group) => group,
  deny: (group) => `Allen im Konto ${group}`,
};

export const enforceStepWords = (step: EnforceStep, { scope, group }: Pick<EnforceView, 'scope' | 'group'>): string =>
  steps[step](scope === 'account' ? everyone[step](group) : group);

/** A plan's step by its name: `deny group developers`. */
export const enforceDeedWords = (name: string): string => {
  const [what, , whom = ''] = name.split(' ');
  return steps[what === 'deny' ? 'deny' : 'own-mfa'](whom);
};

const states = { done: 'erledigt', todo: 'offen', blocked: 'noch nicht' } as const;

export const enforceStateWords = (state: keyof typeof states): string => states[state];

const some = (names: readonly string[]): string =>
  `${listed(names.slice(0, 8))}${names.length > 8 ? ` und ${names.length - 8} weitere` : ''}`;

const unreadWords = (names: readonly string[]): string => `Nicht lesbar sind die MFA-Geräte von: ${some(names)}.`;

/** Those without MFA, and those of whom nobody knows. */
const apart = (names: readonly string[], unread: readonly string[]) => {
  const all = new Set(unread);
  return { bare: names.filter((name) => !all.has(name)), unknown: names.filter((name) => all.has(name)) };
};

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
  const { bare, unknown } = apart(
    lockedOut,
    members.filter(({ devices }) => devices === undefined).map(({ name }) => name),
  );
  if (bare.length === 0)
    return isEnforced
      ? `${group} braucht MFA. ${unreadWords(unknown)}`
      : `Ob Durchsetzen sicher ist, ist nicht bekannt. ${unreadWords(unknown)}`;
  const said = isEnforced
    ? `Ausgesperrt, bis MFA eingerichtet ist: ${some(bare)}.`
    : `Durchsetzen ist nicht sicher. Ausgesperrt wären: ${some(bare)}.`;
  return unknown.length === 0 ? said : `${said} ${unreadWords(unknown)}`;
};

/** Why a user would not help in an emergency. */
export const breakGlassProblem = ({ user, why, group }: Extract<TeamProblem, { readonly code: 'enforce-break-glass' }>) => ({
  title: 'Der Notfallbenutzer würde nicht helfen',
  happened: `„${user}“ ${{ missing: 'ist nicht vorhanden', 'in-group': `ist in der Gruppe „${group}“, die MFA bräuchte`, 'no-mfa': 'hat kein MFA und stünde allen offen, die Passwort oder Schlüssel finden' }[why]}.`,
  advice: {
    missing: 'Einen anderen Benutzer wählen.',
    'in-group': 'Aus den Gruppen nehmen oder einen anderen Benutzer wählen.',
    'no-mfa': 'Zuerst MFA für diesen Benutzer einrichten.',
  }[why],
});

/** Why MFA is not required of them yet. `isTyped`: it is read in a terminal. */
export const unsafeProblem = (
  { group, names, unknown: unread = [], isBare }: Extract<TeamProblem, { readonly code: 'enforce-unsafe' }>,
  isTyped: boolean,
) => {
  const { bare, unknown } = apart(names, unread);
  const locked = `Ausgesperrt wären: ${some(bare)}`;
  const first =
    bare.length === 0
      ? unreadWords(unknown)
      : unknown.length === 0
        ? `${locked}.`
        : `${locked}; MFA-Geräte nicht lesbar: ${some(unknown)}.`;
  const happened = `${first} Für „${group}“ wurde nichts verboten.`;
  if (bare.length === 0)
    return {
      title: 'MFA ist nicht von allen bekannt',
      happened,
      advice: 'Mit einer Rolle oder einem Benutzer erneut versuchen, die MFA-Geräte lesen dürfen.',
    };
  return {
    title: 'Noch haben nicht alle MFA',
    happened,
    advice: isBare
      ? '„Eigene MFA verwalten“ an die Gruppe anhängen. Erneut versuchen, wenn alle MFA haben.'
      : `Diese Personen können jetzt MFA einrichten. Danach ${isTyped ? 'den Befehl wiederholen' : 'erneut prüfen'}.`,
  };
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
