import type { TeamAction } from '../../../aws/iam/iam-errors.ts';
import { createTeamIam, type Fields } from '../../../aws/iam/team-iam.ts';
import { policyText } from '../../../aws/policies/policy-texts.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, type Result } from '../../../contract/result.ts';
import type { EnforceHolder, EnforcePlanView, EnforceScope, EnforceView } from '../../../contract/team/enforce.ts';
import type { TeamProgress } from '../../../contract/team/people.ts';
import { ownMfaPolicy } from '../add-effects.ts';
import { spelledName } from '../plans/find-named.ts';
import { createPlanDesk, type OpenedPlan, type TeamPlanPorts } from '../plans/plan-desk.ts';
import { type Effect, limitReached, type TeamRun, unlessMissing } from '../plans/plan-steps.ts';
import { type RecordOf, scopeLabel } from '../plans/team-record.ts';
import { lookAtScope, type ScopeReader, whyUnsafe } from './enforce-look.ts';
import { denyPolicy } from './holders.ts';

type EnforceRecord = RecordOf<'enforce'>;

export interface EnforceWatch {
  readonly onStep: (view: EnforcePlanView) => void;
  readonly onProgress?: OnProgress;
}

/** Is told how far reading is. */
export type OnProgress = (progress: TeamProgress) => void;

export interface Enforcing {
  /** Who would be locked out, and what is still to be done. Changes nothing. Problems: team-missing, enforce-pilot-other, enforce-break-glass. */
  readonly look: (source: string, scope: EnforceScope, signal: AbortSignal, onProgress?: OnProgress) => Promise<Result<EnforceView>>;
  /**
   * Lets them manage their MFA, and puts the Deny on the group, on a pilot, or on all groups and users without one, where nobody would be locked out. What was done
   * stays when a call fails, and is continued or undone. Problem: enforce-unsafe, with names.
   */
  readonly enforce: (source: string, scope: EnforceScope, watch: EnforceWatch, signal: AbortSignal) => Promise<Result<EnforceView>>;
  /** Takes the Deny back, everywhere in the scope. */
  readonly release: (source: string, scope: EnforceScope, signal: AbortSignal, onProgress?: OnProgress) => Promise<Result<EnforceView>>;
  /** Looks again before it denies: enforce-unsafe, with names, and then nothing is done. */
  readonly resume: (id: string, watch: EnforceWatch, signal: AbortSignal) => Promise<Result<EnforcePlanView>>;
  /** Takes away what this enforcement put; what was there before stays. */
  readonly undo: (id: string, signal: AbortSignal) => Promise<Result<EnforcePlanView>>;
  /** Enforcements that stopped halfway, oldest first. */
  readonly list: () => Promise<readonly EnforcePlanView[]>;
}

/** The call of the step `deny group developers`. */
const actionOf = (step: string): string => `iam:Put${step.split(' ')[1] === 'group' ? 'Group' : 'User'}Policy`;

const viewOf = ({ id, source, accountId, scope, steps }: EnforceRecord, _unread?: readonly Problem[], isBegun = true): EnforcePlanView => ({
  source,
  accountId,
  scope: scope.kind,
  group: scopeLabel(scope, accountId),
  asked: scope,
  steps: Object.entries(steps).map(([name, state]) => ({ name, action: actionOf(name), state })),
  ...(isBegun ? { id } : {}),
});

/** The call about a group's or a user's inline policy. */
const onHolder = (call: TeamRun['call'], kind: string, name: string) => (verb: 'Put' | 'Delete', input: Fields) => {
  const action: TeamAction = `${verb}${kind === 'group' ? 'Group' : 'User'}Policy`;
  return kind === 'group'
    ? call(action, { GroupName: name, ...input }, { about: { kind: 'group', group: name } })
    : call(action, { UserName: name, ...input }, { userName: name });
};

const policies = { 'own-mfa': [ownMfaPolicy, 'self'], deny: [denyPolicy, 'deny'] } as const;

/** A step's name says what is put on whom: `deny group developers`. */
const stepName = (what: keyof typeof policies, { kind, name }: Pick<EnforceHolder, 'kind' | 'name'>): string => `${what} ${kind} ${name}`;

/** First everybody may set up MFA, then everything else is denied. */
const effectsOf = (run: TeamRun<EnforceRecord>): readonly Effect<EnforceRecord>[] => {
  const { steps, partition, accountId } = run.record();
  return Object.keys(steps).map((step): Effect<EnforceRecord> => {
    const [what = '', kind = '', name = ''] = step.split(' ');
    const [PolicyName, text] = policies[what === 'deny' ? 'deny' : 'own-mfa'];
    const call = onHolder(run.call, kind, name);
    return {
      name: step,
      subject: step,
      make: () => call('Put', { PolicyName, PolicyDocument: policyText(text, { partition, accountId }) }),
      remove: () => unlessMissing(call('Delete', { PolicyName })),
    };
  });
};

