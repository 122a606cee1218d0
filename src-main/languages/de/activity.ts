import { type ActivityFilter, type ActivityItem, type ActivityView, isMoment } from '../../contract/activity.ts';
import { type EndReason, isUnanswered } from '../../contract/history.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Asker, Millis } from '../../contract/values.ts';
import { askedByWords, programAndFolder, shortened } from './askers.ts';
import { clockTime, counted, formFor, fullName, inSentence, listed, longDay, shortDay } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';
import { deedWords } from './team/deeds.ts';

/** Sentences of the day's sessions. Pure; `zone` is for tests. */

const endReasons: Readonly<Record<EndReason, string>> = {
  person: 'von Ihnen beendet',
  lock: 'beim Sperren des Bildschirms beendet',
  pulled: 'beim Abziehen des YubiKeys beendet',
  quit: 'beim Beenden von Roletap beendet',
  gone: 'aus der Datei entfernt oder von AWS abgelehnt',
};

const hour = 3_600_000;

/** A local day by its first moment, beside that of today: `Heute, 28. Nov.`, `Gestern, 27. Nov.`, `Do., 26. Nov.`. */
export const dayWords = (day: Millis, today: Millis, zone?: string): string => {
  // No day is longer than 26 hours.
  if (day < today - 26 * hour) return shortDay(day, true, zone);
  return `${day === today ? 'Heute' : 'Gestern'}, ${shortDay(day, false, zone)}`;
};

/** When: `16:01 bis 17:01`, for a refusal one time. */
export const whenWords = (item: ActivityItem, zone?: string): string =>
  isMoment(item) ? clockTime(item.from, zone) : `${clockTime(item.from, zone)} bis ${clockTime(item.to, zone)}`;

/** Why nothing was opened: `fehlgeschlagen: AWS hat den Code abgelehnt`, `von Ihnen bis 16:05 abgelehnt`. */
export const refusedWords = (problem: Problem, zone?: string): string =>
  problem.code === 'asker-refused'
    ? `von Ihnen bis ${clockTime(problem.until, zone)} abgelehnt`
    : `${isUnanswered(problem) ? 'nicht geöffnet' : 'fehlgeschlagen'}: ${inSentence(problemWords(problem).title)}`;

