import { type Asker, type AskingProgram, isSameAsker, type Millis } from '../../contract/values.ts';

/** A person said no to a program that asked for a role. */
export interface Refusal {
  readonly program: AskingProgram;
  readonly profile: string;
  /** How often in a row. */
  readonly times: number;
  /** Before this moment nobody is asked in its name. */
  readonly until: Millis;
  /** The person said until when. */
  readonly silenced: boolean;
}

/** From the refusals to the next; each is pure. */
export type RefusalChange = (refusals: readonly Refusal[]) => readonly Refusal[];

const minute = 60_000;

/** The longest wait, in minutes. */
const longest = 60;

const isOf =
  (profile: string, asker: Asker) =>
  (refusal: Refusal): boolean =>
    refusal.profile === profile && isSameAsker(refusal.program, asker);

/** The refusal that keeps this program from asking now. */
export const refusalOf = (refusals: readonly Refusal[], profile: string, asker: Asker, now: Millis): Refusal | undefined =>
  refusals.find((refusal) => refusal.until > now && isOf(profile, asker)(refusal));

/** One "no" more: it waits a minute, then two, four, and so on, an hour at most, or until the moment that the person said. */
export const refused =
  (profile: string, program: AskingProgram, now: Millis, until?: Millis): RefusalChange =>
  (refusals) => {
    const before = refusals.find(isOf(profile, program));
    const times = (before?.times ?? 0) + 1;
    const wait = now + Math.min(2 ** (times - 1), longest) * minute;
    const silenced = until !== undefined || (before?.silenced === true && before.until > now);
    const refusal = { program, profile, times, until: Math.max(before?.until ?? 0, until ?? wait), silenced };
    return [...refusals.filter((other) => other !== before), refusal];
  };

/** What was said before no longer counts. */
export const forgiven =
  (profile: string, program: Asker): RefusalChange =>
  (refusals) =>
    refusals.filter((refusal) => !isOf(profile, program)(refusal));

/** The end of the local day of a moment. */
export const endOfDay = (now: Millis): Millis => new Date(now).setHours(24, 0, 0, 0);
