import type { Problem } from '../problems/problem.ts';

/** What is done to add a person, in this order. */
export const addSteps = ['user', 'group', 'own-mfa', 'member', 'policies', 'password', 'key', 'invite'] as const;
export type AddStep = (typeof addSteps)[number];

/** A tag as IAM has it; the value may be empty. */
export interface UserTag {
  readonly key: string;
  readonly value: string;
}

/** Who is to be added, and with what. Nothing here is secret. */
export interface AddWish {
  readonly name: string;
  /** With slashes on both sides. */
  readonly path?: string;
  readonly group?: string;
  /** ARN of a managed policy that limits the user. */
  readonly boundary?: string;
  /** Of the user, by which policies tell people apart; absent for none. */
  readonly tags?: readonly UserTag[];
  /** ARNs of managed policies for the user. */
  readonly policies: readonly string[];
  /** A one-time password for the console. */
  readonly password: boolean;
  readonly accessKey: boolean;
  /** The file for the new person, whole path. */
  readonly invite?: string;
  readonly region?: string;
  /** ARNs of roles that the person is to tap. */
  readonly roles: readonly string[];
}

/** How far a step is. `there`: it was so before, and stays when the plan is undone. */
export type StepState = 'there' | 'todo' | 'begun' | 'done';

/** A step as it is shown before and while the plan runs. */
export interface PlanStepView<Name extends string> {
  readonly name: Name;
  /** The call of IAM; `file` for what is done on this computer. */
  readonly action: string;
  /** What it is done to. */
  readonly on: string;
  readonly state: StepState;
  /** What takes it back; absent where nothing has to. */
  readonly undo?: string;
}

export type TeamStepView = PlanStepView<AddStep>;

/** A plan and how far it is. `id` is what it is continued or undone by; absent before it began. */
export interface TeamPlanView {
  readonly id?: string;
  readonly source: string;
  readonly accountId: string;
  readonly user: string;
  readonly userArn: string;
  readonly consoleUrl: string;
  readonly steps: readonly TeamStepView[];
  /** What could not be looked at beforehand. */
  readonly unread: readonly Problem[];
}
