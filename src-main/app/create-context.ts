import { createSessions } from '../aws/sts/sessions.ts';
import type { Asker } from '../contract/values.ts';
import { createClipboardExpiry } from './codes/clipboard-expiry.ts';
import type { CodePorts } from './codes/code-request.ts';
import type { TapContext } from './context.ts';
import type { FrontEnd } from './front-end.ts';
import { createHistory } from './history/history.ts';
import type { World } from './ports.ts';
import { createQuestions } from './questions.ts';
import { createCatalog, emptyCatalog } from './roles/catalog.ts';
import { toldMaximum } from './roles/role-discovery.ts';
import { createSessionCache } from './sessions/session-cache.ts';
import { createSessionOpenings } from './sessions/session-openings.ts';
import type { SessionPorts } from './sessions/session-ports.ts';
import { syncSettings } from './state/settings-sync.ts';
import { withAskingTime, withFiles, withJump } from './state/state.ts';
import { createStore } from './state/store.ts';
import { askForTime } from './time/ask-aws-time.ts';
import { createAwsClock } from './time/aws-clock.ts';

/** Joins what every use case works with. */
export const createContext = (world: World, front: Pick<FrontEnd, 'answers' | 'kind'>): TapContext => {
  const store = createStore();
  const settings = syncSettings(store, world.settings);
  const { clock } = world;
  let checking: Promise<void> | undefined;
  const awsClock = createAwsClock({
    computerTime: clock.now,
    elapsed: world.elapsed,
    offset: () => store.state().clock.offsetMillis,
    setOffset: (offsetMillis) => store.change(withJump(offsetMillis)),
    onJump: () => checkClock(),
  });
  const { now } = awsClock;
  const time = { now, after: clock.after };
  const questions = createQuestions({ store, time, newId: world.newId, answers: front.answers });
  const held = createSessionCache({ shared: world.sessions, store, now, log: world.log });
  const expiry = createClipboardExpiry(clock, world.clipboard);
  const history = createHistory({ log: world.history, store, now });
  const sessions = createSessions({
    sts: world.sts,
    now,
    held,
    mfaSessionSeconds: () => store.state().settings.mfaSessionSeconds,
    roleMaximum: {
      // What AWS said when it refused more is newer than what was found.
      get: (roleArn) => store.state().settings.roleMaximumSeconds[roleArn] ?? toldMaximum(store.state(), roleArn),
      learn: (roleArn, seconds) =>
        settings.change(({ roleMaximumSeconds }) => ({ roleMaximumSeconds: { ...roleMaximumSeconds, [roleArn]: seconds } })),
    },
  });
  const remembered = createCatalog();
  const catalog: TapContext['catalog'] = () => {
    const { files, foundRoles, settings } = store.state();
    if (files.kind !== 'read') return emptyCatalog;
    return remembered({ profiles: files.profiles, added: settings.addedRoles, found: foundRoles });
  };
  let started = 0;
  let shown = 0;
  const readFiles = async () => {
    started += 1;
    const turn = started;
    settings.look();
    const read = await world.files.read();
    // A read that was overtaken by a later one is old.
    if (turn < shown) return;
    shown = turn;
    store.change(withFiles(read.ok ? { kind: 'read', profiles: read.value } : { kind: 'failed', problem: read.problem }));
  };
  const codes: CodePorts = {
    questions,
    time,
    keys: { ...world.keys, passwords: world.passwords },
    ledger: world.ledger,
    settings: { get: () => store.state().settings, change: settings.change },
  };
  const person: Asker = { kind: 'person', front: front.kind };
  const sessionPorts: SessionPorts = {
    store,
    files: { ...world.files, refresh: readFiles, catalog },
    held,
    openings: createSessionOpenings(sessions),
    history: { add: history.add, now, person },
    codes,
  };
  const context: TapContext = {
    ...codes,
    world,
    store,
    now,
    changeSettings: settings.change,
    held,
    expiry,
    history,
    person,
    sessions,
    sessionPorts,
    readFiles,
    stop: settings.stop,
    catalog,
    checkClock: () => checkClock(),
    sure: () => {
      // A jump that nobody has seen yet is seen by looking.
      now();
      return checking ?? Promise.resolve();
    },
  };
  const checkClock = (): Promise<void> => {
    const { files } = store.state();
    const lives = held.list().length + held.roles().length > 0 || (files.kind === 'read' && files.profiles.targets.length > 0);
    // With nothing that could end there is nothing to be sure of: the next call to AWS tells the time anyway.
    if (!lives) return Promise.resolve();
    // Once for all who want to know.
    if (checking) return checking;
    store.change(withAskingTime(true));
    checking = askForTime(context).finally(() => {
      checking = undefined;
      store.change(withAskingTime(false));
    });
    return checking;
  };
  return context;
};
