import type { Profiles } from '../../aws/profiles/profile-types.ts';
import type { KeysState } from '../../card/keys/keys.ts';
import type { KeyPlaceView } from '../../contract/access-keys/key-place.ts';
import type { KeysPageView, UnfinishedRotation } from '../../contract/access-keys/rotation.ts';
import type { StrayKey } from '../../contract/access-keys/stray-keys.ts';
import type { Alert, DoorView } from '../../contract/alerts.ts';
import type { SetupView } from '../../contract/certificates/piv.ts';
import type { Command } from '../../contract/commands.ts';
import type { UnfinishedView } from '../../contract/enroll.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { BrowserView } from '../../contract/sessions/console.ts';
import type { LimitedRole } from '../../contract/sessions/limits.ts';
import type { CodeView, Notice, RoleState, Waiting } from '../../contract/snapshot.ts';
import type { UpdateState } from '../../contract/updates/update-view.ts';
import type { ApprovalSpan, Asker, ClockView, Millis } from '../../contract/values.ts';
import type { KeptFoundRoles, Settings } from '../ports.ts';
import { defaultSettings } from '../settings.ts';
import type { Approval } from './approvals.ts';
import type { DevicesState } from './devices-state.ts';
import type { EnrollModel } from './enroll-state.ts';
import { initialSystem, type Page, type SystemState } from './page-state.ts';
import type { Refusal } from './refusals.ts';
import { type HeldSessions, type Leaving, nothingHeld, nothingRenewed, type Renewals } from './sessions-state.ts';

/**
 * The one state of the program. It holds what was read from the user's files, so it is never shown: `snapshot.ts` makes
 * the picture. All changes are the functions of `store.ts` and those of a page.
 */
export interface State {
  readonly keys: KeysState;
  readonly files: FilesState;
  readonly clock: ClockState;
  /** As the file has them: see `StoredSettings`. */
  readonly settings: Settings;
  /** What goes on, or went wrong, with a role, by profile name (a map: `__proto__` is a possible profile name). */
  readonly taps: ReadonlyMap<string, TapState>;
  readonly code: CodeView['state'];
  readonly waiting: readonly Waiting[];
  readonly held: HeldSessions;
  /** Roles with limits that were asked for in this run. */
  readonly limited: readonly LimitedRole[];
  readonly renewals: Renewals;
  /** The role whose guard is offered before it is opened for the first time, and what was to open it. */
  readonly guardOffer?: { readonly role: string; readonly command: Command };
  /** Ends that can still be taken back. */
  readonly leaving: readonly Leaving[];
  readonly notices: readonly Notice[];
  readonly alerts: readonly Alert[];
  /** Who waits for a session now, the first one first. */
  readonly asking: readonly Asking[];
  /** Programs that a person said no to, in this run. */
  readonly refusals: readonly Refusal[];
  /** What a person allowed to programs beyond a session, in this run. */
  readonly approvals: readonly Approval[];
  /** For how long the next touch for a guarded role allows it, by profile, where the person chose. */
  readonly spans: ReadonlyMap<string, ApprovalSpan>;
  readonly door: DoorView;
  /** Where consoles can be opened side by side, as it was when that was looked for. */
  readonly browsers?: readonly BrowserView[];
  /** What IAM told, by source. */
  readonly foundRoles: Readonly<Record<string, KeptFoundRoles>>;
  /** Searches in IAM by source: one under way, or what the last one leaves to say. */
  readonly searches: ReadonlyMap<string, SearchState>;
  /** Profiles whose program or sign-in is asked for credentials now. */
  readonly sourcesAsked: ReadonlySet<string>;
  /** The wizard's open run. */
  readonly enroll?: EnrollModel;
  readonly unfinished: readonly UnfinishedView[];
  /** Setups of certificates that have not come to their end, the oldest first. */
  readonly setups: readonly SetupView[];
  /** As the journal had them when it was read last. */
  readonly rotations: readonly UnfinishedRotation[];
  /** Access keys that lie about, as they were when the AWS files were read last. */
  readonly strayKeys: readonly StrayKey[];
  readonly devices?: DevicesState;
  readonly accessKeys?: KeysPageView;
  readonly keyPlace?: KeyPlaceView;
  readonly page?: Page;
  readonly system: SystemState;
  /** Absent where this copy has no updates. */
  readonly update?: UpdateState;
}

export interface ClockState extends ClockView {
  /** AWS is being asked for its time. */
  readonly asking: boolean;
  /** The last moment of AWS's time that the scheduler waited for: what had ended by then is over in every view since. */
  readonly due: Millis;
}

/** One request; told from another by being another object. */
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
  held: nothingHeld,
  limited: [],
  renewals: nothingRenewed,
  leaving: [],
  notices: [],
  alerts: [],
  asking: [],
  refusals: [],
  approvals: [],
  spans: new Map(),
  door: { state: 'closed' },
  foundRoles: {},
  searches: new Map(),
  sourcesAsked: new Set(),
  unfinished: [],
  setups: [],
  rotations: [],
  strayKeys: [],
  system: initialSystem,
};
