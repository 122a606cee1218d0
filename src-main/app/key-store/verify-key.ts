import { parseArn } from '../../aws/arn.ts';
import type { Profiles } from '../../aws/profiles/profile-types.ts';
import type { LongTermKeys } from '../../aws/sources/source-types.ts';
import type { Sts } from '../../aws/sts/sts.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** Whose access key it is. */
export interface KeyUser {
  readonly userArn: string;
  readonly accountId: string;
  /** Without its path. */
  readonly userName: string;
  /** Where AWS was asked: the region that was given, else the one that is usual here. */
  readonly region: string;
}

/**
 * Asks AWS whose key it is (GetCallerIdentity, which needs no permission). Problems: access-key-refused for what AWS says of the key, endpoint-refused, and those
 * of the way there.
 */
export const verifyKey = async (
  { sts, profiles }: { readonly sts: Pick<Sts, 'callerIdentity'>; readonly profiles: Pick<Profiles, 'endpointFor'> },
  keys: LongTermKeys,
  region: string | undefined,
  signal: AbortSignal,
): Promise<Result<KeyUser>> => {
  const { accessKeyId } = keys;
  const endpoint = profiles.endpointFor(region);
  if (!endpoint.ok) return endpoint;
  const asked = await sts.callerIdentity({ source: accessKeyId, credentials: keys, endpoint: endpoint.value }, signal);
  const refused = (why: 'unknown' | 'secret' | 'root' | 'not-user') => failed({ code: 'access-key-refused', accessKeyId, why } as const);
  if (!asked.ok) {
    switch (asked.problem.code) {
      case 'keys-refused':
        return refused('unknown');
      case 'secret-wrong':
        return refused('secret');
      case 'root-keys':
        return refused('root');
      case 'caller-not-user':
        return refused('not-user');
      default:
        return failed(asked.problem);
    }
  }
  const { arn, accountId } = asked.value;
  const { type, name } = parseArn(arn) ?? { type: '', name: '' };
  if (type === 'root') return refused('root');
  return type === 'user' ? ok({ userArn: arn, accountId, userName: name, region: endpoint.value.region }) : refused('not-user');
};
