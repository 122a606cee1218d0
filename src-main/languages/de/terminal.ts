import type { KeyView } from '../../contract/card-view.ts';
import type { DeviceView, EnrollView, RemovalView } from '../../contract/enroll.ts';
import type { EndReason } from '../../contract/history.ts';
import { shellWord } from '../../contract/text.ts';
import type { UnreadPart } from '../../contract/tools.ts';
import { clockTime, counted, date, either, fromKey, fullName, listed, span, theKey } from './grammar.ts';
import { keyWords } from './keys.ts';

/** What the terminal's commands say beside their tables, a line each. What only a program reads (--json) is no sentence. */

export const keysSaid = {
  copied: (seconds: number): string => `Code kopiert. Roletap leert die Zwischenablage in ${seconds} s.`,
  held: (key: KeyView): string => `${fullName(key)} ist ${keyWords(key).text}. Einen Moment…`,
  none: 'Keine OATH-Konten',
  accounts: (count: number): string => counted(count, { one: 'Konto', other: 'Konten' }),
  renamed: (account: string, name: string): string => `${account} heißt jetzt ${name}`,
  password: (key: { readonly name: string; readonly serial?: number }, sets: boolean): string =>
    sets ? `OATH-Passwort auf ${fullName(key)} festgelegt` : `OATH-Passwort von ${fullName(key)} entfernt`,
  differ: 'Die Passwörter stimmen nicht überein',
  needsInput: 'password set braucht das neue Passwort in der Standardeingabe',
} as const;

/** Before what a person types. */
export const promptTexts = {
  code: 'Code: ',
  pin: 'PIN: ',
  /** After it was said that one wrong PIN more blocks it. */
  lastPin: 'PIN für den letzten Versuch, oder Eingabetaste zum Abbrechen: ',
  codeInstead: 'Oder den 6-stelligen Code eines anderen MFA-Geräts eingeben: ',
  codeLength: 'Ein Code hat 6 Ziffern.',
  typeCode: 'Code eines anderen MFA-Geräts eingeben',
} as const;

export const sessionsSaid = {
  none: 'Keine Sitzungen',
  noneOpen: 'Keine offenen Sitzungen',
  ended: (name: string): string => `${name} beendet`,
  mfaEnded: (source: string): string => `MFA-Sitzung von ${source} beendet`,
  mfa: (source: string): string => `(MFA-Sitzung von ${source})`,
  /** `left` as it fits into a ring, `until` as RFC 3339. */
  tapped: (target: string, left: string, until?: string): string =>
    `aws --profile ${target}    (noch ${left}${until === undefined ? '' : `, bis ${until}`})`,
  open: (ring: string, left: string, target: string): string => `${ring} noch ${left}, aws --profile ${target}`,
  whichRole: 'Rolle:',
  roleIn: (role: string, account: string): string => `${role} in ${account}`,
  console: (role: string, browser?: string): string => `AWS-Konsole in ${browser ?? 'Ihrem Browser'} geöffnet, angemeldet mit ${role}`,
  noBrowsers: 'Kein Browser mit Profilen gefunden',
  withoutAddOn: (label: string): string => `${label} (braucht das Add-on „Open external links in a container“)`,
  /** `age` of the MFA session in milliseconds, where it is known. */
  mayBeOld: (role: string, age?: number): string =>
    `Die MFA-Sitzung ist ${age === undefined ? 'nicht neu' : `${span(age / 1000)} alt`}, und ${role} braucht vielleicht eine neuere Berührung.`,
  signInNow: (profile: string): string => `Die Anmeldung für ${profile} ist abgelaufen. Jetzt im Browser anmelden? [y/N] `,
  touchAgain: 'YubiKey noch einmal berühren? [y/N] ',
  expiredKeys: (target: string, file: string, line: number): string =>
    `„${target}“ hat abgelaufene Schlüssel eines anderen Tools (${file}, Zeile ${line}).`,
  replaceKeys: 'Ersetzen? [y/N] ',
  waits: 'Wartet auf den YubiKey: siehe Roletap im Infobereich.',
  /** Variables whose bytes Node cannot read. */
  oddBytes: (names: readonly string[]): string =>
    `Hinweis: ${listed(names)} ${names.length === 1 ? 'ist' : 'sind'} kein gültiges UTF-8. Der Befehl bekommt Ersatzzeichen.`,
  /** `exec --keys`: what the command holds is not renewed. */
  keysEnd: (moment: string): string => `Hinweis: Diese Schlüssel laufen um ${moment} ab und werden nicht erneuert.`,
  /** Files with a [default] that would win over the role, and are not shown to the command. */
  hidden: ({ config, credentials }: { readonly config: boolean; readonly credentials: boolean }): string =>
    `Hinweis: [default] hat eigene Anmeldeinformationen, die Vorrang vor der Rolle hätten. Der Befehl sieht deshalb ${
      config && credentials ? 'keine der beiden Dateien in ~/.aws' : config ? 'die config-Datei nicht' : 'die credentials-Datei nicht'
    }.`,
} as const;

