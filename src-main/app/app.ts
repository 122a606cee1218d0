import { createJobs } from '../base/jobs.ts';
import type { CommandAnswer } from '../contract/commands.ts';
import type { HistoryEntry } from '../contract/history.ts';
import { type Failure, failed, type Result } from '../contract/result.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import type { Asker } from '../contract/values.ts';
import { type AnywhereDeeds, createAnywhereDeeds } from './anywhere/anywhere-deeds.ts';
import { watchCertificateEnds } from './anywhere/certificate-ends.ts';
import { createCertificatesPage } from './certificates/certificates-page.ts';
import { type CodeDeeds, createCodeDeeds } from './codes/code-deeds.ts';
import { createCommandTable } from './command-table.ts';
import { createPorts } from './create-ports.ts';
import { createDevices, type Devices } from './devices/commands.ts';
import { createEnroll } from './enroll/commands.ts';
import type { Enrolled } from './enroll/profiles-page.ts';
import { type EnrollRequest, enrollUnattended } from './enroll/unattended.ts';
import type { FrontEnd } from './front-end.ts';
import { createActivityPage } from './history/activity-page.ts';
import { createKeyDeeds, type KeyDeeds } from './key-store/key-deeds.ts';
import { createAccessKeyPages } from './pages/access-key-pages.ts';
import { createInviteNeeds } from './pages/invite-door.ts';
import { createPages, handleForSettings } from './pages/pages.ts';
import { createPrograms, type Programs } from './pages/programs.ts';
import type { Ports } from './ports.ts';
import { waitingKinds } from './questions.ts';
import { createRoleFinder, type Found } from './roles/role-discovery.ts';
import { createMarkHandlers } from './roles/role-marks.ts';
import { createKeyUpkeep } from './rotate/key-upkeep.ts';
import { unfinishedRotations } from './rotate/retired-keys.ts';
import { createRotations, type Rotations } from './rotate/rotate.ts';
import { watchStrayKeys } from './rotate/stray-notes.ts';
import { type ConsoleAndEnvironment, createConsoleAndEnvironment } from './sessions/console-and-environment.ts';
import { createCredentialBroker } from './sessions/credential-broker.ts';
import { endAllSessions, followFile, removeExpired } from './sessions/end-session.ts';
import { createRenewal } from './sessions/renewal.ts';
import { createSessionDeeds, type SessionDeeds } from './sessions/session-deeds.ts';
import { type CertificatesOnKeys, createLateDeeds } from './setups/late-deeds.ts';
import { withSharedKeys } from './sharing/shared-keys.ts';
import { devicesView } from './snapshot/devices-view.ts';
import { createTelling } from './snapshot/telling.ts';
import { withRotations } from './state/page-changes.ts';
import { withNotice } from './state/store.ts';
import { handleSystemEvent, type SystemEvent } from './system-events.ts';
import { createLateTeam } from './team/late-team.ts';
import type { Team } from './team/team-desk.ts';
import { createPeoplePage } from './team-page/people-page.ts';
import { createAgenda } from './time/scheduler.ts';
import { createLateTrail, type TrailReader } from './trail/late-trail.ts';
import { createTrailPage } from './trail/trail-page.ts';
import { createHeldBackEnds } from './undo/held-back-end.ts';
import { createUpdates } from './updates/updates.ts';
import { follow } from './watch-world.ts';
import { createWholeSnapshot } from './whole-snapshot.ts';

