import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createEnrollJournal } from './app/enroll-journal.ts';
import type { Clipboard, PasswordStore, SettingsStore, World } from './app/world.ts';
import { createAwsFiles } from './aws/aws-files.adapter.ts';
import { createAwsTransport } from './aws/aws-transport.adapter.ts';
import { createCodeLedger } from './aws/code-ledger.adapter.ts';
import { createIam } from './aws/iam.adapter.ts';
import { createMfaSessionStore } from './aws/mfa-session-store.adapter.ts';
import { readQrCode } from './aws/qr-code.adapter.ts';
import { createSts } from './aws/sts.adapter.ts';
import { systemClock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import { createRecordFolder } from './base/record-folder.adapter.ts';
import type { CardReaders } from './card/card-connection.ts';
import { createKeys } from './card/keys-desk.ts';

/** What differs between the front ends, and between the demo and the real thing. */
export interface Parts {
  readonly readers: CardReaders;
  readonly configPath: string;
  readonly credentialsPath: string;
  /** Settings and spent steps. */
  readonly folder: string;
  /** Memory that ends with the login; undefined when this system has none. */
  readonly runtimeFolder: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clipboard: Clipboard;
  readonly settings: SettingsStore;
  readonly passwords: PasswordStore;
  readonly log: Log;
  readonly demo?: { readonly touch: () => void };
}

/** Joins the real adapters to a world; window and terminal both start here. `close` lets go of AWS and of the keys; it waits for a key that still blinks. */
export const joinWorld = (parts: Parts): World & { readonly close: () => Promise<void> } => {
  const { clipboard, settings, passwords, log, env, folder } = parts;
  const clock = systemClock;
  const transport = createAwsTransport({ env, clock, log });
  const sts = createSts({ env, clock, log, transport });
  const keys = createKeys({ readers: parts.readers, clock, log, random: (length) => Uint8Array.from(randomBytes(length)) });
  return {
    clock,
    log,
    clipboard,
    readQrCode,
    settings,
    passwords,
    sts,
    iam: createIam({ transport, clock, log }),
    onClockOffset: sts.onClockOffset,
    keys,
    files: createAwsFiles({ configPath: parts.configPath, credentialsPath: parts.credentialsPath, env, clock }),
    journal: createEnrollJournal(createRecordFolder(join(folder, 'enrolments')), log),
    ledger: createCodeLedger({ folder: join(folder, 'spent-steps'), clock }),
    mfaSessions: createMfaSessionStore({ folder: parts.runtimeFolder }),
    newId: randomUUID,
    close: async () => {
      sts.close();
      await keys.close();
    },
    ...(parts.demo ? { demo: parts.demo } : {}),
  };
};

/** Where nothing outlives the run. */
export const forgetfulPasswords: PasswordStore = {
  canRemember: () => false,
  load: async () => undefined,
  save: async () => {},
  forget: async () => {},
};
