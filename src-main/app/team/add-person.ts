import { createTeamIam } from '../../aws/iam/team-iam.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { AddWish, TeamPlanView } from '../../contract/team/plan.ts';
import { addEffects } from './add-effects.ts';
import { inWords, whyBad } from './add-wish.ts';
import { deliver, type HandOver, type HeldSecrets, handsNothing } from './hand-over.ts';
import { sealInvite } from './invite.ts';
import { viewOf } from './plan-view.ts';
import { findNamed } from './plans/find-named.ts';
import { whyBadArn } from './plans/named-arns.ts';
import { createPlanDesk, type TeamPlanPorts } from './plans/plan-desk.ts';
import { deniedResource, isMissing, unreadGroup } from './plans/plan-steps.ts';
import { type RecordOf, stateOf, withState } from './plans/team-record.ts';

type AddRecord = RecordOf<'add'>;

export type AddOver = HandOver<TeamPlanView>;

export interface AddPerson {
  /** What would be done, and what is there already. Nothing is changed. Problems: those of the caller; team-name-taken, team-wish-bad. */
  readonly plan: (source: string, wish: AddWish, signal: AbortSignal) => Promise<Result<TeamPlanView>>;
  /** Does it. Problems: those of planning and of each call; then what was done stays, and can be continued or undone. */
  readonly add: (source: string, wish: AddWish, over: AddOver, signal: AbortSignal) => Promise<Result<TeamPlanView>>;
  readonly resume: (id: string, over: AddOver, signal: AbortSignal) => Promise<Result<TeamPlanView>>;
  readonly undo: (id: string, signal: AbortSignal) => Promise<Result<TeamPlanView>>;
  /** Plans that are neither finished nor undone, oldest first. */
  readonly list: () => Promise<readonly TeamPlanView[]>;
}

export const createAddPerson = (ports: TeamPlanPorts, seal = sealInvite): AddPerson => {
  const desk = createPlanDesk<AddRecord, TeamPlanView, AddOver>(ports, {
    kind: 'add',
    effects: (run, over) => {
      const held: HeldSecrets = { get: {} };
      const { wish } = run.record();
      const invited = { ...wish, userArn: viewOf(run.record()).userArn };
      const effects = addEffects(run, wish, held, () => deliver(run, invited, held, over ?? handsNothing(), seal));
      return {
        effects,
        forget: () => {
          held.get = {};
        },
      };
    },
    view: viewOf,
    inWords: (problem, record) => {
      const { wish, groupDenied } = record;
      const isGroup = stateOf(record, 'user') === 'done' && stateOf(record, 'member') !== 'done';
      const about = isGroup && wish.group !== undefined ? wish.group : wish.name;
      return (isGroup && unreadGroup(problem, groupDenied)) || inWords(problem, wish, about);
    },
  });

  const iam = createTeamIam(ports.aws.callIam);

  /** A record of what is to be done, with what is there already. */
  const look = async (source: string, wish: AddWish, signal: AbortSignal) => {
    const bad = whyBad(wish);
    if (bad) return failed(bad);
    const opened = await desk.open(source, signal);
    if (!opened.ok) return opened;
    const { caller } = opened.value;
    const strange = whyBadArn(wish, caller.partition);
    if (strange) return failed(strange);
    const reader = { caller: caller.caller, signal };
    let record: AddRecord = { ...desk.begin('add', caller), wish, steps: {} };
    const unread: Problem[] = [];
    const { name, group } = wish;
    const user = await findNamed(iam, reader, 'user', name);
    if (user.ok) return failed({ code: 'team-name-taken', name: user.value.name });
    // Whoever may not look, or list them all, is told when IAM refuses the name.
    if (!isMissing(user.problem)) {
      if (user.problem.code !== 'iam-denied') return failed(user.problem);
      unread.push(user.problem);
    }
    if (group !== undefined) {
      const found = await findNamed(iam, reader, 'group', group);
      if (found.ok) record = withState({ ...record, wish: { ...wish, group: found.value.name } }, 'group', 'there');
      // Whoever may not look is told when the group turns out to be missing.
      else if (!isMissing(found.problem)) {
        unread.push(found.problem);
        record = { ...withState(record, 'group', 'there'), ...defined({ groupDenied: deniedResource(found.problem) }) };
      }
    }
    return ok({ record, unread });
  };

  return {
    plan: async (source, wish, signal) => {
      const found = await look(source, wish, signal);
      return found.ok ? ok(viewOf(found.value.record, found.value.unread, false)) : found;
    },
    add: async (source, wish, over, signal) => {
      const found = await look(source, wish, signal);
      return found.ok ? desk.carryOut(found.value.record, over, signal) : found;
    },
    resume: desk.resume,
    undo: desk.undo,
    list: desk.list,
  };
};
