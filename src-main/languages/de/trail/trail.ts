import type { Problem } from '../../../contract/problems/problem.ts';
import {
  type LastDevice,
  type ShownTrailEvent,
  type SignInKind,
  type TrailEvent,
  type TrailGap,
  type TrailSession,
  trailMinutes,
} from '../../../contract/sessions/trail.ts';
import { clockTime, counted, date } from '../grammar.ts';
import { problemWords } from '../problems/problem-words.ts';

/** What AWS CloudTrail saw, in the window and in the terminal. */

const kinds: { readonly [K in SignInKind]: string } = { console: 'Konsole', session: 'MFA-Sitzung', role: 'Rolle' };

/** How somebody got in, or tried to: `MFA-Sitzung`. */
export const signInWords = (kind: SignInKind): string => kinds[kind];

/** From where an event is, as far as that is known; empty for what was done here. */
export const originWords = ({ origin, isMine }: Pick<ShownTrailEvent, 'origin' | 'isMine'>): string => {
  if (origin === 'here') return '';
  if (!isMine) return 'jemand anderes';
  return origin === 'key' ? 'mit einem Zugriffsschlüssel' : 'nicht von diesem Computer';
};

/** What is odd about an event; undefined for most. */
export const eventFlawWords = ({ flaw }: Pick<TrailEvent, 'flaw'>): string | undefined => {
  if (flaw === undefined) return undefined;
  return flaw === 'omitted' ? 'AWS hat zu große Angaben weggelassen' : 'Die Angaben von AWS lassen sich nicht lesen';
};

/** Why CloudTrail was not read, after a colon. */
const reasonWords = (problem: Problem): string => {
  switch (problem.code) {
    case 'iam-denied':
      return `Es fehlt die Berechtigung \`${problem.action}\`.`;
    case 'throttled':
      return 'AWS begrenzt die Anfragen. In einer Minute erneut versuchen.';
    case 'region-disabled':
      return 'Die Region ist für dieses Konto nicht aktiviert.';
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
      return `${gap.profile} ist nicht geöffnet, deshalb wurde CloudTrail in ${account} nicht gelesen. Zuerst ${gap.profile} öffnen.`;
    case 'unread':
      return `CloudTrail in ${account}${gap.region === undefined ? '' : `, ${gap.region}`} konnte mit ${gap.profile} nicht gelesen werden: ${reasonWords(gap.problem)}`;
    case 'more':
      return `In ${account}, ${gap.region}, gibt es mehr. Von einer Suche wurden nur die neuesten ${counted(gap.pages * 50, { one: 'Ereignis', other: 'Ereignisse' })} gelesen.`;
  }
};

/** Which device somebody signed in with last. */
export const lastDeviceWords = ({ who, device, at }: LastDevice, zone?: string): string =>
  `${who} hat sich zuletzt mit ${device} angemeldet, am ${date(at)} um ${clockTime(at, zone)}.`;

/** `12 Aufrufe, 1 Fehler`. */
export const callsWords = ({ calls, errors }: Pick<TrailSession, 'calls' | 'errors'>): string =>
  [
    counted(calls, { one: 'Aufruf', other: 'Aufrufe' }),
    ...(errors === 0 ? [] : [counted(errors, { one: 'Fehler', other: 'Fehler' })]),
  ].join(', ');

export const trailSaid = {
  delay: `CloudTrail kann bis zu ${trailMinutes} Minuten zurückliegen.`,
  reading: (events: number): string => `CloudTrail wird gelesen … ${counted(events, { one: 'Ereignis', other: 'Ereignisse' })}`,
  none: 'Roletap hat in dieser Zeit keine Sitzung geöffnet.',
  noEvents: 'CloudTrail hat noch nichts dazu.',
  /** In a session that nothing was done with. */
  unused: 'noch nichts',
} as const;

/** The page of the window. */
export const trailTexts = {
  tab: 'AWS',
  title: 'Was CloudTrail gesehen hat',
  again: 'Neu lesen',
  stop: 'Anhalten',
  sessions: 'Sitzungen',
  signIns: 'Anmeldungen',
  events: 'Aufrufe',
  regions: 'Regionen',
  regionsHint: 'Die der Rollen und us-east-1; weitere mit Kommas trennen',
  everyone: 'Alle im Konto',
  onlyOthers: 'Nicht von diesem Computer',
  list: 'Ereignisse, das neueste zuerst',
  columns: { when: 'Wann', call: 'Aufruf', who: 'Wer', region: 'Region', from: 'Von', result: 'Ergebnis' },
  done: 'Erledigt',
} as const;
