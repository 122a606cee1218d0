import type { Alert } from '../../contract/alerts.ts';
import type { Result } from '../../contract/result.ts';
import type { LimitedRole } from '../../contract/sessions/limits.ts';
import type { Notice, Waiting } from '../../contract/snapshot.ts';
import type { Millis } from '../../contract/values.ts';
import type { KeptFoundRoles, Settings, SettingsStore } from '../ports.ts';
import type { Leaving } from './sessions-state.ts';
import { type Asking, type ClockState, initialState, type State } from './state.ts';

/** Holds the state and tells who listens, once for all changes of one turn of the event loop. */
export interface Store {
  readonly state: () => State;
  readonly change: (change: Change) => void;
  /** A change that no picture shows: nobody is told. */
  readonly note: (change: Change) => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly settings: StoredSettings;
}

/** From one state to the next; each is pure. */
export type Change = (state: State) => State;

/** Changes settings, here and in the file. `change` is given what the file holds by then, so that nothing another program wrote is lost. */
export type ChangeSettings = (change: (now: Settings) => Partial<Settings>) => void;

/** The settings of the state, kept the same as those of the file. */
export interface StoredSettings {
  readonly get: () => Settings;
  readonly change: ChangeSettings;
  /** Takes what another program wrote. */
  readonly look: () => void;
  /** No longer follows the file. */
  readonly stop: () => void;
}

