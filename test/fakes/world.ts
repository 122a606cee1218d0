import { createHash } from 'node:crypto';
import { type App, createApp } from '../../src-main/app/app.ts';
import { withoutWindow } from '../../src-main/app/front-end.ts';
import { type KeptKeys, noKeptKeys } from '../../src-main/app/key-store/kept-keys.ts';
import type { Ports, Settings } from '../../src-main/app/ports.ts';
import type { StoredMfaSession, StoredRoleSession, StoredSessions } from '../../src-main/app/stored-sessions.ts';
import type { Iam } from '../../src-main/aws/iam/iam-types.ts';
import type { CodeLedger } from '../../src-main/aws/sts/sts.ts';
import { utf8 } from '../../src-main/base/bytes.ts';
import { type Log, silentLog } from '../../src-main/base/log.ts';
import type { YubiKeys } from '../../src-main/card/keys/keys.ts';
import { createKeys } from '../../src-main/card/keys/yubikeys.ts';
import type { Problem } from '../../src-main/contract/problems/problem.ts';
import { failed, ok, type Result } from '../../src-main/contract/result.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { simulatedCode } from '../../src-main/demo/aws-simulator/model/totp.ts';
import type { VirtualCard } from '../../src-main/demo/virtual-yubikey/card.ts';
import { createInProcessReaders, type InProcessReaders } from '../../src-main/demo/virtual-yubikey/in-process-readers.ts';
import {
  type AccountSeed,
  createVirtualYubiKey,
  type VirtualYubiKey,
  type VirtualYubiKeyOptions,
} from '../../src-main/demo/virtual-yubikey/yubikey.ts';
import { readQrCode, readScreens } from '../../src-main/qr/qr-code.adapter.ts';
import type { InProcessAws } from './aws.ts';
import { createFakeClock, type FakeClock } from './clock.ts';
import { createMemoryDayLog } from './day-log.ts';
import { createFakeFiles, type FakeFiles } from './files.ts';
import { createMemoryJournal, type MemoryJournal } from './journal.ts';
import { createFakePasswords, type FakePasswords, secrets } from './secrets.ts';
import { createMemorySettings } from './settings.ts';
import { createFakeSts, type FakeSts, refusal } from './sts.ts';
import { createFakeTurns } from './turns.ts';

/** 2026-11-22T04:00:00Z, the start of a step. */
export const start = Date.UTC(2026, 10, 22, 4);

export const jane = 'arn:aws:iam::111122223333:mfa/jane';
export const seed = utf8('12345678901234567890');
export const janeAccount: AccountSeed = { id: jane, secret: seed, touch: true };

/** The code of Jane's device that is good `seconds` after the start. */
export const codeAfter = (seconds: number): string => simulatedCode(seed, Math.floor(start / 1000 / 30 + seconds / 30));

/** One source with two roles in other accounts. */
export const config = `[profile work]
region = eu-central-1

[profile dev]
role_arn = arn:aws:iam::444455556666:role/Developer
source_profile = work
mfa_serial = ${jane}
region = eu-west-1

[profile prod]
role_arn = arn:aws:iam::777788889999:role/Admin
source_profile = work
mfa_serial = ${jane}
`;

export const credentials = `[work]
aws_access_key_id = AKIAWORK
aws_secret_access_key = ${secrets.longTerm}
`;

/** An IAM that allows nothing. */
const denied = async () => refusal({ code: 'iam-denied', action: 'iam:*', resource: '*', explicit: false });
/** A Roles Anywhere that allows nothing. */
const refusingAnywhere: Ports['anywhere'] = {
  admin: {
    listTrustAnchors: denied,
    createTrustAnchor: denied,
    deleteTrustAnchor: denied,
    listProfiles: denied,
    createProfile: denied,
    deleteProfile: denied,
    listLists: denied,
    importList: denied,
    updateList: denied,
  },
  privateCa: { describe: denied, issue: denied, get: denied },
};

const refusingIam: Iam = {
  getUser: denied,
  listMfaDevices: denied,
  listUnassignedDevices: denied,
  createVirtualMfaDevice: denied,
  enableMfaDevice: denied,
  resyncMfaDevice: denied,
  deactivateMfaDevice: denied,
  deleteVirtualMfaDevice: denied,
  tagMfaDevice: denied,
  listAccessKeys: denied,
  accessKeyUse: denied,
  createAccessKey: denied,
  setAccessKeyActive: denied,
  deleteAccessKey: denied,
};

