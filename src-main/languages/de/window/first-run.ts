import type { FirstRunDoor, FoundKind, SetupView } from '../../../contract/access-keys/first-run.ts';
import type { KeyView } from '../../../contract/card-view.ts';
import { asSentence, together } from '../grammar.ts';

/** The welcome, and the pages behind its doors. */

/** The doors on the welcome; `hint` is what lies behind. */
export const doorWords: Readonly<Record<FirstRunDoor, { readonly title: string; readonly hint: string }>> = {
  key: { title: 'Ich habe einen Zugriffsschlüssel', hint: 'Hier einfügen oder die CSV-Datei der IAM-Konsole ablegen.' },
  invite: { title: 'Ich habe eine Einladung', hint: 'Die Datei, die von der Administration kam.' },
  files: { title: 'Meine Schlüssel sind schon in ~/.aws', hint: 'Sehen, was Roletap gefunden hat und was noch fehlt.' },
  elsewhere: { title: 'Meine Schlüssel sind woanders', hint: 'aws-vault, 1Password, pass, aws login, IAM Identity Center' },
};

export const welcomeTexts = {
  title: 'Willkommen bei Roletap',
  about: 'YubiKey berühren, und die Tools haben AWS-Anmeldeinformationen, bis der Countdown endet.',
  doors: 'Wo sind Ihre Zugriffsschlüssel?',
} as const;

export const keyFormTexts = {
  title: 'Zugriffsschlüssel hinzufügen',
  about: 'Roletap fragt AWS, wem er gehört, und bewahrt ihn im Schlüsselbund auf. Das Geheimnis kommt in keine Datei.',
  id: 'Zugriffsschlüssel-ID',
  idHint: 'Beginnt mit AKIA. Beide Zeilen hier einfügen: Das Geheimnis kommt von selbst ins richtige Feld.',
  secret: 'Geheimer Zugriffsschlüssel',
  secretHint: '40 Zeichen. AWS zeigt ihn einmal, beim Erstellen.',
  show: 'Geheimnis anzeigen',
  hide: 'Geheimnis ausblenden',
  drop: 'Oder die CSV-Datei der IAM-Konsole hier ablegen.',
  choose: 'Datei auswählen…',
  file: 'CSV-Datei mit einem Zugriffsschlüssel',
  pasted: 'Der eingefügte Text',
  check: 'Schlüssel prüfen',
  checking: 'AWS wird gefragt, wem der Schlüssel gehört',
  stillHere: 'Der Schlüssel muss nicht noch einmal eingefügt werden.',
} as const;

export const inviteTexts = {
  title: 'Einladung öffnen',
  about: 'Ihre Administration hat sie mit Roletap erstellt. Darin stehen Ihr Konto und Ihr Benutzer.',
  drop: 'Die Einladung hier ablegen.',
  choose: 'Datei wählen…',
  file: 'Einladung von Ihrer Administration',
  facts: 'Die Einladung',
  account: 'Konto',
  user: 'Benutzer',
  roles: 'Rollen',
  region: 'Region',
  console: 'Anmeldeseite',
  noRoles: 'keine genannt',
  passphrase: 'Passphrase',
  passphraseHint: 'Ihre Administration nennt die Passphrase, nicht in derselben Nachricht.',
  open: 'Einladung öffnen',
  opening: 'Einladung wird geöffnet',
  other: 'Andere Datei verwenden',
  keyTitle: 'Zugriffsschlüssel hinzufügen',
  /** Of an invite without one. */
  noKey: 'In der Einladung ist kein Zugriffsschlüssel. Auf der Anmeldeseite anmelden, einen erstellen und hier eingeben.',
  copied: (seconds: number): string => `Ihr Einmalpasswort ist in der Zwischenablage. Roletap löscht es in ${seconds} s.`,
} as const;