/** The program without a window: what front ends draw from, and what they can have done. */
export interface App extends SessionDeeds, CodeDeeds, CertificatesOnKeys, Omit<ConsoleAndEnvironment, 'handlers'> {
  readonly snapshot: () => Snapshot;
  /** Tells each new snapshot; returns the way to stop. */
  readonly subscribe: (listener: (snapshot: Snapshot) => void) => () => void;
  /** Checks and runs a command that came over a border; how it went is in the snapshot. */
  readonly run: (name: unknown, payload: unknown) => CommandAnswer;
  /** Resolves when the files were read once. */
  readonly ready: Promise<void>;
  /** Resolves when the readers and the keys that are there were read once. In the terminal, nothing is asked of them before. */
  readonly keysRead: () => Promise<void>;
  /** Who sits at this front end. */
  readonly person: Asker;
  /** The history from a moment on, the oldest first. Problem: history-unwritable. */
  readonly history: (since: number) => Promise<Result<readonly HistoryEntry[]>>;
  /** What the system tells: sleep, the screen's lock, what became of the shortcut. Resolves when all that follows is done. */
  readonly handle: (event: SystemEvent) => Promise<void>;
  /** What is left to do as the last deed of the program. To be asked before anything ends. */
  readonly atEnd: () => () => void;
  /** What ends with the program: with the setting for it, all sessions. */
  readonly beforeQuit: () => Promise<void>;
  /** The devices of an IAM user, and what is done to keys. */
  readonly devices: Omit<Devices, 'handlers'>;
  /** Files of authorities that profiles name. */
  readonly caBundles: () => readonly string[];
  /** What was said to programs. */
  readonly programs: Programs;
  /** Looks for roles in IAM: see RoleFinder. */
  readonly findRoles: (source: string | undefined, signal: AbortSignal) => Promise<Result<Found>>;
  /** The administrator's side. */
  readonly team: Team;
  /** What CloudTrail saw. */
  readonly trail: TrailReader;
  /** New access keys for sources. */
  readonly rotations: Rotations;
  /** AWS's side of roles by certificate, and the profile that such a role is. */
  readonly anywhere: AnywhereDeeds;
  /** Makes a YubiKey an MFA device with all pages answered beforehand; how far it is stands in the snapshot's `enroll`. */
  readonly enroll: (request: EnrollRequest, signal: AbortSignal) => Promise<Result<Enrolled>>;
  /** What is done with access keys. Resolves after the state knows the files as they are then. */
  readonly accessKeys: KeyDeeds;
  /** Stops everything, takes a copied code off the clipboard and waits for what is being written. */
  readonly close: () => Promise<void>;
}

