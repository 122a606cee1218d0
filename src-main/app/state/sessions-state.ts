import type { Snapshot } from '../../contract/snapshot.ts';
import type { Millis } from '../../contract/values.ts';
import type { StoredMfaSession, StoredRoleSession } from '../stored-sessions.ts';

/**
 * The sessions whose credentials this program holds, without them: nothing that can reach a snapshot knows a secret. The credentials lie
 * in the session cache, under the access keys that are here.
 */
export interface HeldSessions {
  readonly mfa: readonly HeldMfaSession[];
  readonly roles: readonly HeldRole[];
  /** Sessions that were ended in this run, by access key: one that could not be taken out of the file is not taken up again from there. */
  readonly ended: ReadonlySet<string>;
  /** Where they are kept beyond this process: a keyring shows only when it is used whether it is one. */
  readonly kept: Snapshot['sessionsKept'];
}

export interface HeldMfaSession extends Omit<StoredMfaSession, 'credentials'> {
  /** The access key of the session itself; `accessKeyId` is that of the source. */
  readonly sessionKeyId: string;
  readonly expires: Millis;
}

export interface HeldRole extends Omit<StoredRoleSession, 'credentials'> {
  readonly accessKeyId: string;
  readonly expires: Millis;
}

/** From the held sessions to the next; each is pure. */
export type HeldChange = (held: HeldSessions) => HeldSessions;

/** What is known of renewals, so that none is tried twice at once or too soon, and no warning is given twice. */
export interface Renewals {
  /** How the renewal of a session went so far, by its access key. */
  readonly tries: ReadonlyMap<string, RenewalTries>;
  /** Sessions that are being renewed now, by access key. */
  readonly underWay: ReadonlySet<string>;
  /** Ids of warnings that were given: one that was put away does not come back. */
  readonly warned: ReadonlySet<string>;
  /** Sources whose certificate's key signs without asking anybody: it takes no touch, and its PIN is remembered. By id. */
  readonly quiet: ReadonlySet<string>;
}

export interface RenewalTries {
  /** The MFA sessions of its source then: another one may be taken where these were not. */
  readonly from: string;
  readonly count: number;
  /** Not before this moment; infinity for one that was refused for good. */
  readonly next: Millis;
}

export type RenewalChange = (renewals: Renewals) => Renewals;

export const renewalBegun =
  (accessKeyId: string): RenewalChange =>
  (renewals) => ({ ...renewals, underWay: new Set([...renewals.underWay, accessKeyId]) });

/** `tries`: when it failed. */
export const renewalOver =
  (accessKeyId: string, tries?: RenewalTries): RenewalChange =>
  (renewals) => ({
    ...renewals,
    underWay: new Set([...renewals.underWay].filter((other) => other !== accessKeyId)),
    tries: tries ? new Map([...renewals.tries, [accessKeyId, tries]]) : renewals.tries,
  });

export const quietChanged =
  (sourceId: string, isQuiet: boolean): RenewalChange =>
  (renewals) =>
    renewals.quiet.has(sourceId) === isQuiet
      ? renewals
      : { ...renewals, quiet: new Set([...[...renewals.quiet].filter((other) => other !== sourceId), ...(isQuiet ? [sourceId] : [])]) };

export const warningGiven =
  (id: string): RenewalChange =>
  (renewals) => ({ ...renewals, warned: new Set([...renewals.warned, id]) });

/** Sessions that a person ended and can still have back: nobody is given them meanwhile. */
export interface Leaving {
  readonly id: string;
  readonly names: readonly string[];
  readonly all: boolean;
  readonly until: Millis;
  /** Access keys of the sessions, those of MFA sessions included. */
  readonly keys: ReadonlySet<string>;
}

export const isLeaving = (leaving: readonly Leaving[], accessKeyId: string): boolean => leaving.some(({ keys }) => keys.has(accessKeyId));

/** What is held without what is leaving. */
export const staying = ({ held, leaving }: { readonly held: HeldSessions; readonly leaving: readonly Leaving[] }): HeldSessions =>
  leaving.length === 0
    ? held
    : {
        ...held,
        mfa: held.mfa.filter(({ sessionKeyId }) => !isLeaving(leaving, sessionKeyId)),
        roles: held.roles.filter(({ accessKeyId }) => !isLeaving(leaving, accessKeyId)),
      };

export const nothingHeld: HeldSessions = { mfa: [], roles: [], ended: new Set(), kept: 'process' };
export const nothingRenewed: Renewals = { tries: new Map(), underWay: new Set(), warned: new Set(), quiet: new Set() };
