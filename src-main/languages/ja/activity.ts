import { type ActivityFilter, type ActivityItem, type ActivityView, isMoment } from '../../contract/activity.ts';
import { type EndReason, isUnanswered } from '../../contract/history.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Asker, Millis } from '../../contract/values.ts';
import { askedByWords, programAndFolder, shortened } from './askers.ts';
import { clockTime, counted, fullName, inSentence, listed, longDay, shortDay } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';
import { deedWords } from './team/deeds.ts';

/** Sentences of the day's sessions. Pure; `zone` is for tests. */

const endReasons: Readonly<Record<EndReason, string>> = {
  person: '自分で終了',
  lock: '画面のロックにより終了',
  pulled: 'YubiKey の取り外しにより終了',
  quit: 'Roletap の終了により終了',
  gone: 'ファイルから削除されたか、AWS に拒否された',
};

const hour = 3_600_000;

/** A local day by its first moment, beside that of today: `今日、11月28日`, `昨日、11月27日`, `11月26日(木)`. */
export const dayWords = (day: Millis, today: Millis, zone?: string): string => {
  // No day is longer than 26 hours.
  if (day < today - 26 * hour) return shortDay(day, true, zone);
  return `${day === today ? '今日' : '昨日'}、${shortDay(day, false, zone)}`;
};

const fromTo = (from: Millis, to: Millis, zone?: string): string => `${clockTime(from, zone)}～${clockTime(to, zone)}`;

/** When: `16:01～17:01`, for a refusal one time. */
export const whenWords = (item: ActivityItem, zone?: string): string =>
  isMoment(item) ? clockTime(item.from, zone) : fromTo(item.from, item.to, zone);

/** Why nothing was opened: `失敗: AWS がコードを拒否しました`, `16:05 まで自分で拒否`. */
export const refusedWords = (problem: Problem, zone?: string): string =>
  problem.code === 'asker-refused'
    ? `${clockTime(problem.until, zone)} まで自分で拒否`
    : `${isUnanswered(problem) ? '開かれませんでした' : '失敗'}: ${inSentence(problemWords(problem).title)}`;

