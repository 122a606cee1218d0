import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clipboard, PasswordStore, SettingsStore, World } from './app/world.ts';
import { createAwsFiles } from './aws/aws-files.adapter.ts';
import type { Sts } from './aws/aws-types.ts';
import { createCodeLedger } from './aws/code-ledger.adapter.ts';
import { createMfaSessionStore } from './aws/mfa-session-store.adapter.ts';
import type { StsConnection, StsOptions } from './aws/sts.adapter.ts';
import { systemClock } from './base/clock.ts';
import type { Log } from './base/log.ts';
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
  /** A run that makes one code and ends: see `KeysParts.brief`. */
  readonly brief?: boolean;
  readonly demo?: { readonly touch: () => void };
}

/** Joins the real adapters to a world; window and terminal both start here. `close` lets go of AWS and of the keys; it waits for a key that still blinks. */
export const joinWorld = (parts: Parts): World & { readonly close: () => Promise<void> } => {
  const { clipboard, settings, passwords, log, env, folder } = parts;
  const clock = systemClock;
  const sts = lateSts({ env, clock, log });
  const random = (length: number) => Uint8Array.from(randomBytes(length));
  const keys = createKeys({ readers: parts.readers, clock, log, random, brief: parts.brief ?? false });
  return {
    clock,
    log,
    clipboard,
    settings,
    passwords,
    sts,
    onClockOffset: sts.onClockOffset,
    keys,
    files: createAwsFiles({ configPath: parts.configPath, credentialsPath: parts.credentialsPath, env, clock }),
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

/** STS, with all that it wants of the network, is read when the first call is made: a code, a list or a help page makes none. */
const lateSts = (options: StsOptions): Sts & Pick<World, 'onClockOffset'> & { readonly close: () => void } => {
  const listeners: ((offsetMillis: number) => void)[] = [];
  let opened: Promise<StsConnection> | undefined;
  const open = (): Promise<StsConnection> => {
    opened ??= import('./aws/sts.adapter.ts').then(({ createSts }) => {
      const sts = createSts(options);
      for (const listener of listeners) sts.onClockOffset(listener);
      return sts;
    });
    return opened;
  };
  return {
    callerIdentity: async (...call) => (await open()).callerIdentity(...call),
    sessionToken: async (...call) => (await open()).sessionToken(...call),
    assumeRole: async (...call) => (await open()).assumeRole(...call),
    onClockOffset: (listener) => void listeners.push(listener),
    close: () => void opened?.then((sts) => sts.close()),
  };
};

/** Where nothing outlives the run. */
export const forgetfulPasswords: PasswordStore = {
  canRemember: () => false,
  load: async () => undefined,
  save: async () => {},
  forget: async () => {},
};
