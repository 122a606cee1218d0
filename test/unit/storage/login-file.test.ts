import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoginFile, outlivesLogin, runtimeFolder } from '../../../src-main/storage/login-file.adapter.ts';

const secrets = new Map([['role dev-tap', 'a secret']]);
const none = new Map();
const json = JSON.stringify(Object.fromEntries(secrets));

let parent: string;
let folder: string;
const place = (given: { readonly folder: string | undefined; readonly uid?: number }) =>
  createLoginFile({ name: 'sessions.json', ...given });
const file = (): string => join(folder, 'sessions.json');

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'roletap-store-'));
  folder = join(parent, 'roletap');
});

afterEach(() => rmSync(parent, { recursive: true }));

const prepare = (text: string, mode = 0o600): void => {
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(file(), text, { mode });
};

it('shares sessions with the next run', async () => {
  await place({ folder }).save(secrets);
  expect(await place({ folder }).load()).toEqual(secrets);
});

it('keeps folder and file to the user, and leaves no temporary file', async () => {
  const store = place({ folder });
  // The first takes the longest: what was saved last must still be what stays.
  await Promise.all([
    store.save(new Map(Array.from({ length: 3000 }, (_, index) => [`role ${index}`, 'x'.repeat(500)]))),
    store.save(secrets),
    store.save(none),
  ]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['sessions.json']);
  expect(readFileSync(file(), 'utf8')).toBe('{}');
});

it('is empty when nothing was saved', async () => {
  expect(await place({ folder }).load()).toEqual(none);
  expect(existsSync(folder)).toBe(false);
});

it('stays in the process when there is no folder for it', async () => {
  const store = place({ folder: undefined });
  await store.save(secrets);
  expect(await store.load()).toEqual(secrets);
  expect(await place({ folder: undefined }).load()).toEqual(none);
});

it('stays in the process when the folder cannot be made', async () => {
  const store = place({ folder: join(parent, 'not', 'there') });
  await store.save(secrets);
  expect(await store.load()).toEqual(secrets);
});

it.each(['', '{', 'null', '{"a":1}', '["a"]', '\0\0'])('reads %j as no sessions', async (text) => {
  prepare(text);
  expect(await place({ folder }).load()).toEqual(none);
});

it('keeps the texts of a file with something else in it', async () => {
  prepare(JSON.stringify({ odd: 1, ...Object.fromEntries(secrets) }));
  expect(await place({ folder }).load()).toEqual(secrets);
});

it('forgets what is named, or all', async () => {
  const store = place({ folder });
  await store.save(new Map([...secrets, ['mfa AKIAEXAMPLE', 'another']]));
  await store.forget(['role dev-tap', 'role unknown']);
  expect(await place({ folder }).load()).toEqual(new Map([['mfa AKIAEXAMPLE', 'another']]));
  await store.forget('all');
  expect(await place({ folder }).load()).toEqual(none);
});

it('says whether what it holds outlives the process', async () => {
  const kept = place({ folder });
  await kept.save(secrets);
  expect(kept.keeps()).toBe(true);
  chmodSync(folder, 0o755);
  await kept.save(secrets);
  expect(kept.keeps()).toBe(false);
  expect(place({ folder: undefined }).keeps()).toBe(false);
});

it('writes nothing into a folder that someone else prepared, or that others can read', async () => {
  mkdirSync(folder, { mode: 0o700 });
  const foreign = place({ folder, uid: (process.getuid?.() ?? 0) + 1 });
  await foreign.save(secrets);
  expect(readdirSync(folder)).toEqual([]);
  expect(await foreign.load()).toEqual(secrets);
  chmodSync(folder, 0o755);
  await place({ folder }).save(secrets);
  expect(readdirSync(folder)).toEqual([]);
});

it('stays in the process where others could put a folder of theirs in the place of ours', async () => {
  chmodSync(parent, 0o777);
  const store = place({ folder });
  await store.save(secrets);
  expect(existsSync(folder)).toBe(false);
  expect(await store.load()).toEqual(secrets);
  chmodSync(parent, 0o700);
  await store.save(secrets);
  chmodSync(parent, 0o777);
  expect(await place({ folder }).load()).toEqual(none);
});

it('follows no link, neither as the folder nor as the file', async () => {
  const elsewhere = join(parent, 'elsewhere');
  mkdirSync(elsewhere, { mode: 0o700 });
  symlinkSync(elsewhere, folder);
  await place({ folder }).save(secrets);
  expect(readdirSync(elsewhere)).toEqual([]);
  rmSync(folder);
  writeFileSync(join(elsewhere, 'sessions'), json, { mode: 0o600 });
  mkdirSync(folder, { mode: 0o700 });
  symlinkSync(join(elsewhere, 'sessions'), file());
  expect(await place({ folder }).load()).toEqual(none);
});

it('believes no file that others can write', async () => {
  prepare(json);
  chmodSync(file(), 0o666);
  expect(await place({ folder }).load()).toEqual(none);
});

describe('the folder', () => {
  it.each([
    [{ XDG_RUNTIME_DIR: '/run/user/1000' }, 'linux', 1000, '/run/user/1000/roletap'],
    [{}, 'linux', 1000, '/dev/shm/roletap-1000'],
    [{ XDG_RUNTIME_DIR: 'relative' }, 'linux', 1000, '/dev/shm/roletap-1000'],
    [{}, 'darwin', 501, undefined],
    [{ XDG_RUNTIME_DIR: '/tmp/x' }, 'darwin', 501, undefined],
    [{}, 'win32', undefined, undefined],
  ] as const)('after %j on %s is %s %s', (env, platform, uid, expected) => {
    expect(runtimeFolder(env, platform, uid, () => true)).toBe(expected);
  });

  it.each(['/dev/null/nowhere', '/etc/passwd', `/${'x'.repeat(300)}`, 'relative'])(
    'is in memory all the same where the login names no folder: %s',
    (named) => {
      expect(runtimeFolder({ XDG_RUNTIME_DIR: named }, 'linux', 1000)).toBe('/dev/shm/roletap-1000');
    },
  );
});

describe('a folder that nothing can be written to', () => {
  // A name that leaves room for the file's and none for the temporary one's beside it fails as a full disk does, also for root.
  const longName = `${'s'.repeat(245)}.json`;
  const full = () => createLoginFile({ folder, name: longName });
  const prepareLong = () => {
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, longName), json, { mode: 0o600 });
  };

  it('keeps what is saved in the process, and says that it keeps nothing', async () => {
    mkdirSync(folder, { mode: 0o700 });
    const store = full();
    await store.save(secrets);
    expect(await store.load()).toEqual(secrets);
    expect(store.keeps()).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not give back what was forgotten, neither here nor to the next run', async () => {
    prepareLong();
    const store = full();
    expect(await store.load()).toEqual(secrets);
    await store.forget('all');
    expect(await store.load()).toEqual(none);
    expect(await full().load()).toEqual(none);
  });
});

it.each([
  ['/dev/shm/roletap-1000', true],
  ['/run/user/1000/roletap', false],
  [undefined, false],
])('tells memory that stays after the login: %s', (folder, expected) => expect(outlivesLogin(folder)).toBe(expected));
