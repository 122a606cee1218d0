import { join } from 'node:path';
import type { PasswordStore } from '../../app/ports.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { keptSessionsFile } from '../../storage/folders.ts';
import type { SecretBox, SecretPlace } from '../../storage/sealed-entries.ts';
import { createSealedFile, createSealedPlace } from '../../storage/sealed-file.adapter.ts';

/** What the system's keyring protects, each in a file of its own in `folder`: derived OATH access keys by OATH device id, and sessions. */
export const createKeptSecrets = (needs: {
  readonly box: SecretBox;
  readonly folder: string;
  readonly log: Log;
  readonly clock: Clock;
}): { readonly passwords: PasswordStore; readonly keyring: SecretPlace } => {
  const sealed = createSealedFile({ ...needs, file: join(needs.folder, 'remembered.json') });
  return {
    passwords: {
      canRemember: sealed.keeps,
      load: async (deviceId) => (await sealed.load([deviceId])).get(deviceId),
      save: (deviceId, accessKey) => sealed.put(new Map([[deviceId, accessKey]]), 'stay'),
      forget: (deviceId) => sealed.forget([deviceId]),
    },
    keyring: createSealedPlace(createSealedFile({ ...needs, file: keptSessionsFile(needs.folder) })),
  };
};
