import type { EndedView } from '../../../contract/alerts.ts';
import type { Colour } from '../../../contract/preferences.ts';
import type { RoleState, RoleView } from '../../../contract/snapshot.ts';
import { shellWord } from '../../../contract/text.ts';
import type { EnvironmentFormat } from '../../../contract/tools.ts';
import type { Millis } from '../../../contract/values.ts';
import { clockTime, counted, date, span } from '../grammar.ts';
import { problemWords } from '../problems/problem-words.ts';
import { waitingForWords } from '../questions.ts';

/** What a row of the list and its menu say of a role. Pure. */

/** State of a role in a few words, for a row, a menu item or a line in the terminal. */
export const roleStateWords = (state: RoleState): string => {
  switch (state.kind) {
    case 'idle':
      return 'nicht geöffnet';
    case 'active':
      return state.expiring ? 'endet bald' : 'aktiv';
    case 'failed':
      return problemWords(state.problem).title;
    case 'waiting':
      return waitingForWords(state.for);
  }
};

/** What a screen reader says when a role's state changes; undefined when there is nothing to say. */
export const announcementWords = (role: RoleView): string | undefined => {
  switch (role.state.kind) {
    case 'idle':
      return `Sitzung von ${role.profile} beendet.`;
    case 'active':
      return role.state.expiring ? `Sitzung von ${role.profile} endet bald.` : `${role.profile} ist offen.`;
    case 'failed': {
      const words = problemWords(role.state.problem);
      return `${role.profile}: ${words.title}. ${words.advice}`;
    }
    case 'waiting':
      return undefined;
  }
};

/** What was just ended and can still be taken back; without a full stop. */
export const endedWords = ({ names, all }: Pick<EndedView, 'names' | 'all'>): string => {
  const [only] = names;
  if (all) return 'Alle Sitzungen beendet';
  return names.length === 1 && only !== undefined
    ? `${only} beendet`
    : `${counted(names.length, { one: 'Sitzung', other: 'Sitzungen' })} beendet`;
};

/** Where the role comes from, when that is not a profile. */
export const originWords = ({ origin, maybe }: Pick<RoleView, 'origin' | 'maybe'>): string | undefined =>
  origin === 'iam' ? (maybe ? 'aus IAM, ungeprüft' : 'aus IAM') : origin === 'added' ? 'von Hand hinzugefügt' : undefined;

/** What is tapped under a name: the role, or the source's own user. */
export const roleNameWords = ({ user, roleName }: Pick<RoleView, 'user' | 'roleName'>): string => (user ? 'mit MFA' : roleName);

const sourceKinds: Readonly<Record<NonNullable<RoleView['sourceKind']>, string>> = {
  store: 'Schlüssel im Schlüsselspeicher',
  process: 'Schlüssel aus einem Programm',
  login: 'über aws login',
  sso: 'über Identity Center',
  certificate: 'mit Zertifikat',
};

/** Where the credentials come from that open it; undefined for keys in a file, which is the usual case. */
export const sourceKindWords = ({ sourceKind, certificate }: Pick<RoleView, 'sourceKind' | 'certificate'>): string | undefined => {
  const { until, isHelper } = certificate ?? {};
  if (isHelper) return until === undefined ? 'über aws_signing_helper' : `aws_signing_helper, Zertifikat bis ${date(until)}`;
  if (until !== undefined) return `Zertifikat bis ${date(until)}`;
  return sourceKind === undefined ? undefined : sourceKinds[sourceKind];
};

/** When a session ends, or renews by itself. */
export const endWords = (state: RoleState, expires: Millis): string =>
  state.kind === 'active' && state.renews !== undefined ? `Erneuerung ${clockTime(state.renews)}` : `bis ${clockTime(expires)}`;

/** Stands for the command where there is none yet; a click opens the tools of the role. */
export const lacksLineWords = (target: string): string => `„${target}“ zuerst in Tools einrichten…`;

export const formatNames: Readonly<Record<EnvironmentFormat, string>> = {
  sh: 'bash, zsh, sh',
  fish: 'fish',
  powershell: 'PowerShell',
  cmd: 'cmd',
  nushell: 'Nushell',
  dotenv: '.env-Datei',
};

/** Under what copies keys or the endpoint's token. */
export const clipboardWords = (seconds: number): string => `Wird nach ${span(seconds)} aus der Zwischenablage gelöscht.`;

export const colourNames: Readonly<Record<Colour, string>> = {
  none: 'Keine Farbe',
  red: 'Rot',
  orange: 'Orange',
  yellow: 'Gelb',
  green: 'Grün',
  teal: 'Türkis',
  blue: 'Blau',
  purple: 'Lila',
  pink: 'Rosa',
};

/** The question before the first tap of a role whose name looks like production, and what a guard is. */
export const guardWords = {
  question: (role: string): string => `${role} schützen?`,
  why: 'Der Name sieht nach Produktion aus.',
  meaning: 'Eine geschützte Rolle braucht jedes Mal eine neue Berührung, öffnet nur kurze Sitzungen und erneuert sich nie von selbst.',
  change: 'Das lässt sich im Menü der Rolle ändern.',
  guard: 'Schützen und öffnen',
  leave: 'Ungeschützt öffnen',
} as const;

const partitionNames: Readonly<Record<string, string>> = {
  'aws-cn': 'China',
  'aws-us-gov': 'GovCloud',
  'aws-eusc': 'European Sovereign Cloud',
};

/** Name of a partition where it is not the usual one. */
export const partitionName = (partition: string): string | undefined =>
  partition === 'aws' ? undefined : (partitionNames[partition] ?? partition);

/** What the terminal says of roles that certificates open. */
export const anywhereRolesSaid = {
  none: 'Noch keine Rolle wird mit einem Zertifikat geöffnet.',
  certificate: ({ wanted, slot }: { readonly wanted: string; readonly slot?: string }): string =>
    wanted || (slot === undefined ? 'beliebig' : `Slot ${slot}`),
  needsRole: 'Die Rolle nennen: roletap anywhere serve ROLE.',
  serving: (role: string): string => `${role} steht Programmen auf diesem Computer bereit. Beenden mit Strg+C.`,
  needsName: 'das Profil mit --name nennen',
  needsYes: 'braucht --yes, wo niemand gefragt werden kann',
  needsArn: (option: string): string => `braucht ${option}, oder --source und --region, um es aus AWS zu lesen`,
  which: (option: string): string => `Welches für ${option}?`,
  mayAdd: 'Dieses Profil hinzufügen? [y/N] ',
  added: (name: string): string => `${name} hinzugefügt. Öffnen: roletap tap ${name}`,
  needsLine: 'ein Profil nennen, das aws_signing_helper aufruft',
  mayAdopt: 'Dieses Profil ändern? [y/N] ',
  adopted: (name: string): string =>
    `${name} fragt jetzt Roletap. Öffnen: roletap tap ${shellWord(name)}. Rückgängig: roletap anywhere adopt --undo ${shellWord(name)}`,
  pinGone: 'In der Zeile stand die PIN des YubiKeys; jetzt nicht mehr. Kopien der Datei enthalten sie noch: die PIN ändern.',
  givenBack: (name: string): string => `${name} ruft wieder aws_signing_helper auf.`,
  callsHelper: (name: string): string =>
    `${name} ruft aws_signing_helper auf. Stattdessen Roletap fragen: roletap anywhere adopt ${shellWord(name)}`,
} as const;
