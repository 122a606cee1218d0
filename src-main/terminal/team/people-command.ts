import { teamCsv, teamDocument } from '../../app/team/people-export.ts';
import { ok, type Result } from '../../contract/result.ts';
import { areKeysKnown, type Person, type PersonKey, type TeamView } from '../../contract/team/people.ts';
import { flagWords, gapWords, mfaWords, peopleSaid, stepWords } from '../../words/team/people.ts';
import type { Output, Run } from '../console/command.ts';
import { joined, type Text, withCommands } from '../console/look.ts';
import { type Cell, isoSeconds, plain, plainLines, table } from '../console/tables.ts';
import { whichSource } from '../devices/which-source.ts';
import { progressOn } from './output/reading-progress.ts';

const dayMillis = 86_400_000;
const reportMillis = 4 * 3_600_000;

const daysSince = (then: number, now: number): number => Math.max(0, Math.floor((now - then) / dayMillis));

const keyWords = ({ state, rotated }: PersonKey, now: number): string => {
  if (state !== 'active') return state === 'inactive' ? peopleSaid.inactive : '?';
  return rotated === undefined ? '?' : peopleSaid.age(daysSince(rotated, now));
};

/** The latest use of password or keys. */
const lastUse = ({ signedIn, keys }: Person, now: number): string => {
  const times = [signedIn, ...keys.map(({ used }) => (typeof used === 'object' ? used.at : undefined))].filter(
    (time) => typeof time === 'number',
  );
  return times.length === 0 ? peopleSaid.never : peopleSaid.ago(daysSince(Math.max(...times), now));
};

const grave: ReadonlySet<string> = new Set(['root-key', 'root-no-mfa', 'no-mfa']);

const rowOf = (person: Person, now: number): readonly Cell[] => {
  const { name, console, mfa, keys, flags, next } = person;
  const isGrave = flags.some((flag) => grave.has(flag));
  return [
    name,
    console === 'unknown' ? '?' : console,
    { text: mfaWords(mfa), tone: isGrave && mfa.length === 0 ? 'bad' : undefined },
    keys.map((key) => keyWords(key, now)).join(', ') || (areKeysKnown(person) ? '-' : '?'),
    lastUse(person, now),
    { text: flags.map(flagWords).join(', '), tone: isGrave ? 'bad' : flags.length > 0 ? 'warning' : undefined },
    stepWords(next),
  ];
};

/** The table, how old its facts are, and what could not be read. */
export const teamText = (view: TeamView): Text => {
  const { people, orphans, gaps, generated, at } = view;
  const withMfa = people.filter(({ mfa }) => mfa === 'unknown' || (mfa !== 'unread' && mfa.length > 0)).length;
  const lines = [
    generated === undefined
      ? peopleSaid.noReport
      : peopleSaid.generated(generated, isoSeconds(generated).slice(11, 16), at - generated > reportMillis),
    peopleSaid.summary(people.length, withMfa),
    ...(orphans.length === 0 ? [] : [peopleSaid.orphans(orphans.length), ...orphans.map((serial) => `  ${serial}`)]),
    ...gaps.map(gapWords),
  ];
  return joined([
    table([['PERSON', 'CONSOLE', 'MFA', 'KEYS', 'LAST USE', 'FLAGS', 'NEXT'], ...people.map((person) => rowOf(person, at))]),
    (look) => `\n${lines.map((line) => withCommands(plain(line), look)).join('\n')}\n`,
  ]);
};

/** `roletap team`: who is in the account, and how they get in. */
export const people: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  const source = await whichSource(app, args, console, signal);
  if (!source.ok) return source;
  const progress = progressOn(console);
  const view = await app.team.people(source.value, progress.show, signal);
  progress.stop();
  if (!view.ok) return view;
  // Lines end as the terminal's do.
  const text = args.csv ? plainLines(teamCsv(view.value).replaceAll('\r\n', '\n')) : teamText(view.value);
  return ok({ json: teamDocument(view.value), text });
};