export const programsSaid = {
  none: 'Keine Entscheidungen',
  withoutApp: 'Hinweis: Roletap läuft nicht, deshalb stehen hier nur gemerkte Sitzungen. Abgelehnte Anfragen vergisst es beim Beenden.',
  yes: (until: number): string => `erlaubt bis ${clockTime(until)}`,
  no: (until: number): string => `abgelehnt, darf vor ${clockTime(until)} nicht wieder fragen`,
  notToday: 'für heute abgelehnt',
  forgotten: (program: string, role: string): string => `Entscheidung über ${program} für ${role} vergessen`,
  silenced: (program: string, role: string): string => `${program} darf heute nicht wieder um ${role} bitten`,
} as const;

const endedBecause: Readonly<Record<EndReason, string>> = {
  person: '',
  lock: 'Bildschirm gesperrt',
  pulled: 'YubiKey abgezogen',
  quit: 'Roletap beendet',
  gone: 'aus der Datei entfernt oder von AWS abgelehnt',
};

export const historySaid = {
  none: 'Keine Sitzungen in diesem Zeitraum',
  ended: (why: EndReason): string => endedBecause[why],
  until: (moment: string): string => `bis ${moment}`,
  declined: (until: string): string => `von Ihnen bis ${until} abgelehnt`,
  /** A kept key that went to a program. */
  shared: 'der Zugriffsschlüssel selbst, ohne MFA',
  notOpened: 'nicht geöffnet',
  guarded: 'geschützt',
} as const;

/** The serials of keys that hold a device's account, those that are not plugged in marked so. */
const holders = ({ onKeys, knownKeys }: Pick<DeviceView, 'onKeys' | 'knownKeys'>): string =>
  [...onKeys.map(({ serial }) => String(serial ?? 'angeschlossen')), ...knownKeys.map((serial) => `${serial} (nicht angeschlossen)`)].join(
    ', ',
  ) || '-';

export const devicesSaid = {
  whichSource: 'Mehrere Profile haben Zugriffsschlüssel. Welcher IAM-Benutzer ist gemeint?',
  none: (user: string): string => `${user} hat keine MFA-Geräte`,
  holders,
  leftDevice: (device: string): string => `übrig geblieben: ${device}, nie aktiviert`,
  leftAccount: (account: string, serial?: number): string =>
    `übrig geblieben: OATH-Konto ${account} auf ${serial ?? theKey(undefined, 'dem')}, ohne Gerät`,
  unused: (account: string, device: string): string =>
    `kein Profil verwendet ${account}. In die Profile dieses Benutzers gehört: mfa_serial = ${device}`,
  inStep: (device: string): string => `${device} ist mit AWS synchron`,
  last: (device: string, user: string): string =>
    `${device} ist das letzte MFA-Gerät von ${user}. Ohne es bleiben Rollen gesperrt, die MFA verlangen.`,
  others: (user: string, devices: readonly Pick<DeviceView, 'serial' | 'onKeys' | 'knownKeys'>[]): string =>
    `Andere Zugänge für ${user}: ${devices.map((device) => `${device.serial} (YubiKey: ${holders(device)})`).join('; ')}`,
  mayRemove: 'Entfernen? [y/N] ',
  needsYes: 'remove braucht --yes, da hier keine Rückfrage möglich ist',
  removed: (device: string): string => `${device} entfernt`,
  noSuchRemoval: (id: string): string => `Es gibt kein unterbrochenes Entfernen ${id} (Liste: roletap unfinished)`,
  /** The commands that lead out of an interrupted removal. */
  waysOn: ({ id, removal }: RemovalView): string =>
    `fortsetzen: roletap remove --resume ${id}${removal.deleted === 'done' ? '' : `    rückgängig: roletap remove --undo ${id}`}`,
  isBack: (device: string, user: string): string => `${device} ist wieder ein MFA-Gerät von ${user}`,
  accountDeleted: (account: string, serial?: number): string =>
    `OATH-Konto ${account} ${serial === undefined ? fromKey() : `von ${serial}`} gelöscht`,
  accountStays: (serial: number): string => `Das OATH-Konto dazu ist noch auf ${theKey(serial, 'dem')}`,
} as const;