export const createEnforcing = (ports: TeamPlanPorts): Enforcing => {
  const desk = createPlanDesk<EnforceRecord, EnforcePlanView, EnforceWatch>(ports, {
    kind: 'enforce',
    effects: (run) => ({ effects: effectsOf(run) }),
    view: viewOf,
    inWords: (problem, { scope, accountId }) => limitReached(problem, scopeLabel(scope, accountId)) ?? problem,
  });
  const { clock } = ports.aws;
  const iam = createTeamIam(ports.aws.callIam);
  /** The scope with its group as IAM spells it. Users are found in its members. */
  const spelled = async ({ caller }: OpenedPlan<EnforceRecord>, scope: EnforceScope, signal: AbortSignal): Promise<EnforceScope> =>
    scope.kind === 'account' ? scope : { ...scope, group: await spelledName(iam, { caller: caller.caller, signal }, 'group', scope.group) };
  const lookAs = (
    { caller, run }: OpenedPlan<EnforceRecord>,
    scope: EnforceScope,
    signal: AbortSignal,
    onProgress: OnProgress = () => {},
    how: Pick<ScopeReader, 'isRelease' | 'isBrief'> = {},
  ) => lookAtScope({ caller, call: run.call, clock, onProgress, ...how }, scope, signal);

  /** Who would be locked out by the Deny that is still to be put: since it stopped, somebody may have come without MFA. */
  const stillUnsafe = async (id: string, onProgress: OnProgress | undefined, signal: AbortSignal): Promise<Problem | undefined> => {
    const left = (await desk.list()).find((one) => one.id === id);
    if (!left?.steps.some(({ name, state }) => name.startsWith('deny ') && state !== 'done')) return undefined;
    const { source, accountId, asked } = left;
    const opened = await desk.open(source, signal);
    if (!opened.ok) return opened.problem;
    if (opened.value.caller.accountId !== accountId) return { code: 'team-other-account', accountId };
    const seen = await lookAs(opened.value, asked, signal, onProgress);
    if (!seen.ok) return seen.problem;
    return seen.value.isSafe ? undefined : whyUnsafe(seen.value);
  };

  return {
    look: async (source, given, signal, onProgress) => {
      const opened = await desk.open(source, signal);
      return opened.ok ? lookAs(opened.value, await spelled(opened.value, given, signal), signal, onProgress) : opened;
    },
    enforce: async (source, given, watch, signal) => {
      const opened = await desk.open(source, signal);
      if (!opened.ok) return opened;
      const { onProgress } = watch;
      const scope = await spelled(opened.value, given, signal);
      const before = await lookAs(opened.value, scope, signal, onProgress);
      if (!before.ok) return before;
      const { holders, isSafe } = before.value;
      const todo = [
        ...holders.filter(({ canManage }) => !canManage).map((holder) => stepName('own-mfa', holder)),
        ...(isSafe ? holders.filter(({ isEnforced }) => !isEnforced).map((holder) => stepName('deny', holder)) : []),
      ];
      if (todo.length > 0) {
        const named = scope.kind === 'pilot' ? { ...scope, user: before.value.group } : scope;
        const begun = { ...desk.begin('enforce', opened.value.caller), scope: named };
        const record: EnforceRecord = { ...begun, steps: Object.fromEntries(todo.map((name) => [name, 'todo' as const])) };
        const done = await desk.carryOut(record, watch, signal);
        if (!done.ok) return done;
      }
      // By now all of them may set up MFA.
      if (!isSafe) return failed(whyUnsafe({ ...before.value, canManage: true }));
      return todo.length === 0 ? before : lookAs(opened.value, scope, signal, onProgress);
    },
    release: async (source, given, signal, onProgress) => {
      const opened = await desk.open(source, signal);
      if (!opened.ok) return opened;
      const scope = await spelled(opened.value, given, signal);
      const before = await lookAs(opened.value, scope, signal, onProgress, { isRelease: true, isBrief: true });
      if (!before.ok) return before;
      for (const { kind, name, isEnforced } of before.value.holders) {
        // What could not be read may be there.
        if (!isEnforced && before.value.unread.length === 0) continue;
        const gone = await unlessMissing(onHolder(opened.value.run.call, kind, name)('Delete', { PolicyName: denyPolicy }));
        if (!gone.ok) return failed(gone.problem);
      }
      const { caller } = opened.value;
      const deed = { plan: 'enforce', on: before.value.group, outcome: 'released' } as const;
      ports.journal.note({ source: caller.caller.source, accountId: caller.accountId, deed });
      return lookAs(opened.value, scope, signal, onProgress, { isRelease: true });
    },
    resume: async (id, watch, signal) => {
      const unsafe = await stillUnsafe(id, watch.onProgress, signal);
      return unsafe ? failed(unsafe) : desk.resume(id, watch, signal);
    },
    undo: desk.undo,
    list: desk.list,
  };
};
