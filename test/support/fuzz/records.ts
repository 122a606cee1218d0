import fc from 'fast-check';
import { activityItems } from '../../../src-main/app/history/day-sessions.ts';
import { historyCsv, historyJson } from '../../../src-main/app/history/export.ts';
import { historyLine, parseHistoryLine } from '../../../src-main/app/history/history.ts';
import { createSessionStore } from '../../../src-main/app/sessions/session-store.ts';
import { settingsFrom } from '../../../src-main/app/settings.ts';
import type { SecretPlace } from '../../../src-main/storage/secret-place.ts';
import { openEntry, parseEntries, sealEntry } from '../../../src-main/storage/secrets/sealed-entries.ts';
import { damaged, damagedJson, hostileText, hostileValue, must, pure } from './part.ts';

const program = { kind: 'program', name: 'aws', pid: 7, sure: true, executable: '/usr/bin/aws', folder: '/home/jane' };
const line = {
  v: 1,
  at: 1_800_000_000_000,
  event: 'opened',
  profile: 'dev',
  roleArn: 'arn:aws:iam::111122223333:role/dev',
  accountId: '111122223333',
  asker: program,
  accessKeyId: 'ASIA1',
  target: 'dev-tap',
  via: 'direct',
  guarded: true,
  expires: 1_800_003_600_000,
  key: { name: 'YubiKey 5', serial: 1 },
  why: 'person',
  problem: { code: 'cancelled' },
};

/** Cells of CSV (RFC 4180), by the plainest reader there is. */
const cellsOf = (csv: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]];
  let [cell, isQuoted] = ['', false];
  const end = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let at = 0; at < csv.length; at += 1) {
    const char = csv[at];
    if (isQuoted && char === '"' && csv[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted || (char !== ',' && char !== '\r')) cell += char;
    else if (char === ',') end();
    else {
      end();
      rows.push([]);
      at += 1;
    }
  }
  return rows.slice(0, -1);
};

const event = fc.constantFrom('opened', 'renewed', 'given', 'ended', 'refused');
const lines = fc.array(damagedJson(fc.tuple(damaged(line), event).map(([fields, kind]) => ({ event: kind, ...fields }))), { maxLength: 5 });

/** Lines of the history: read or left out, the same when written again, and no formula in a table. */
export const historyPart = pure(
  'history',
  (tally) =>
    fc.property(lines, (texts) => {
      const entries = texts.flatMap((text) => parseHistoryLine(text) ?? []);
      for (const text of texts) tally(parseHistoryLine(text) ? 'read' : 'left out');
      for (const entry of entries) {
        const written = historyLine(entry);
        must(!written.includes('\n') && JSON.stringify(parseHistoryLine(written)) === JSON.stringify(entry), 'an entry is not read back');
      }
      const rows = cellsOf(historyCsv(entries));
      must(rows.length === entries.length + 1 && rows.every((row) => row.length === rows[0]?.length), 'a table with cells of its own');
      must(
        rows.every((row) => row.every((cell) => !/^\s*[=+\-@]/.test(cell))),
        'a formula in a table',
      );
      must(JSON.parse(historyJson(entries)).length === entries.length, 'a list that is none');
      activityItems(entries, { begins: line.at - 43_200_000, ends: line.at + 43_200_000 }, line.at);
    }) as fc.IRawProperty<unknown>,
);

const credentials = { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't', expires: 1_800_003_600_000 };
const mfa = {
  source: 'default',
  accessKeyId: 'AKIA1',
  mfaSerial: 'arn:aws:iam::111122223333:mfa/jane',
  credentials,
  since: 1_800_000_000_000,
};
const roleSession = {
  target: 'dev-tap',
  profile: 'dev',
  roleArn: line.roleArn,
  source: 'default',
  sourceKey: 'AKIA1',
  via: 'direct',
  since: 1,
  used: 1,
  inFile: true,
  guarded: true,
  asker: program,
  given: [{ asker: program, until: 1 }],
  credentials,
  key: { name: 'YubiKey', serial: 1 },
};
const stored = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom('mfa a b', 'role dev-tap', 'mfa ', ''), hostileText),
    fc.oneof(damagedJson(damaged(mfa)), damagedJson(damaged(roleSession)), damagedJson(hostileValue(Object.keys(roleSession)))),
  ),
  { maxLength: 4 },
);

const placeWith = (
  secrets: readonly (readonly [string, string])[],
  saved: (secrets: ReadonlyMap<string, string>) => void,
): SecretPlace => ({
  load: async () => new Map(secrets),
  save: async (kept) => saved(kept),
  forget: async () => {},
  keeps: () => true,
});

