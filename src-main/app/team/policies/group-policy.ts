import * as v from 'valibot';
import { createTeamIam } from '../../../aws/iam/team-iam.ts';
import { changedLines } from '../../../aws/ini/changed-lines.ts';
import { policyText } from '../../../aws/policies/policy-texts.ts';
import { defined } from '../../../base/defined.ts';
import { parsed } from '../../../base/schema.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { GroupPolicyStep, GroupPolicyView, GroupPolicyWish } from '../../../contract/team/policies.ts';
import type { PolicyKind } from '../../../contract/team/policy.ts';
import type { DiffLine } from '../../../contract/values.ts';
import { ownMfaPolicy } from '../add-effects.ts';
import { lookAtScope, whyUnsafe } from '../enforce/enforce-look.ts';
import { denyPolicy } from '../enforce/holders.ts';
import { findNamed } from '../plans/find-named.ts';
import { createPlanDesk, type OpenedPlan, type TeamPlanPorts } from '../plans/plan-desk.ts';
import { type Effect, isMissing, limitReached, type TeamRun, unlessMissing } from '../plans/plan-steps.ts';
import { type RecordOf, stateOf } from '../plans/team-record.ts';
import { shownDocument } from './shown-document.ts';

type GroupPolicyRecord = RecordOf<'policy'>;

export interface GroupPolicyOver {
  readonly onStep: (view: GroupPolicyView) => void;
}

/** Puts one of the two policies that a team needs on a group, or takes it away. */
export interface GroupPolicy {
  /** What would be done. Nothing is changed. Problems: those of the caller and of reading; team-missing; enforce-unsafe, with names. */
  readonly plan: (source: string, wish: GroupPolicyWish, signal: AbortSignal) => Promise<Result<GroupPolicyView>>;
  /** Does it. Problems: those of planning and of each call. */
  readonly put: (source: string, wish: GroupPolicyWish, over: GroupPolicyOver, signal: AbortSignal) => Promise<Result<GroupPolicyView>>;
  readonly resume: (id: string, over: GroupPolicyOver, signal: AbortSignal) => Promise<Result<GroupPolicyView>>;
  /** The group has again what it had. */
  readonly undo: (id: string, signal: AbortSignal) => Promise<Result<GroupPolicyView>>;
  readonly list: () => Promise<readonly GroupPolicyView[]>;
}

/** What the policies are called where they are put. */
export const policyNames: { readonly [K in PolicyKind]: string } = { self: ownMfaPolicy, deny: denyPolicy };

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const differing = (was: string, now: string): readonly DiffLine[] => changedLines(bytes(was), bytes(now));

const inlineSchema = v.object({ PolicyDocument: v.string() });

const textOf = ({ wish, partition, accountId }: Pick<GroupPolicyRecord, 'wish' | 'partition' | 'accountId'>): string =>
  policyText(wish.policy, { partition, accountId, ...defined({ path: wish.path === '' ? undefined : wish.path }) }, wish.extras);

const actions: { readonly [S in GroupPolicyStep]: string } = { put: 'iam:PutGroupPolicy', take: 'iam:DeleteGroupPolicy' };

const stepOf = ({ wish }: GroupPolicyRecord): GroupPolicyStep => (wish.isRemoval ? 'take' : 'put');

const effectsOf = (run: TeamRun<GroupPolicyRecord>): readonly Effect<GroupPolicyRecord>[] => {
  const { wish, before } = run.record();
  const { group } = wish;
  const call = (action: 'PutGroupPolicy' | 'DeleteGroupPolicy', input: object = {}) =>
    run.call(action, { GroupName: group, PolicyName: policyNames[wish.policy], ...input }, { about: { kind: 'group', group } });
  const put = (PolicyDocument: string) => call('PutGroupPolicy', { PolicyDocument });
  const take = () => unlessMissing(call('DeleteGroupPolicy'));
  const effect: Effect<GroupPolicyRecord> = {
    name: stepOf(run.record()),
    subject: group,
    make: wish.isRemoval ? take : () => put(textOf(run.record())),
    // What was there before comes back as it was.
    remove: before === undefined ? take : () => put(before),
  };
  return [effect];
};

