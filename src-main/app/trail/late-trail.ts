import { accountIdOf, parseMfaArn } from '../../aws/arn.ts';
import type { LookupEvents } from '../../aws/trail/lookup-events.ts';
import type { Clock } from '../../base/clock.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { TrailView } from '../../contract/sessions/trail.ts';
import type { History } from '../history/history.ts';
import type { RoleFiles } from '../roles/role-files.ts';
import type { SessionDeeds } from '../sessions/session-deeds.ts';
import type { Store } from '../state/store.ts';
import type { ReadTrail, TrailCaller, TrailWish } from './read-trail.ts';

/** What asking for the trail takes. */
export interface TrailPorts {
  readonly store: Pick<Store, 'state'>;
  readonly files: Pick<RoleFiles, 'catalog'>;
  readonly history: Pick<History, 'entries'>;
  readonly deeds: Pick<SessionDeeds, 'forPerson'>;
  readonly aws: { readonly lookupEvents: LookupEvents; readonly clock: Clock };
}

/** What CloudTrail tells of the person's sessions: see `readTrail`. A role that is named is opened for it, with a touch where it needs one; of others, those that are open are asked. */
export type TrailReader = (wish: TrailWish, onView: (view: TrailView) => void, signal: AbortSignal) => Promise<Result<ReadTrail>>;

/** Reading is in a file of its own, which is read when it is used first. */
export const createLateTrail = ({ store, files, history, deeds, aws }: TrailPorts): TrailReader => {
  const callerFor =
    (wish: TrailWish) =>
    async (profile: string, signal: AbortSignal): Promise<Result<TrailCaller | undefined>> => {
      const { held, files: read } = store.state();
      if (wish.role === undefined && !held.roles.some((session) => session.profile === profile)) return ok(undefined);
      const handed = await deeds.forPerson(profile, signal);
      if (!handed.ok) return handed;
      const { credentials, accountId, roleArn } = handed.value;
      // An access key that is shared is nobody's session.
      if (credentials.sessionToken === undefined) return failed({ code: 'touch-wanted', profile });
      const role = files.catalog().byName.get(handed.value.profile);
      if (!role) return ok(undefined);
      const caller = { source: profile, credentials, endpoint: role.endpoint };
      const source = read.kind === 'read' ? read.profiles.sources.find((one) => one.profile === role.source) : undefined;
      const regions = [role.usedIn, role.endpoint.region, ...(source ? [source.endpoint.region] : [])];
      return ok({ caller, accountId: accountId || accountIdOf(roleArn), regions });
    };
  const known = () => {
    const { held } = store.state();
    const devices = files.catalog().roles.flatMap(({ mfaSerial }) => mfaSerial ?? []);
    return {
      keys: held.mfa.map(({ sessionKeyId }) => sessionKeyId),
      mine: [...new Set([...devices, ...devices.flatMap((serial) => parseMfaArn(serial)?.name ?? [])])],
    };
  };
  return async (wish, onView, signal) => {
    const { readTrail } = await import('./read-trail.ts');
    const { lookupEvents, clock } = aws;
    return readTrail({ history, lookupEvents, clock, callerFor: callerFor(wish), known }, wish, onView, signal);
  };
};
