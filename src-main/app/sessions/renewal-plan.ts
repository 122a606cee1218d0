import { parseUserArn } from '../../aws/arn.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import { isSignInId } from '../../aws/sources/sign-in-source.ts';
import type { Preferences } from '../../contract/preferences.ts';
import type { Millis } from '../../contract/values.ts';
import type { Settings } from '../ports.ts';
import { isGuardedItself } from '../roles/role-settings.ts';
import { type HeldMfaSession, type HeldRole, type RenewalTries, staying } from '../state/sessions-state.ts';
import type { State } from '../state/state.ts';

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

/** Sources of certificates that sign without asking anybody: `Renewals.quiet`. */
export type Quiet = ReadonlySet<string>;

/**
 * Whether a session takes a touch as it was opened. What a sign-in opened takes none, though there is no MFA session behind it, nor does a certificate whose key
 * wants no touch while its PIN is remembered.
 */
export const tookTouch = ({ guarded, via, sourceKey }: Pick<HeldRole, 'guarded' | 'via' | 'sourceKey'>, quiet: Quiet): boolean =>
  guarded || (via === 'direct' && !isSignInId(sourceKey) && !quiet.has(sourceKey));

/** Whether a source opens a role without a touch and an MFA session: a sign-in does, and a certificate while its key asks nobody. */
export const opensSilently = ({ renewals }: Pick<State, 'renewals'>, { id }: Pick<Source, 'id'>): boolean =>
  isSignInId(id) || renewals.quiet.has(id);

/** Whether only a touch renews a session: a guard that was set while it is open counts at once. */
const takesTouch = (
  session: HeldRole,
  { guards = {}, readOnlyFirst = {} }: Partial<Pick<Settings, 'guards' | 'readOnlyFirst'>>,
  quiet: Quiet,
): boolean => tookTouch(session, quiet) || isGuardedItself({ guards, readOnlyFirst }, session);

/**
 * When a session renews by itself: undefined for one that will not. Without a touch that is possible only while the source's MFA session
 * lives, or from a sign-in, which tells its end when it is asked; a guarded role never does.
 */
export const renewsAt = (
  session: HeldRole,
  mfaSessions: readonly Pick<HeldMfaSession, 'source' | 'expires' | 'sessionKeyId'>[],
  settings: Preferences & { readonly pinned: readonly string[] } & Partial<Pick<Settings, 'guards' | 'readOnlyFirst'>>,
  quiet: Quiet = new Set(),
): Millis | undefined => {
  if (takesTouch(session, settings, quiet)) return undefined;
  const due = dueAt(session);
  // A user's own session is the MFA session, which does not renew itself.
  const isItself = ({ sessionKeyId }: Pick<HeldMfaSession, 'sessionKeyId'>) =>
    sessionKeyId === session.accessKeyId && parseUserArn(session.roleArn) !== undefined;
  const lives =
    isSignInId(session.sourceKey) ||
    quiet.has(session.sourceKey) ||
    mfaSessions.some((mfa) => mfa.source === session.source && mfa.expires > due && !isItself(mfa));
  return lives && isWanted(session, due, settings) ? due : undefined;
};

/** The MFA sessions of a session's source, told from others. */
export const mfaSessionsOf = ({ held }: State, { source }: Pick<HeldRole, 'source'>): string =>
  held.mfa.flatMap((mfa) => (mfa.source === source ? [`${mfa.mfaSerial} ${mfa.expires}`] : [])).join(' ');

/** How the renewal of a session went so far, while the same MFA sessions live. */
export const triesOf = (state: State, session: HeldRole): RenewalTries | undefined => {
  const made = state.renewals.tries.get(session.accessKeyId);
  return made?.from === mfaSessionsOf(state, session) ? made : undefined;
};

/** The renewals to come, each with its moment; those under way are left out. */
export const renewalsAhead = (state: State, now: Millis): readonly { readonly session: HeldRole; readonly at: Millis }[] =>
  staying(state).roles.flatMap((session) => {
    const planned = renewsAt(session, state.held.mfa, state.settings, state.renewals.quiet);
    if (planned === undefined || session.expires <= now || state.renewals.underWay.has(session.accessKeyId)) return [];
    return [{ session, at: Math.max(planned, triesOf(state, session)?.next ?? 0) }];
  });

/** What ends in a way that only a touch renews. */
export const endings = (state: State, now: Millis) => {
  const held = staying(state);
  const all = [
    ...held.mfa.map(
      ({ source, expires }) => ({ id: `ends ${source} ${expires}`, what: 'mfa-session', name: source, ends: expires }) as const,
    ),
    ...held.roles
      // One that was opened as a guarded role ends as it should; one that was guarded since may be in use.
      .filter((session) => !session.guarded && takesTouch(session, state.settings, state.renewals.quiet))
      .map(({ profile, expires }) => ({ id: `ends ${profile} ${expires}`, what: 'direct', name: profile, ends: expires }) as const),
  ];
  return all.filter(({ ends }) => ends > now);
};