export const lostSaid = {
  which: 'Welches Gerät ist auf dem verlorenen YubiKey?',
  whichOther: 'Welches Gerät sollen die Profile jetzt verwenden?',
  needsDevice: (away: readonly string[]): string =>
    away.length === 0 ? 'lost braucht ein Gerät: alle YubiKeys sind angeschlossen' : `lost braucht ein Gerät: ${either(away)}`,
  mayMend: 'Diese Änderungen schreiben? [y/N] ',
  mended: (profile: string, device: string): string => `${profile} verwendet jetzt ${device}`,
  maySpare: 'Um jetzt einen Ersatz hinzuzufügen, einen anderen YubiKey einstecken. Bereit? [y/N] ',
  /** `isOpen`: another device makes codes. */
  spareLater: (source: string, isOpen: boolean): string =>
    `${isOpen ? 'Für heute ist alles erledigt. Sobald ein Ersatz da ist' : 'Einen neuen YubiKey einstecken und ausführen'}: roletap enroll --source ${shellWord(source)}`,
  askAdministrator: (user: string): string =>
    `${user} hat kein anderes Gerät mit Codes, also kann nur die AWS-Administration helfen. Dafür diese Nachricht schicken: „Ich habe den YubiKey mit meinem MFA-Gerät verloren. Bitte ausführen:“`,
  afterwards: (source: string): string =>
    `Danach einen neuen YubiKey einstecken und ausführen: roletap enroll --source ${shellWord(source)}`,
} as const;

export const enrollSaid = {
  codes: (refused: boolean): string => (refused ? 'AWS hat die Codes abgelehnt. Jetzt mit den nächsten zwei…' : 'Zwei Codes für AWS…'),
  spare: 'Den Ersatz-YubiKey einstecken.',
  mayWrite: 'mfa_serial in die Profile dieses Benutzers schreiben? [y/N] ',
  mayStore: 'Auf dem YubiKey speichern? [y/N] ',
  undoWould: (action: string): string => `rückgängig: ${action}`,
  waysOn: ({ id }: Pick<EnrollView, 'id'>): string =>
    `fortsetzen: roletap enroll --resume ${id}    rückgängig: roletap enroll --undo ${id}`,
  noSuchRun: (id: string): string => `Es gibt keine unterbrochene Einrichtung ${id} (Liste: roletap unfinished)`,
  undone: (left: readonly string[]): string =>
    left.length === 0 ? 'Rückgängig gemacht. Nichts bleibt zurück.' : `Zurückgeblieben: ${left.join(', ')}`,
  enrolled: (device: string): string => `${device} ist einsatzbereit`,
  spareDevice: (device: string): string => `Ersatz: ${device}`,
  written: (profile: string): string => `mfa_serial in ${profile} geschrieben`,
  notWritten: (device: string): string => `In die Profile dieses Benutzers gehört: mfa_serial = ${device}`,
  left: (item: string): string => `zurückgeblieben: ${item}`,
  noneUnfinished: 'Nichts unterbrochen',
  /** Where IAM said no. */
  byHand: (source: string): string =>
    `Stattdessen in der AWS-Konsole einrichten: roletap enroll --console${source === '' ? '' : ` --source ${shellWord(source)}`}`,
  isOpen: 'Eine andere Einrichtung ist offen, oder es gibt keine mit diesem Namen',
  /** Nothing of what is typed behind it is shown. */
  secret: 'Geheimer Schlüssel oder otpauth://-Link (wird nicht angezeigt): ',
  oneInput: 'Passwort und Geheimnis passen nicht beide in die Standardeingabe: das Geheimnis mit --picture übergeben',
  codeToType: (index: number, digits: string): string => `MFA-Code ${index + 1}: ${digits}`,
  typedThem: 'Enter drücken, sobald AWS sie akzeptiert, oder n für zwei neue Codes: ',
  whenTyped: (id: string): string => `Sobald AWS sie akzeptiert: roletap enroll --resume ${id} --device ARN`,
  tookThem: 'Hat AWS schon zwei Codes von diesem YubiKey akzeptiert? [y/N] ',
  device: (guess: string | undefined): string => (guess === undefined ? 'ARN: ' : `ARN (Enter für ${guess}): `),
  needsDevice: (command: 'enroll' | 'import'): string => `${command} braucht --device, da hier keine Rückfrage möglich ist`,
  whichAccount: 'Welches Konto ist gemeint?',
} as const;