export const createStore = (file: Pick<SettingsStore, 'get' | 'update' | 'watch'>): Store => {
  let state = initialState;
  let told = true;
  const listeners = new Set<() => void>();
  const change = (next: Change): void => {
    const before = state;
    state = next(before);
    if (state === before || !told) return;
    told = false;
    queueMicrotask(() => {
      told = true;
      for (const listener of [...listeners]) listener();
    });
  };
  const look = () => change(withSettings(file.get()));
  look();
  const settings: StoredSettings = {
    get: () => state.settings,
    change: (next) => {
      file.update(next(file.get()));
      look();
    },
    look,
    stop: file.watch(look),
  };
  return {
    state: () => state,
    change,
    note: (next) => {
      state = next(state);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settings,
  };
};

/** A notice of what went wrong where nobody waits for the outcome; that somebody gave it up is no failure. */
export const tellFailure =
  (store: Store) =>
  (result: Result<unknown>): void => {
    if (!result.ok && result.problem.code !== 'cancelled') store.change(withNotice({ kind: 'problem', problem: result.problem }));
  };

/** A part takes the place of the one before. */
export const put =
  <N extends keyof State>(name: N) =>
  (part: Exclude<State[N], undefined>): Change =>
  (state) => ({ ...state, [name]: part });

/** The same of a part that may be missing: undefined takes it away. */
export const putOrTake =
  <N extends 'guardOffer' | 'enroll' | 'devices' | 'page' | 'accessKeys' | 'keyPlace'>(name: N) =>
  (part: State[N] | undefined): Change =>
  ({ [name]: _before, ...state }) =>
    (part === undefined ? state : { ...state, [name]: part }) as State;

/** An entry of a map; undefined takes it away, and the same again changes nothing. */
const putIn =
  <N extends 'taps' | 'spans' | 'searches'>(name: N) =>
  (key: string, entry: (State[N] extends ReadonlyMap<string, infer T> ? T : never) | undefined): Change =>
  (state) => {
    if (state[name].get(key) === entry) return state;
    const map = new Map<string, unknown>(state[name]);
    if (entry === undefined) map.delete(key);
    else map.set(key, entry);
    return { ...state, [name]: map };
  };

/** By a pure function of the part: the same again, or nothing in place of nothing, changes nothing. */
const by =
  <N extends 'held' | 'renewals' | 'refusals' | 'approvals'>(name: N) =>
  (change: (part: State[N]) => State[N]): Change =>
  (state) => {
    const before = state[name];
    const part = change(before);
    const isSame = part === before || (Array.isArray(part) && Array.isArray(before) && part.length + before.length === 0);
    return isSame ? state : { ...state, [name]: part };
  };

const withClock =
  (clock: Partial<ClockState>): Change =>
  (state) => ({ ...state, clock: { ...state.clock, ...clock } });

/** Each read replaces the one before whole; after a failed one there are no roles, and the problem says why. */
export const withFiles = put('files');
export const withKeys = put('keys');
export const withOffset = (offsetMillis: number): Change => withClock({ offsetMillis, measured: true });
/** The computer's clock was set: what is known of AWS's time stays. */
export const withJump = (offsetMillis: number): Change => withClock({ offsetMillis });
export const withAskingTime = (asking: boolean): Change => withClock({ asking });
/** A moment that was waited for has come. */
export const withDue = (due: Millis): Change => withClock({ due });

/** The same settings again change nothing: each write is told by the file as well. */
export const withSettings =
  (settings: Settings): Change =>
  (state) =>
    JSON.stringify(settings) === JSON.stringify(state.settings) ? state : { ...state, settings };

export const withTap = putIn('taps');
export const withCode = put('code');

export const withWaiting =
  (waiting: Waiting): Change =>
  (state) => ({ ...state, waiting: [...state.waiting.filter((other) => other.id !== waiting.id), waiting] });

export const withoutWaiting =
  (id: string): Change =>
  (state) => ({ ...state, waiting: state.waiting.filter((other) => other.id !== id) });

export const withHeld = by('held');
export const withRenewals = by('renewals');
export const withRefusals = by('refusals');
export const withApprovals = by('approvals');
/** Undefined takes back what was chosen. */
export const withSpan = putIn('spans');

/** So many limits of one run are remembered: a program may ask for ever new ones. */
const limitedMost = 50;

/** The newest last. */
export const withLimited =
  (limited: LimitedRole): Change =>
  (state) => ({ ...state, limited: [...state.limited, limited].slice(-limitedMost) });

/** Undefined when it was answered. */
export const withGuardOffer = putOrTake('guardOffer');

export const withLeaving =
  (leaving: Leaving): Change =>
  (state) => ({ ...state, leaving: [...state.leaving, leaving] });

export const withoutLeaving =
  (id: string): Change =>
  (state) => ({ ...state, leaving: state.leaving.filter((other) => other.id !== id) });

const subject = (notice: Notice): string => (notice.kind === 'duration' ? `duration ${notice.roleArn}` : JSON.stringify(notice));

/** A newer notice on the same thing takes the place of the older. */
export const withNotice =
  (notice: Notice): Change =>
  (state) => ({ ...state, notices: [...state.notices.filter((other) => subject(other) !== subject(notice)), notice] });

/** In the place of one with the same id. */
export const withAlert =
  (alert: Alert): Change =>
  (state) => ({ ...state, alerts: [...state.alerts.filter((other) => other.id !== alert.id), alert] });

export const withoutAlerts =
  (isOver: (alert: Alert) => boolean): Change =>
  (state) =>
    state.alerts.some(isOver) ? { ...state, alerts: state.alerts.filter((alert) => !isOver(alert)) } : state;

export const withAsking =
  (asking: Asking): Change =>
  (state) => ({ ...state, asking: [...state.asking, asking] });

export const withoutAsking =
  (asking: Asking): Change =>
  (state) => ({ ...state, asking: state.asking.filter((other) => other !== asking) });

export const withDoor = put('door');
export const withBrowsers = put('browsers');

export const withSourceAsked =
  (profile: string, isAsked: boolean): Change =>
  (state) => ({
    ...state,
    sourcesAsked: new Set([...state.sourcesAsked].filter((other) => other !== profile).concat(isAsked ? [profile] : [])),
  });

export const withSearch = putIn('searches');

export const withFoundRoles =
  (source: string, found: KeptFoundRoles): Change =>
  (state) => ({ ...state, foundRoles: { ...state.foundRoles, [source]: found } });
