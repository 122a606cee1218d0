import type { Problem } from '../../contract/problems/problem.ts';
import type { CodeView } from '../../contract/snapshot.ts';
import { type Page, pageOf } from './page-state.ts';
import type { TapState } from './state.ts';
import type { Change } from './store.ts';

/** Takes away the failures whose cause is over: of roles, of the code card and of the page of certificates. */
export const withoutFailures =
  (isOver: (problem: Problem) => boolean): Change =>
  (state) => {
    const isPast = (entry: TapState | CodeView['state']) => entry.kind === 'failed' && isOver(entry.problem);
    const { problem, ...page } = pageOf(state, 'certificates') ?? {};
    const isPagePast = problem !== undefined && isOver(problem);
    if (!isPagePast && ![...state.taps.values(), state.code].some(isPast)) return state;
    const rest = isPagePast ? { page: page as Page } : {};
    const taps = new Map([...state.taps].filter(([, tap]) => !isPast(tap)));
    return { ...state, ...rest, taps, code: isPast(state.code) ? { kind: 'idle' } : state.code };
  };