const master = { id: 'a1', key: new Uint8Array(32) };
const place = { kind: 'session', name: 'one' } as const;
const { open: _, ...sealed } = sealEntry(master, place, Buffer.from('text'));
const file = { version: 2, entries: { one: sealed }, old: { version: 1, key: 'a', entries: { one: sealed } } };

/** Stored sessions: each read as it was kept or left out, and nothing opened that was changed or moved. */
export const sessionsPart = pure(
  'sessions',
  (tally) =>
    fc.asyncProperty(stored, stored, damagedJson(damaged(file)), damaged(sealed), async (login, keyring, json, entry) => {
      let again: readonly (readonly [string, string])[] = [];
      const store = createSessionStore({
        login: placeWith(login, (secrets) => {
          again = [...secrets];
        }),
        keyring: placeWith(keyring, () => {}),
      });
      const found = await store.load();
      const all = [...found.mfa, ...found.roles];
      must(
        all.every((session) => Number.isFinite(session.credentials.expires) && session.credentials.sessionToken !== ''),
        'a session without keys or end',
      );
      tally(all.length > 0 ? 'read' : 'left out');
      await store.save(found);
      const names = new Set(again.map(([name]) => name));
      const reread = await createSessionStore({ login: placeWith(again, () => {}), keyring: placeWith([], () => {}) }).load();
      must(reread.mfa.length + reread.roles.length === names.size, 'a session is not read back');
      for (const [name, sealing] of Object.entries(parseEntries(json)?.entries ?? {}))
        openEntry(master, { kind: 'session', name }, sealing);
      const texts = Object.fromEntries(
        Object.entries(entry).map(([name, value]) => [name, typeof value === 'string' ? value : '']),
      ) as unknown as typeof sealed;
      const isSame = Object.entries(sealed).every(([name, value]) =>
        Buffer.from(texts[name as keyof typeof sealed] ?? '', 'base64').equals(Buffer.from(value, 'base64')),
      );
      const opened = openEntry(master, place, texts);
      must((opened !== undefined) === isSame, 'what was changed is opened');
      must(openEntry(master, { ...place, name: 'two' }, texts) === undefined, 'what was moved is opened');
    }) as fc.IRawProperty<unknown>,
);

const names = [
  'mfaSessionSeconds',
  'roleSeconds',
  'guardSeconds',
  'renewal',
  'targetSuffix',
  'shortcut',
  'theme',
  'language',
  'region',
  'pickedAccounts',
  'pickedKeys',
  'roleMaximumSeconds',
  'knownKeys',
  'pinned',
  'favourites',
  'recents',
  'guards',
  'colours',
  'aliases',
  'addedRoles',
  'name',
  'roleArn',
  'source',
];
const whole = {
  ...settingsFrom({}),
  roleSeconds: 7200,
  targetSuffix: '-x',
  region: 'eu-west-1',
  pickedAccounts: { a: 'b' },
  pickedKeys: { a: 1 },
  roleMaximumSeconds: { a: 3600 },
  knownKeys: { a: [1] },
  guards: { a: true },
  colours: { a: 'red' },
  aliases: { a: 'b' },
  pinned: ['a'],
  addedRoles: [{ name: 'a', roleArn: 'b', source: 'c', durationSeconds: 900 }],
};
const settings = fc.oneof(
  { weight: 3, arbitrary: damaged(whole) },
  fc.dictionary(fc.constantFrom(...names), hostileValue(names), { maxKeys: 8 }),
  hostileValue(names),
);

/** What stands in settings.json, whoever wrote it: a start with settings that fit, and the same ones when they are read again. */
export const settingsPart = pure(
  'settings',
  (tally) =>
    fc.property(settings, (written) => {
      const json = JSON.stringify(written) ?? 'null';
      const read = settingsFrom(JSON.parse(json));
      const text = JSON.stringify(read);
      must(JSON.stringify(settingsFrom(JSON.parse(text))) === text, 'settings are others when they are read again');
      must(Number.isInteger(read.roleSeconds) && read.roleSeconds >= 900, 'a life that AWS does not take');
      must(/^[\w.@+%-]{1,20}$/.test(read.targetSuffix), 'a suffix that is none');
      must(Object.keys(Object.prototype).length === 0 && !('v' in {}), 'every object has a field more');
      tally(text === JSON.stringify(settingsFrom({})) ? 'as at first' : 'taken');
    }) as fc.IRawProperty<unknown>,
);
