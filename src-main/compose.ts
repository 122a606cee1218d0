import { randomBytes, randomUUID } from 'node:crypto';
import { devNull, homedir } from 'node:os';
import { join } from 'node:path';
import { createKeptKeys, noKeptKeys } from './app/key-store/kept-keys.ts';
import type { Clipboard, Launcher, PasswordStore, Ports, SettingsStore } from './app/ports.ts';
import { createFoundRolesStore, foundRolesLimit } from './app/roles/discovered-roles-store.ts';
import { createSessionStore } from './app/sessions/session-store.ts';
import { defaultSettings } from './app/settings.ts';
import { readCertificates } from './aws/anywhere/certificate-file.adapter.ts';
import { awsFilePaths, createAwsFiles } from './aws/files/aws-files.adapter.ts';
import { filesWithDefault, type HiddenFiles } from './aws/files/hidden-files.adapter.ts';
import { lateAws } from './aws/late-aws.adapter.ts';
import { commandEnvironment, commandVariables } from './aws/profiles/environment.ts';
import { createRunProgram } from './aws/sources/program.adapter.ts';
import { findStrayKeys } from './aws/sources/stray-keys.adapter.ts';
import { createCodeLedger } from './aws/sts/code-ledger.adapter.ts';
import { systemClock } from './base/clock.ts';
import { defined } from './base/defined.ts';
import type { InTurn } from './base/jobs.ts';
import type { Log } from './base/log.ts';
import { CardFault, type CardReaders } from './card/connection/card-connection.ts';
import { createKeys } from './card/keys/yubikeys.ts';
import { failed, ok } from './contract/result.ts';
import type { CommandEnvironment } from './serve/doors.adapter.ts';
import { createDayLog } from './storage/day-log.adapter.ts';
import { createLoginFile } from './storage/login-file.adapter.ts';
import { createRecordFolder } from './storage/record-folder.adapter.ts';
import { noPlace, type SecretPlace } from './storage/secret-place.ts';
import type { AccessKeys } from './storage/secrets/access-keys.ts';
import { createTurns } from './storage/turns.adapter.ts';

/** What differs between the front ends, and between the demo and the real thing. */
export interface Parts {
  /** Absent where no YubiKey is to be asked. */
  readonly readers?: CardReaders;
  readonly configPath: string;
  readonly credentialsPath: string;
  /** Our data folder. */
  readonly folder: string;
  /** Memory that ends with the login; undefined when this system has none. */
  readonly runtimeFolder: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clipboard: Clipboard;
  readonly settings: SettingsStore;
  readonly passwords: PasswordStore;
  /** Sessions under the system's keyring; absent where nothing outlives the login. */
  readonly keyring?: SecretPlace;
  /** Long-term keys in the key store; absent where none are. */
  readonly accessKeys?: AccessKeys;
  /** Absent where no program is to ask. */
  readonly launcher?: Launcher;
  readonly log: Log;
  /** A run that makes one code and ends: see `KeysParts.brief`. */
  readonly brief?: boolean;
  /** Authorities of attestations beside Yubico's. */
  readonly alsoTrusted?: Ports['certificates']['alsoTrusted'];
  readonly demo?: Ports['demo'];
}