/** How it went on, if there is something to say: renewals, why it ended, why it was refused. */
export const courseWords = (item: ActivityItem, zone?: string): string | undefined => {
  if (item.state === 'refused') return item.problem === undefined ? 'fehlgeschlagen' : refusedWords(item.problem, zone);
  if (item.state === 'shared') return 'Zugriffsschlüssel weitergegeben, ohne MFA';
  if (item.deed !== undefined) return deedWords(item.deed);
  const parts = [
    item.renewals === 0 ? undefined : formFor(item.renewals, { one: 'einmal erneuert', other: `${item.renewals}-mal erneuert` }),
    item.state === 'ended' && item.why !== undefined ? endReasons[item.why] : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
};

/** The same as a sentence of its own, also where there is nothing to add: `Offen, einmal erneuert`, `Von Ihnen beendet`, `Fehlgeschlagen: …`. */
export const stateWords = (item: ActivityItem): string => {
  const states = { active: ['offen'], over: ['abgelaufen'], ended: [], shared: [], refused: [], team: [] }[item.state];
  const words = [...states, courseWords(item)].filter((part) => part !== undefined).join(', ');
  return words === '' ? 'Beendet' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/** Who and by what: `angefordert von terraform (pid 4121) in ~/infra`, `YubiKey 5C NFC 12345678` or no touch. */
export const whoWords = ({ asker, key, state }: ActivityItem): string => {
  const by = asker.kind === 'program' ? `angefordert von ${programAndFolder(asker)}` : byHandWords({ asker, state });
  const touched = key === undefined ? '' : ` · ${fullName(key)}`;
  return `${by}${touched}`;
};

/** Who asked, in a column that is headed so: `terraform (pid 4121) in ~/infra`, `in Roletap geöffnet`. */
export const askerCell = ({ asker, state }: Pick<ActivityItem, 'asker' | 'state'>): string =>
  asker.kind === 'program' ? programAndFolder(asker) : byHandWords({ asker, state });

/** What failed was opened nowhere. */
const byHandWords = ({ asker, state }: Pick<ActivityItem, 'asker' | 'state'>): string =>
  (state === 'refused' || state === 'team') && asker.kind === 'person'
    ? `in ${asker.front === 'tray' ? 'Roletap' : 'einem Terminal'} angefordert`
    : askedByWords(asker);

/** Who else has it: `auch ausgegeben an aws (pid 4121), ausgeführt von python3.11 in ~/infra`; undefined when nobody has. */
export const givenWords = ({ given }: Pick<ActivityItem, 'given'>): string | undefined =>
  given && `auch ausgegeben an ${listed(given.map((asker) => (asker.kind === 'program' ? programAndFolder(asker) : handWords(asker))))}`;

const handWords = (asker: Asker): string => (asker.kind === 'person' && asker.front === 'terminal' ? 'Sie in einem Terminal' : 'Sie');

/** Who asked, by `askerKey`, as short as a choice in a list. */
export const askerName = (key: string): string => {
  if (key === 'person' || key === 'renewal') return key === 'person' ? 'Sie selbst' : 'Automatische Erneuerung';
  return shortened(key.replace(/^program /, ''));
};

/** How a session went, as long as it fits on its bar: `terraform · 4 Erneuerungen`, `geschützt · bis 17:01`; several are counted. */
export const barWords = ([item, ...others]: readonly [ActivityItem, ...ActivityItem[]], zone?: string): string => {
  if (others.length > 0) return counted(others.length + 1, { one: 'Sitzung', other: 'Sitzungen' });
  const parts = [
    item.asker.kind === 'program' ? shortened(item.asker.name) : undefined,
    item.renewals === 0 ? undefined : counted(item.renewals, { one: 'Erneuerung', other: 'Erneuerungen' }),
    item.guarded ? 'geschützt' : undefined,
    item.state === 'active' ? `bis ${clockTime(item.to, zone)}` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? whenWords(item, zone) : parts.join(' · ');
};

/** The same in full, for who points at it: `prod-admin, 16:01 bis 17:01, einmal erneuert`. */
export const barTitle = ([item, ...others]: readonly [ActivityItem, ...ActivityItem[]], zone?: string): string => {
  const last = others.at(-1);
  const forms = item.state === 'refused' ? { one: 'Fehler', other: 'Fehler' } : { one: 'Sitzung', other: 'Sitzungen' };
  if (last !== undefined)
    return `${item.profile}, ${counted(others.length + 1, forms)}, ${clockTime(item.from, zone)} bis ${clockTime(last.to, zone)}`;
  const course = courseWords(item, zone);
  return `${item.profile}, ${whenWords(item, zone)}${course === undefined ? '' : `, ${course}`}, ${item.asker.kind === 'program' ? askedByWords(item.asker) : byHandWords(item)}`;
};

/** The picture in a sentence, for who cannot see it. */
export const timelineWords = ({ items }: Pick<ActivityView, 'items'>): string => {
  const refused = items.filter(({ state }) => state === 'refused');
  const declined = refused.filter(({ problem }) => problem?.code === 'asker-refused').length;
  const failed = refused.length - declined;
  const shared = items.filter(({ state }) => state === 'shared').length;
  const team = items.filter(({ state }) => state === 'team').length;
  const sessions = items.length - refused.length - shared - team;
  const parts = [
    ...(sessions === 0 && items.length > 0 ? [] : [counted(sessions, { one: 'Sitzung', other: 'Sitzungen' })]),
    ...(shared === 0 ? [] : [counted(shared, { one: 'weitergegebener Zugriffsschlüssel', other: 'weitergegebene Zugriffsschlüssel' })]),
    ...(team === 0 ? [] : [counted(team, { one: 'Änderung am Team', other: 'Änderungen am Team' })]),
    ...(failed === 0 ? [] : [counted(failed, { one: 'Fehler', other: 'Fehler' })]),
    ...(declined === 0 ? [] : [counted(declined, { one: 'abgelehnte Anfrage', other: 'abgelehnte Anfragen' })]),
  ];
  return listed(parts);
};

/** What a screen reader says when another day is shown; empty while it is the same one. */
export const activityAnnouncement = (before: ActivityView, { begins, days, items }: ActivityView): string =>
  before.begins === begins ? '' : `${dayWords(begins, days.at(-1) ?? begins)}: ${timelineWords({ items })}.`;

/** So many of what failed have a line of their own over the picture: no bar says why. */
const toldFailures = 5;

/** What stands over the picture of a day in a file: the day in full, what is shown of it, and what failed. */
export const pictureWords = (
  day: Millis,
  items: readonly ActivityItem[],
  { role, asker, refused }: ActivityFilter,
  zone?: string,
): { readonly title: string; readonly lines: readonly string[] } => {
  const only = [role, askerName(asker), refused ? 'Fehler' : ''].filter((part) => part !== '');
  const failures = items.filter(({ state }) => state === 'refused');
  const more = failures.length - toldFailures;
  return {
    title: `Aktivität, ${longDay(day, zone)}`,
    lines: [
      `${timelineWords({ items })}${only.length === 0 ? '' : `, nur ${listed(only)}`}`,
      ...failures.slice(0, toldFailures).map((item) => `${clockTime(item.from, zone)} ${item.profile} ${courseWords(item, zone) ?? ''}`),
      ...(more > 0 ? [`und ${more} weitere`] : []),
    ],
  };
};
