import { createAwsClock } from '../aws/http/aws-time.ts';
import type { Profiles } from '../aws/profiles/profile-types.ts';
import { createSourceKeys } from '../aws/sources/source-keys.ts';
import { createSessions } from '../aws/sts/sessions.ts';
import type { InTurn } from '../base/jobs.ts';
import { personAt } from '../contract/values.ts';
import { type Certificates, createCertificates } from './anywhere/create-certificates.ts';
import { askingForPassphrase } from './codes/ask-passphrase.ts';
import { type ClipboardExpiry, createClipboardExpiry } from './codes/clipboard-expiry.ts';
import { createKnownAccounts } from './codes/user-codes.ts';
import type { KeyPorts, UserCalls } from './devices/device-ports.ts';
import type { RemovalPorts } from './devices/removal.ts';
import { createRemovalJournal } from './devices/removal-record.ts';
import { createEnrollJournal } from './enroll/journal.ts';
import type { EnrollPorts } from './enroll/run.ts';
import type { FrontEnd } from './front-end.ts';
import { createHistory, type History } from './history/history.ts';
import type { KeptKeys } from './key-store/kept-keys.ts';
import type { Ports } from './ports.ts';
import { createQuestions } from './questions.ts';
import { toldMaximum } from './roles/role-discovery.ts';
import { createRoleFiles } from './roles/role-files.ts';
import { rememberingKeyDates } from './rotate/key-dates.ts';
import { createKeyHome } from './rotate/key-home.ts';
import type { RotationPorts } from './rotate/rotation-caller.ts';
import { createRotationJournal } from './rotate/rotation-record.ts';
import { createSessionOpenings } from './sessions/open-session.ts';
import { createSessionCache } from './sessions/session-cache.ts';
import type { SessionPorts } from './sessions/session-ports.ts';
import type { SharedKeyPorts } from './sharing/shared-keys.ts';
import { createStore, withAskingTime, withJump, withSourceAsked } from './state/store.ts';
import { askForTime } from './time/ask-aws-time.ts';

/** What the use cases take, made of the outside world and the one state. */
export interface UseCasePorts {
  /** What opens and ends the sessions of roles. */
  readonly sessions: SessionPorts;
  /** What cares for devices and makes keys such devices. */
  readonly enroll: EnrollPorts;
  /** What gives sources new access keys. */
  readonly rotations: RotationPorts;
  /** What removes devices, beside that. */
  readonly removals: RemovalPorts['removals'];
  /** What hands out access keys that are shared. */
  readonly sharing: SharedKeyPorts;
  /** Asks for the passphrase where a key needs it. */
  readonly keyStore: KeptKeys;
  /** What opens roles with certificates. */
  readonly certificates: Certificates;
  readonly history: History;
  readonly expiry: ClipboardExpiry;
  /** Resolves when AWS's time is known again after the computer's clock jumped; at once when it did not. */
  readonly sure: () => Promise<void>;
  /** Asks AWS for its time, where a session lives that could be over. */
  readonly checkClock: () => Promise<void>;
  /** No longer follows the settings' file. */
  readonly stop: () => void;
}

