import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../../../../src-main/base/log.ts';
import { createKeptSecrets } from '../../../../src-main/shell/system/kept-secrets.adapter.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { fakeKeyring } from '../../../fakes/keyring.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps passwords and sessions apart, and each can be forgotten alone', async () => {
  const needs = { box: fakeKeyring().box, folder, log: silentLog, clock: createFakeClock(0) };
  const { passwords, keyring } = createKeptSecrets(needs);
  await Promise.all([
    passwords.save('device-1', Uint8Array.of(1)),
    passwords.save('device-2', Uint8Array.of(2)),
    keyring.save(new Map([['role a', 'A']])),
  ]);
  const later = createKeptSecrets(needs);
  expect(await later.passwords.load('device-1')).toEqual(Uint8Array.of(1));
  expect(await later.passwords.load('device-3')).toBeUndefined();
  expect(await later.keyring.load()).toEqual(new Map([['role a', 'A']]));
  await keyring.forget('all');
  await passwords.forget('device-1');
  expect(await later.passwords.load('device-2')).toEqual(Uint8Array.of(2));
  expect(readdirSync(folder)).toEqual(['remembered.json']);
});
