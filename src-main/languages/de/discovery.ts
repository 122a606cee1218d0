import type { DiscoveryView, UnreadPart } from '../../contract/tools.ts';
import type { DiscoveryWords } from '../../words/discovery.ts';
import { counted, inSentence } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

export type { DiscoveryWords };

/** What came of looking for roles in IAM. */

const unreadNames: Readonly<Record<UnreadPart, string>> = {
  'user-policies': 'die Richtlinien des Benutzers',
  'attached-policies': 'die angehängten Richtlinien des Benutzers',
  groups: 'die Gruppen des Benutzers',
  'group-policies': 'die Richtlinien einer Gruppe',
  policy: 'eine Richtlinie',
  document: 'eine Richtlinie, die Roletap nicht ganz auswerten kann',
  roles: 'die Rollen des Kontos',
  boundary: 'die Berechtigungsgrenze',
  alias: 'der Konto-Alias',
};

/** What could not be read in IAM: `die Richtlinien einer Gruppe (platform): Ihr IAM-Benutzer darf das nicht`. */
export const unreadWords = ({ what, name, problem }: DiscoveryView['unread'][number]): string =>
  `${unreadNames[what]}${name === undefined ? '' : ` (${name})`}${what === 'document' ? '' : `: ${inSentence(problemWords(problem).title)}`}`;

/** `12 Rollen`, as the head of what a search found. */
export const rolesWords = (count: number): string => counted(count, { one: 'Rolle', other: 'Rollen' });

/** How far reading IAM is, or what came of it. */
export const discoveryWords = (view: DiscoveryView): DiscoveryWords => {
  switch (view.state) {
    case 'none':
      return { title: `Für ${view.source} noch nicht gesucht` };
    case 'reading':
      return {
        title: `Rollen von ${view.source} werden in IAM gesucht`,
        text: view.found === 0 ? 'bisher keine Rollen' : `bisher ${rolesWords(view.found)}`,
      };
    case 'done': {
      const open = [
        view.unread.length === 0 ? undefined : `${counted(view.unread.length, { one: 'Teil war', other: 'Teile waren' })} nicht lesbar`,
        view.patterns.length === 0
          ? undefined
          : `${counted(view.patterns.length, { one: 'Platzhalter braucht', other: 'Platzhalter brauchen' })} einen Rollennamen`,
      ].filter((part) => part !== undefined);
      return {
        title: `${view.found === 0 ? 'Keine Rollen' : rolesWords(view.found)} für ${view.source} gefunden`,
        ...(open.length === 0 ? {} : { text: open.join(', ') }),
        ...(view.problem === undefined ? {} : { advice: problemWords(view.problem).advice }),
      };
    }
    case 'failed': {
      const words = view.problem === undefined ? undefined : problemWords(view.problem);
      return {
        title: `Suche für ${view.source} fehlgeschlagen`,
        ...(words === undefined ? {} : { text: `${words.title}. ${words.advice}` }),
      };
    }
  }
};
