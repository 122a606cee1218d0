import type { UnfinishedPlan } from '../../contract/team/sheet.ts';
import type { TeamRecord } from './plans/team-record.ts';

/** A list for each kind that the journal keeps. */
export type PlanLists = {
  readonly [K in TeamRecord['kind']]: {
    readonly list: () => Promise<readonly Extract<UnfinishedPlan, { readonly kind: K }>['plan'][]>;
  };
};

/** Plans of every kind that are neither finished nor undone, for window and terminal. */
export const listUnfinished = async (lists: PlanLists): Promise<readonly UnfinishedPlan[]> => {
  const found = await Promise.all(
    Object.entries(lists).map(async ([kind, { list }]) => (await list()).map((plan) => ({ kind, plan }) as UnfinishedPlan)),
  );
  return found.flat();
};
