import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { deriveAccessKey, deviceIdOf } from '../../../src-main/card/oath/oath-keys.ts';
import { dataFolder } from '../../../src-main/storage/folders.ts';
import { createKeptSecrets } from '../../../src-main/storage/secrets/kept-secrets.adapter.ts';
import { fakeKeyring } from '../../fakes/keyring.ts';
import { type OwnKeyring, startOwnKeyring } from '../../support/app/own-keyring.ts';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

const password = 'correct horse';
const salt = new Uint8Array(8).fill(7);

/** The built terminal over a real gnome-keyring on a bus of its own, and a YubiKey with a password that the window remembered. */
describe('roletap with a YubiKey that has a password', () => {
  let stage: Stage;

  withPluggedKey({ account: 'no-touch', key: { password, random: (length) => new Uint8Array(length).fill(7) } }, (rig) => {
    ({ stage } = rig);
  });

  const withKeyring = async (work: (keyring: OwnKeyring) => Promise<void>) => {
    const keyring = await startOwnKeyring(stage.home, 'unlocked');
    try {
      await work(keyring);
    } finally {
      await keyring.close();
    }
  };
  /** As the window does it. */
  const remember = async (keyring: OwnKeyring) => {
    const env = stage.home.environment;
    const folder = dataFolder({ platform: 'linux', home: env.HOME ?? '', env });
    const master = fakeKeyring();
    const { passwords } = createKeptSecrets({
      keyring: master.keyring,
      folder,
      runtimeFolder: undefined,
      log: silentLog,
      clock: systemClock,
    });
    await passwords.save(deviceIdOf(salt), deriveAccessKey(password, salt));
    await keyring.put(master.item ?? new Uint8Array());
    const ended = await accounts(keyring.environment).ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({ accounts: [{ account: stage.device.arn }] });
    return folder;
  };
  const accounts = (environment: Record<string, string>, input?: string) =>
    stage.roletap(['accounts', '--json', ...(input === undefined ? [] : ['--password-stdin'])], {
      environment,
      ...(input === undefined ? {} : { input: `${input}\n` }),
    });

  test('reads it without asking, by what the keyring holds', () =>
    withKeyring(async (keyring) => {
      await remember(keyring);
    }));

  test('asks for the password where what was kept was changed, or the keyring is another one', () =>
    withKeyring(async (keyring) => {
      const folder = await remember(keyring);
      const other = await startOwnKeyring(stage.home, 'empty');
      expect((await accounts(other.environment).ended).json()).toMatchObject({ problem: { code: 'password-needed' } });
      await other.close();
      writeFileSync(join(folder, 'remembered.json'), '{"version":2,"entries":{}');
      expect((await accounts(keyring.environment).ended).json()).toMatchObject({ problem: { code: 'password-needed' } });
      expect((await accounts(keyring.environment, password).ended).code).toBe(0);
    }));

  test('asks for the password where the keyring is locked and nobody opens it, and where there is none', () =>
    withKeyring(async (keyring) => {
      await remember(keyring);
      await keyring.lock();
      expect((await accounts(keyring.environment).ended).json()).toMatchObject({ problem: { code: 'password-needed' } });
      expect((await accounts(keyring.environment, password).ended).code).toBe(0);
      expect((await accounts({}).ended).json()).toMatchObject({ problem: { code: 'password-needed' } });
      expect((await accounts({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }, password).ended).code).toBe(0);
    }));

  test('goes on after 5 s when the keyring asks a person who is away, and ends with its own code', () =>
    withKeyring(async (keyring) => {
      await remember(keyring);
      await keyring.lock();
      await keyring.prompts('silent');
      const began = performance.now();
      const running = accounts(keyring.environment, password);
      await keyring.asked();
      const ended = await running.ended;
      expect(ended.code, ended.stderr).toBe(0);
      expect(ended.json()).toMatchObject({ accounts: [{ account: stage.device.arn }] });
      expect(performance.now() - began).toBeLessThan(20_000);
    }));
});
