import type { EnrollPage, EnrollView, FoundSecret } from '../../../contract/enroll.ts';
import { theKey } from '../grammar.ts';

/** What stands on the wizard's pages, beside the words of each page. */

export const wizardTexts = {
  steps: 'Schritte',
  facts: 'Was jetzt existiert',
  cancelOf: (kind: string): string => (kind === 'step' ? 'Nicht mehr warten' : 'Berührung abbrechen'),
  undo: 'Rückgängig machen und schließen',
  leave: 'Anhalten, nichts rückgängig machen',
  more: 'Mehr',
  askLeave: 'Anhalten, nichts rückgängig machen?',
  leaveHelp: 'Das hier bleibt. Roletap bietet dann nicht mehr an, es abzuschließen oder rückgängig zu machen.',
  askClose: 'Vor dem Abschluss schließen?',
  closeHelp: 'Das hier existiert jetzt. Es bleibt, bis die Einrichtung abgeschlossen oder rückgängig gemacht ist.',
  stay: 'Einrichtung fortsetzen',
  closeForNow: 'Später abschließen',
  askUndo: 'Diese Einrichtung rückgängig machen?',
  undoWould: 'Das passiert dabei',
} as const;

export const userPageTexts = {
  profile: 'Profil',
  none: 'Noch hat kein Profil einen Zugriffsschlüssel.',
  addKey: 'Zugriffsschlüssel hinzufügen',
  who: ({ user, accountId }: { readonly user?: string; readonly accountId?: string }): string =>
    user === undefined ? 'Auswählen, um den IAM-Benutzer zu sehen.' : `${user}${accountId === undefined ? '' : ` in Konto ${accountId}`}`,
  mayNot: 'Keine Erlaubnis, MFA-Geräte zu erstellen?',
  useConsole: 'Stattdessen in der AWS-Konsole einrichten',
  /** The way back. */
  mayCreate: 'Das Gerät entsteht auf der Seite von AWS.',
  useIam: 'Stattdessen von Roletap erstellen lassen',
} as const;

export const keyPageTexts = {
  keys: 'YubiKey',
  none: 'Kein YubiKey angeschlossen. Bitte einen einstecken.',
  hasPassword: 'hat ein Passwort',
  locked: 'Roletap fragt nach dem Passwort, um zu sehen, wie viel Platz noch ist.',
  replaced: 'Hier gibt es schon ein Konto mit diesem Namen. Es wird ersetzt, und die alten Codes funktionieren nicht mehr.',
  touch: 'Berührung verlangen',
  deviceName: 'Gerätename in AWS',
  otherName: 'Viele Richtlinien erlauben nur einen Namen. Der andere übliche:',
  spare: 'Ersatz-YubiKey, falls dieser verloren geht',
  needsSession: (user: string): string =>
    `${user} hat schon ein MFA-Gerät, deshalb verlangt AWS eine MFA-Sitzung. Eine Berührung öffnet sie.`,
} as const;

export const secretPageTexts = {
  secret: 'Geheimer Schlüssel oder otpauth-Link',
  paste: 'Aus der Zwischenablage einfügen',
  help: 'Ein Bild des QR-Codes geht auch. Zwischenablage und Feld werden sofort geleert.',
  scan: 'Bildschirm scannen',
  scanHelp: 'Vorher den QR-Code auf dem Bildschirm anzeigen. Roletap schaut einmal hin und behält kein Bild.',
  drop: 'Ein Bild des QR-Codes hier ablegen oder',
  choose: 'Datei auswählen…',
  picture: 'Bild des QR-Codes',
  tooLarge: 'Diese Datei ist größer als 40 MB. Ein Bildschirmfoto nur vom QR-Code genügt.',
} as const;

export const foundSecretTexts = {
  title: ({ isAws }: Pick<FoundSecret, 'isAws'>): string => (isAws ? 'Dieses Konto speichern?' : 'Das ist nicht von AWS'),
  found: ({ issuer, account }: Pick<FoundSecret, 'issuer' | 'account'>): string =>
    issuer === undefined
      ? account === undefined
        ? 'Der QR-Code nennt kein Konto.'
        : `Das Konto heißt „${account}“. Für wen es ist, steht nicht dabei.`
      : `Das Konto heißt „${account ?? 'unbenannt'}“ bei „${issuer}“.`,
  effect: (serial?: number): string => `Es kommt auf ${theKey(serial, 'den')}, und nichts davon bleibt auf diesem Computer.`,
  notAws: 'AWS nennt sich dort „Amazon Web Services“. Nur speichern, wenn die Herkunft bekannt ist.',
  store: 'Auf dem YubiKey speichern',
  discard: 'Nicht speichern',
} as const;

export const codesPageTexts = {
  moment: 'Einen Moment…',
  /** Before the seconds. */
  goesOn: (afterCode: boolean): string => (afterCode ? 'AWS akzeptiert jeden Code nur einmal. Nächster Code in' : 'Weiter in'),
  seconds: (count: number): string => ` ${count} s`,
  first: 'Erster Code',
  second: 'Zweiter Code',
  made: 'erhalten',
  nextCode: 'nächster Code in',
  nextPair: 'nächstes Paar in',
  touch: 'wartet auf die Berührung',
  demoTouch: 'Berühren',
  asking: 'YubiKey wird gelesen',
  later: 'nach dem ersten',
  /** As AWS's page calls its fields. */
  fields: ['MFA-Code 1', 'MFA-Code 2'],
  /** Behind a ring with the seconds. */
  left: (seconds: number): string => (seconds === 0 ? 'abgelaufen' : 's übrig'),
  copyOf: (field: string): string => `${field} kopieren`,
} as const;

export const devicePageTexts = {
  arn: 'ARN des Geräts',
  arnExample: 'arn:aws:iam::111122223333:mfa/jane',
  help: ({ guess }: Pick<Extract<EnrollPage, { kind: 'device' }>, 'guess'>, path: EnrollView['path']): string => {
    if (guess === undefined)
      return 'Sie beginnt mit arn:aws:iam:: und endet mit dem gewählten Namen. Eine Berührung testet das Gerät dann.';
    return path === 'import'
      ? 'Aus dem Namen des Kontos geraten. Bitte mit der AWS-Konsole vergleichen: eigener Benutzer, Sicherheitsanmeldeinformationen, MFA. Eine Berührung testet das Gerät dann.'
      : 'Aus dem Benutzernamen geraten. Bitte mit der AWS-Konsole vergleichen. Eine Berührung testet das Gerät dann.';
  },
} as const;

export const lastPagesTexts = {
  profiles: 'Profile, die sich als dieser Benutzer anmelden',
  names: (device: string): string => ` verwendet jetzt ${device}`,
  unticked: 'Die Vorschau zeigt alle. Abgewählte Profile bleiben, wie sie sind.',
  device: 'MFA-Gerät',
  spare: 'Ersatz',
  written: 'Profile',
  left: 'Zurückgeblieben',
  leftWhere: 'Bitte selbst entfernen, wenn es nicht mehr gebraucht wird.',
} as const;