const viewOf = (record: GroupPolicyRecord, unread: readonly Problem[] = [], isBegun = true): GroupPolicyView => {
  const { id, source, accountId, wish, before } = record;
  const { group, policy, isRemoval } = wish;
  const text = isRemoval ? (before ?? '') : textOf(record);
  const name = stepOf(record);
  const state = stateOf(record, name);
  const undo = state === 'there' ? undefined : before === undefined ? actions.take : actions.put;
  return {
    source,
    accountId,
    group,
    policy,
    isRemoval,
    text,
    steps: [{ name, action: actions[name], on: group, state, ...defined({ undo }) }],
    unread,
    ...defined({ id: isBegun ? id : undefined, change: before === undefined || isRemoval ? undefined : differing(before, text) }),
  };
};

export const createGroupPolicy = (ports: TeamPlanPorts): GroupPolicy => {
  const desk = createPlanDesk<GroupPolicyRecord, GroupPolicyView, GroupPolicyOver>(ports, {
    kind: 'policy',
    effects: (run) => ({ effects: effectsOf(run) }),
    view: viewOf,
    inWords: (problem, { wish: { group } }) =>
      isMissing(problem) ? { code: 'team-missing', name: group } : (limitReached(problem, group) ?? problem),
  });

  /** Nobody is locked out: whoever is in the group has MFA, or nothing is denied to it. */
  const isUnsafe = async (
    { caller, run }: OpenedPlan<GroupPolicyRecord>,
    group: string,
    signal: AbortSignal,
  ): Promise<Problem | undefined> => {
    const { clock } = ports.aws;
    const seen = await lookAtScope({ caller, call: run.call, clock, onProgress: () => {} }, { kind: 'group', group }, signal);
    if (!seen.ok) return seen.problem;
    return seen.value.isSafe ? undefined : whyUnsafe(seen.value);
  };

  const iam = createTeamIam(ports.aws.callIam);

  const look = async (source: string, given: GroupPolicyWish, signal: AbortSignal): Promise<Result<GroupPolicyRecord>> => {
    const { policy, isRemoval } = given;
    const opened = await desk.open(source, signal);
    if (!opened.ok) return opened;
    const { caller, run } = opened.value;
    const there = await findNamed(iam, { caller: caller.caller, signal }, 'group', given.group);
    if (!there.ok) return failed(there.problem);
    const group = there.value.name;
    const wish = { ...given, group };
    const input = { GroupName: group, PolicyName: policyNames[policy] };
    const found = await run.call('GetGroupPolicy', input, { about: { kind: 'group', group } });
    // What can't be read could not be put back either.
    if (!found.ok && !isMissing(found.problem)) return failed(found.problem);
    const unsafe = policy === 'deny' && !isRemoval ? await isUnsafe(opened.value, group, signal) : undefined;
    if (unsafe) return failed(unsafe);
    const before = found.ok ? shownDocument(parsed(inlineSchema, found.value)?.PolicyDocument ?? '') : undefined;
    const record = { ...desk.begin('policy', caller), wish, ...defined({ before }), steps: {} };
    const isThere = isRemoval ? before === undefined : before === textOf(record);
    return ok(isThere ? { ...record, steps: { [stepOf(record)]: 'there' as const } } : record);
  };

  return {
    plan: async (source, wish, signal) => {
      const record = await look(source, wish, signal);
      return record.ok ? ok(viewOf(record.value, [], false)) : record;
    },
    put: async (source, wish, over, signal) => {
      const record = await look(source, wish, signal);
      return record.ok ? desk.carryOut(record.value, over, signal) : record;
    },
    resume: async (id, over, signal) => {
      const left = (await desk.list()).find((one) => one.id === id);
      // Since it stopped, somebody may have come into the group without MFA.
      if (left?.policy === 'deny' && !left.isRemoval) {
        const opened = await desk.open(left.source, signal);
        const unsafe = opened.ok ? await isUnsafe(opened.value, left.group, signal) : undefined;
        if (unsafe) return failed(unsafe);
      }
      return desk.resume(id, over, signal);
    },
    undo: desk.undo,
    list: desk.list,
  };
};
