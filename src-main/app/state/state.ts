import type { Profiles } from '../../aws/profiles/profile-types.ts';
import type { KeysState } from '../../card/keys/keys.ts';
import type { Alert, DoorView } from '../../contract/alerts.ts';
import type { UnfinishedView } from '../../contract/enroll.ts';
import type { Problem } from '../../contract/problems.ts';
import type { ClockView, CodeView, MfaSessionView, Notice, RoleState, Snapshot, Waiting } from '../../contract/snapshot.ts';
import type { Asker, Millis } from '../../contract/values.ts';
import type { KeptFoundRoles, Settings, StoredRoleSession } from '../ports.ts';
import { defaultSettings } from '../settings.ts';
import type { DevicesState } from './devices-state.ts';
import type { EnrollModel } from './enroll-state.ts';
import { initialSystem, type Page, type SystemState } from './page-state.ts';
import type { TodayState } from './today-state.ts';

/**
 * The one state of the program. It holds what was read from the user's files, so it is never shown: `snapshot.ts` makes
 * the picture. All changes are the functions below.
 */
export interface State {
  readonly keys: KeysState;
  readonly files: FilesState;
  readonly clock: ClockState;
  /** As the file has them: see `syncSettings`. */
  readonly settings: Settings;
  /** What goes on, or went wrong, with a role, by profile name (a map: `__proto__` is a possible profile name). */
  readonly taps: ReadonlyMap<string, TapState>;
  readonly code: CodeView['state'];
  readonly waiting: readonly Waiting[];
  readonly mfaSessions: readonly MfaSessionView[];
  /** Role sessions whose credentials this program holds, without them. */
  readonly heldRoles: readonly HeldRole[];
  /** Where they are kept beyond this process: a keyring shows only when it is used whether it is one. */
  readonly sessionsKept: Snapshot['sessionsKept'];
  readonly notices: readonly Notice[];
  readonly alerts: readonly Alert[];
  /** Who waits for a session now, the first one first. */
  readonly asking: readonly Asking[];
  readonly door: DoorView;
  /** What IAM told, by source. */
  readonly foundRoles: Readonly<Record<string, KeptFoundRoles>>;
  /** Searches in IAM by source: one under way, or what the last one leaves to say. */
  readonly searches: ReadonlyMap<string, SearchState>;
  /** The wizard's open run. */
  readonly enroll?: EnrollModel;
  readonly unfinished: readonly UnfinishedView[];
  readonly devices?: DevicesState;
  readonly today?: TodayState;
  readonly page?: Page;
  readonly system: SystemState;
}

export interface ClockState extends ClockView {
  /** AWS is being asked for its time. */
  readonly asking: boolean;
  /** The last moment of AWS's time that the scheduler waited for: what had ended by then is over in every view since. */
  readonly due: Millis;
}

export type HeldRole = Omit<StoredRoleSession, 'credentials' | 'sourceKey'> & { readonly accessKeyId: string; readonly expires: Millis };

/** One wish; told from another by being another object. */
export interface Asking {
  readonly profile: string;
  readonly source: string;
  readonly asker: Asker;
}

export type FilesState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'read'; readonly profiles: Profiles };

export type SearchState = { readonly kind: 'reading' } | { readonly kind: 'done' | 'failed'; readonly problem: Problem };

export type TapState = Extract<RoleState, { readonly kind: 'waiting' | 'failed' }>;

export const initialState: State = {
  keys: { kind: 'starting' },
  files: { kind: 'loading' },
  clock: { offsetMillis: 0, measured: false, asking: false, due: 0 },
  settings: defaultSettings,
  taps: new Map(),
  code: { kind: 'idle' },
  waiting: [],
  mfaSessions: [],
  heldRoles: [],
  sessionsKept: 'process',
  notices: [],
  alerts: [],
  asking: [],
  door: { state: 'closed' },
  foundRoles: {},
  searches: new Map(),
  unfinished: [],
  system: initialSystem,
};