export interface FakeLedger extends CodeLedger {
  /** `mfaSerial -> steps` that are spent or held now. */
  readonly steps: ReadonlyMap<string, ReadonlySet<number>>;
}

export const createFakeLedger = (): FakeLedger => {
  const steps = new Map<string, Set<number>>();
  return {
    steps,
    claim: async (mfaSerial, step) => {
      const spent = steps.get(mfaSerial) ?? new Set();
      let free = step;
      while (spent.has(free)) free += 1;
      steps.set(mfaSerial, spent.add(free));
      return ok(free);
    },
    spend: async () => ok(undefined),
    release: async (mfaSerial, step) => {
      steps.get(mfaSerial)?.delete(step);
    },
  };
};

export interface FakeClipboard {
  readonly text: () => string;
  /** The person copies something else. */
  readonly copyOther: (text: string) => void;
  /** The person copies a picture. */
  readonly copyPicture: (bytes: Uint8Array) => void;
  readonly picture: () => Uint8Array | undefined;
  problem: Problem | undefined;
}

export interface FakeWorld {
  readonly world: Ports;
  readonly clock: FakeClock;
  readonly sts: FakeSts;
  readonly files: FakeFiles;
  readonly ledger: FakeLedger;
  readonly journal: MemoryJournal;
  readonly removals: MemoryJournal;
  readonly clipboard: FakeClipboard;
  readonly passwords: FakePasswords;
  readonly readers: InProcessReaders;
  /** What is shared with other front ends. */
  stored: StoredSessions;
  readonly setOffset: (millis: number) => void;
}

export interface FakeWorldOptions {
  /** What programs of this person are at: shared by those of one test. */
  readonly turns?: Set<string>;
  readonly config?: string | undefined;
  readonly credentials?: string | undefined;
  /** Reader name -> key; default `usb` with one key with Jane's account. */
  readonly yubikeys?: Readonly<Record<string, VirtualCard | undefined>>;
  readonly settings?: Partial<Settings>;
  readonly stored?: readonly StoredMfaSession[];
  /** The same with sessions of roles. */
  readonly storedAll?: StoredSessions;
  /** In place of the real keys over virtual ones. */
  readonly keys?: YubiKeys;
  /** In place of the scripted STS and an IAM that refuses everything. */
  readonly aws?: Pick<InProcessAws, 'sts' | 'iam' | 'roleSearch' | 'callIam' | 'lookupEvents' | 'federation' | 'onClockOffset'>;
  readonly roleSearch?: Ports['roleSearch'];
  readonly strayKeys?: Ports['strayKeys'];
  readonly browsers?: Ports['browsers'];
  readonly foundRoles?: Ports['foundRoles'];
  readonly journal?: MemoryJournal;
  readonly removals?: MemoryJournal;
  readonly ledger?: FakeLedger;
  readonly log?: Log;
  readonly clock?: FakeClock;
  readonly files?: FakeFiles;
  readonly demo?: Ports['demo'];
  readonly settingsProblem?: Problem;
  /** What IAM answers in place of denying it. */
  readonly iam?: Partial<Iam>;
  readonly keyStore?: KeptKeys;
  /** What profiles take an access key from. */
  readonly runProgram?: Ports['runProgram'];
  readonly signIn?: Ports['signIn'];
  readonly createSession?: Ports['createSession'];
  readonly anywhere?: Ports['anywhere'];
  readonly readCertificates?: Ports['readCertificates'];
  readonly chains?: Ports['certificates']['chains'];
}

/** A virtual YubiKey on the fake clock, with Jane's account unless others are given. */
export const createKey = (
  clock: FakeClock,
  options: Partial<VirtualYubiKeyOptions> & { readonly accounts?: readonly AccountSeed[] } = {},
): VirtualYubiKey => {
  const { accounts = [janeAccount], ...rest } = options;
  const key = createVirtualYubiKey({ serial: 12345678, clock, ...rest });
  for (const account of accounts) key.store(account);
  return key;
};

