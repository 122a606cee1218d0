import type { RemovalView, UnfinishedView } from '../../contract/enroll.ts';
import type { EnrollModel } from './enroll-state.ts';
import { type Page, pageOf, type SystemState } from './page-state.ts';
import { type Change, put, putOrTake } from './store.ts';

/** Changes of what lies over the roles: pages and screens, runs that change AWS, and what their journals have. */

/** Undefined closes the page. */
export const withPage = putOrTake('page');

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

/** Undefined closes the screen. */
export const withDevices = putOrTake('devices');

/** Undefined when the run is over. */
export const withEnroll = putOrTake('enroll');

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

/** The same for the journals of certificates' setups and of rotations. */
export const withSetups = put('setups');
export const withRotations = put('rotations');

export const withStrayKeys = put('strayKeys');
/** Undefined shows no access keys any more. */
export const withAccessKeys = putOrTake('accessKeys');
/** Undefined closes the page on where an access key is kept. */
export const withKeyPlace = putOrTake('keyPlace');
