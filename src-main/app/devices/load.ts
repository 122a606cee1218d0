import { iamUserOf } from '../../aws/iam/iam-user.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import type { Sessions } from '../../aws/sts/sessions.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { World } from '../ports.ts';
import { type CallerNeeds, iamCaller } from '../roles/source.ts';
import type { UserDevices } from '../state/devices-state.ts';
import { type ForgetNeeds, forgetGone } from './forget-gone.ts';

export interface LoadNeeds extends CallerNeeds, ForgetNeeds {
  readonly world: Pick<World, 'iam'>;
  readonly sessions: Pick<Sessions, 'identity'>;
}

/** Who the source is and which devices it has. A list of unassigned devices that is denied is an empty one: nothing depends on it. */
export const loadDevices = async (needs: LoadNeeds, source: Source, signal: AbortSignal): Promise<Result<UserDevices>> => {
  const { iam } = needs.world;
  const identity = await needs.sessions.identity(source, signal);
  if (!identity.ok) return identity;
  const user = iamUserOf(identity.value.arn);
  if (!user) return failed({ code: 'user-missing', user: identity.value.arn });
  const caller = iamCaller(needs, source);
  const devices = await iam.listMfaDevices(caller, user.userName, signal);
  if (!devices.ok) return failed(devices.problem);
  const unassigned = await iam.listUnassignedDevices(caller, signal);
  if (unassigned.ok) forgetGone(needs, user, [...devices.value.map(({ serial }) => serial), ...unassigned.value]);
  return ok({ user, devices: devices.value, unassigned: unassigned.ok ? unassigned.value : [] });
};
