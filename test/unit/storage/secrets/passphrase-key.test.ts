import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { createLoginFile } from '../../../../src-main/storage/login-file.adapter.ts';
import { createAccessKeys } from '../../../../src-main/storage/secrets/access-keys.adapter.ts';
import type { AccessKey } from '../../../../src-main/storage/secrets/access-keys.ts';
import { createMasterKeys } from '../../../../src-main/storage/secrets/master-key.adapter.ts';
import { createPassphraseKey } from '../../../../src-main/storage/secrets/passphrase-key.adapter.ts';
import { fakeKeyring } from '../../../fakes/keyring.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-passphrase-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'passphrase.json');
/** Another login, unless it is the same one. */
const login = () => createLoginFile({ folder: undefined, name: 'x' });
const cheap = { N: 16, r: 8, p: 1 };
const keyIn = (memory = login(), cost = cheap) => createPassphraseKey({ folder, login: memory }, cost);

it('is made by the first passphrase, and opened by that one only', async () => {
  const first = keyIn();
  expect([await first.id(), await first.open()]).toEqual([undefined, undefined]);
  const made = await first.unlock('correct horse');
  if (typeof made === 'string') throw new Error(made);
  expect(made.key).toHaveLength(32);
  expect(await first.open()).toEqual(made);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(readFileSync(file(), 'utf8')).not.toContain(Buffer.from(made.key).toString('base64'));
  const later = keyIn();
  expect(await later.open()).toBeUndefined();
  expect(await later.unlock('wrong horse')).toBe('wrong');
  expect(await later.unlock('correct horse')).toEqual(made);
});

it('costs whoever guesses 128 MB and some tenths of a second', async () => {
  await createPassphraseKey({ folder, login: login() }).unlock('correct horse');
  const { kdf } = JSON.parse(readFileSync(file(), 'utf8')) as { kdf: object };
  expect(kdf).toMatchObject({ name: 'scrypt', N: 131072, r: 8, p: 1 });
});

it('is the same for all programs of one login', async () => {
  const memory = login();
  const made = await keyIn(memory).unlock('correct horse');
  expect(await keyIn(memory).open()).toEqual(made);
});

it('is refused when its file was changed, and never made anew over it', async () => {
  await keyIn().unlock('correct horse');
  const stored = JSON.parse(readFileSync(file(), 'utf8')) as { kdf: { N: number }; id: string };
  const change = (next: object | string) => writeFileSync(file(), typeof next === 'string' ? next : JSON.stringify(next));
  change({ ...stored, id: '0123456789abcdef' });
  expect(await keyIn().unlock('correct horse')).toBe('wrong');
  for (const broken of ['', '{"version":1', { ...stored, kdf: { ...stored.kdf, N: 2 ** 30 } }]) {
    change(broken);
    expect(await keyIn().unlock('correct horse')).toBe('broken');
    expect(await keyIn().id()).toBeUndefined();
  }
});

it('keeps a key that is replaced where the old one was, and asks for nothing that the login knows', async () => {
  const { keyring } = fakeKeyring();
  const signal = new AbortController().signal;
  const memory = login();
  const keysIn = (place: typeof memory) => {
    const masters = createMasterKeys({ keyring, folder, clock: systemClock });
    return createAccessKeys({ masters, passphrase: keyIn(place), folder, clock: systemClock });
  };
  const [first, second] = ['1', '2'].map((end) => ({ accessKeyId: `AKIA${end}`, secretAccessKey: `secret ${end}` })) as [
    AccessKey,
    AccessKey,
  ];
  await keysIn(memory).keep('jane', first, signal, { passphrase: 'correct horse', note: 'n' });
  await keysIn(memory).keep('bob', first, signal);
  await keysIn(memory).keep('jane', second, signal, { note: 'n' });
  expect(await keysIn(memory).list()).toEqual([
    { profile: 'jane', accessKeyId: 'AKIA2', note: 'n', under: 'passphrase' },
    { profile: 'bob', accessKeyId: 'AKIA1', under: 'keyring' },
  ]);
  const later = keysIn(login());
  await expect(later.load('jane', signal)).rejects.toMatchObject({ flaw: 'passphrase-needed' });
  await expect(later.keep('jane', first, signal)).rejects.toMatchObject({ flaw: 'passphrase-needed' });
  expect(await later.load('bob', signal)).toEqual(first);
  await later.unlock('correct horse');
  expect(await later.load('jane', signal)).toEqual(second);
});

it('is looked for before it is asked for', async () => {
  expect(await keyIn().state()).toBe('none');
  writeFileSync(file(), '{"version":1');
  expect(await keyIn().state()).toBe('broken');
});

it.each([true, false])('is forgotten at the end of all sessions where it would outlive the login: %s', async (outlivesLogin) => {
  const passphrase = keyIn();
  await passphrase.unlock('correct horse');
  const masters = createMasterKeys({ keyring: fakeKeyring().keyring, folder, clock: systemClock });
  const keys = createAccessKeys({ masters, passphrase, outlivesLogin, folder, clock: systemClock });
  await keys.lock();
  expect((await passphrase.open()) === undefined).toBe(outlivesLogin);
});
