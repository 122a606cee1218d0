import type { UpdateFailure, UpdateView } from '../../../contract/updates/update-view.ts';
import { clockTime, longDay } from '../grammar.ts';

/** What is said of newer versions, in the settings and in the tray. */
export const updateTexts = {
  title: 'Updates',
  none: 'Diese Kopie von Roletap sucht nicht nach neuen Versionen.',
  repository: 'Die Paketverwaltung installiert neue Versionen.',
  checking: 'Es wird nach Updates gesucht…',
  loading: (version: string): string => `Roletap ${version} wird heruntergeladen…`,
  ready: (version: string): string => `Roletap ${version} ist bereit und wird beim Beenden installiert.`,
  /** A package asks for the administrator's password. */
  readyPackage: (version: string): string =>
    `Roletap ${version} ist bereit und wird beim Beenden installiert. Dabei fragt das System nach einem Passwort.`,
  /** Nothing on this computer can ask for that password. */
  readyByHand: (version: string, command: string): string => `Roletap ${version} ist bereit. Im Terminal installieren: \`${command}\``,
  notice: (version: string): string => `Roletap ${version} ist bereit`,
  noticeHow: {
    quit: 'Die Version wird beim Beenden installiert.',
    password: 'Die Version wird beim Beenden installiert. Dabei fragt das System nach einem Passwort.',
  },
  noticeByHand: (command: string): string => `Im Terminal installieren: \`${command}\``,
  restartNow: 'Neu starten',
  whatIsNew: 'Neuerungen',
  never: 'Noch nicht gesucht.',
  current: (checked: string): string => `Roletap ist aktuell. Zuletzt gesucht: ${checked}.`,
  failures: {
    unreachable: 'Der Update-Server ist nicht erreichbar. Später erneut versuchen.',
    unsigned: 'Das Update ist nicht von den Entwicklern von Roletap für dieses System signiert. Es wurde nichts installiert.',
    damaged: 'Das heruntergeladene Update ist beschädigt. Es wurde nichts installiert.',
  } satisfies Readonly<Record<UpdateFailure, string>>,
  held: 'Das geht, sobald die laufende Berührung, Einrichtung oder Änderung abgeschlossen ist.',
  notes: (version: string): string => `Neu in Roletap ${version}`,
  check: 'Nach Updates suchen',
  install: 'Neu starten und aktualisieren',
  automatic: 'Automatisch nach Updates suchen',
  automaticHelp: 'Höchstens einmal am Tag. Roletap sendet nichts über Sie oder Ihren Computer.',
  /** A line of the tray menu. */
  restart: (version: string): string => `Neu starten und ${version} installieren`,
} as const;

/** How it stands with newer versions, in a sentence or two. Pure. */
export const updateState = ({ manner, stage, checked, loading, ready, failure, held, command }: UpdateView): string => {
  if (manner === 'repository') return updateTexts.repository;
  if (stage === 'checking') return updateTexts.checking;
  if (loading !== undefined) return updateTexts.loading(loading.version);
  if (failure !== undefined) return updateTexts.failures[failure];
  if (ready !== undefined) {
    if (command !== undefined) return updateTexts.readyByHand(ready.version, command);
    const said = manner === 'password' ? updateTexts.readyPackage(ready.version) : updateTexts.ready(ready.version);
    return held ? `${said} ${updateTexts.held}` : said;
  }
  return checked === undefined ? updateTexts.never : updateTexts.current(`${longDay(checked)}, ${clockTime(checked)}`);
};

/** How the version that is ready gets into place, under a title that names it. Pure. */
export const noticeText = ({ manner, command }: UpdateView): string =>
  command === undefined ? updateTexts.noticeHow[manner === 'password' ? 'password' : 'quit'] : updateTexts.noticeByHand(command);

/** The changelog's lines, without the marks and headings of its format. Pure. */
export const noteLines = (notes: string): readonly string[] =>
  notes.split('\n').flatMap((line) => (/^#|^\s*$/.test(line) ? [] : line.replace(/^[-*] /, '').trim()));