/** All that the app needs from outside, in memory: real keys and file rules over a fake clock, a scripted STS and virtual YubiKeys. */
export const createFakeWorld = (options: FakeWorldOptions = {}): FakeWorld => {
  const planTurns = createFakeTurns(options.turns ?? new Set());
  const clock = options.clock ?? createFakeClock(start);
  const readers = createInProcessReaders(options.yubikeys ?? { usb: createKey(clock) });
  let offset = 0;
  const offsetListeners = new Set<(offsetMillis: number) => void>();
  const sts = createFakeSts(() => clock.now() + offset);
  const files =
    options.files ??
    createFakeFiles(
      {
        config: 'config' in options ? options.config : config,
        credentials: 'credentials' in options ? options.credentials : credentials,
      },
      options.keyStore,
    );
  const settings = createMemorySettings(options.settings);
  const ledger = options.ledger ?? createFakeLedger();
  const journal = options.journal ?? createMemoryJournal();
  const removals = options.removals ?? createMemoryJournal();
  const log = options.log ?? silentLog;
  let board = '';
  let boardPicture: Uint8Array | undefined;
  let secret: string | undefined;
  const write = (text: string): Result<void> => {
    if (clipboard.problem) return failed(clipboard.problem);
    board = text;
    return ok(undefined);
  };
  const clipboard: FakeClipboard = {
    text: () => board,
    copyOther: (text) => {
      board = text;
    },
    copyPicture: (bytes) => {
      board = '';
      boardPicture = bytes;
    },
    picture: () => boardPicture,
    problem: undefined,
  };
  const passwords = createFakePasswords();
  let ids = 0;
  let randoms = 0;
  const keys =
    options.keys ??
    createKeys({
      readers,
      clock,
      log: silentLog,
      otherTokens: () => settings.get().otherTokens,
      random: (length) => {
        randoms += 1;
        return createHash('sha256').update(String(randoms)).digest().subarray(0, length);
      },
    });
  const fake: FakeWorld = {
    clock,
    sts,
    files,
    ledger,
    journal,
    removals,
    clipboard,
    passwords,
    readers,
    stored: options.storedAll ?? { mfa: options.stored ?? [], roles: [] },
    setOffset: (millis) => {
      offset = millis;
      for (const listener of offsetListeners) listener(millis);
    },
    world: {
      clock,
      elapsed: clock.elapsed,
      log,
      keys,
      files,
      sts: options.aws?.sts ?? sts,
      iam: options.aws?.iam ?? { ...refusingIam, ...options.iam },
      signIn: options.signIn ?? { credentials: async (profile, how) => failed({ code: 'login-over', profile, how }) },
      anywhere: options.anywhere ?? refusingAnywhere,
      createSession: options.createSession ?? (async () => failed({ code: 'aws-unreachable', host: 'rolesanywhere', reason: 'ENOTFOUND' })),
      readCertificates:
        options.readCertificates ?? (async (profile, file) => failed({ code: 'chain-bad', profile, file, why: 'errno', errno: 'ENOENT' })),
      runProgram: options.runProgram ?? (async () => ({ kind: 'missing', errno: 'ENOENT' })),
      platform: 'linux',
      keyStore: options.keyStore ?? noKeptKeys,
      enrolments: journal,
      removals,
      rotations: createMemoryJournal(),
      teamPlans: createMemoryJournal(),
      certificates: {
        setups: createMemoryJournal(),
        register: createMemoryJournal(),
        chains: options.chains ?? createMemoryJournal(),
        random: (length) => new Uint8Array(length).fill(7),
      },
      onClockOffset: (listener) => {
        offsetListeners.add(listener);
        options.aws?.onClockOffset(listener);
      },
      // Sessions are nobody else's here; a plan may be asked for twice.
      inTurn: (turn, work) => (turn.name.startsWith('plan ') ? planTurns(turn, work) : work()),
      ledger,
      sessions: {
        load: async () => fake.stored,
        save: async (sessions) => {
          fake.stored = sessions;
        },
        forget: async (gone) => {
          const nameOf = (session: StoredMfaSession | StoredRoleSession) =>
            'mfaSerial' in session ? `mfa ${session.accessKeyId} ${session.mfaSerial}` : `role ${session.target}`;
          const names = gone === 'all' ? [] : gone.map(nameOf);
          const kept = <T extends StoredMfaSession | StoredRoleSession>(list: readonly T[]) =>
            gone === 'all' ? [] : list.filter((session) => !names.includes(nameOf(session)));
          fake.stored = { mfa: kept(fake.stored.mfa), roles: kept(fake.stored.roles) };
        },
        keeps: () => 'login',
      },
      history: createMemoryDayLog(),
      strayKeys: options.strayKeys ?? (async () => []),
      callIam: options.aws?.callIam ?? denied,
      lookupEvents: options.aws?.lookupEvents ?? denied,
      roleSearch: options.roleSearch ??
        options.aws?.roleSearch ?? {
          search: async () => failed({ code: 'iam-denied', action: 'iam:*', resource: '*', explicit: false }),
        },
      foundRoles: options.foundRoles ?? { load: async () => ({}), save: async () => {} },
      browsers: options.browsers ?? { list: async () => [], open: async (id) => ({ why: 'gone', detail: id }) },
      federation: options.aws?.federation ?? { signinUrl: async () => ok('https://console.aws.amazon.com/') },
      launcher: { install: async () => ok(undefined), line: (target) => `/roletap/launcher ${target}`, check: async () => ok(undefined) },
      clipboard: {
        writeSecret: async (text) => {
          const result = write(text);
          if (result.ok) secret = text;
          return result;
        },
        writeText: async (text) => write(text),
        clearSecret: async () => {
          if (secret !== undefined && board === secret) board = '';
          secret = undefined;
        },
        read: async () => {
          if (clipboard.problem) return failed(clipboard.problem);
          if (board !== '') return ok({ kind: 'text', text: board });
          return ok(boardPicture && { kind: 'picture', bytes: boardPicture });
        },
        wipe: async () => {
          board = '';
          boardPicture = undefined;
        },
      },
      readQrCode,
      readScreens,
      settings: {
        ...settings,
        ...(options.settingsProblem ? { problem: options.settingsProblem } : {}),
      },
      passwords,
      newId: () => {
        ids += 1;
        return `question-${ids}`;
      },
      ...(options.demo ? { demo: options.demo } : {}),
    },
  };
  return fake;
};