const unreadParts: Readonly<Record<UnreadPart, string>> = {
  'user-policies': 'Richtlinien des Benutzers',
  'attached-policies': 'angehängte Richtlinien',
  groups: 'Gruppen',
  'group-policies': 'Richtlinien der Gruppe',
  policy: 'Richtlinie',
  document: 'Dokument',
  roles: 'Rollen',
  boundary: 'Berechtigungsgrenze',
  alias: 'Alias',
};

export const findSaid = {
  none: (source: string): string => `Keine Rollen für ${source} gefunden`,
  patterns: 'In anderen Konten über Platzhalter erlaubt, daher nicht aufgelistet (roletap tap ARN verwenden):',
  unread: 'Nicht lesbar:',
  /** `Richtlinien der Gruppe (devs): AWS hat ...`; `happened` is the problem's own sentence. */
  unreadPart: (what: UnreadPart, name: string | undefined, happened: string): string =>
    `${unreadParts[what]}${name === undefined ? '' : ` (${name})`}: ${happened}`,
  also: 'Außerdem:',
} as const;

export const doctorSaid = {
  certificate: (subject: string, until: number): string => `geöffnet mit ${subject}, gültig bis ${date(until)}`,
  /** Before a line; all are equally wide. */
  marks: { ok: 'ok     ', warning: 'Warnung', problem: 'PROBLEM' },
  serviceName: 'Smartcard-Dienst',
  filesName: 'AWS-Dateien',
  rolesName: 'Rollen',
  cardService: 'Er antwortet.',
  key: (firmware: string, forAws: number, accounts: number): string =>
    `${firmware === '' ? '' : `Firmware ${firmware}, `}${forAws} von ${counted(accounts, { one: 'OATH-Konto', other: 'OATH-Konten' })} für AWS verwendbar.`,
  roles: (count: number, file: string): string => `${count} in ${file}.`,
  bundleName: 'CA-Bundle',
  commandName: 'Befehl roletap',
  noCommand: 'Der Befehl roletap ist nicht im PATH.',
  otherCommand: (file: string): string => `In Ihrer Shell startet roletap ${file}, nicht dieses Programm.`,
  commandAdvice: (command: string): string => `Ausführen: ${command}`,
  openName: 'Zugriff',
  open: (path: string, may: 'read' | 'change', mode: string): string =>
    `Jeder Benutzer dieses Computers kann ${path} ${may === 'read' ? 'lesen' : 'ändern'} (${mode}).`,
  openAdvice: (command: string): string => `Ausführen: ${command}`,
  activeName: 'aktive Zugriffsschlüssel',
  activeOne: (user: string): string => `${user} hat einen.`,
  activeMore: (user: string, keys: readonly string[]): string => `${user} hat ${keys.length}: ${listed(keys)}. Einer genügt.`,
  activeAdvice: (source: string): string =>
    `Zeigt, wann jeder zuletzt verwendet wurde, und ersetzt einen: \`roletap rotate ${shellWord(source)}\`.`,
  activeUnknown: (happened: string): string => `Nicht geprüft. ${happened}`,
  activeUnasked: (sources: readonly string[]): string =>
    `Nicht geprüft für ${listed(sources)}, da das eine MFA-Sitzung braucht. Dafür zuerst eine Rolle öffnen.`,
  newerName: 'eigene Dateien',
  newer: (file: string): string => `Ein neueres Roletap hat ${file} geschrieben. Diese Version kann die Datei nicht lesen.`,
  newerAdvice: 'Zum Nutzen des Inhalts wieder die neuere Version installieren.',
  strayName: 'Zugriffsschlüssel',
} as const;

export const demoSaid = {
  begins: 'Demo: ein virtueller YubiKey und ein simuliertes AWS. Ihre eigenen Dateien bleiben unberührt.',
  touches: '  (die Demo berührt ihren virtuellen YubiKey)',
  done: 'Fertig: eine Berührung, zwei Rollen, nichts bleibt zurück.',
} as const;

/** A line for whoever starts the app in a terminal. */
export const startSaid = {
  inTray: 'Roletap ist im Infobereich. Auch das Fenster ist offen.',
  inWindow: 'Das Fenster von Roletap ist offen. Dieser Desktop zeigt keine Tray-Symbole.',
  already: 'Roletap läuft bereits. Das Fenster ist offen.',
} as const;