export type Change = (state: State) => State;

/** Each read replaces the one before whole; after a failed one there are no roles, and the problem says why. */
export const withFiles =
  (files: FilesState): Change =>
  (state) => ({ ...state, files });

export const withKeys =
  (keys: KeysState): Change =>
  (state) => ({ ...state, keys });

export const withOffset =
  (offsetMillis: number): Change =>
  (state) => ({ ...state, clock: { ...state.clock, offsetMillis, measured: true } });

/** The computer's clock was set: what is known of AWS's time stays. */
export const withJump =
  (offsetMillis: number): Change =>
  (state) => ({ ...state, clock: { ...state.clock, offsetMillis } });

export const withAskingTime =
  (asking: boolean): Change =>
  (state) => ({ ...state, clock: { ...state.clock, asking } });

/** A moment that was waited for has come. */
export const withDue =
  (due: Millis): Change =>
  (state) => ({ ...state, clock: { ...state.clock, due } });

/** The same settings again change nothing: each write is told by the file as well. */
export const withSettings =
  (settings: Settings): Change =>
  (state) =>
    JSON.stringify(settings) === JSON.stringify(state.settings) ? state : { ...state, settings };

export const withTap =
  (profile: string, tap: TapState | undefined): Change =>
  (state) => {
    const taps = new Map(state.taps);
    if (tap) taps.set(profile, tap);
    else taps.delete(profile);
    return { ...state, taps };
  };

export const withCode =
  (code: CodeView['state']): Change =>
  (state) => ({ ...state, code });

export const withWaiting =
  (waiting: Waiting): Change =>
  (state) => ({ ...state, waiting: [...state.waiting.filter((other) => other.id !== waiting.id), waiting] });

export const withoutWaiting =
  (id: string): Change =>
  (state) => ({ ...state, waiting: state.waiting.filter((other) => other.id !== id) });

export const withMfaSessions =
  (mfaSessions: readonly MfaSessionView[]): Change =>
  (state) => ({ ...state, mfaSessions });

export const withHeldRoles =
  (heldRoles: readonly HeldRole[]): Change =>
  (state) => ({ ...state, heldRoles });

export const withSessionsKept =
  (sessionsKept: Snapshot['sessionsKept']): Change =>
  (state) =>
    sessionsKept === state.sessionsKept ? state : { ...state, sessionsKept };

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

export const withDoor =
  (door: DoorView): Change =>
  (state) => ({ ...state, door });

export const withSearch =
  (source: string, search: SearchState | undefined): Change =>
  (state) => {
    const searches = new Map(state.searches);
    if (search) searches.set(source, search);
    else searches.delete(source);
    return { ...state, searches };
  };

export const withFoundRoles =
  (source: string, found: KeptFoundRoles): Change =>
  (state) => ({ ...state, foundRoles: { ...state.foundRoles, [source]: found } });

/** Undefined when the run is over. */
export const withEnroll =
  (enroll: EnrollModel | undefined): Change =>
  ({ enroll: _before, ...state }) =>
    enroll ? { ...state, enroll } : state;

/** Changes the open run; nothing when it is over. */
export const withEnrollChange =
  (id: string, change: Partial<EnrollModel>): Change =>
  (state) =>
    state.enroll?.id === id ? { ...state, enroll: { ...state.enroll, ...change } } : state;

export const withUnfinished =
  (unfinished: readonly UnfinishedView[]): Change =>
  (state) => ({ ...state, unfinished });

/** Undefined closes the screen. */
export const withDevices =
  (devices: DevicesState | undefined): Change =>
  ({ devices: _before, ...state }) =>
    devices ? { ...state, devices } : state;

/** Undefined closes the screen. */
export const withToday =
  (today: TodayState | undefined): Change =>
  ({ today: _before, ...state }) =>
    today ? { ...state, today } : state;