/** How it went on, if there is something to say: renewals, why it ended, why it was refused. */
export const courseWords = (item: ActivityItem, zone?: string): string | undefined => {
  if (item.state === 'refused') return item.problem === undefined ? '失敗' : refusedWords(item.problem, zone);
  if (item.state === 'shared') return 'アクセスキーを提供 (MFA なし)';
  if (item.deed !== undefined) return deedWords(item.deed);
  const parts = [
    item.renewals === 0 ? undefined : counted(item.renewals, { other: '回更新' }),
    item.state === 'ended' && item.why !== undefined ? endReasons[item.why] : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('、');
};

/** The same as a sentence of its own, also where there is nothing to add: `開いている、2 回更新`, `自分で終了`, `失敗: AWS がコードを拒否しました`. */
export const stateWords = (item: ActivityItem): string => {
  const states = { active: ['開いている'], over: ['期限切れ'], ended: [], shared: [], refused: [], team: [] }[item.state];
  const words = [...states, courseWords(item)].filter((part) => part !== undefined).join('、');
  return words === '' ? '終了' : words;
};

/** Who and by what: `terraform (pid 4121)、フォルダー ~/infra の要求`, `YubiKey 5C NFC 12345678` or no touch. */
export const whoWords = ({ asker, key, state }: ActivityItem): string => {
  const by = asker.kind === 'program' ? `${programAndFolder(asker)} の要求` : byHandWords({ asker, state });
  const touched = key === undefined ? '' : ` · ${fullName(key)}`;
  return `${by}${touched}`;
};

/** Who asked, in a column that is headed so: `terraform (pid 4121)、フォルダー ~/infra`, `Roletap で開始`. */
export const askerCell = ({ asker, state }: Pick<ActivityItem, 'asker' | 'state'>): string =>
  asker.kind === 'program' ? programAndFolder(asker) : byHandWords({ asker, state });

/** What failed was opened nowhere. */
const byHandWords = ({ asker, state }: Pick<ActivityItem, 'asker' | 'state'>): string =>
  (state === 'refused' || state === 'team') && asker.kind === 'person'
    ? `${asker.front === 'tray' ? 'Roletap ' : 'ターミナル'}からの要求`
    : askedByWords(asker);

/** Who else has it: `ほかの利用先: aws (pid 4121、実行: python3.11)、フォルダー ~/infra`; undefined when nobody has. */
export const givenWords = ({ given }: Pick<ActivityItem, 'given'>): string | undefined =>
  given && `ほかの利用先: ${listed(given.map((asker) => (asker.kind === 'program' ? programAndFolder(asker) : handWords(asker))))}`;

const handWords = (asker: Asker): string => (asker.kind === 'person' && asker.front === 'terminal' ? '自分 (ターミナル)' : '自分');

/** Who asked, by `askerKey`, as short as a choice in a list. */
export const askerName = (key: string): string => {
  if (key === 'person' || key === 'renewal') return key === 'person' ? '自分' : '自動更新';
  return shortened(key.replace(/^program /, ''));
};

const sessions = { other: '件のセッション' };
const failures = { other: '件の失敗' };

/** How a session went, as long as it fits on its bar: `terraform · 4 回更新`, `保護 · 17:01 まで`; several are counted. */
export const barWords = ([item, ...others]: readonly [ActivityItem, ...ActivityItem[]], zone?: string): string => {
  if (others.length > 0) return counted(others.length + 1, sessions);
  const parts = [
    item.asker.kind === 'program' ? shortened(item.asker.name) : undefined,
    item.renewals === 0 ? undefined : counted(item.renewals, { other: '回更新' }),
    item.guarded ? '保護' : undefined,
    item.state === 'active' ? `${clockTime(item.to, zone)} まで` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? whenWords(item, zone) : parts.join(' · ');
};

/** The same in full, for who points at it: `prod-admin、16:01～17:01、1 回更新`. */
export const barTitle = ([item, ...others]: readonly [ActivityItem, ...ActivityItem[]], zone?: string): string => {
  const last = others.at(-1);
  if (last !== undefined)
    return `${item.profile}、${counted(others.length + 1, item.state === 'refused' ? failures : sessions)}、${fromTo(item.from, last.to, zone)}`;
  const course = courseWords(item, zone);
  return `${item.profile}、${whenWords(item, zone)}${course === undefined ? '' : `、${course}`}、${item.asker.kind === 'program' ? askedByWords(item.asker) : byHandWords(item)}`;
};

/** The picture in a sentence, for who cannot see it. */
export const timelineWords = ({ items }: Pick<ActivityView, 'items'>): string => {
  const refused = items.filter(({ state }) => state === 'refused');
  const declined = refused.filter(({ problem }) => problem?.code === 'asker-refused').length;
  const failed = refused.length - declined;
  const shared = items.filter(({ state }) => state === 'shared').length;
  const team = items.filter(({ state }) => state === 'team').length;
  const opened = items.length - refused.length - shared - team;
  return listed([
    ...(opened === 0 && items.length > 0 ? [] : [counted(opened, sessions)]),
    ...(shared === 0 ? [] : [counted(shared, { other: '回のアクセスキーの提供' })]),
    ...(team === 0 ? [] : [counted(team, { other: '件のチームの変更' })]),
    ...(failed === 0 ? [] : [counted(failed, failures)]),
    ...(declined === 0 ? [] : [counted(declined, { other: '件の拒否した要求' })]),
  ]);
};

/** What a screen reader says when another day is shown; empty while it is the same one. */
export const activityAnnouncement = (before: ActivityView, { begins, days, items }: ActivityView): string =>
  before.begins === begins ? '' : `${dayWords(begins, days.at(-1) ?? begins)}: ${timelineWords({ items })}。`;

/** So many of what failed have a line of their own over the picture: no bar says why. */
const toldFailures = 5;

/** What stands over the picture of a day in a file: the day in full, what is shown of it, and what failed. */
export const pictureWords = (
  day: Millis,
  items: readonly ActivityItem[],
  { role, asker, refused }: ActivityFilter,
  zone?: string,
): { readonly title: string; readonly lines: readonly string[] } => {
  const only = [role, askerName(asker), refused ? '失敗' : ''].filter((part) => part !== '');
  const failed = items.filter(({ state }) => state === 'refused');
  const more = failed.length - toldFailures;
  return {
    title: `アクティビティ、${longDay(day, zone)}`,
    lines: [
      `${timelineWords({ items })}${only.length === 0 ? '' : ` (表示対象: ${listed(only)})`}`,
      ...failed.slice(0, toldFailures).map((item) => `${clockTime(item.from, zone)} ${item.profile} ${courseWords(item, zone) ?? ''}`),
      ...(more > 0 ? [`ほか ${more} 件`] : []),
    ],
  };
};