/** Joins the real adapters; window and terminal both start here. `close` lets go of AWS and of the keys. */
export const joinPorts = (parts: Parts): Ports & { readonly close: () => Promise<void> } => {
  const { clipboard, settings, passwords, log, env, folder } = parts;
  const clock = systemClock;
  const { configPath, credentialsPath } = parts;
  const aws = lateAws({ env, clock, log, configPath, credentialsPath });
  const random = (length: number) => Uint8Array.from(randomBytes(length));
  const marks = createRecordFolder(join(folder, 'marks'));
  const keyStore = parts.accessKeys ? createKeptKeys(parts.accessKeys) : noKeptKeys;
  const files = createAwsFiles({ configPath, credentialsPath, env, clock, marks, keyStore });
  const keys = createKeys({
    readers: parts.readers ?? noReaders,
    clock,
    log,
    random,
    brief: parts.brief ?? false,
    otherTokens: () => settings.get().otherTokens,
  });
  // Read when a console is opened side by side with another.
  const browsers = async () => {
    const { createBrowsers } = await import('./storage/browsers/browsers.adapter.ts');
    return createBrowsers({ platform: process.platform, env, home: homedir(), clock });
  };
  return {
    clock,
    elapsed: () => process.uptime() * 1000,
    log,
    clipboard,
    readQrCode: async (picture) => (await import('./qr/qr-code.adapter.ts')).readQrCode(picture),
    readScreens: async (screens) => (await import('./qr/qr-code.adapter.ts')).readScreens(screens),
    settings,
    passwords,
    sts: aws.sts,
    iam: aws.iam,
    onClockOffset: aws.onClockOffset,
    keys,
    files,
    strayKeys: () => findStrayKeys(env, credentialsPath),
    keyStore,
    signIn: aws.signIn,
    createSession: aws.createSession,
    anywhere: aws.anywhere,
    readCertificates,
    runProgram: createRunProgram({ clock, env, platform: process.platform }),
    platform: process.platform,
    enrolments: createRecordFolder(join(folder, 'enrolments')),
    removals: createRecordFolder(join(folder, 'removals')),
    rotations: createRecordFolder(join(folder, 'rotations')),
    teamPlans: createRecordFolder(join(folder, 'team')),
    certificates: {
      setups: createRecordFolder(join(folder, 'certificate-setups')),
      register: createRecordFolder(join(folder, 'signed-certificates')),
      chains: createRecordFolder(join(folder, 'certificate-chains')),
      random,
      ...defined({ alsoTrusted: parts.alsoTrusted }),
    },
    inTurn: parts.runtimeFolder === undefined ? alone : createTurns({ folder: join(folder, 'turns'), clock }),
    ledger: createCodeLedger({ folder: join(folder, 'spent-steps'), clock }),
    sessions: createSessionStore({
      login: createLoginFile({ folder: parts.runtimeFolder, name: 'sessions.json' }),
      keyring: parts.keyring ?? noPlace,
    }),
    history: createDayLog(join(folder, 'history')),
    roleSearch: aws.roleSearch,
    callIam: aws.callIam,
    lookupEvents: aws.lookupEvents,
    foundRoles: createFoundRolesStore(createRecordFolder(join(folder, 'found-roles'), foundRolesLimit), log),
    federation: aws.federation,
    browsers: {
      list: async () => (await browsers()).list(),
      open: async (id, link) => (await browsers()).open(id, link),
    },
    launcher: parts.launcher ?? noLauncher,
    newId: () => randomUUID(),
    close: async () => {
      aws.close();
      await Promise.all([keys.close(), files.settled()]);
    },
    ...defined({ demo: parts.demo }),
  };
};

/** How the doors give a role to a command; `tellHidden` says which files it does not see. */
export const createCommandEnvironment = (tellHidden: (hidden: HiddenFiles) => string): CommandEnvironment => ({
  names: commandVariables(),
  variables: async ({ profile, region, variables }, { url, token }, { home = homedir(), folder, config, credentials }) => {
    const named = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials };
    const hidden = await filesWithDefault(awsFilePaths(named, home, folder), systemClock);
    const { set } = commandEnvironment(profile, { kind: 'endpoint', url, token, region, hidden, noFile: devNull });
    return { set, settings: variables, ...(hidden.config || hidden.credentials ? { note: tellHidden(hidden) } : {}) };
  },
});

/** Readers of a run that leaves the YubiKeys alone. */
const noReaders: CardReaders = {
  watch: (listener) => {
    listener({ kind: 'readers', readers: [] });
    return () => {};
  },
  connect: () => Promise.reject(new CardFault('no-reader')),
  holder: async () => undefined,
  close: async () => {},
};

/** Where no other process could be served by what this one opens. */
const alone: InTurn = (_turn, work) => work();

const noLauncher: Launcher = {
  install: async () => ok(undefined),
  line: (target) => `roletap credentials ${target}`,
  check: async (line) => failed({ code: 'command-missing', command: line }),
};

/** Settings that live as long as the run. */
export const createForgetfulSettings = (): SettingsStore => {
  let settings = defaultSettings;
  return {
    get: () => settings,
    update: (change) => {
      settings = { ...settings, ...change };
    },
    watch: () => () => {},
  };
};

/** Where nobody copies anything. */
export const noClipboard: Clipboard = {
  writeSecret: async () => ok(undefined),
  writeText: async () => ok(undefined),
  clearSecret: async () => {},
  read: async () => ok(undefined),
  wipe: async () => {},
};

/** Where nothing outlives the run. */
export const forgetfulPasswords: PasswordStore = {
  canRemember: () => false,
  load: async () => [],
  save: async () => {},
  saveNext: async () => {},
  forget: async () => {},
};
