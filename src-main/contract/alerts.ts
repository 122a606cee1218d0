import type { Problem } from './problems/problem.ts';
import type { Asker, Millis } from './values.ts';

/** What a person should hear of even when no window is open. */
export type Alert =
  /** Ten minutes before an MFA session or a direct session ends. Answering it renews all with one touch. */
  | {
      readonly id: string;
      readonly kind: 'ends-soon';
      readonly what: 'mfa-session' | 'direct';
      readonly name: string;
      readonly ends: Millis;
    }
  /** A program that cannot wait asked for a session that takes a touch. Answering it taps in. */
  | { readonly id: string; readonly kind: 'touch-wanted'; readonly profile: string; readonly asker: Asker }
  /** A renewal by itself was refused. Answering it opens the popover. */
  | { readonly id: string; readonly kind: 'renewal-failed'; readonly profile: string; readonly problem: Problem }
  /** A sign-in has ended, and with it the renewal of all that it opened. Answering it signs in, as the profile does, and opens those roles again. */
  | { readonly id: string; readonly kind: 'signed-out'; readonly profile: string; readonly roles: readonly string[] }
  /** 30 days, and again 7 days, before the end of a certificate that opens a role. Answering it opens the page of certificates. */
  | {
      readonly id: string;
      readonly kind: 'certificate-ends';
      readonly profile: string;
      readonly subject: string;
      readonly ends: Millis;
      /** Whole ones that are left. Below 0: it has ended, which nobody was told of in time. */
      readonly days: number;
    };

/** What a person just ended: nobody is given it any more, and it goes for good at `until`. */
export interface EndedView {
  readonly id: string;
  /** The roles, or the targets of sessions without a known one. */
  readonly names: readonly string[];
  /** The MFA sessions as well. */
  readonly all: boolean;
  readonly until: Millis;
}

/** The local socket (a named pipe on Windows) that other programs ask at. */
export type DoorView =
  | { readonly state: 'closed' }
  | { readonly state: 'open'; readonly path: string }
  | { readonly state: 'failed'; readonly problem: Problem };
