import type { IamUser } from '../../aws/iam/iam-types.ts';
import { iamUserOf } from '../../aws/iam/iam-user.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { iamCaller } from '../roles/source.ts';
import type { UserDevices } from '../state/devices-state.ts';
import type { DevicePorts, UserCalls } from './device-ports.ts';
import { forgetGone } from './forget-gone.ts';

/** Whose keys a source has. Problems: user-missing for keys that are no user's, those of STS. */
export const findUser = async (
  { sessions }: Pick<UserCalls, 'sessions'>,
  source: Source,
  signal: AbortSignal,
): Promise<Result<IamUser>> => {
  const identity = await sessions.identity(source, signal);
  if (!identity.ok) return identity;
  const user = iamUserOf(identity.value.arn);
  return user ? ok(user) : failed({ code: 'caller-not-user', source: source.profile, arn: identity.value.arn });
};

/** Who the source is and which devices it has. A list of unassigned devices that is denied is an empty one: nothing depends on it. */
export const loadDevices = async (
  { aws, codes }: Pick<DevicePorts, 'aws' | 'codes'>,
  source: Source,
  signal: AbortSignal,
): Promise<Result<UserDevices>> => {
  const user = await findUser(aws, source, signal);
  if (!user.ok) return user;
  const opened = await iamCaller(aws, source, signal);
  if (!opened.ok) return opened;
  const caller = opened.value;
  const devices = await aws.iam.listMfaDevices(caller, user.value.userName, signal);
  if (!devices.ok) return failed(devices.problem);
  const unassigned = await aws.iam.listUnassignedDevices(caller, signal);
  if (unassigned.ok) forgetGone(codes.settings, user.value, [...devices.value.map(({ serial }) => serial), ...unassigned.value]);
  return ok({ user: user.value, devices: devices.value, unassigned: unassigned.ok ? unassigned.value : [] });
};
