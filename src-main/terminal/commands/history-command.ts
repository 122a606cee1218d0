import type { App } from '../../app/app.ts';
import { historyCsv } from '../../app/history/export.ts';
import { type HistoryEntry, isUnanswered } from '../../contract/history.ts';
import { ok, type Result } from '../../contract/result.ts';
import { askedByWords } from '../../words/askers.ts';
import { fullName } from '../../words/grammar.ts';
import { problemWords } from '../../words/problems/problem-words.ts';
import { deedWords } from '../../words/team/deeds.ts';
import { historySaid } from '../../words/terminal.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output } from '../console/command.ts';
import { type Cell, isoSeconds, plainLines, table } from '../console/tables.ts';

const dayMillis = 86_400_000;

/** So many days are shown unless told otherwise. */
const usualDays = 7;

/** What there is to say beside the columns. */
const detail = ({ event, expires, problem, why, guarded, deed }: HistoryEntry): string => {
  if (deed) return problem ? `${deedWords(deed)} (${problemWords(problem).title})` : deedWords(deed);
  if (problem?.code === 'asker-refused') return historySaid.declined(isoSeconds(problem.until));
  if (problem) return problemWords(problem).title;
  if (event === 'shared') return historySaid.shared;
  if (event === 'ended') return why ? historySaid.ended(why) : '';
  return [expires === undefined ? '' : historySaid.until(isoSeconds(expires)), guarded ? historySaid.guarded : '']
    .filter((text) => text !== '')
    .join(', ');
};

const eventCell = ({ event, problem }: HistoryEntry): Cell =>
  event !== 'team' && problem !== undefined && isUnanswered(problem)
    ? historySaid.notOpened
    : { text: event, tone: event === 'refused' ? 'bad' : undefined };

const document = ({ at, expires, target, accessKeyId, key, via, why, guarded, problem, deed, ...entry }: HistoryEntry) => ({
  at: isoSeconds(at),
  ...entry,
  target: target ?? null,
  accessKeyId: accessKeyId ?? null,
  expiration: expires === undefined ? null : isoSeconds(expires),
  via: via ?? null,
  guarded: guarded ?? null,
  key: key ?? null,
  why: why ?? null,
  problem: problem ?? null,
  deed: deed ?? null,
});

/** `roletap history`: what happened to sessions and teams, the oldest first. */
export const history = async (app: Pick<App, 'history' | 'snapshot'>, args: Arguments): Promise<Result<Output>> => {
  const { now } = app.snapshot();
  const entries = await app.history(now - (args.days ?? usualDays) * dayMillis);
  if (!entries.ok) return entries;
  const rows = entries.value.map((entry): readonly Cell[] => [
    isoSeconds(entry.at),
    eventCell(entry),
    entry.profile,
    entry.accountId,
    askedByWords(entry.asker),
    entry.key ? fullName(entry.key) : '-',
    detail(entry),
  ]);
  const text = rows.length === 0 ? `${historySaid.none}\n` : table([['TIME', 'EVENT', 'ROLE', 'ACCOUNT', 'BY', 'YUBIKEY', ''], ...rows]);
  return ok({
    json: { entries: entries.value.map(document) },
    // Lines end as the terminal's do.
    text: args.csv ? plainLines(historyCsv(entries.value).replaceAll('\r\n', '\n')) : text,
  });
};
