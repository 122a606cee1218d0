import type { TemporaryCredentials } from '../aws/aws-types.ts';
import { createSessions } from '../aws/sessions.ts';
import type { DoorView } from '../contract/alerts.ts';
import type { Asker } from '../contract/asker.ts';
import type { CommandAnswer } from '../contract/commands.ts';
import type { HistoryEntry } from '../contract/history.ts';
import { failed, type Result } from '../contract/result.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { createCatalog, emptyCatalog } from './catalog.ts';
import { createCommandTable } from './command-table.ts';
import type { Context, TapContext } from './context.ts';
import { createCopiedCode } from './copied-code.ts';
import { copyCode, findUnlockedAccount, type MadeCode, makeCode } from './copy-code.ts';
import { createDevices, type Devices } from './devices-commands.ts';
import { endAllSessions, endSession, removeExpired } from './end-session.ts';
import { createEnroll } from './enroll-commands.ts';
import { type Enrolled, type EnrollRequest, enrollUnattended } from './enroll-unattended.ts';
import { follow } from './follow.ts';
import type { FrontEnd } from './front-end.ts';
import { createHeldSessions } from './held-sessions.ts';
import { createHistory } from './history.ts';
import { pageParts } from './page-view.ts';
import { createPages, heedForSettings } from './pages.ts';
import { createRunning } from './running.ts';
import { awsTime, withFiles, withNotice } from './state.ts';
import { createStore } from './store.ts';
import { type Tapped, type TapRequest, tapIn } from './tap-in.ts';
import { toSnapshot } from './to-snapshot.ts';
import { askPassword } from './unlock.ts';
import { createWaitingDesk } from './waiting.ts';
import type { World } from './world.ts';

/** The program without a window: what front ends draw from and talk to. */
export interface App {
  readonly snapshot: () => Snapshot;
  /** Tells each new snapshot; returns the way to stop. */
  readonly subscribe: (listener: (snapshot: Snapshot) => void) => () => void;
  /** Checks and runs a command that came over a border; how it went is in the snapshot. */
  readonly run: (name: unknown, payload: unknown) => CommandAnswer;
  /** Resolves when the files, the readers and the keys that are there were read once. */
  readonly ready: Promise<void>;
  readonly tap: (request: TapRequest, signal: AbortSignal) => Promise<Result<Tapped>>;
  readonly code: (
    account: string | undefined,
    options: { readonly copy: boolean; readonly keySerial?: number },
    signal: AbortSignal,
  ) => Promise<Result<MadeCode>>;
  readonly end: (target: string) => Promise<Result<readonly string[]>>;
  readonly endAll: () => Promise<Result<readonly string[]>>;
  /**
   * A session of a role for a program or a person: a held one with enough time left at once, else a new one. Wishes for the same role share one
   * touch. With `wait: false` nobody is asked anything: what would take a touch is the problem touch-wanted, and an alert.
   */
  readonly credentials: (request: CredentialsRequest, signal: AbortSignal) => Promise<Result<HandedOut>>;
  /** The held session of a role when it needs nothing; the same as `credentials`, without waiting. Counts as a use. */
  readonly held: (role: string) => HandedOut | undefined;
  /** A link that signs in to AWS's console with a role: a secret. */
  readonly consoleUrl: (role: string, asker: Asker, signal: AbortSignal) => Promise<Result<string>>;
  /** The history from a moment on, the oldest first. Problem: history-unwritable. */
  readonly history: (since: number) => Promise<Result<readonly HistoryEntry[]>>;
  /** What the system tells: sleep, the screen's lock, what became of the shortcut. Resolves when all that follows is done. */
  readonly heed: (event: SystemEvent) => Promise<void>;
  /** What ends with the program: with the setting for it, all sessions. */
  readonly beforeQuit: () => Promise<void>;
  /** Asks for a key's OATH password. Problems: yubikey-missing, cancelled, password-needed. */
  readonly unlock: (keyId: string, signal: AbortSignal) => Promise<Result<void>>;
  /** The devices of an IAM user, and what is done to keys. */
  readonly devices: Omit<Devices, 'handlers'>;
  /** Makes a YubiKey an MFA device with all pages answered beforehand; how far it is stands in the snapshot's `enroll`. */
  readonly enroll: (request: EnrollRequest, signal: AbortSignal) => Promise<Result<Enrolled>>;
  /** Stops everything, takes a copied code off the clipboard and waits for what is being written. */
  readonly close: () => Promise<void>;
}

export interface CredentialsRequest {
  /** A target, a role's name, or the ARN of a role. */
  readonly role: string;
  readonly asker: Asker;
  /** Whether a person may be asked for a touch. */
  readonly wait: boolean;
}

/** Secret: it goes to whoever asked, and nowhere else. */
export interface HandedOut {
  readonly target: string;
  readonly profile: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly region: string;
  readonly credentials: TemporaryCredentials;
}