export const keyProfileTexts = {
  title: 'AWS hat den Schlüssel akzeptiert',
  owner: (user: string, accountId: string): string => `Er gehört ${user} in Konto ${accountId}.`,
  name: 'Profilname',
  nameHint: 'Steht später hinter `aws --profile`.',
  region: 'Region',
  regionHint: 'Dort arbeiten die Tools, wenn nichts anderes angegeben ist, etwa eu-central-1.',
  change: 'Das wird geschrieben',
  keyring: 'Der Zugriffsschlüssel kommt in den Schlüsselbund. Die Tools bekommen über diese Zeile kurzlebige Anmeldeinformationen.',
  inFile: 'Der Zugriffsschlüssel kommt in die credentials-Datei, wo jedes Ihrer Programme ihn lesen kann.',
  passphrase:
    'Der Zugriffsschlüssel wird mit der Passphrase verschlüsselt. Die Tools bekommen über diese Zeile kurzlebige Anmeldeinformationen.',
  passphraseField: 'Passphrase',
  passphraseHint: 'Wird einmal pro Anmeldung abgefragt. Eine verlorene Passphrase lässt sich nicht zurücksetzen.',
  noStore: 'Ohne Schlüsselbund: den Schlüssel mit einer Passphrase verschlüsseln oder in der credentials-Datei lassen.',
  usePassphrase: 'Passphrase verwenden',
  useFile: 'credentials-Datei verwenden',
  useKeyring: 'Schlüsselbund verwenden',
  back: 'Anderen Schlüssel verwenden',
  add: 'Profil hinzufügen',
} as const;

export const setupTexts = {
  title: 'Einrichtung',
  about: 'Unterbrechen und Weitermachen geht jederzeit.',
  ready: 'Alles eingerichtet',
  readyAbout: 'Die Tools verwenden dieses Profil, bis der Countdown endet.',
  steps: 'Einrichtung',
  done: ', erledigt',
  now: ', als Nächstes',
  later: ', später',
  yubikey: 'YubiKey',
  accessKey: 'Zugriffsschlüssel',
  signIn: 'Anmeldung',
  device: 'MFA-Gerät',
  roles: 'Rollen',
  tap: 'Erste Rolle',
  insert: 'YubiKey einstecken.',
  addKey: 'Schlüssel hinzufügen',
  setUp: 'Einrichten',
  goOn: 'Einrichtung fortsetzen',
  find: 'Rollen suchen',
  searching: 'Rollen werden in IAM gesucht',
  addByHand: 'Von Hand hinzufügen…',
  tapIn: 'Öffnen',
  tapInTo: (role: string): string => `${role} öffnen`,
  tapHint: 'Eine Rolle auswählen und den YubiKey berühren.',
  tapLater: 'Eine Berührung öffnet eine Rolle.',
  tapped: 'Eine Rolle wurde geöffnet.',
  strip: { device: 'Dieser YubiKey ist noch nicht eingerichtet', roles: 'Noch keine Rollen' },
  progress: (done: number, all: number): string => `${done}/${all}`,
  progressHeard: (done: number, all: number): string => `${done} von ${all} Schritten erledigt.`,
  all: 'Alle Schritte',
} as const;

const keptIn: Readonly<Record<FoundKind, string>> = {
  file: 'in den AWS-Dateien',
  store: 'im Schlüsselspeicher',
  process: 'aus einem Programm',
  login: 'aus Ihrer Anmeldung',
  sso: 'aus IAM Identity Center',
  certificate: 'auf dem YubiKey, als Zertifikat',
};

/** `jane, im Schlüsselspeicher`. */
export const accessKeyWords = ({ source, kind }: Pick<SetupView, 'source' | 'kind'>): string =>
  source === undefined || kind === undefined ? 'Roletap braucht zuerst Ihre eigenen Anmeldeinformationen.' : `${source}, ${keptIn[kind]}`;

/** `YubiKey 5C NFC, 12345678, Firmware 5.7.1`, as far as it tells. */
export const yubikeyWords = ({ name, serial, firmware }: Pick<KeyView, 'name' | 'serial' | 'firmware'>): string =>
  [name, ...(serial === undefined ? [] : [serial]), ...(firmware === '' ? [] : [`Firmware ${firmware}`])].join(', ');

/** The user's device in the words of the list: the name after `mfa/`. */
export const deviceWords = ({ device, source }: Pick<SetupView, 'device' | 'source'>): string =>
  device !== undefined
    ? device.slice(device.lastIndexOf(':') + 1)
    : source === undefined
      ? 'Macht den YubiKey zum MFA-Gerät Ihres IAM-Benutzers.'
      : `Noch ist kein YubiKey als MFA-Gerät von ${source} eingerichtet.`;