export const createPorts = (ports: Ports, front: Pick<FrontEnd, 'answers' | 'kind' | 'asker'>): UseCasePorts => {
  const store = createStore(ports.settings);
  const { clock } = ports;
  let checking: Promise<void> | undefined;
  const offset = { get: () => store.state().clock.offsetMillis, set: (millis: number) => store.change(withJump(millis)) };
  const time = createAwsClock({ clock, elapsed: ports.elapsed, offset, onJump: () => checkClock() });
  const { now } = time;
  const questions = createQuestions({ store, time, newId: ports.newId, answers: front.answers });
  const held = createSessionCache({ shared: ports.sessions, store, now, inTurn: ports.inTurn, log: ports.log });
  const inTurn: InTurn = (turn, work) =>
    ports.inTurn(turn, async () => {
      await held.refresh();
      try {
        return await work();
      } finally {
        await held.saved();
      }
    });
  const expiry = createClipboardExpiry(clock, ports.clipboard);
  const history = createHistory({ log: ports.history, store, now });
  let profiles: Profiles | undefined;
  const keyStore: KeptKeys = { ...ports.keyStore, load: askingForPassphrase(ports.keyStore, questions) };
  const roleMaximum = {
    // What AWS said when it refused more is newer than what was found.
    get: (roleArn: string) => store.state().settings.roleMaximumSeconds[roleArn] ?? toldMaximum(store.state(), roleArn),
    learn: (roleArn: string, seconds: number | undefined) =>
      store.settings.change(({ roleMaximumSeconds: { [roleArn]: _before, ...others } }) => ({
        roleMaximumSeconds: seconds === undefined ? others : { ...others, [roleArn]: seconds },
      })),
  };
  const certificates = createCertificates(ports, store, { questions, time }, roleMaximum);
  const keys = createSourceKeys({
    originOf: (profile) => {
      const { files } = store.state();
      // Of files that cannot be read for a moment, what they said before holds.
      if (files.kind === 'read') profiles = files.profiles;
      return profiles?.originOf(profile);
    },
    store: keyStore,
    run: ports.runProgram,
    signIn: ports.signIn,
    certificate: certificates.openSource,
    platform: ports.platform,
    now,
    onAsked: (profile, isAsked) => store.change(withSourceAsked(profile, isAsked)),
  });
  const sessions = createSessions({
    sts: ports.sts,
    keys,
    now,
    held,
    inTurn,
    settings: store.settings,
    roleMaximum,
  });
  const files = createRoleFiles(store, ports.files);
  const codes: KeyPorts = {
    questions,
    time,
    keys: { ...ports.keys, passwords: ports.passwords, known: createKnownAccounts({ store, keys: ports.keys }) },
    ledger: ports.ledger,
    settings: store.settings,
  };
  const sessionPorts: SessionPorts = {
    store,
    files,
    held,
    openings: {
      ...createSessionOpenings({
        store,
        files,
        held,
        aws: {
          ...sessions,
          listMfaDevices: ports.iam.listMfaDevices,
          callerIdentity: ports.sts.callerIdentity,
          keys,
          certificates: certificates.opener,
        },
        codes,
      }),
      inTurn,
    },
    history: { add: history.add, now, person: front.asker ?? personAt(front.kind) },
  };
  const aws: UserCalls = { iam: rememberingKeyDates(ports.iam, store.settings), sessions, keys, held, now };
  const journal = { ...createEnrollJournal(ports.enrolments, ports.log), inTurn: ports.inTurn };
  const { planMfaSerial, writeMfaSerial } = ports.files;
  const checkClock = (): Promise<void> => {
    const { files } = store.state();
    const lives = held.list().length + held.roles().length > 0 || (files.kind === 'read' && files.profiles.targets.length > 0);
    // With nothing that could end there is nothing to be sure of: the next call to AWS tells the time anyway.
    if (!lives) return Promise.resolve();
    // Once for all who want to know.
    if (checking) return checking;
    store.change(withAskingTime(true));
    checking = askForTime({ store, held, keys, sts: ports.sts, clock }).finally(() => {
      checking = undefined;
      store.change(withAskingTime(false));
    });
    return checking;
  };
  return {
    sessions: sessionPorts,
    enroll: { store, files: { planMfaSerial, writeMfaSerial, refresh: files.refresh, judge: files.judge }, aws, codes, journal },
    rotations: {
      store,
      files: { judge: files.judge, refresh: files.refresh, home: createKeyHome(ports.files, keyStore) },
      aws: { ...aws, sts: ports.sts },
      codes,
      journal: { ...createRotationJournal(ports.rotations, ports.log), newId: ports.newId, inTurn: ports.inTurn },
    },
    removals: { ...createRemovalJournal(ports.removals, ports.log), newId: ports.newId, inTurn: ports.inTurn },
    sharing: { sessions: sessionPorts, keys: keyStore, load: { ask: keyStore.load, quiet: ports.keyStore.load } },
    keyStore,
    certificates,
    history,
    expiry,
    sure: () => {
      // A jump that nobody has seen yet is seen by looking.
      now();
      return checking ?? Promise.resolve();
    },
    checkClock,
    stop: store.settings.stop,
  };
};