export type SystemEvent =
  | { readonly kind: 'suspend' | 'resume' | 'lock' | 'unlock' }
  | { readonly kind: 'shortcut'; readonly state: 'on' | 'off' | 'taken' }
  | { readonly kind: 'login-item'; readonly possible: boolean }
  | { readonly kind: 'door'; readonly door: DoorView };

export const createApp = (world: World, front: FrontEnd): App => {
  const context = createContext(world, front.answers);
  const { store, now } = context;
  const running = createRunning();
  const enroll = createEnroll(context, running);
  const devices = createDevices(context, running);
  let revision = 0;

  if (world.settings.problem) store.change(withNotice({ kind: 'problem', problem: world.settings.problem }));
  const stop = follow(context);
  void context.history.prune();
  const ready = Promise.all([removeExpired(context), context.held.refresh(), world.keys.settled(), enroll.refreshUnfinished()]).then(
    () => {},
  );

  const snapshot = () => {
    const state = store.state();
    const settings = world.settings.get();
    const plain = toSnapshot(state, {
      revision,
      now: now(),
      paths: world.files.paths,
      demo: world.demo !== undefined,
      settings,
      catalog: context.catalog(),
      sessionsKept: world.sessions.keeps(),
    });
    const { folder } = front;
    return { ...plain, ...pageParts(state, { roles: plain.roles, settings, folder, processLine: world.launcher.line }) };
  };
  const pages = createPages(context, front, running, () => snapshot().roles, devices.handlers);

  const tap: App['tap'] = async (request, signal) => {
    await ready;
    return tapIn(context, request, signal);
  };

  const unlock: App['unlock'] = async (keyId, signal) => {
    const state = world.keys.state();
    const key = state.kind === 'ready' ? state.keys.find((entry) => entry.id === keyId) : undefined;
    if (!key) return failed({ code: 'yubikey-missing' });
    return askPassword(context, key, { for: { kind: 'key', name: key.name }, onPhase: () => {} }, signal);
  };

  return {
    snapshot,
    subscribe: (listener) =>
      store.subscribe(() => {
        revision++;
        listener(snapshot());
      }),
    run: createCommandTable(context, front, { tap, unlock }, running, { ...enroll.handlers, ...devices.handlers, ...pages }),
    ready,
    tap,
    code: async (account, options, signal) => {
      await ready;
      const place = await findUnlockedAccount(context, account, options.keySerial, signal);
      if (!place.ok) return place;
      return (options.copy ? copyCode : makeCode)(context, place.value, signal);
    },
    end: async (target) => {
      await ready;
      return endSession(context, target);
    },
    endAll: async () => {
      await ready;
      return endAllSessions(context);
    },
    credentials: async () => failed({ code: 'internal', where: 'credentials' }),
    held: () => undefined,
    consoleUrl: async () => failed({ code: 'internal', where: 'console' }),
    history: context.history.entries,
    heed: async (event) => heedForSettings(context, event),
    beforeQuit: async () => {},
    unlock,
    enroll: async (request, signal) => {
      await ready;
      return enrollUnattended(context, enroll.handlers, request, signal);
    },
    devices,
    close: async () => {
      stop();
      await running.close();
      await context.copied.clear();
      await context.held.saved();
      await context.history.settled();
    },
  };
};

const createContext = (world: World, answers: Context['answers']): TapContext => {
  const store = createStore();
  const now = () => awsTime(store.state(), world.clock.now());
  const { clock, settings } = world;
  const desk = createWaitingDesk({ store, clock, now, newId: world.newId });
  const held = createHeldSessions({ shared: world.sessions, store, now, log: world.log });
  const copied = createCopiedCode(clock, world.clipboard);
  const history = createHistory({ log: world.history, store, now });
  const context: Context = { world, store, desk, now, held, copied, history, answers };
  const sessions = createSessions({
    sts: world.sts,
    now,
    held,
    mfaSessionSeconds: () => settings.get().mfaSessionSeconds,
    roleMaximum: {
      get: (roleArn) => settings.get().roleMaximumSeconds[roleArn],
      learn: (roleArn, seconds) => settings.update({ roleMaximumSeconds: { ...settings.get().roleMaximumSeconds, [roleArn]: seconds } }),
    },
  });
  const remembered = createCatalog();
  const catalog = () => {
    const { files, foundRoles } = store.state();
    if (files.kind !== 'read') return emptyCatalog;
    return remembered({ profiles: files.profiles, added: settings.get().addedRoles, found: foundRoles });
  };
  let started = 0;
  let shown = 0;
  const readFiles = async () => {
    started += 1;
    const turn = started;
    const read = await world.files.read();
    // A read that was overtaken by a later one is old.
    if (turn < shown) return;
    shown = turn;
    store.change(withFiles(read.ok ? { kind: 'read', profiles: read.value } : { kind: 'failed', problem: read.problem }));
  };
  return { ...context, sessions, readFiles, catalog };
};
