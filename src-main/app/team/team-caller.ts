import type { Caller } from '../../aws/caller.ts';
import type { CallIam } from '../../aws/iam/team-iam.ts';
import type { Clock } from '../../base/clock.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { likelySources, type RoleFiles } from '../roles/role-files.ts';
import type { HandedOut } from '../sessions/credential-broker.ts';
import type { Store } from '../state/store.ts';

/** AWS as an administrator calls it. */
export interface TeamAws {
  readonly callIam: CallIam;
  readonly clock: Clock;
  /** AWS's time. */
  readonly now: () => number;
}

/** What an administrator's calls take. */
export interface TeamCallerPorts {
  readonly store: Pick<Store, 'state' | 'settings'>;
  readonly files: Pick<RoleFiles, 'judge' | 'resolve' | 'catalog'>;
  /** A session of a role for the person, with a touch where it needs one. */
  readonly tap: (role: string, signal: AbortSignal) => Promise<Result<HandedOut>>;
  readonly aws: TeamAws;
}

/**
 * Gives what a tap gives, when it is a session: keys without a token are long-term ones, and no administrator's call is made with those, whatever a tap may
 * come to give. Problem: internal.
 */
export const onlySessions =
  (tap: TeamCallerPorts['tap']): TeamCallerPorts['tap'] =>
  async (role, signal) => {
    const given = await tap(role, signal);
    return given.ok && !given.value.credentials.sessionToken ? failed({ code: 'internal', where: 'team/plain-keys' }) : given;
  };

/** Who calls, and in which account. */
export interface TeamCaller {
  readonly caller: Caller;
  readonly accountId: string;
  readonly partition: string;
}

/** A session with less left than this is bought anew before the next call, in milliseconds. */
const leastLeft = 120_000;

/**
 * Calls AWS with the session of a role, or with a user's MFA session, as tapping it gives: with a touch where it needs one, and never with plain keys. `''` is the
 * only profile with a user's access key. Problems: those of finding and tapping it, source-unclear.
 */
export const createTeamCaller = (ports: TeamCallerPorts, profile: string) => {
  let last: (TeamCaller & { readonly expires: number }) | undefined;
  const named = (): Result<string> => {
    if (profile !== '') return ok(profile);
    const { files } = ports.store.state();
    if (files.kind !== 'read') return failed(files.kind === 'failed' ? files.problem : { code: 'source-without-keys', source: '' });
    const [only, ...more] = likelySources(files.profiles).map((source) => source.profile);
    if (only === undefined) return failed({ code: 'source-without-keys', source: '' });
    return more.length === 0 ? ok(only) : failed({ code: 'source-unclear', role: '', choices: [only, ...more] });
  };
  return async (signal: AbortSignal): Promise<Result<TeamCaller>> => {
    if (last && last.expires - ports.aws.now() > leastLeft) return ok(last);
    const found = await ports.files.judge(() => {
      const name = named();
      return name.ok ? ports.files.resolve({ role: name.value }) : name;
    });
    if (!found.ok) return found;
    const { role, source } = found.value;
    const session = await ports.tap(role.profile, signal);
    if (!session.ok) return session;
    const { credentials, accountId } = session.value;
    const caller = { source: role.profile, credentials, endpoint: source.iamEndpoint };
    last = { caller, accountId: accountId || role.accountId, partition: role.partition, expires: credentials.expires };
    return ok(last);
  };
};
