import type { DiscoveryView, UnreadPart } from '../contract/tools.ts';
import { counted, inSentence } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

/** What came of looking for roles in IAM. */

const unreadNames: Readonly<Record<UnreadPart, string>> = {
  'user-policies': 'the user’s policies',
  'attached-policies': 'the policies attached to the user',
  groups: 'the user’s groups',
  'group-policies': 'a group’s policies',
  policy: 'a policy',
  document: 'a policy Roletap can’t fully evaluate',
  roles: 'the account’s roles',
  boundary: 'the permissions boundary',
  alias: 'the account alias',
};

/** What could not be read in IAM: `a group’s policies (platform): your IAM user isn’t allowed to`. */
export const unreadWords = ({ what, name, problem }: DiscoveryView['unread'][number]): string =>
  `${unreadNames[what]}${name === undefined ? '' : ` (${name})`}${what === 'document' ? '' : `: ${inSentence(problemWords(problem).title)}`}`;

/** `12 roles`, as the head of what a search found. */
export const rolesWords = (count: number): string => counted(count, { one: 'role', other: 'roles' });

const rolesOrNone = (count: number): string => (count === 0 ? 'no roles' : rolesWords(count));

export interface DiscoveryWords {
  readonly title: string;
  readonly text?: string;
  /** What could show more. */
  readonly advice?: string;
}

/** How far reading IAM is, or what came of it. */
export const discoveryWords = (view: DiscoveryView): DiscoveryWords => {
  switch (view.state) {
    case 'none':
      return { title: `Haven’t searched for ${view.source}’s roles yet` };
    case 'reading':
      return { title: `Searching IAM for ${view.source}’s roles`, text: `${rolesOrNone(view.found)} so far` };
    case 'done': {
      const open = [
        view.unread.length === 0 ? undefined : `${counted(view.unread.length, { one: 'part', other: 'parts' })} couldn’t be read`,
        view.patterns.length === 0
          ? undefined
          : `${counted(view.patterns.length, { one: 'wildcard needs', other: 'wildcards need' })} a role name`,
      ].filter((part) => part !== undefined);
      return {
        title: `${view.found === 0 ? 'No roles' : rolesWords(view.found)} found for ${view.source}`,
        ...(open.length === 0 ? {} : { text: open.join(', ') }),
        ...(view.problem === undefined ? {} : { advice: problemWords(view.problem).advice }),
      };
    }
    case 'failed': {
      const words = view.problem === undefined ? undefined : problemWords(view.problem);
      return {
        title: `Couldn’t search for ${view.source}’s roles`,
        ...(words === undefined ? {} : { text: `${words.title}. ${words.advice}` }),
      };
    }
  }
};
