import type { HistoryEntry } from '../../contract/history.ts';
import type { Millis } from '../../contract/values.ts';

/** A session that Roletap opened on this computer, as its history has it. */
export interface OwnSession {
  readonly accessKeyId: string;
  readonly profile: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly since: Millis;
  readonly until: Millis;
}

/** So long before a span its sessions may have been opened. */
export const sessionReach = 36 * 3_600_000;

/**
 * Sessions that were open at some time of a span, the newest first, of one role (its name or ARN) or of all. `entries`: of the span and of `sessionReach`
 * before it, in order of time. Pure.
 */
export const ownSessions = (
  entries: readonly HistoryEntry[],
  { from, to, role }: { readonly from: Millis; readonly to: Millis; readonly role?: string | undefined },
): readonly OwnSession[] => {
  const found = new Map<string, OwnSession>();
  for (const { event, accessKeyId, profile, roleArn, accountId, at, expires } of entries) {
    if (accessKeyId === undefined || (event !== 'opened' && event !== 'renewed')) continue;
    if (role !== undefined && profile !== role && roleArn !== role) continue;
    // The session of a user goes to several targets: the first line has when it was bought.
    const since = found.get(accessKeyId)?.since ?? at;
    found.set(accessKeyId, { accessKeyId, profile, roleArn, accountId, since, until: expires ?? at });
  }
  return [...found.values()].filter(({ since, until }) => since < to && until > from).reverse();
};
