import type { DiscoveryView, UnreadPart } from '../contract/tools.ts';
import { counted, inSentence } from './english.ts';
import { problemWords } from './problems/problem-words.ts';

/** What came of looking for roles in IAM. */

const unreadNames: Readonly<Record<UnreadPart, string>> = {
  'user-policies': 'the policies of the user',
  'attached-policies': 'the policies attached to the user',
  groups: 'the groups of the user',
  'group-policies': 'the policies of a group',
  policy: 'a policy',
  document: 'a policy that says more than is understood here',
  roles: 'the list of roles in the account',
  boundary: 'the permissions boundary',
  alias: 'the name of the account',
};

/** What could not be read in IAM: `the policies of a group (platform): your AWS user may not do this`. */
export const unreadWords = ({ what, name, problem }: DiscoveryView['unread'][number]): string =>
  `${unreadNames[what]}${name === undefined ? '' : ` (${name})`}${what === 'document' ? '' : `: ${inSentence(problemWords(problem).title)}`}`;

/** `12 roles`, as the head of what a search found. */
export const rolesWords = (count: number): string => counted(count, { one: 'role', other: 'roles' });

const rolesOrNone = (count: number): string => (count === 0 ? 'no role' : rolesWords(count));

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
      return { title: `The roles of ${view.source} were not read yet` };
    case 'reading':
      return { title: `Reading the roles of ${view.source} from IAM`, text: `${rolesOrNone(view.found)} so far` };
    case 'done': {
      const open = [
        view.unread.length === 0 ? undefined : `${counted(view.unread.length, { one: 'part', other: 'parts' })} could not be read`,
        view.patterns.length === 0
          ? undefined
          : `${counted(view.patterns.length, { one: 'pattern needs', other: 'patterns need' })} a name`,
      ].filter((part) => part !== undefined);
      return {
        title: `IAM lets ${view.source} assume ${rolesOrNone(view.found)}`,
        ...(open.length === 0 ? {} : { text: open.join(', ') }),
        ...(view.problem === undefined ? {} : { advice: problemWords(view.problem).advice }),
      };
    }
    case 'failed': {
      const words = view.problem === undefined ? undefined : problemWords(view.problem);
      return {
        title: `The roles of ${view.source} could not be read`,
        ...(words === undefined ? {} : { text: `${words.title}. ${words.advice}` }),
      };
    }
  }
};
