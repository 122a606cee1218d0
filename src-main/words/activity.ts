import type { ActivityItem, ActivityView } from '../contract/activity.ts';
import type { EndReason } from '../contract/history.ts';
import type { Asker, Millis } from '../contract/values.ts';
import { askedByWords, programAndFolder } from './askers.ts';
import { clockTime, counted, formFor, fullName, inSentence, listed, shortDay } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

/** Sentences of the day's sessions. Pure; `zone` is for tests. */

const endReasons: Readonly<Record<EndReason, string>> = {
  person: 'ended by you',
  lock: 'ended when the screen locked',
  pulled: 'ended when the YubiKey was removed',
  quit: 'ended when Roletap quit',
  gone: 'removed from its file, or refused by AWS',
};

const hour = 3_600_000;

/** A local day by its first moment, beside that of today: `Today, 28 Nov`, `Yesterday, 27 Nov`, `Thu 26 Nov`. */
export const dayWords = (day: Millis, today: Millis, zone?: string): string => {
  // No day is longer than 26 hours.
  if (day < today - 26 * hour) return shortDay(day, true, zone);
  return `${day === today ? 'Today' : 'Yesterday'}, ${shortDay(day, false, zone)}`;
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
export const timelineWords = ({ items }: Pick<ActivityView, 'items'>): string => {
  const refused = items.filter(({ state }) => state === 'refused').length;
  const parts = [
    counted(items.length - refused, { one: 'session', other: 'sessions' }),
    ...(refused === 0 ? [] : [counted(refused, { one: 'failure', other: 'failures' })]),
  ];
  return listed(parts);
};

/** What a screen reader says when another day is shown; empty while it is the same one. */
export const activityAnnouncement = (before: ActivityView, { begins, days, items }: ActivityView): string =>
  before.begins === begins ? '' : `${dayWords(begins, days.at(-1) ?? begins)}: ${timelineWords({ items })}.`;
