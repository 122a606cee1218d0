import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../../../../src-main/base/log.ts';
import { createKeptSecrets } from '../../../../src-main/storage/secrets/kept-secrets.adapter.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { fakeKeyring, oldKept } from '../../../fakes/keyring.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps passwords and sessions apart under one key, and each can be forgotten alone', async () => {
  const { keyring } = fakeKeyring();
  const needs = { keyring, folder, runtimeFolder: undefined, log: silentLog, clock: createFakeClock(0) };
  const { passwords, sessions } = createKeptSecrets(needs);
  await Promise.all([
    passwords.save('device-1', Uint8Array.of(1)),
    passwords.save('device-2', Uint8Array.of(2)),
    sessions.save(new Map([['role a', 'A']])),
  ]);
  const later = createKeptSecrets(needs);
  expect(await later.passwords.load('device-1')).toEqual([Uint8Array.of(1)]);
  expect(await later.passwords.load('device-3')).toEqual([]);
  expect(await later.sessions.load()).toEqual(new Map([['role a', 'A']]));
  const keysOf = (name: string) => [...readFileSync(join(folder, name), 'utf8').matchAll(/"key":"(\w+)"/g)].map(([, key]) => key);
  expect(new Set([...keysOf('remembered.json'), ...keysOf('kept-sessions.json')]).size).toBe(1);
  await sessions.forget('all');
  await passwords.forget('device-1');
  expect(await later.passwords.load('device-2')).toEqual([Uint8Array.of(2)]);
  expect(readdirSync(folder)).toEqual(['remembered.json']);
});

it('refuses an entry of one file in the place of the other', async () => {
  const { keyring } = fakeKeyring();
  const { passwords, sessions } = createKeptSecrets({
    keyring,
    folder,
    runtimeFolder: undefined,
    log: silentLog,
    clock: createFakeClock(0),
  });
  await sessions.save(new Map([['device-1', 'A']]));
  writeFileSync(join(folder, 'remembered.json'), readFileSync(join(folder, 'kept-sessions.json')));
  expect(await passwords.load('device-1')).toEqual([]);
});

it('takes over what an older version kept, for the terminal too', async () => {
  const { keyring } = fakeKeyring();
  const passwords = oldKept(new Map([['device-1', Uint8Array.of(1)]]));
  writeFileSync(join(folder, 'remembered.json'), passwords.text);
  const needs = { keyring, folder, runtimeFolder: undefined, log: silentLog, clock: createFakeClock(0) };
  expect(await createKeptSecrets(needs).passwords.load('device-1')).toEqual([]);
  const window = createKeptSecrets({ ...needs, openOld: passwords.openOld });
  expect(await window.passwords.load('device-1')).toEqual([Uint8Array.of(1)]);
  expect(readFileSync(join(folder, 'remembered.json'), 'utf8')).not.toContain('"version":1');
  expect(await createKeptSecrets(needs).passwords.load('device-1')).toEqual([Uint8Array.of(1)]);
});

it('keeps the access key that a key is about to have beside the one it has, until one is known to be right', async () => {
  const needs = { keyring: fakeKeyring().keyring, folder, runtimeFolder: undefined, log: silentLog, clock: createFakeClock(0) };
  const { passwords } = createKeptSecrets(needs);
  const [before, next] = [Uint8Array.of(1), Uint8Array.of(2)];
  const loaded = () => createKeptSecrets(needs).passwords.load('device');
  await passwords.save('device', before);
  await passwords.saveNext('device', next);
  expect(await loaded()).toEqual([before, next]);
  await passwords.forget('device', before);
  expect(await loaded()).toEqual([next]);
  await passwords.save('device', next);
  expect(await loaded()).toEqual([next]);
  await passwords.saveNext('device', before);
  await passwords.forget('device', before);
  expect(await loaded()).toEqual([next]);
  await passwords.saveNext('device', before);
  await passwords.forget('device');
  expect(await loaded()).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});
