import { join } from 'node:path';
import { sameBytes } from '../../base/bytes.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { keptSessionsFile } from '../folders.ts';
import { createLoginFile, outlivesLogin } from '../login-file.adapter.ts';
import type { SecretPlace } from '../secret-place.ts';
import { createAccessKeys } from './access-keys.adapter.ts';
import type { AccessKeys } from './access-keys.ts';
import type { Keyring } from './keyring.ts';
import { createMasterKeys } from './master-key.adapter.ts';
import { createPassphraseKey } from './passphrase-key.adapter.ts';
import type { OpenOldKey } from './sealed-entries.ts';
import { createSealedFile, createSealedPlace } from './sealed-file.adapter.ts';

/** What is kept under the system's keyring. */
export interface KeptSecrets {
  /** Derived OATH access keys by OATH device id. No call rejects. */
  readonly passwords: {
    readonly canRemember: () => boolean;
    readonly load: (deviceId: string) => Promise<readonly Uint8Array[]>;
    readonly save: (deviceId: string, accessKey: Uint8Array) => Promise<void>;
    /** Beside the one that is kept, until either is known to be right. */
    readonly saveNext: (deviceId: string, accessKey: Uint8Array) => Promise<void>;
    readonly forget: (deviceId: string, accessKey?: Uint8Array) => Promise<void>;
  };
  readonly sessions: SecretPlace;
  readonly accessKeys: AccessKeys;
}

export interface KeptSecretsNeeds {
  readonly keyring: Keyring;
  /** Only in Electron. */
  readonly openOld?: OpenOldKey;
  /** Our data folder. */
  readonly folder: string;
  /** Memory that ends with the login; undefined where there is none. */
  readonly runtimeFolder: string | undefined;
  readonly log: Log;
  readonly clock: Clock;
}

/** Where the access key is that a key is about to have. */
const nextName = (deviceId: string): string => `${deviceId} next`;

/** Each kind in a file of its own, all sealed with one key. The same for the window and the terminal. */
export const createKeptSecrets = (needs: KeptSecretsNeeds): KeptSecrets => {
  const { keyring, folder, runtimeFolder: _, ...parts } = needs;
  const masters = createMasterKeys({ keyring, folder, clock: needs.clock });
  const sealed = createSealedFile({ ...parts, masters, kind: 'password', file: join(folder, 'remembered.json') });
  const load = (deviceId: string) => sealed.load([deviceId, nextName(deviceId)]);
  return {
    accessKeys: createAccessKeys({
      masters,
      passphrase: createPassphraseKey({ folder, login: createLoginFile({ folder: needs.runtimeFolder, name: 'key-store.json' }) }),
      outlivesLogin: outlivesLogin(needs.runtimeFolder),
      folder,
      clock: needs.clock,
    }),
    passwords: {
      canRemember: sealed.keeps,
      load: async (deviceId) => [...(await load(deviceId)).values()],
      save: async (deviceId, accessKey) => {
        await sealed.put(new Map([[deviceId, accessKey]]), 'stay');
        await sealed.forget([nextName(deviceId)]);
      },
      saveNext: (deviceId, accessKey) => sealed.put(new Map([[nextName(deviceId), accessKey]]), 'stay'),
      forget: async (deviceId, accessKey) => {
        const names = accessKey
          ? [...(await load(deviceId))].flatMap(([name, kept]) => (sameBytes(kept, accessKey) ? [name] : []))
          : [deviceId, nextName(deviceId)];
        await sealed.forget(names);
      },
    },
    sessions: createSealedPlace(createSealedFile({ ...parts, masters, kind: 'session', file: keptSessionsFile(folder) })),
  };
};
