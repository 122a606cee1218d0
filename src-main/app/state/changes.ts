import type { KeysState } from '../../card/keys/keys.ts';
import type { Alert, DoorView } from '../../contract/alerts.ts';
import type { RemovalView, UnfinishedView } from '../../contract/enroll.ts';
import type { BrowserView } from '../../contract/sessions/console.ts';
import type { LimitedRole } from '../../contract/sessions/limits.ts';
import type { CodeView, Notice, Waiting } from '../../contract/snapshot.ts';
import type { ApprovalSpan, Millis } from '../../contract/values.ts';
import type { KeptFoundRoles, Settings } from '../ports.ts';
import type { ApprovalChange } from './approvals.ts';
import type { DevicesState } from './devices-state.ts';
import type { EnrollModel } from './enroll-state.ts';
import { type Page, pageOf, type SystemState } from './page-state.ts';
import type { RefusalChange } from './refusals.ts';
import type { HeldChange, Leaving, RenewalChange } from './sessions-state.ts';
import type { Asking, FilesState, SearchState, State, TapState } from './state.ts';

/** From one state to the next; each is pure. */
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

/** The same sessions again change nothing. */
export const withHeld =
  (change: HeldChange): Change =>
  (state) => {
    const held = change(state.held);
    return held === state.held ? state : { ...state, held };
  };

/** So many limits of one run are remembered: a program may ask for ever new ones. */
const limitedMost = 50;

/** The newest last. */
export const withLimited =
  (limited: LimitedRole): Change =>
  (state) => ({ ...state, limited: [...state.limited, limited].slice(-limitedMost) });

export const withBrowsers =
  (browsers: readonly BrowserView[]): Change =>
  (state) => ({ ...state, browsers });

/** Undefined when it was answered. */
export const withGuardOffer =
  (offer: State['guardOffer']): Change =>
  ({ guardOffer: _before, ...state }) =>
    offer === undefined ? state : { ...state, guardOffer: offer };

export const withLeaving =
  (leaving: Leaving): Change =>
  (state) => ({ ...state, leaving: [...state.leaving, leaving] });

export const withoutLeaving =
  (id: string): Change =>
  (state) => ({ ...state, leaving: state.leaving.filter((other) => other.id !== id) });

/** The same refusals again change nothing. */
export const withRefusals =
  (change: RefusalChange): Change =>
  (state) => {
    const refusals = change(state.refusals);
    return refusals.length === 0 && state.refusals.length === 0 ? state : { ...state, refusals };
  };

/** The same approvals again change nothing. */
export const withApprovals =
  (change: ApprovalChange): Change =>
  (state) => {
    const approvals = change(state.approvals);
    return approvals.length === 0 && state.approvals.length === 0 ? state : { ...state, approvals };
  };

/** Undefined takes back what was chosen. */
export const withSpan =
  (profile: string, span: ApprovalSpan | undefined): Change =>
  (state) => {
    if (state.spans.get(profile) === span) return state;
    const spans = new Map(state.spans);
    if (span) spans.set(profile, span);
    else spans.delete(profile);
    return { ...state, spans };
  };

export const withRenewals =
  (change: RenewalChange): Change =>
  (state) => ({ ...state, renewals: change(state.renewals) });

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

export const withSourceAsked =
  (profile: string, isAsked: boolean): Change =>
  (state) => ({
    ...state,
    sourcesAsked: new Set([...state.sourcesAsked].filter((other) => other !== profile).concat(isAsked ? [profile] : [])),
  });

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

/** What the journal of enrolments has, in place of what it had. */
export const withUnfinished =
  (enrolments: readonly UnfinishedView[]): Change =>
  (state) => ({ ...state, unfinished: [...enrolments, ...state.unfinished.filter(({ removal }) => removal)] });

/** The same for the journal of removals. */
export const withRemovals =
  (removals: readonly RemovalView[]): Change =>
  (state) => ({ ...state, unfinished: [...state.unfinished.filter(({ removal }) => !removal), ...removals] });

/** What the journal of certificates' setups has, in place of what it had. */
export const withSetups =
  (setups: State['setups']): Change =>
  (state) => ({ ...state, setups });

/** Undefined closes the screen. */
export const withDevices =
  (devices: DevicesState | undefined): Change =>
  ({ devices: _before, ...state }) =>
    devices ? { ...state, devices } : state;

/** Undefined closes the page. */
export const withPage =
  (page: Page | undefined): Change =>
  ({ page: _before, ...state }) =>
    page ? { ...state, page } : state;

/** Changes the page while it is still of this kind. */
export const withPageOf =
  <K extends Page['kind']>(kind: K, next: (page: Extract<Page, { readonly kind: K }>) => Page): Change =>
  (state) => {
    const page = pageOf(state, kind);
    return page ? { ...state, page: next(page) } : state;
  };

export const withSystem =
  (change: Partial<SystemState>): Change =>
  (state) => ({ ...state, system: { ...state.system, ...change } });