export interface OpenApp extends FakeWorld {
  readonly app: App;
  /** Every snapshot that was told. */
  readonly told: readonly Snapshot[];
  /** Resolves with the first snapshot, the present one included, that fits. */
  readonly until: (fits: (snapshot: Snapshot) => boolean) => Promise<Snapshot>;
  readonly frontEnd: { readonly did: readonly string[] };
}

/** The app over a fake world, ready. */
export const openApp = async (
  options: FakeWorldOptions & {
    readonly answers?: 'everything' | 'passwords' | 'codes' | 'pins' | 'nothing';
    readonly kind?: 'tray' | 'terminal';
  } = {},
): Promise<OpenApp> => {
  const fake = createFakeWorld(options);
  const did: string[] = [];
  const app = createApp(fake.world, {
    ...withoutWindow,
    answers: options.answers ?? 'everything',
    kind: options.kind ?? 'terminal',
    hideWindow: () => did.push('hideWindow'),
    quit: () => did.push('quit'),
    restart: () => did.push('restart'),
    startDemo: () => did.push('startDemo'),
  });
  const told: Snapshot[] = [];
  app.subscribe((snapshot) => told.push(snapshot));
  await Promise.all([app.ready, app.keysRead()]);
  const until: OpenApp['until'] = (fits) =>
    new Promise((resolve) => {
      const look = (snapshot: Snapshot) => {
        if (!fits(snapshot)) return;
        stop();
        resolve(snapshot);
      };
      const stop = app.subscribe(look);
      look(app.snapshot());
    });
  return Object.assign(fake, { app, told, until, frontEnd: { did } });
};

export const never = (): AbortSignal => new AbortController().signal;

/** The question that is asked first, of a kind. */
export const question = (snapshot: Snapshot, kind: Snapshot['waiting'][number]['kind']) =>
  snapshot.waiting.find((waiting) => waiting.kind === kind);

export const roleState = (snapshot: Snapshot, profile: string) => snapshot.roles.find((role) => role.profile === profile)?.state;
