import type { Problem } from '../../contract/problems/problem.ts';
import {
  type LastDevice,
  type ShownTrailEvent,
  type SignInKind,
  type TrailEvent,
  type TrailGap,
  type TrailSession,
  trailMinutes,
} from '../../contract/sessions/trail.ts';
import { clockTime, counted, date } from '../grammar.ts';
import { problemWords } from '../problems/problem-words.ts';

/** What AWS CloudTrail saw, in the window and in the terminal. */

const kinds: { readonly [K in SignInKind]: string } = { console: 'Console', session: 'MFA session', role: 'Role' };

/** How somebody got in, or tried to: `MFA session`. */
export const signInWords = (kind: SignInKind): string => kinds[kind];

/** From where an event is, as far as that is known; empty for what was done here. */
export const originWords = ({ origin, isMine }: Pick<ShownTrailEvent, 'origin' | 'isMine'>): string => {
  if (origin === 'here') return '';
  if (!isMine) return 'someone else';
  return origin === 'key' ? 'with an access key' : 'not from this computer';
};

/** What is odd about an event; undefined for most. */
export const eventFlawWords = ({ flaw }: Pick<TrailEvent, 'flaw'>): string | undefined => {
  if (flaw === undefined) return undefined;
  return flaw === 'omitted' ? 'AWS left out details, which are too large' : 'AWS sent details that can’t be read';
};

/** Why CloudTrail was not read, after a colon. */
const reasonWords = (problem: Problem): string => {
  switch (problem.code) {
    case 'iam-denied':
      return `the missing permission is \`${problem.action}\`.`;
    case 'throttled':
      return 'AWS is limiting requests. Try again in a minute.';
    case 'region-disabled':
      return 'the region is disabled for this account.';
    default: {
      const { title, happened } = problemWords(problem);
      return `${title}. ${happened}`;
    }
  }
};

/** What could not be read, and what helps. */
export const trailGapWords = (gap: TrailGap, account: string): string => {
  switch (gap.what) {
    case 'closed':
      return `${gap.profile} isn’t open, so CloudTrail in ${account} wasn’t read. Tap in to ${gap.profile} first.`;
    case 'unread':
      return `Couldn’t read CloudTrail in ${account}${gap.region === undefined ? '' : `, ${gap.region}`}, with ${gap.profile}: ${reasonWords(gap.problem)}`;
    case 'more':
      return `There is more in ${account}, ${gap.region}. Only the newest ${counted(gap.pages * 50, { one: 'event', other: 'events' })} of a search were read.`;
  }
};

/** Which device somebody signed in with last. */
export const lastDeviceWords = ({ who, device, at }: LastDevice, zone?: string): string =>
  `${who} last signed in with ${device}, ${date(at)} at ${clockTime(at, zone)}.`;

/** `12 calls, 1 error`. */
export const callsWords = ({ calls, errors }: Pick<TrailSession, 'calls' | 'errors'>): string =>
  [counted(calls, { one: 'call', other: 'calls' }), ...(errors === 0 ? [] : [counted(errors, { one: 'error', other: 'errors' })])].join(
    ', ',
  );

export const trailSaid = {
  delay: `CloudTrail can be up to ${trailMinutes} minutes behind.`,
  reading: (events: number): string => `Reading CloudTrail… ${counted(events, { one: 'event', other: 'events' })}`,
  none: 'Roletap opened no session in this time.',
  noEvents: 'CloudTrail has nothing about them yet.',
  /** In a session that nothing was done with. */
  unused: 'nothing yet',
} as const;

/** The page of the window. */
export const trailTexts = {
  tab: 'AWS',
  title: 'What CloudTrail saw',
  again: 'Read again',
  stop: 'Stop',
  sessions: 'Sessions',
  signIns: 'Sign-ins',
  events: 'Calls',
  regions: 'Regions',
  regionsHint: 'The roles’ own and us-east-1; add others, separated by commas',
  everyone: 'Everyone in the account',
  onlyOthers: 'Not from this computer',
  list: 'Events, newest first',
  columns: { when: 'When', call: 'Call', who: 'Who', region: 'Region', from: 'From', result: 'Result' },
  done: 'Done',
} as const;
