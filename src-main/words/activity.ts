import type { ActivityItem, ActivityView, EndReason } from '../contract/history.ts';
import type { Asker } from '../contract/values.ts';
import { askedByWords, programAndFolder } from './askers.ts';
import { clockTime, counted, formFor, fullName, inSentence, listed } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

/** Sentences of the day's sessions. Pure; `zone` is for tests. */

const endReasons: Readonly<Record<EndReason, string>> = {
  person: 'ended by you',
  lock: 'ended when the screen locked',
  pulled: 'ended when the YubiKey was removed',
  quit: 'ended when Roletap quit',
  gone: 'removed from its file, or refused by AWS',
};

/** When: `16:01 to 17:01`, for a refusal one time. */
export const whenWords = (item: ActivityItem, zone?: string): string =>
  item.state === 'refused' ? clockTime(item.from, zone) : `${clockTime(item.from, zone)} to ${clockTime(item.to, zone)}`;

/** How it went on, if there is something to say: renewals, why it ended, why it was refused. */
export const courseWords = (item: ActivityItem): string | undefined => {
  if (item.state === 'refused') return `failed${item.problem === undefined ? '' : `: ${inSentence(problemWords(item.problem).title)}`}`;
  const parts = [
    item.renewals === 0 ? undefined : formFor(item.renewals, { one: 'renewed once', other: `renewed ${item.renewals} times` }),
    item.state === 'ended' && item.why !== undefined ? endReasons[item.why] : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
};

/** Who and by what: `requested by terraform (pid 4121) in ~/infra`, `YubiKey 5C NFC 12345678` or no touch. */
export const whoWords = ({ asker, key }: ActivityItem): string => {
  const by = asker.kind === 'program' ? `requested by ${programAndFolder(asker)}` : askedByWords(asker);
  const touched = key === undefined ? '' : ` · ${fullName(key)}`;
  return `${by}${touched}`;
};

/** Who else has it: `also given to aws (pid 4121) run by python3.11 in ~/infra`; undefined when nobody has. */
export const givenWords = ({ given }: Pick<ActivityItem, 'given'>): string | undefined =>
  given && `also given to ${listed(given.map((asker) => (asker.kind === 'program' ? programAndFolder(asker) : handWords(asker))))}`;

const handWords = (asker: Asker): string => (asker.kind === 'person' && asker.front === 'terminal' ? 'you in a terminal' : 'you');

/** The picture in a sentence, for who cannot see it. */
export const timelineWords = (view: ActivityView): string => {
  const refused = view.items.filter(({ state }) => state === 'refused').length;
  const parts = [
    counted(view.items.length - refused, { one: 'session', other: 'sessions' }),
    ...(refused === 0 ? [] : [counted(refused, { one: 'failure', other: 'failures' })]),
  ];
  return `${listed(parts)} today, listed below.`;
};
