import { type ApprovalSpan, type Asker, type AskingProgram, isSameAsker, type Millis } from '../../contract/values.ts';
import { endOfDay } from './refusals.ts';

/** A person allowed a guarded role to a program for longer than one session. */
export interface Approval {
  readonly program: AskingProgram;
  readonly profile: string;
  readonly until: Millis;
}

/** From the approvals to the next; each is pure. */
export type ApprovalChange = (approvals: readonly Approval[]) => readonly Approval[];

const hour = 3_600_000;

const isOf =
  (profile: string, asker: Asker) =>
  (approval: Approval): boolean =>
    approval.profile === profile && isSameAsker(approval.program, asker);

/** The approval by which this program may have the role's sessions now. */
export const approvalOf = (approvals: readonly Approval[], profile: string, asker: Asker, now: Millis): Approval | undefined =>
  approvals.find((approval) => approval.until > now && isOf(profile, asker)(approval));

/** Allows the role for this span, until the session's end at least. One for the session alone is noted with the session. */
export const approved =
  (profile: string, program: AskingProgram, span: ApprovalSpan, now: Millis, expires: Millis): ApprovalChange =>
  (approvals) => {
    if (span === 'session') return approvals;
    const before = approvals.find(isOf(profile, program))?.until ?? 0;
    const until = Math.max(before, expires, span === 'hour' ? now + hour : endOfDay(now));
    return [...withdrawn(profile, program)(approvals), { program, profile, until }];
  };

export const withdrawn =
  (profile: string, program: Asker): ApprovalChange =>
  (approvals) =>
    approvals.filter((approval) => !isOf(profile, program)(approval));
