import type { Preferences } from '../../contract/preferences.ts';
import type { MfaSessionView } from '../../contract/snapshot.ts';
import type { Millis } from '../../contract/values.ts';
import type { HeldRole } from '../state/state.ts';

/** A role renews this long before its end; a short session in its last third. Milliseconds. */
const renewalLead = 15 * 60_000;

/** A person is told this long before a session ends that only a touch renews. Milliseconds. */
export const warningLead = 10 * 60_000;

/** When a session is due to be renewed, whether or not it will be. */
export const dueAt = ({ since, expires }: Pick<HeldRole, 'since' | 'expires'>): Millis =>
  expires - Math.min(renewalLead, Math.max(0, (expires - since) / 3));

/** Whether a role is kept alive at a moment: pinned, or used within the time that counts as use. */
const isWanted = (session: HeldRole, at: Millis, settings: Preferences & { readonly pinned: readonly string[] }): boolean => {
  if (settings.renewal === 'never') return false;
  if (settings.pinned.includes(session.profile)) return true;
  return settings.renewal === 'in-use' && session.used + settings.inUseMinutes * 60_000 >= at;
};

/**
 * When a session renews by itself: undefined for one that will not. Without a touch that is possible only while the source's MFA session
 * lives; a guarded role never does.
 */
export const renewsAt = (
  session: HeldRole,
  mfaSessions: readonly MfaSessionView[],
  settings: Preferences & { readonly pinned: readonly string[] },
): Millis | undefined => {
  if (session.guarded || session.via === 'direct') return undefined;
  const due = dueAt(session);
  const lives = mfaSessions.some((mfa) => mfa.source === session.source && mfa.expires > due);
  return lives && isWanted(session, due, settings) ? due : undefined;
};
