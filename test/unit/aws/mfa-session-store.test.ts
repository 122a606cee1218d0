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
import { createMfaSessionStore, runtimeFolder } from '../../../src-main/aws/mfa-session-store.adapter.ts';

const session = {
  source: 'work',
  accessKeyId: 'AKIAEXAMPLE',
  mfaSerial: 'arn:aws:iam::111122223333:mfa/jane',
  credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token', expires: 1_900_000_000_000 },
};

let parent: string;
let folder: string;
const file = (): string => join(folder, 'mfa-sessions.json');

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
  await createMfaSessionStore({ folder }).save([session]);
  expect(await createMfaSessionStore({ folder }).load()).toEqual([session]);
});

it('keeps folder and file to the user, and leaves no temporary file', async () => {
  const store = createMfaSessionStore({ folder });
  // The first takes the longest: what was saved last must still be what stays.
  await Promise.all([store.save(Array.from({ length: 3000 }, () => session)), store.save([session]), store.save([])]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['mfa-sessions.json']);
  expect(readFileSync(file(), 'utf8')).toBe('[]');
});

it('is empty when nothing was saved', async () => {
  expect(await createMfaSessionStore({ folder }).load()).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

it('stays in the process when there is no folder for it', async () => {
  const store = createMfaSessionStore({ folder: undefined });
  await store.save([session]);
  expect(await store.load()).toEqual([session]);
  expect(await createMfaSessionStore({ folder: undefined }).load()).toEqual([]);
});

it('stays in the process when the folder cannot be made', async () => {
  const store = createMfaSessionStore({ folder: join(parent, 'not', 'there') });
  await store.save([session]);
  expect(await store.load()).toEqual([session]);
});

it.each(['', '{', 'null', '{"a":1}', '[1,null,{"source":"x"}]', '\0\0'])('reads %j as no sessions', async (text) => {
  prepare(text);
  expect(await createMfaSessionStore({ folder }).load()).toEqual([]);
});

it('keeps the good sessions of a file with a bad one', async () => {
  prepare(JSON.stringify([{ ...session, credentials: { ...session.credentials, expires: 'soon' } }, session]));
  expect(await createMfaSessionStore({ folder }).load()).toEqual([session]);
});

it('writes nothing into a folder that someone else prepared, or that others can read', async () => {
  mkdirSync(folder, { mode: 0o700 });
  const foreign = createMfaSessionStore({ folder, uid: (process.getuid?.() ?? 0) + 1 });
  await foreign.save([session]);
  expect(readdirSync(folder)).toEqual([]);
  expect(await foreign.load()).toEqual([session]);
  chmodSync(folder, 0o755);
  await createMfaSessionStore({ folder }).save([session]);
  expect(readdirSync(folder)).toEqual([]);
});

it('stays in the process where others could put a folder of theirs in the place of ours', async () => {
  chmodSync(parent, 0o777);
  const store = createMfaSessionStore({ folder });
  await store.save([session]);
  expect(existsSync(folder)).toBe(false);
  expect(await store.load()).toEqual([session]);
  chmodSync(parent, 0o700);
  await store.save([session]);
  chmodSync(parent, 0o777);
  expect(await createMfaSessionStore({ folder }).load()).toEqual([]);
});

it('follows no link, neither as the folder nor as the file', async () => {
  const elsewhere = join(parent, 'elsewhere');
  mkdirSync(elsewhere, { mode: 0o700 });
  symlinkSync(elsewhere, folder);
  await createMfaSessionStore({ folder }).save([session]);
  expect(readdirSync(elsewhere)).toEqual([]);
  rmSync(folder);
  writeFileSync(join(elsewhere, 'sessions'), JSON.stringify([session]), { mode: 0o600 });
  mkdirSync(folder, { mode: 0o700 });
  symlinkSync(join(elsewhere, 'sessions'), file());
  expect(await createMfaSessionStore({ folder }).load()).toEqual([]);
});

it('believes no file that others can write', async () => {
  prepare(JSON.stringify([session]));
  chmodSync(file(), 0o666);
  expect(await createMfaSessionStore({ folder }).load()).toEqual([]);
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
    expect(runtimeFolder(env, platform, uid)).toBe(expected);
  });
});
