import { iamUserOf } from '../../aws/iam/iam-user.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { heldSession } from '../roles/source.ts';
import type { RotationPorts } from './rotation-caller.ts';

/** The active access keys of a source's user. */
export interface ActiveKeys {
  readonly source: string;
  readonly user: string;
  /** Access key IDs, the older first. */
  readonly keys: readonly string[];
}

type ActiveKeyPorts = Pick<RotationPorts, 'store' | 'aws' | 'files'>;

const activeOf = async ({ aws }: ActiveKeyPorts, source: Source, signal: AbortSignal): Promise<Result<ActiveKeys> | undefined> => {
  const session = heldSession(aws, source);
  if (!session) return undefined;
  const { credentials } = session;
  const { profile, endpoint, iamEndpoint } = source;
  const who = await aws.sts.callerIdentity({ source: profile, credentials, endpoint }, signal);
  if (!who.ok) return who;
  const user = iamUserOf(who.value.arn);
  if (!user) return failed({ code: 'caller-not-user', source: profile, arn: who.value.arn });
  const listed = await aws.iam.listAccessKeys({ source: profile, credentials, endpoint: iamEndpoint }, user.userName, signal);
  if (!listed.ok) return failed(listed.problem);
  const active = listed.value.filter((key) => key.active).sort((one, other) => one.createdAt - other.createdAt);
  return ok({ source: profile, user: user.userName, keys: active.map(({ accessKeyId }) => accessKeyId) });
};

/**
 * Asks IAM for the active keys of each source whose key is here, with an MFA session that is open anyway: no touch, and no key is opened. `unasked` are sources
 * without one. Problems: those of AWS.
 */
export const lookAtActiveKeys = async (
  ports: ActiveKeyPorts,
  signal: AbortSignal,
): Promise<{ readonly told: readonly Result<ActiveKeys>[]; readonly unasked: readonly string[] }> => {
  const { files } = ports.store.state();
  const all = files.kind === 'read' ? files.profiles.sources.filter((source) => ports.files.home.isOurs(source)) : [];
  // Profiles with the same key are one user's.
  const own = all.filter((source, index) => all.findIndex(({ id }) => id === source.id) === index);
  const looked = await Promise.all(own.map((source) => activeOf(ports, source, signal)));
  return {
    told: looked.filter((one) => one !== undefined),
    unasked: own.filter((_, index) => looked[index] === undefined).map(({ profile }) => profile),
  };
};
