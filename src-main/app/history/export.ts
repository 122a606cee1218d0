import { csvLines } from '../../base/csv.ts';
import type { ActivityItem } from '../../contract/activity.ts';
import type { HistoryEntry } from '../../contract/history.ts';
import type { Asker } from '../../contract/values.ts';

const header = [
  'time',
  'event',
  'profile',
  'role_arn',
  'account',
  'target',
  'access_key_id',
  'expires',
  'via',
  'guarded',
  'asked_by',
  'program',
  'pid',
  'folder',
  'yubikey',
  'yubikey_serial',
  'why',
  'problem',
  'limits',
  'source_identity',
  'team_plan',
  'team_subject',
  'team_outcome',
];

const iso = (moment: number | undefined): string => (moment === undefined ? '' : new Date(moment).toISOString());

/** `tray`, `terminal`, `program`, `renewal`; a program that could not be confirmed says so. */
const askedBy = (asker: Asker): readonly [string, string, string, string] => {
  switch (asker.kind) {
    case 'person':
      return [asker.front, '', '', ''];
    case 'renewal':
      return ['renewal', '', '', ''];
    case 'program':
      return [asker.sure ? 'program' : 'program (not confirmed)', asker.name, String(asker.pid), asker.folder ?? ''];
  }
};

const deedFields = ({ deed }: Pick<HistoryEntry, 'deed'>): readonly string[] => [deed?.plan ?? '', deed?.on ?? '', deed?.outcome ?? ''];

const row = (entry: HistoryEntry): readonly string[] => [
  iso(entry.at),
  entry.event,
  entry.profile,
  entry.roleArn,
  entry.accountId,
  entry.target ?? '',
  entry.accessKeyId ?? '',
  iso(entry.expires),
  entry.via ?? '',
  entry.guarded === undefined ? '' : entry.guarded ? 'yes' : 'no',
  ...askedBy(entry.asker),
  entry.key?.name ?? '',
  entry.key?.serial === undefined ? '' : String(entry.key.serial),
  entry.why ?? '',
  entry.problem?.code ?? '',
  entry.limits ?? '',
  entry.sourceIdentity ?? '',
  ...deedFields(entry),
];

/** CSV with a header. Times are UTC. */
export const historyCsv = (entries: readonly HistoryEntry[]): string => csvLines([header, ...entries.map(row)]);

const activityHeader = [
  'from',
  'to',
  'state',
  'profile',
  'role_arn',
  'account',
  'guarded',
  'renewals',
  'asked_by',
  'program',
  'pid',
  'folder',
  'also_given_to',
  'yubikey',
  'yubikey_serial',
  'why',
  'problem',
  'team_plan',
  'team_subject',
  'team_outcome',
];

const activityRow = (item: ActivityItem): readonly string[] => [
  iso(item.from),
  // What failed and what was done to a team has no length.
  item.state === 'refused' || item.state === 'team' ? '' : iso(item.to),
  item.state,
  item.profile,
  item.roleArn,
  item.accountId,
  item.guarded ? 'yes' : 'no',
  String(item.renewals),
  ...askedBy(item.asker),
  (item.given ?? []).map((asker) => (asker.kind === 'program' ? asker.name : askedBy(asker)[0])).join(' '),
  item.key?.name ?? '',
  item.key?.serial === undefined ? '' : String(item.key.serial),
  item.why ?? '',
  item.problem?.code ?? '',
  ...deedFields(item),
];

/** A line for each session or refusal of a day. */
export const activityCsv = (items: readonly ActivityItem[]): string => csvLines([activityHeader, ...items.map(activityRow)]);

/** An entry with times that a person reads. */
const historyJsonEntry = ({ at, expires, ...entry }: HistoryEntry) => ({
  at: iso(at),
  ...entry,
  ...(expires === undefined ? {} : { expires: iso(expires) }),
});

/** A list, indented, for a file. */
export const historyJson = (entries: readonly HistoryEntry[]): string => `${JSON.stringify(entries.map(historyJsonEntry), null, 2)}\n`;
