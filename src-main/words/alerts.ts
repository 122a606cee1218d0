import type { Alert } from '../contract/alerts.ts';
import type { DiscoveryView, UnreadPart } from '../contract/tools.ts';
import { programAndFolder, programWords } from './asker.ts';
import { problemWords } from './problems/problems.ts';
import { lowerFirst } from './status.ts';
import { clockTime } from './time.ts';

export interface AlertWords {
  readonly tone: 'warn' | 'danger' | 'info';
  readonly title: string;
  readonly text: string;
  /** What answering does; absent when there is nothing but to put it away. */
  readonly action?: string;
}

/** What a person should hear of, for the strip over the roles. Pure. */
export const alertWords = (alert: Alert): AlertWords => {
  switch (alert.kind) {
    case 'ends-soon':
      return alert.what === 'mfa-session'
        ? {
            tone: 'warn',
            title: `MFA session of ${alert.name} ends soon`,
            text: `At ${clockTime(alert.ends)}. One touch renews all.`,
            action: 'Renew',
          }
        : {
            tone: 'warn',
            title: `${alert.name} ends soon`,
            text: `At ${clockTime(alert.ends)}. One touch renews it.`,
            action: 'Renew',
          };
    case 'touch-wanted': {
      const { asker } = alert;
      if (asker.kind !== 'program')
        return { tone: 'info', title: `${alert.profile} takes a touch`, text: 'It was asked for.', action: 'Tap in' };
      return {
        tone: 'info',
        title: `${asker.name} asks for ${alert.profile}`,
        text: `${programAndFolder({ ...asker, name: 'It' })} could not wait for a touch.`,
        action: 'Tap in',
      };
    }
    case 'renewal-failed': {
      const words = problemWords(alert.problem);
      return { tone: 'danger', title: `${alert.profile} was not renewed`, text: `${words.title}. ${words.happened}` };
    }
  }
};

/** The same for a screen reader, when it comes up. */
export const spokenAlert = (alert: Alert): string => {
  if (alert.kind === 'touch-wanted' && alert.asker.kind === 'program') return `${programWords(alert.asker)} asks for ${alert.profile}.`;
  return `${alertWords(alert).title}.`;
};

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
  `${unreadNames[what]}${name === undefined ? '' : ` (${name})`}${what === 'document' ? '' : `: ${lowerFirst(problemWords(problem).title)}`}`;

const rolesWords = (count: number): string => (count === 0 ? 'no role' : count === 1 ? '1 role' : `${count} roles`);

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
      return { title: `Reading the roles of ${view.source} from IAM`, text: `${rolesWords(view.found)} so far` };
    case 'done': {
      const open = [
        view.unread.length === 0 ? undefined : `${view.unread.length} ${view.unread.length === 1 ? 'part' : 'parts'} could not be read`,
        view.patterns.length === 0
          ? undefined
          : `${view.patterns.length} ${view.patterns.length === 1 ? 'pattern needs' : 'patterns need'} a name`,
      ].filter((part) => part !== undefined);
      return {
        title: `IAM lets ${view.source} assume ${rolesWords(view.found)}`,
        ...(open.length === 0 ? {} : { text: `${open.join(', ')}` }),
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
