import { deviceName } from '../../../src-main/contract/team/people.ts';
import type { GroupPolicyWish } from '../../../src-main/contract/team/policies.ts';
import { type AnyRemoval, type RemovePlanView, waitsToDelete } from '../../../src-main/contract/team/remove.ts';
import { waitsToLift } from '../../../src-main/contract/team/rescue.ts';
import {
  type LeftPlan,
  type PolicySheet,
  type RemoveSheet,
  type SheetView,
  subjectOf,
  type UnfinishedPlan,
} from '../../../src-main/contract/team/sheet.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { scopeWords } from '../../../src-main/words/team/enforce.ts';
import { enforcingTexts } from '../../../src-main/words/team/enforcing.ts';
import { enrollForSaid, enrollForStepWords } from '../../../src-main/words/team/enroll.ts';
import { planSaid, teamStepWords } from '../../../src-main/words/team/plan.ts';
import { groupPolicySheet } from '../../../src-main/words/team/policies.ts';
import { removeSaid, removeStepWords } from '../../../src-main/words/team/remove.ts';
import { rescueSaid, rescueStepWords } from '../../../src-main/words/team/rescue.ts';
import { roleSaid, roleStepWords } from '../../../src-main/words/team/role.ts';
import { enrollSheet, rescueSheet, roleSheet } from '../../../src-main/words/team/sheets.ts';

const namesOf = (on: string): string => on.split(', ').map(deviceName).join(', ');

/** Access keys that were active are deleted a day later, unless that is not waited for. */
const isInactiveFirst = ({ id, deleteAt, isNow }: RemovePlanView): boolean => !isNow && (id === undefined || deleteAt !== undefined);

/** The steps of a plan with their words. */
export const stepsOf = ({ kind, plan }: LeftPlan) => {
  switch (kind) {
    case 'add':
      return plan.steps.map((step) => ({ ...step, words: teamStepWords(step) }));
    case 'role':
      return plan.steps.map((step) => ({ ...step, words: roleStepWords(step) }));
    case 'enroll':
      return plan.steps.map((step) => ({ ...step, words: enrollForStepWords(step) }));
    case 'remove':
      return plan.steps.map((step) => {
        const isLater = step.name === 'delete-keys' && plan.what === 'keys' && step.state === 'todo' && isInactiveFirst(plan);
        return { ...step, words: removeStepWords({ ...step, on: namesOf(step.on), isLater }) };
      });
    case 'policy':
      return plan.steps.map((step) => ({ ...step, words: groupPolicySheet.step(plan) }));
    case 'rescue':
      return plan.steps.map((step) => ({ ...step, words: rescueStepWords({ ...step, on: namesOf(step.on) }) }));
  }
};

/** What a plan does, before its steps. */
export const aboutPlan = ({ kind, plan }: LeftPlan): string => {
  switch (kind) {
    case 'add':
      return planSaid.plan(plan);
    case 'role':
      return roleSaid.plan(plan);
    case 'enroll':
      return enrollForSaid.plan(plan);
    case 'remove':
      return removeSaid.plan(plan);
    case 'policy':
      return groupPolicySheet.plan(plan);
    case 'rescue':
      return rescueSaid.plan(plan);
  }
};

/** A plan among those that are not finished. */
export const unfinishedWords = (left: UnfinishedPlan): string => {
  const steps = left.plan.steps as readonly { readonly state: string }[];
  const done = steps.filter(({ state }) => state === 'done').length;
  switch (left.kind) {
    case 'add':
      return addingTexts.unfinished(left.plan.user, done, steps.length);
    case 'role':
      return roleSheet.unfinished(left.plan.role, done, steps.length);
    case 'enroll':
      return enrollSheet.unfinished(left.plan.user, done, steps.length);
    case 'remove':
      return removeSaid.unfinished(left.plan, done, steps.length);
    case 'policy':
      return groupPolicySheet.unfinished(left.plan.group);
    case 'rescue':
      return rescueSheet.unfinished(left.plan, done, steps.length);
    case 'enforce':
      return enforcingTexts.unfinished(scopeWords(left.plan), done, steps.length);
  }
};

const own = {
  add: addingTexts,
  role: roleSheet,
  enroll: enrollSheet,
  rescue: rescueSheet,
  remove: removeSaid,
  policy: groupPolicySheet,
} as const;

/** The title of a sheet without a plan. */
export const formTitle = (view: SheetView): string => {
  switch (view.kind) {
    case 'add':
    case 'role':
      return own[view.kind].title;
    case 'policy':
      return groupPolicySheet.title(changeOf(view));
    case 'remove':
      return removeSaid.title(view.user, removalOf(view));
    default:
      return own[view.kind].title(view.user);
  }
};

/** What is removed: what the plan is for, or what was asked for. */
const removalOf = ({ plan, wish, what }: RemoveSheet): AnyRemoval => plan?.what ?? wish?.what ?? what;

/** What a plan for a group's policy is about, whether it was begun here or found. */
const changeOf = ({ plan, wish, group }: PolicySheet): Pick<GroupPolicyWish, 'group' | 'policy' | 'isRemoval'> =>
  plan ?? wish ?? { group, policy: 'self', isRemoval: false };

/** The title over a plan, as far as it is. */
export const titleOf = (view: SheetView): string => {
  const { kind, stage, plan } = view;
  const subject = plan === undefined ? '' : subjectOf(plan);
  switch (stage) {
    case 'running':
      return view.kind === 'remove' ? removeSaid.running(removalOf(view)) : own[view.kind].running;
    case 'undoing':
      return addingTexts.undoing;
    case 'left':
      if (view.kind === 'remove' && view.plan && waitsToDelete(view.plan)) return removeSaid.waits;
      return view.kind === 'rescue' && view.plan && waitsToLift(view.plan) ? rescueSheet.waits : addingTexts.left;
    case 'done':
      if (view.kind === 'policy') return groupPolicySheet.done(changeOf(view));
      if (view.kind === 'remove') return view.plan === undefined ? '' : removeSaid.done(view.plan);
      return view.kind === 'rescue' && plan?.id === undefined ? rescueSheet.over(subject) : own[view.kind].done(subject);
    case 'undone':
      return own[kind].undone(subject);
    default:
      return formTitle(view);
  }
};

/** The button that does what the plan shows. */
export const carryWords = (view: SheetView): string =>
  view.kind === 'remove'
    ? removeSaid.carry(removalOf(view))
    : view.kind === 'policy'
      ? groupPolicySheet.carry(changeOf(view).isRemoval)
      : { add: addingTexts.add, role: roleSheet.add, enroll: enrollSheet.enroll, rescue: rescueSheet.rescue }[view.kind];
