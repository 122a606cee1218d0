import type { App } from '../../app/app.ts';
import type { Result } from '../../contract/result.ts';
import type { GroupPolicyView, GroupPolicyWish } from '../../contract/team/policies.ts';
import { policyExtras, policyKinds } from '../../contract/team/policy.ts';
import { asSentence } from '../../words/grammar.ts';
import { groupPolicySheet } from '../../words/team/policies.ts';
import type { Output, Run } from '../console/command.ts';
import { whichSource } from '../devices/which-source.ts';
import { listOf } from '../options/team-options.ts';
import { carryOn, carryOutPlan, type SimpleKind, type Watch } from './output/simple-plan.ts';

export const groupPolicyDocument = ({ unread: _, id, steps, text, change: _change, ...view }: GroupPolicyView) => ({
  ...view,
  id: id ?? null,
  document: text === '' ? null : (JSON.parse(text) as unknown),
  steps: steps.map((step) => ({ ...step, undo: step.undo ?? null })),
});

const kindOf = ({ team: { groupPolicy } }: App): SimpleKind<GroupPolicyView> => ({
  ...groupPolicy,
  shown: (view) => view.steps.map((step) => ({ ...step, words: groupPolicySheet.step(view) })),
  document: groupPolicyDocument,
  about: (view) => [
    groupPolicySheet.plan(view),
    ...(view.isRemoval && view.policy === 'deny' ? [groupPolicySheet.withoutMfa(view.group)] : []),
    view.text.trimEnd(),
  ],
  done: (view) => [asSentence(groupPolicySheet.done(view))],
  undone: (view) => [asSentence(groupPolicySheet.undone(view.group))],
  waysOn: groupPolicySheet.waysOn,
});

/** `roletap team attach KIND GROUP`: puts a policy on a group; `--off` takes it away. Continued and undone by its ID. */
export const attachPolicy: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  await app.ready;
  const kind = kindOf(app);
  if (args.resume !== undefined || args.undo !== undefined) return carryOn(kind, args, console, signal);
  const [, named, group = ''] = args.words;
  const { with: extras, path = '', off: isRemoval = false } = args.team ?? {};
  const source = await whichSource(app, args, console, signal);
  if (!source.ok) return source;
  const { groupPolicy } = app.team;
  const wish: GroupPolicyWish = {
    policy: policyKinds.find((one) => one === named) ?? 'self',
    group,
    extras: policyExtras.filter((extra) => listOf(extras).includes(extra)),
    path,
    isRemoval,
  };
  const plan = {
    plan: (until: AbortSignal) => groupPolicy.plan(source.value, wish, until),
    carry: (watch: Watch<GroupPolicyView>, until: AbortSignal) => groupPolicy.put(source.value, wish, watch, until),
  };
  return carryOutPlan(kind, plan, args, console, signal);
};
