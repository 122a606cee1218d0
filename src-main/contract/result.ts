import type { Problem } from './problems/problem.ts';

/** What a use case gives back: the value, or the problem that a person has to know about. Bugs throw instead. */
export type Result<T> = { readonly ok: true; readonly value: T } | Failure;

export interface Failure {
  readonly ok: false;
  readonly problem: Problem;
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = (problem: Problem): Failure => ({ ok: false, problem });
