import { accountIdOf } from '../../aws/arn.ts';
import type { OwnedTarget } from '../../aws/targets/target-types.ts';
import { defined } from '../../base/defined.ts';
import { limitsView } from '../../contract/sessions/limits.ts';
import type { SessionView } from '../../contract/snapshot.ts';
import type { Millis } from '../../contract/values.ts';
import { isGuardedItself } from '../roles/role-settings.ts';
import { renewsAt } from '../sessions/renewal-plan.ts';
import type { HeldRole } from '../state/sessions-state.ts';
import type { State } from '../state/state.ts';
import type { SnapshotFacts } from './snapshot-facts.ts';

/** A session is shown as expiring when no more than this is left of it, in milliseconds. */
export const expiringMillis = 5 * 60_000;

/** Sessions that live: those that we hold, and those in the credentials file that another run wrote. */
export const sessionViews = (state: State, facts: SnapshotFacts): readonly SessionView[] => {
  const targets = state.files.kind === 'read' ? state.files.profiles.targets : [];
  const written = new Map(targets.map((target) => [target.target, target]));
  const held = state.held.roles.filter((session) => session.expires > facts.now && !isReplaced(session, written.get(session.target)));
  const heldTargets = new Set(held.map(({ target }) => target));
  return [
    ...targets
      .filter((target) => target.expires > facts.now && !heldTargets.has(target.target))
      .map((target) => fileView(target, state, facts)),
    ...held.map((session) => heldView(session, written.get(session.target), state, facts)),
  ];
};

/** Another run wrote a newer session to the same target. */
const isReplaced = (session: HeldRole, target: OwnedTarget | undefined): boolean =>
  target !== undefined && target.accessKeyId !== session.accessKeyId && target.expires > session.expires;

/** Of one that another run wrote only the name tells that it is limited. */
const fileView = (target: OwnedTarget, { settings }: State, facts: SnapshotFacts): SessionView => {
  const limited = target.profile === undefined ? undefined : facts.catalog.byName.get(target.profile);
  // On a way through other roles its own guard alone counts here.
  const isKnown = limited !== undefined && limited.roleArn === target.roleArn && limited.through.length === 0;
  return {
    target: target.target,
    roleArn: target.roleArn,
    accountId: accountIdOf(target.roleArn),
    accessKeyId: target.accessKeyId,
    since: target.since,
    expires: target.expires,
    via: target.via,
    guarded: isKnown
      ? limited.guard === 'on'
      : isGuardedItself(settings, { roleArn: target.roleArn, ...defined({ limits: limited?.limits }) }),
    ...(limited?.of !== undefined && limited.limits ? { limits: limitsView(limited.of, limited.limits) } : {}),
    file: facts.paths.credentials,
    ...defined({ profile: target.profile }),
  };
};

const heldView = (session: HeldRole, target: OwnedTarget | undefined, state: State, facts: SnapshotFacts): SessionView => {
  const renews: Millis | undefined = renewsAt(session, state.held.mfa, state.settings, state.renewals.quiet);
  return {
    target: session.target,
    roleArn: session.roleArn,
    accountId: accountIdOf(session.roleArn),
    accessKeyId: session.accessKeyId,
    since: session.since,
    expires: session.expires,
    via: session.via,
    profile: session.profile,
    guarded: session.guarded,
    ...(session.of !== undefined && session.limits ? { limits: limitsView(session.of, session.limits) } : {}),
    asker: session.asker,
    ...(target?.accessKeyId === session.accessKeyId ? { file: facts.paths.credentials } : {}),
    ...defined({ renews }),
  };
};
