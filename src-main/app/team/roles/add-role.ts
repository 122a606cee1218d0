import { createTeamIam } from '../../../aws/iam/team-iam.ts';
import { defined } from '../../../base/defined.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { RolePlanView, RoleWish } from '../../../contract/team/role.ts';
import { findNamed } from '../plans/find-named.ts';
import { whyBadArn } from '../plans/named-arns.ts';
import { createPlanDesk, type TeamPlanPorts } from '../plans/plan-desk.ts';
import { deniedResource, isMissing, unreadGroup } from '../plans/plan-steps.ts';
import { type RecordOf, stateOf } from '../plans/team-record.ts';
import { effectsOf, viewOf } from './role-plan.ts';
import { inWords, whyBad } from './role-wish.ts';

type RoleRecord = RecordOf<'role'>;

/** Who is told of each step. */
export interface RoleWatch {
  readonly onStep: (view: RolePlanView) => void;
}

/** Adds roles that ask for MFA. */
export interface AddRole {
  /** What would be done, and what is there already. Nothing is changed. Problems: those of the caller; team-name-taken, team-wish-bad, role-wish-bad. */
  readonly plan: (source: string, wish: RoleWish, signal: AbortSignal) => Promise<Result<RolePlanView>>;
  /** Does it. Problems: those of planning and of each call; then what was done stays, and can be continued or undone. */
  readonly add: (source: string, wish: RoleWish, watch: RoleWatch, signal: AbortSignal) => Promise<Result<RolePlanView>>;
  readonly resume: (id: string, watch: RoleWatch, signal: AbortSignal) => Promise<Result<RolePlanView>>;
  readonly undo: (id: string, signal: AbortSignal) => Promise<Result<RolePlanView>>;
  /** Plans that are neither finished nor undone, oldest first. */
  readonly list: () => Promise<readonly RolePlanView[]>;
}

export const createAddRole = (ports: TeamPlanPorts): AddRole => {
  const desk = createPlanDesk<RoleRecord, RolePlanView, RoleWatch>(ports, {
    kind: 'role',
    effects: (run) => ({ effects: effectsOf(run) }),
    view: viewOf,
    inWords: (problem, record) => {
      const { wish, groupDenied } = record;
      // Before the group come the role and its policies, which may be missing as well.
      const isGroup = stateOf(record, 'role') === 'done' && (wish.policies.length === 0 || stateOf(record, 'policies') === 'done');
      return (isGroup && unreadGroup(problem, groupDenied)) || inWords(problem, wish);
    },
  });

  const iam = createTeamIam(ports.aws.callIam);

  /** A record of what is to be done, once the wish is known to be one that IAM takes. */
  const look = async (source: string, given: RoleWish, signal: AbortSignal) => {
    const opened = await desk.open(source, signal);
    if (!opened.ok) return opened;
    const { caller, run } = opened.value;
    // An empty account is the role's own.
    const trust =
      given.trust.kind === 'account' && given.trust.accountId === '' ? { ...given.trust, accountId: caller.accountId } : given.trust;
    const wish = { ...given, trust };
    const bad = whyBad(wish, caller) ?? whyBadArn(wish, caller.partition);
    if (bad) return failed(bad);
    let record: RoleRecord = { ...desk.begin('role', caller), wish, steps: {} };
    const unread: Problem[] = [];
    const found = await run.call('GetRole', { RoleName: wish.name }, { about: { kind: 'role', role: wish.name } });
    if (found.ok) return failed({ code: 'team-name-taken', name: wish.name });
    if (!isMissing(found.problem)) {
      if (found.problem.code !== 'iam-denied') return failed(found.problem);
      unread.push(found.problem);
    }
    if (wish.group !== undefined) {
      const there = await findNamed(iam, { caller: caller.caller, signal }, 'group', wish.group);
      if (there.ok) record = { ...record, wish: { ...wish, group: there.value.name } };
      else if (isMissing(there.problem)) return failed(there.problem);
      else {
        unread.push(there.problem);
        record = { ...record, ...defined({ groupDenied: deniedResource(there.problem) }) };
      }
    }
    return ok({ record, unread });
  };

  return {
    plan: async (source, wish, signal) => {
      const found = await look(source, wish, signal);
      return found.ok ? ok(viewOf(found.value.record, found.value.unread, false)) : found;
    },
    add: async (source, wish, watch, signal) => {
      const found = await look(source, wish, signal);
      return found.ok ? desk.carryOut(found.value.record, watch, signal) : found;
    },
    resume: desk.resume,
    undo: desk.undo,
    list: desk.list,
  };
};
