import type { TeamProblem } from '../../../contract/problems/team.ts';
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
  'subject-lost': () => 'AWS kann einen Teil des Subjects nicht prüfen, deshalb verlangt die Vertrauensrichtlinie ihn nicht.',
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

type RoleFlaw = Extract<TeamProblem, { code: 'role-wish-bad' }>['what'];

/** What a role can't be given, and what it can. `isTyped`: it is read in a terminal. */
export const roleFlaws: {
  readonly [W in RoleFlaw]: (value: string, isTyped: boolean) => { readonly happened: string; readonly advice: string };
} = {
  trust: (value, isTyped) => ({
    happened: `„${value}“ kann keine Rolle übernehmen.`,
    advice: `${isTyped ? '`own`' : 'Personen in diesem Konto'}, eine Konto-ID mit 12 Ziffern, ARNs von Benutzern dieser Partition oder die ARN eines Vertrauensankers angeben.`,
  }),
  'external-id': (value) => ({
    happened: `„${value}“ ist keine externe ID.`,
    advice: '2 bis 1.224 Buchstaben, Ziffern und _+=,.@:/- verwenden.',
  }),
  'mfa-age': (value) => ({
    happened: `Eine Rolle, die nur ein MFA-Alter von ${value} s zulässt, könnte niemand übernehmen.`,
    advice: '60 s bis 36 h wählen.',
  }),
  'certificate-age': (_, isTyped) => ({
    happened: 'Sitzungen aus Zertifikaten haben kein MFA-Alter.',
    advice: `${isTyped ? '`--mfa-age` weglassen' : 'Ein beliebiges MFA-Alter wählen'} und den YubiKey nach Berührung oder PIN fragen lassen.`,
  }),
  'max-session': (value) => ({ happened: `IAM erlaubt keine Rollensitzungen von ${value} s.`, advice: '1 h bis 12 h wählen.' }),
};
