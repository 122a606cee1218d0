import type { GivenOnInput } from '../../../words/help/usage.ts';
import { either, listed } from '../grammar.ts';

/** What is wrong with a line that was typed behind `roletap`; without a full stop, which the problem adds. */

/** What each command needs a word for. */
const needs: Readonly<Partial<Record<string, string>>> = {
  'team enforce': 'eine Gruppe',
  anywhere: 'setup, request, renew, import, add, adopt, policy, roles, serve oder sign',
  keep: 'ein Profil mit Zugriffsschlüssel',
  tap: 'eine Rolle',
  credentials: 'ein Profil oder eine Rolle',
  exec: 'ein Profil oder eine Rolle',
  shell: 'ein Profil oder eine Rolle',
  env: 'eine Rolle',
  console: 'eine Rolle',
  resync: 'ein Gerät',
  rename: 'ein Konto und seinen neuen Namen',
  password: 'set oder remove',
  completion: 'bash, zsh, fish oder powershell',
  prompt: 'bash, zsh, fish oder starship',
};

/** Each as it is called, and its option. */
const givenOnInput: Readonly<Record<GivenOnInput, readonly [string, string]>> = {
  pin: ['keine PIN', '--pin-stdin'],
  'new-pin': ['keine neue PIN', '--pin-stdin'],
  puk: ['keine PUK', '--puk-stdin'],
  password: ['kein OATH-Passwort', '--password-stdin'],
  code: ['kein Code', '--code-stdin'],
};

export const usageSaid = {
  noCommand: 'Der Befehl fehlt',
  unknownCommand: (name: string): string => `Unbekannter Befehl „${name}“`,
  unknownOption: (option: string): string => `Unbekannte Option „${option}“`,
  /** `message` with the known word that was most likely meant. */
  guess: (message: string, near: string): string => `${message}. Ist „${near}“ gemeint?`,
  /** Of a command that lacks its word. */
  needs: (command: string): string => `${command} braucht ${needs[command] ?? 'ein weiteres Argument'}`,
  /** Of a word that is none of those a command knows. */
  needsOneOf: (command: string, known: readonly string[]): string => `${command} braucht ${either(known)}`,
  wordTooMany: (command: string, word: string): string => `${command} kennt „${word}“ nicht`,
  otherOption: (command: string, option: string): string => `${command} kennt --${option} nicht`,
  eitherOf: (command: string, one: string, other: string): string => `${command} nimmt entweder ${one} oder ${other}`,
  onlyOneOf: (command: string, choices: readonly string[]): string => `${command} nimmt nur eines davon: ${listed(choices)}`,
  /** An option that goes with one of others only. */
  onlyWith: (command: string, option: string, others: readonly string[]): string => `${command} nimmt ${option} nur mit ${either(others)}`,
  /** An option beside which others do not go. */
  notBeside: (command: string, option: string, others: readonly string[]): string =>
    `${command} nimmt neben ${option} nicht auch ${either(others)}`,
  nothingCame: (what: GivenOnInput, serial?: number): string => {
    const [name, option] = givenOnInput[what];
    return `In der Standardeingabe stand ${name}${serial === undefined ? '' : ` für YubiKey ${serial}`}. Bitte als Zeile übergeben, oder zum Eintippen ${option} weglassen`;
  },
  oddBytes: (command: string, word: string): string => `${command} kann „${word}“ nicht weitergeben, da es kein UTF-8 ist`,
} as const;

/** What single commands and options ask for. */
export const usageRules = {
  duration: '--duration muss 15m bis 12h sein, etwa 1h, 90m oder 3600',
  sessionName: '--session-name erlaubt 2 bis 64 Buchstaben, Ziffern und _+=,.@-',
  key: '--key muss die Seriennummer eines YubiKeys sein',
  spare: '--spare muss device oder same-seed sein',
  shell: (formats: readonly string[]): string => `--shell erlaubt ${formats.join(', ')}`,
  days: '--days muss 1 bis 90 sein',
  deleteAfter: '--delete-after muss 0 bis 90 Tage sein',
  drop: '--drop muss eine Zugriffsschlüssel-ID sein',
  readOnly: '--read-only nimmt nichts oder audit',
  tag: '--tag und --transitive-tag müssen KEY=VALUE sein',
  full: '--full geht nicht zusammen mit Einschränkungen',
  slot: '--slot muss 9a, 9c, 9d, 9e oder 82 bis 95 sein',
  algorithm: (known: readonly string[]): string => `--algorithm muss ${either(known)} sein`,
  port: '--port muss 0 bis 65535 sein',
  format: (known: readonly string[]): string => `--format muss ${either(known)} sein`,
  touch: (known: readonly string[]): string => `--touch muss ${either(known)} sein`,
  pinPolicy: (known: readonly string[]): string => `--pin-policy muss ${either(known)} sein`,
  pca: '--pca muss der ARN einer Private CA sein: arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/ID',
  caKey: '--ca-key muss Seriennummer und Slot eines YubiKeys sein, etwa 12345678:9c',
  valid: '--valid muss 1 bis 9999 Tage sein',
  revoke: '--revoke muss die Seriennummer eines Zertifikats sein',
  exec: 'exec braucht -- und einen Befehl',
  end: 'end braucht entweder ein Profil oder --all',
  remove: 'remove braucht ein Gerät',
  /** Words before what a command takes. */
  device: 'ein Gerät',
  account: 'ein Konto',
  rotateSource: 'rotate nimmt eine Quelle entweder mit ihrem Namen oder mit --source',
  rotate: 'rotate nimmt nur eines davon: --undo, --finish oder --drop mit --delete-after',
  programs: 'programs nimmt nur forget oder silence, mit dem Namen oder der Datei eines Programms',
  policyFile: 'die Datei einer Richtlinie',
  path: '--path muss mit einem Schrägstrich anfangen und enden, etwa /eng/',
  person: 'team add braucht einen Benutzernamen',
  user: 'ein Benutzername',
  role: 'team role braucht den Namen der Rolle',
  rescue: 'team rescue braucht den Namen des Benutzers, dem etwas fehlt',
  attach: 'team attach braucht self oder deny und eine Gruppe',
  removeUser: 'team remove braucht einen Benutzernamen oder --device',
  group: 'eine Gruppe',
  breakGlass: 'team enforce --account braucht einen Benutzer für Notfälle, der außen vor bleibt: --except USER',
  enrollFor: 'team enroll braucht den Namen des Benutzers, der den YubiKey bekommt',
  action: (typed: string): string => `team simulate braucht Aktionen wie s3:GetObject, „${typed}“ ist keine`,
  resource: (typed: string): string => `--resource braucht ARNs wie arn:aws:s3:::bucket/*, „${typed}“ ist keiner`,
  roleName: 'ein Rollenname',
  anchor: '--trust mit der ARN eines Vertrauensankers',
  sessionSpan: (option: string): string => `${option} muss zwischen 1h und 12h liegen`,
  span: (option: string, typed: string): string => `${option} braucht eine Dauer wie 1h oder 90m, „${typed}“ ist keine`,
  arn: (arn: string): string => `--policies, --boundary und --roles brauchen ARNs, „${arn}“ ist keine`,
} as const;
