import type { RoleNote, RolePlanView, RoleStep } from '../../../contract/team/role.ts';
import { duration, listed, together } from '../grammar.ts';

const steps: { readonly [S in RoleStep]: (on: string) => string } = {
  role: (on) => `Die Rolle ${on} erstellen`,
  permissions: (on) => `${on} die Berechtigungen geben`,
  policies: (on) => `${on} anhängen`,
  assume: (on) => `${on} die Rolle übernehmen lassen`,
};

export const roleStepWords = ({ name, on }: { readonly name: RoleStep; readonly on: string }): string => steps[name](on);

type Facts = Pick<RolePlanView, 'mfaAgeSeconds' | 'maxSessionSeconds' | 'accountId'>;

const notes: { readonly [N in RoleNote]: (facts: Facts) => string } = {
  'any-age': () => 'Eine Berührung öffnet diese Rolle, solange die MFA-Sitzung dauert.',
  'short-age': ({ mfaAgeSeconds = 0 }) =>
    `Eine Berührung öffnet diese Rolle ${duration(mfaAgeSeconds)} lang. Danach braucht sie eine weitere, auch wenn die MFA-Sitzung noch offen ist.`,
  'long-session': ({ maxSessionSeconds }) =>
    `Sitzungen bis ${duration(maxSessionSeconds)} brauchen eine eigene Berührung: \`roletap tap ROLE --direct\`. Aus einer MFA-Sitzung dauern sie 1 h und werden ohne Berührung erneuert.`,
  'account-alone': ({ accountId }) => `Alle in ${accountId}, deren Richtlinien sts:AssumeRole erlauben, können sie übernehmen.`,
  'no-permissions': () => 'Die Rolle darf noch nichts.',
  'other-account': () => 'Auch das andere Konto muss seinen Leuten erlauben, diese Rolle zu übernehmen.',
  'subject-lost': () => 'AWS kann einen Teil des Subjects nicht prüfen, deshalb verlangt die Trust Policy ihn nicht.',
  proved: () =>
    'Nur ein Zertifikat, das Roletap als CA mit der Bestätigung des YubiKeys signiert hat, sagt, was sein Schlüssel beweist. Kein anderes öffnet diese Rolle.',
  certificate: () => 'Zertifikate zählen für IAM nicht als MFA. Ihre Schlüssel gehören auf YubiKeys, die nach Berührung oder PIN fragen.',
};

/** What to do about it in the terminal. */
const tips: { readonly [N in RoleNote]?: string } = {
  'account-alone': '`--group` lässt eine Gruppe zu.',
  'no-permissions': 'Richtlinien hängt `--policies` an, `--permissions FILE` gibt eigene.',
};

export const roleNoteShort = (note: RoleNote, facts: Facts): string => notes[note](facts);

export const roleNoteWords = (note: RoleNote, facts: Facts): string => together(notes[note](facts), tips[note] ?? '');

export const roleSaid = {
  plan: ({ role, accountId, source }: Pick<RolePlanView, 'role' | 'accountId' | 'source'>): string =>
    `Die Rolle ${role} kommt zum Konto ${accountId} hinzu, mit den Rechten von „${source}“:`,
  trust: 'Vertrauensrichtlinie:',
  permissions: 'Berechtigungen:',
  group: (group: string): string => `Richtlinie für ${group}:`,
  undoes: (actions: readonly string[]): string => `Zum Rückgängigmachen nötig: ${listed(actions)}.`,
  needsYes: 'Hier ist keine Rückfrage möglich: die Rolle mit --yes hinzufügen',
  added: (role: string, arn: string): string => `${role} (${arn}) ist hinzugefügt.`,
  waysOn: (id: string): string => `fortsetzen: roletap team role --resume ${id}    rückgängig: roletap team role --undo ${id}`,
  undone: (role: string): string => `Rückgängig gemacht. Die Rolle ${role} gibt es nicht mehr.`,
} as const;
