import type { Alert } from '../../contract/alerts.ts';
import { type Change, withAlert } from './store.ts';

/** One for a sign-in, however many profiles and roles come from it. `profile` is one of them that can sign in, `role` what was not renewed. */
export const withSignedOut =
  (profile: string, role: string): Change =>
  (state) => {
    const origin = state.files.kind === 'read' ? state.files.profiles.originOf(profile) : undefined;
    const id = `sign-in ${origin && 'session' in origin ? origin.session : profile}`;
    const before = state.alerts.find((alert) => alert.id === id);
    const roles = before?.kind === 'signed-out' ? before.roles.filter((other) => other !== role) : [];
    return withAlert({ id, kind: 'signed-out', profile, roles: [...roles, role] })(state);
  };

/** Whether an alert says of a sign-in that it is over, and a role that comes from it was opened since. */
export const isSignedInto = (alert: Alert, role: string): boolean => alert.kind === 'signed-out' && alert.roles.includes(role);