export const rolesWords = ({ roles, source }: Pick<SetupView, 'roles' | 'source'>): string =>
  roles > 0
    ? roles === 1
      ? '1 Rolle'
      : `${roles} Rollen`
    : source === undefined
      ? 'Was sich mit einer Berührung öffnen lässt.'
      : `Rollen suchen, die ${source} annehmen kann.`;

/** What a screen reader says when a step of the list was done. */
export const setupAnnouncement = (before: SetupView | undefined, after: SetupView | undefined): string => {
  const done = (setup: SetupView | undefined) => [
    ...(setup?.device === undefined ? [] : [setupTexts.device]),
    ...(setup !== undefined && setup.roles > 0 ? [setupTexts.roles] : []),
    ...(setup?.opened ? [setupTexts.tap] : []),
  ];
  const old = done(before);
  return together(
    ...done(after)
      .filter((step) => !old.includes(step))
      .map((step) => asSentence(`${step}${setupTexts.done}`)),
  );
};

export const filesDoorTexts = {
  title: 'Was in den AWS-Dateien steht',
  about: (config: string, credentials: string): string => `Roletap hat ${config} und ${credentials} gelesen.`,
  found: 'Gefunden',
  none: 'Kein Profil hat hier eigene Anmeldeinformationen. Zugriffsschlüssel hinzufügen, und Roletap schreibt das Profil.',
  missing: 'Zu klären',
  where: (kind: FoundKind): string => keptIn[kind],
  next: 'Einrichten',
  nextOf: (profile: string): string => `${profile} einrichten`,
  keepOf: (profile: string): string => `In den Schlüsselspeicher verschieben: Zugriffsschlüssel von ${profile}`,
} as const;

export const elsewhereTexts = {
  title: 'Schlüssel in einem anderen Programm',
  about: (config: string): string => `Eines davon in ${config} einfügen. Roletap bemerkt die Änderung von selbst.`,
  copyOf: (name: string): string => `Zeilen für ${name} kopieren`,
  found: 'In den Dateien gefunden',
  waiting: 'Wartet auf ein Profil dieser Art',
  check: 'Prüfen',
  checkOf: (profile: string): string => `${profile} prüfen`,
  checking: 'AWS wird gefragt',
  works: 'Funktioniert: AWS hat die Anmeldeinformationen akzeptiert.',
} as const;

/** Where keys may be beside the AWS files, and the profile lines that each takes. Names in capitals are for the person to fill in. */
export const elsewhereLines: readonly {
  readonly name: string;
  readonly kinds: readonly FoundKind[];
  readonly hint: string;
  readonly lines: string;
}[] = [
  {
    name: 'aws-vault',
    kinds: ['process'],
    hint: 'Das Profil braucht einen Namen, den aws-vault nicht selbst verwendet.',
    lines: '[profile jane]\nregion = eu-central-1\ncredential_process = aws-vault export --no-session --format=json VAULT_PROFILE',
  },
  {
    name: '1Password',
    kinds: ['process'],
    hint: 'Das Objekt enthält das JSON, das AWS für credential_process dokumentiert.',
    lines: '[profile jane]\nregion = eu-central-1\ncredential_process = op read "op://VAULT/ITEM/credentials"',
  },
  {
    name: 'pass',
    kinds: ['process'],
    hint: 'Der Eintrag enthält das JSON, das AWS für credential_process dokumentiert.',
    lines: '[profile jane]\nregion = eu-central-1\ncredential_process = pass show aws/jane',
  },
  {
    name: 'aws login',
    kinds: ['login'],
    hint: 'aws login --profile jane ausführen. Das schreibt diese Zeilen.',
    lines: '[profile jane]\nregion = eu-central-1\nlogin_session = arn:aws:iam::111122223333:user/jane',
  },
  {
    name: 'IAM Identity Center',
    kinds: ['sso'],
    hint: 'aws configure sso ausführen. Das schreibt diese Zeilen.',
    lines:
      '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-central-1\n\n[profile jane]\nsso_session = acme\nsso_account_id = 111122223333\nsso_role_name = Developer\nregion = eu-central-1',
  },
];
