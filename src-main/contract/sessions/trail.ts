import type { Problem } from '../problems/problem.ts';
import type { Millis } from '../values.ts';

/** How somebody got in: to the console, with a code for a session of a user, into a role. */
export type SignInKind = 'console' | 'session' | 'role';

/** What an event says of somebody who got in, or tried to. */
export interface TrailSignIn {
  readonly kind: SignInKind;
  /** The MFA device, as AWS names it. */
  readonly device?: string;
  /** Of the session that came of it. */
  readonly accessKeyId?: string;
  readonly roleArn?: string;
  readonly sourceIdentity?: string;
}

/** One event of AWS CloudTrail. All of its texts were made harmless; they are AWS's, or of whoever called. */
export interface TrailEvent {
  readonly id: string;
  readonly at: Millis;
  /** What was called: `ListBuckets`. */
  readonly name: string;
  /** `s3` for `s3.amazonaws.com`. */
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** User or role session, by name; empty where AWS tells neither. */
  readonly who: string;
  readonly arn?: string;
  readonly accessKeyId?: string;
  readonly error?: { readonly code: string; readonly message?: string };
  /** An address, or the service that called for somebody. */
  readonly from: string;
  readonly agent: string;
  readonly signIn?: TrailSignIn;
  /** `omitted`: AWS left details out, as it does of what is too large. `broken`: what AWS sent for it is no JSON of an event. */
  readonly flaw?: 'omitted' | 'broken';
}

/**
 * `here`: a session that Roletap opened on this computer did it, known by its access key; or it opened one. `key`: signed by a long-term access key, which says
 * nothing of a computer.
 */
export type TrailOrigin = 'here' | 'elsewhere' | 'key';

/** An event, and whose it is. */
export interface ShownTrailEvent extends TrailEvent {
  readonly origin: TrailOrigin;
  /** Of somebody with a name that the person has. */
  readonly isMine: boolean;
  /** The role's name, for a session that Roletap opened. */
  readonly profile?: string;
}

/** What was done with one session that Roletap opened. */
export interface TrailSession {
  readonly accessKeyId: string;
  readonly profile: string;
  readonly accountId: string;
  readonly since: Millis;
  readonly until: Millis;
  readonly calls: number;
  readonly errors: number;
  /** The most used first. */
  readonly services: readonly string[];
  readonly from: readonly string[];
}

/** With which device somebody signed in last. */
export interface LastDevice {
  readonly who: string;
  readonly device: string;
  readonly at: Millis;
  readonly isMine: boolean;
}

/** What is not there: `closed` roles are not open, so that nobody could ask; `unread` was refused; of `more` only the newest were read. */
export type TrailGap =
  | { readonly what: 'closed'; readonly profile: string; readonly accountId: string }
  | { readonly what: 'unread'; readonly profile: string; readonly accountId: string; readonly region?: string; readonly problem: Problem }
  | { readonly what: 'more'; readonly accountId: string; readonly region: string; readonly pages: number };

/** What CloudTrail tells of a span of time. */
export interface TrailView {
  readonly from: Millis;
  readonly to: Millis;
  readonly regions: readonly string[];
  readonly isReading: boolean;
  /** The newest first. */
  readonly events: readonly ShownTrailEvent[];
  readonly sessions: readonly TrailSession[];
  readonly devices: readonly LastDevice[];
  readonly gaps: readonly TrailGap[];
}

/**
 * The same for the window. `events` is a JSON text of `ShownTrailEvent[]`: of 5,000 it is copied in a fifth of the time that as many objects take, and most snapshots
 * come for another reason.
 */
export interface TrailPageView extends Omit<TrailView, 'events'> {
  readonly events: string;
  /** How many there are. */
  readonly count: number;
}

/** How late an event may be in the trail, in minutes (CloudTrail user guide, "How CloudTrail works"). */
export const trailMinutes = 15;
