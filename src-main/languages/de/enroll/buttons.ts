import type { EnrollPage, EnrollView } from '../../../contract/enroll.ts';
import { entryPages } from '../../../contract/enroll-page.ts';
import type { Problem } from '../../../contract/problems/problem.ts';

/** What the buttons at the wizard's foot say. Pure. */

/** What the main button does; undefined where there is none. */
export const nextWords = (view: EnrollView): string | undefined => {
  const { page } = view;
  const mayTry = view.can.next || (page.kind === 'user' && page.chosen !== undefined) || entryPages.has(page.kind);
  if (view.problem !== undefined) return mayTry ? againWords(view.problem, page) : undefined;
  switch (page.kind) {
    case 'user':
    case 'found':
      return 'Weiter';
    case 'key':
      return page.needsSession ? 'Berühren und Gerät erstellen' : 'Gerät erstellen';
    case 'working':
      return undefined;
    case 'codes':
      return 'Gerät aktivieren';
    case 'spare':
      return 'Diesen YubiKey verwenden';
    case 'profiles':
      return page.diff.length === 0 ? 'Weiter' : 'In die Datei schreiben';
    case 'secret':
      return 'Auf dem YubiKey speichern';
    case 'two-codes':
      return 'AWS hat beide akzeptiert';
    case 'device':
      return 'Mit einem Code testen';
    case 'done':
      return 'Schließen';
  }
};

const againWords = (problem: Problem, page: EnrollPage): string => {
  if (problem.code === 'account-exists') return 'Konto ersetzen';
  // Another name stands in the field by now.
  if (problem.code === 'device-name-taken' && page.kind === 'key') return 'Gerät erstellen';
  if (page.kind === 'secret') return 'Auf dem YubiKey speichern';
  if (problem.code === 'device-name-taken' && problem.state === 'not-enabled') return 'Gerät ersetzen';
  return 'Erneut versuchen';
};

/** The button that goes back; a name that is taken is what one goes back for, and from the codes one gets the next two. */
export const backWords = ({ page, problem, path }: EnrollView): string => {
  if (page.kind === 'two-codes' || (page.kind === 'device' && path !== 'import')) return 'Neue Codes';
  const isAboutName = problem?.code === 'device-name-taken' || problem?.code === 'device-name-bad';
  return isAboutName && page.kind !== 'key' ? 'Anderen Namen wählen' : 'Zurück';
};

export const skipWords = (view: EnrollView): string =>
  view.page.kind === 'profiles' ? 'Jetzt nicht' : view.page.kind === 'spare' ? 'Kein Ersatz' : 'Überspringen';
