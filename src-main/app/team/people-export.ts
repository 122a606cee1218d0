import { csvLines } from '../../base/csv.ts';
import type { Person, PersonKey, TeamView } from '../../contract/team/people.ts';

/** RFC 3339 in UTC with seconds, as AWS writes it; null for what is not known. */
const iso = (millis: number | undefined): string | null =>
  millis === undefined ? null : `${new Date(millis).toISOString().slice(0, 19)}Z`;

const keyDocument = ({ number, state, rotated, used }: PersonKey) => ({
  number,
  state,
  rotated: iso(rotated),
  lastUsed: used === undefined || used === 'never' ? null : { at: iso(used.at), service: used.service, region: used.region },
});

const personDocument = (person: Person) => ({
  name: person.name,
  arn: person.arn,
  created: iso(person.created),
  console: person.console,
  lastSignIn: typeof person.signedIn === 'number' ? iso(person.signedIn) : null,
  mfa: typeof person.mfa === 'string' ? null : person.mfa,
  keys: person.keys.map(keyDocument),
  flags: person.flags,
  next: person.next,
});

/** The people as programs read them. */
export const teamDocument = (view: TeamView) => ({
  generated: iso(view.generated),
  at: iso(view.at),
  source: view.source,
  accountId: view.accountId,
  people: view.people.map(personDocument),
  orphans: view.orphans,
  denied: view.gaps.map(({ what, action, count, problem }) => ({
    what,
    action: action ?? null,
    count: count ?? null,
    problem: problem.code,
  })),
});

const columns = ['user', 'arn', 'created', 'console', 'last_sign_in', 'mfa_kinds', 'mfa_devices'] as const;
const keyColumns = ['state', 'rotated', 'last_used', 'last_used_service', 'last_used_region'] as const;

const keyCells = (key: PersonKey | undefined): readonly string[] => {
  if (!key) return keyColumns.map(() => '');
  const { lastUsed, rotated, state } = keyDocument(key);
  return [state, rotated ?? '', lastUsed?.at ?? '', lastUsed?.service ?? '', lastUsed?.region ?? ''];
};

/** The same as CSV for a spreadsheet: a row for each person, lines ended by CRLF (RFC 4180). No cell is a formula. */
export const teamCsv = ({ people }: TeamView): string => {
  const header = [...columns, ...[1, 2].flatMap((number) => keyColumns.map((name) => `key_${number}_${name}`)), 'flags', 'next'];
  const rows = people.map((person): readonly string[] => {
    const { name, arn, created, console, lastSignIn, mfa, flags, next } = personDocument(person);
    return [
      name,
      arn,
      created ?? '',
      console,
      lastSignIn ?? '',
      mfa === null ? 'unknown' : mfa.map(({ kind }) => kind).join(' '),
      mfa?.map(({ serial }) => serial).join(' ') ?? '',
      ...[1, 2].flatMap((number) => keyCells(person.keys.find((key) => key.number === number))),
      flags.join(' '),
      next,
    ];
  });
  return csvLines([header, ...rows]);
};
