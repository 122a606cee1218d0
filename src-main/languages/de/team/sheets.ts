import type { EnrollForView } from '../../../contract/team/enroll.ts';
import { type RescueFacts, type RescuePlanView, waitsToLift } from '../../../contract/team/rescue.ts';
import type { RoleFormat } from '../../../contract/team/role.ts';
import { clockTime, counted, shortDay } from '../grammar.ts';

/** What stands in the window around a role, a YubiKey for somebody else, and a lost one. Shared parts are with adding people. */
export const roleSheet = {
  open: 'Rolle hinzufügen…',
  title: 'Rolle hinzufügen',
  name: 'Rollenname',
  who: 'Wer sie übernehmen darf',
  trusts: {
    own: { title: 'Personen in diesem Konto', hint: 'Mit MFA, wenn ihre Richtlinien oder die Gruppe es erlauben.' },
    users: { title: 'Diese Benutzer', hint: 'Mit MFA. Eine eigene Richtlinie brauchen sie nicht.' },
    other: { title: 'Ein anderes Konto', hint: 'Mit MFA, wenn auch jenes Konto es erlaubt.' },
    certificate: { title: 'Inhaber eines Zertifikats', hint: 'IAM Roles Anywhere, mit dem privaten Schlüssel auf einem YubiKey.' },
  },
  users: 'Benutzer',
  usersHint: 'ARNs, eine pro Zeile.',
  accountId: 'Konto-ID',
  externalId: 'Externe ID',
  externalIdHint: 'Was das andere Konto mitschicken muss. Leer: keine.',
  trustAnchor: 'Vertrauensanker',
  trustAnchorHint: 'Seine ARN.',
  subject: 'Antragsteller',
  subjectHint: 'Was im Zertifikat stehen muss, etwa CN=jane.',
  proved: 'Beweis verlangen, dass der Schlüssel auf einem YubiKey entstand und nach PIN und Berührung fragt',
  mfaAge: 'MFA-Alter',
  anyAge: 'Beliebig',
  maxSession: 'Längste Sitzung',
  group: 'Gruppe',
  groupHint: 'Ihre Mitglieder dürfen die Rolle übernehmen.',
  policiesHint: 'Was die Rolle darf: ARNs, eine pro Zeile.',
  permissions: 'Berechtigungen',
  permissionsHint: 'Eine Richtlinie als JSON, nur für diese Rolle.',
  more: 'Pfad und Grenze',
  add: 'Rolle hinzufügen',
  running: 'Rolle wird hinzugefügt',
  done: (role: string): string => `${role} ist hinzugefügt`,
  undone: (role: string): string => `${role} ist wieder entfernt`,
  unfinished: (role: string, done: number, all: number): string =>
    `Die Rolle ${role} ist noch nicht fertig: ${done} von ${all} Schritten erledigt.`,
  texts: 'Vertrauensrichtlinie und Text zum Kopieren',
  trust: 'Vertrauensrichtlinie',
  groupPolicy: (group: string): string => `Richtlinie für ${group}`,
} as const;

const formats: { readonly [F in RoleFormat]: string } = { json: 'JSON', terraform: 'Terraform', cloudformation: 'CloudFormation' };

export const formatWords = (format: RoleFormat): string => formats[format];

export const enrollSheet = {
  open: 'YubiKey einrichten…',
  title: (user: string): string => `YubiKey für ${user} einrichten`,
  about: 'Den YubiKey einstecken, den die Person bekommt. Das Geheimnis kommt nur auf den YubiKey.',
  key: 'YubiKey',
  none: 'Einen YubiKey einstecken.',
  touch: 'Für jeden Code eine Berührung verlangen',
  enroll: 'YubiKey einrichten',
  running: 'YubiKey wird eingerichtet',
  done: (user: string): string => `${user} hat einen YubiKey`,
  undone: (user: string): string => `Der YubiKey gehört nicht mehr ${user}`,
  give: ({ keyName, keySerial, user }: Pick<EnrollForView, 'keyName' | 'keySerial' | 'user'>): string =>
    `${keySerial === undefined ? keyName : `YubiKey ${keySerial}`} ist jetzt für ${user}. Bitte weitergeben.`,
  unfinished: (user: string, done: number, all: number): string =>
    `Der YubiKey von ${user} ist noch nicht eingerichtet: ${done} von ${all} Schritten erledigt.`,
} as const;

export const rescueSheet = {
  open: 'YubiKey verloren…',
  title: (user: string): string => `${user} hat einen YubiKey verloren`,
  about: 'Wer ihn findet, wird ausgesperrt. Bis zur Bestätigung ändert sich nichts.',
  looking: 'MFA-Geräte und Zugriffsschlüssel werden gelesen',
  devices: 'Verlorene MFA-Geräte',
  noDevices: 'Keine MFA-Geräte.',
  also: ({ keys, unread }: Pick<RescueFacts, 'keys' | 'unread'>): string => {
    if (unread.some(({ what }) => what === 'keys')) return 'Auch Zugriffsschlüssel werden deaktiviert und offene MFA-Sitzungen widerrufen.';
    const active = keys.filter(({ isActive }) => isActive).length;
    return active === 0
      ? 'Auch offene MFA-Sitzungen werden widerrufen.'
      : `Auch ${counted(active, { one: 'aktiver Zugriffsschlüssel wird', other: 'aktive Zugriffsschlüssel werden' })} deaktiviert und offene MFA-Sitzungen widerrufen.`;
  },
  rescue: 'Aussperren',
  running: 'Wird ausgesperrt',
  done: (user: string): string => `Der Zugang von ${user} ist gesperrt`,
  undone: (user: string): string => `Die Zugriffsschlüssel von ${user} sind wieder aktiv`,
  undoneDevices: 'Die entfernten MFA-Geräte bleiben entfernt: Ihre Geheimnisse sind weg.',
  over: (user: string): string => `Die Rettung von ${user} ist abgeschlossen`,
  waits: 'Die Richtlinie wird später entfernt',
  later: (at: number): string =>
    `Ab ${shortDay(at, true)} ${clockTime(at)} sind alle alten Sitzungen beendet. Dann lässt sich die Richtlinie hier entfernen.`,
  lift: 'Richtlinie entfernen',
  enroll: 'Neuen YubiKey einrichten…',
  /** In the list of plans that are not finished. */
  unfinished: (plan: RescuePlanView, done: number, all: number): string =>
    waitsToLift(plan) && plan.liftAt !== undefined
      ? `Der Zugang von ${plan.user} ist gesperrt. Die Richtlinie lässt sich ab ${shortDay(plan.liftAt, true)} ${clockTime(plan.liftAt)} entfernen.`
      : `Die Rettung von ${plan.user} ist noch nicht fertig: ${done} von ${all} Schritten erledigt.`,
} as const;

/** What can be done from a person's row. */
export const rowTexts = {
  more: (user: string): string => `Mehr für ${user}`,
  console: 'In der IAM-Konsole öffnen',
  require: 'MFA verlangen…',
  /** What a button does for somebody, as it is heard. */
  stepFor: (step: string, user: string): string => `${step}: ${user}`,
  rotate: 'Kopiert den Befehl für die Person',
} as const;
