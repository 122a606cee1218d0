import type { Source } from '../../aws/profiles/profile-types.ts';
import type { Sts } from '../../aws/sts/sts.ts';
import type { ForeignKeys } from '../../aws/targets/target-types.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import type { SessionPorts } from './session-ports.ts';
import type { OpenRequest } from './tap-request.ts';

/** What is asked of keys that another tool wrote. */
export interface ForeignKeysPorts extends Pick<SessionPorts, 'store' | 'files'> {
  readonly aws: Pick<Sts, 'callerIdentity'>;
  readonly now: () => Millis;
}

/**
 * The access key id of what a session may take the place of in a target that is taken: temporary keys of another tool that have expired, when the person said so;
 * undefined when the target is free after all. Problems: those of `Profiles.whyNotTarget`, with what is known of the keys, and of reading.
 */
export const replaceableKeys = async (
  { store, files, aws, now }: ForeignKeysPorts,
  { source, target, replace }: Pick<OpenRequest, 'source' | 'replace'> & { readonly target: string },
  signal: AbortSignal,
): Promise<Result<string | undefined>> => {
  const free = await files.judge(() => {
    const read = store.state().files;
    const whyNot = read.kind === 'read' ? read.profiles.whyNotTarget(target) : undefined;
    return whyNot ? failed(whyNot) : ok(undefined);
  });
  if (free.ok || free.problem.code !== 'target-temporary') return free;
  const found = await files.targets.readForeign(target);
  if (!found.ok) return found;
  const keys = found.value ? await stateOf(found.value, source, aws, now(), signal) : 'unclear';
  return found.value && keys === 'expired' && replace ? ok(found.value.accessKeyId) : failed({ ...free.problem, keys });
};

/** Only "expired" says that nobody can use them any more: keys of another partition are unknown here, and live. */
const stateOf = async (
  { expires, ...credentials }: ForeignKeys,
  source: Source,
  aws: ForeignKeysPorts['aws'],
  now: Millis,
  signal: AbortSignal,
): Promise<'expired' | 'live' | 'unclear'> => {
  if (expires !== undefined && expires <= now) return 'expired';
  const answer = await aws.callerIdentity({ source: source.profile, credentials, endpoint: source.endpoint }, signal);
  if (answer.ok) return 'live';
  return answer.problem.code === 'session-expired' && answer.problem.ended ? 'expired' : 'unclear';
};
