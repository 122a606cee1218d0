import type { Problem } from '../problems/problem.ts';
import type { PlanStepView } from './plan.ts';

/** What is done to enroll a YubiKey for somebody else, in this order. */
export const enrollForSteps = ['device', 'enable'] as const;
export type EnrollForStep = (typeof enrollForSteps)[number];

/** Whose YubiKey it becomes, and which one is meant. */
export interface EnrollForWish {
  readonly user: string;
  /** By its serial number; undefined for the only one that is plugged in. */
  readonly keySerial?: number;
  /** The YubiKey asks for a touch for each code. */
  readonly touch: boolean;
}

/** An enrolment for somebody else. `id` is what it is continued or undone by; absent before it began and when it is over. */
export interface EnrollForView {
  readonly id?: string;
  readonly source: string;
  readonly accountId: string;
  readonly user: string;
  readonly device: string;
  readonly keyName: string;
  readonly keySerial?: number;
  readonly touch: boolean;
  readonly steps: readonly PlanStepView<EnrollForStep>[];
  readonly unread: readonly Problem[];
}