export const createApp = (ports: Ports, front: FrontEnd): App => {
  const used = createPorts(ports, front);
  const { sessions: sessionPorts, enroll: enrollPorts, history, expiry, sure, checkClock, stop: stopSettings } = used;
  const { store, aws, codes } = enrollPorts;
  const { now } = aws;
  const { clipboard, readQrCode, readScreens, roleSearch, foundRoles } = ports;
  const jobs = createJobs<Failure>(failed({ code: 'cancelled' }));
  const enroll = createEnroll(enrollPorts, { clipboard, readQrCode, readScreens, screens: front.screens, expiry }, ports.newId, jobs);
  const devices = createDevices({ ...enrollPorts, removals: used.removals, clipboard }, jobs, () => devicesView(store.state()));
  const finder = createRoleFinder({ ...enrollPorts, roleSearch, foundRoles }, jobs);
  const activity = createActivityPage({ clock: ports.clock, store, history, now }, front, jobs);
  let revision = 0;
  if (ports.settings.problem) store.change(withNotice({ kind: 'problem', problem: ports.settings.problem }));
  const agenda = createAgenda({ clock: ports.clock, store, now, sure });
  const broker = withSharedKeys(createCredentialBroker(sessionPorts), used.sharing);
  const stop = follow({ ...ports, known: codes.keys.known }, sessionPorts, agenda, broker);
  void history.prune();
  const files = Promise.all([removeExpired(sessionPorts), sessionPorts.held.refresh()]).then(() => followFile(sessionPorts));
  const showRotations = async () => store.change(withRotations(await unfinishedRotations(used.rotations.journal)));
  const ready = Promise.all([files, enroll.refreshUnfinished(), devices.refreshRemovals(), showRotations(), finder.load()]).then(() => {});
  // A tray shows the keys; a command that needs none must not wait for them.
  if (front.kind === 'tray') void ports.keys.settled();
  const keepAlive = createRenewal(sessionPorts, broker, agenda);
  // A command of the terminal does what it was asked to, and ends.
  const stopStrays = front.kind === 'tray' ? watchStrayKeys(store, ports.strayKeys) : () => {};
  if (front.kind === 'tray') watchCertificateEnds({ store, agenda });
  const stopUpkeep = front.kind === 'tray' ? createKeyUpkeep({ ...used.rotations, store }, agenda) : () => {};

  const { catalog } = sessionPorts.files;
  const picture = createWholeSnapshot({ store, now, catalog, outside: ports }, front);
  const snapshot = () => picture(revision);
  const updates = createUpdates({ store, now, updater: front.updater }, agenda, front.quit, jobs);
  const telling = createTelling(snapshot);
  store.subscribe(() => {
    revision++;
    telling.changed();
  });
  const accessKeys = createKeyDeeds({ ...ports, keys: used.keyStore });
  const invites = createInviteNeeds(
    () => team,
    (text) => deeds.copySecret(text),
    store,
  );
  const firstRun = { store, invites, files: sessionPorts.files, aws, accessKeys: { ...accessKeys, stray: ports.strayKeys } };
  const anywhere = createAnywhereDeeds(ports, sessionPorts, aws, used.certificates);
  const beside = { openDevices: devices.handlers.openDevices, adoption: anywhere };
  const pages = createPages({ ...ports, sessions: sessionPorts, firstRun }, front, jobs, () => snapshot().roles, beside);

  const programs = createPrograms({
    store,
    now,
    takeBack: sessionPorts.held.takeBack,
    waiting: () => snapshot().waiting,
    cancel: (waiting) => codes.questions.reply(waiting, waitingKinds, { kind: 'cancelled' }),
  });
  const sessionDeeds = createSessionDeeds(sessionPorts, broker, ready);
  const deeds: SessionDeeds & CodeDeeds = {
    ...sessionDeeds,
    endAll: async (asker) => {
      await used.keyStore.lock();
      return sessionDeeds.endAll(asker);
    },
    ...createCodeDeeds(codes, { store, expiry, clipboard }, ready),
  };
  const trail = createLateTrail({ store, files: sessionPorts.files, history, deeds, aws: ports });
  const ends = createHeldBackEnds({ sessions: sessionPorts, clock: ports.clock, newId: ports.newId, lock: used.keyStore.lock });
  const rotations = createRotations(used.rotations, ready);
  const keyPorts = { store, deeds: accessKeys, keys: used.keyStore, refresh: sessionPorts.files.refresh };
  const handOver = createConsoleAndEnvironment({ ...ports, sessions: sessionPorts, expiry }, front, jobs, deeds.credentials);
  const onKeys = createLateDeeds(ports, anywhere, now);
  const certificateParts = { store, ...onKeys, questions: codes.questions, pins: used.certificates.pins, newId: ports.newId };
  const certificatesPage = createCertificatesPage(certificateParts, front, anywhere, jobs);
  if (front.kind === 'tray') void certificatesPage.refresh();
  const records = { ...ports, history: sessionPorts.history };
  const teamPorts = { store, files: sessionPorts.files, tap: deeds.forPerson, aws: { ...ports, now }, records };
  const team = createLateTeam(teamPorts, { codes, iam: ports.iam });

  return {
    snapshot,
    subscribe: telling.subscribe,
    run: createCommandTable({ outside: ports, sessions: sessionPorts, questions: codes.questions, deeds, ends }, front, jobs, {
      ...enroll.handlers,
      ...devices.handlers,
      ...activity.handlers,
      ...createTrailPage({ store, read: trail, now }, jobs),
      ...handOver.handlers,
      ...pages,
      ...programs.handlers,
      ...certificatesPage.handlers,
      ...createPeoplePage({ store, clock: ports.clock, team, files: sessionPorts.files, copySecret: deeds.copySecret }, front, jobs),
      ...updates.handlers,
      ...finder.handlers,
      ...createAccessKeyPages(keyPorts, rotations, { ...devices.handlers, ...pages }, jobs),
      ...createMarkHandlers(sessionPorts.files, store.settings),
    }),
    ready,
    keysRead: ports.keys.settled,
    ...deeds,
    person: sessionPorts.history.person,
    ...handOver,
    history: history.entries,
    handle: async (event) => {
      handleForSettings(store, event);
      if (event.kind === 'lock') used.certificates.pins.onLock();
      if (event.kind === 'resume') used.certificates.pins.look();
      await ready;
      if (event.kind === 'lock' || event.kind === 'suspend') await ends.settle();
      await handleSystemEvent({ sessions: sessionPorts, agenda, broker, checkClock }, event);
      if (event.kind === 'resume') await activity.refresh();
    },
    atEnd: updates.atEnd,
    beforeQuit: async () => {
      broker.turnAway();
      // Without one to carry out nothing is waited for: programs that wait are to see the program end, not a refusal.
      if (store.state().leaving.length > 0) await ends.settle();
      if (store.state().settings.endOnQuit) await endAllSessions(sessionPorts, 'quit');
    },
    enroll: async (request, signal) => {
      await Promise.all([ready, ports.keys.settled()]);
      return enrollUnattended(enroll, request, signal);
    },
    devices,
    ...onKeys,
    rotations,
    anywhere,
    trail,
    team,
    caBundles: () => {
      const { files: read } = store.state();
      const named = read.kind === 'read' ? [...read.profiles.roles, ...read.profiles.sources] : [];
      return [...new Set(named.flatMap(({ endpoint }) => endpoint.caBundle ?? []))];
    },
    programs,
    accessKeys,
    findRoles: (source = '', signal) => ready.then(() => finder.find(source, signal)),
    close: async () => {
      agenda.stop();
      for (const end of [stop, stopSettings, keepAlive.stop, stopUpkeep, stopStrays, activity.stop]) end();
      certificatesPage.stop();
      used.certificates.pins.close();
      broker.close();
      if (store.state().leaving.length > 0) await ends.settle();
      await jobs.close();
      await expiry.clear();
      await sessionPorts.held.saved();
      await history.settled();
    },
  };
};
