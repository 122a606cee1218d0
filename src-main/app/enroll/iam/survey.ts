import type { AwsResult } from '../../../aws/caller.ts';
import type { IamUser, MfaDevice } from '../../../aws/iam/iam-types.ts';
import type { Source } from '../../../aws/profiles/profile-types.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { forgetGone } from '../../devices/forget-gone.ts';
import { findUser } from '../../devices/load.ts';
import { iamCaller } from '../../roles/source.ts';
import { isKeyOf, pluggedKeys } from '../plugged-keys.ts';
import type { DeviceRecord } from '../record.ts';
import { recordOf, saveAfter, type Work } from '../run.ts';
import { type DeviceTruth, reconcile, type Truth } from '../stages.ts';
import { readingCaller } from './iam-caller.ts';

/** Devices that a user can have. */
const deviceLimit = 8;

/** What is known of the user before anything is made. */
export interface UserFacts {
  readonly user: IamUser;
  readonly devices: readonly MfaDevice[];
  readonly unassigned: readonly string[];
}

/** A list that may be denied to the user, who can go on without it. */
const ifAllowed = <T>(answer: AwsResult<T>, otherwise: T): Result<T> => {
  if (answer.ok) return answer;
  return ['iam-denied', 'iam-mfa-needed'].includes(answer.problem.code) ? ok(otherwise) : failed(answer.problem);
};

/**
 * Who the source is and which devices the user has. Problems: root-keys, source-without-keys, user-missing, device-limit, iam-denied
 * (ListMFADevices), those of STS. A user who may not be read is known from its ARN; unassigned devices may stay unknown.
 */
export const checkUser = async (work: Work, source: Source): Promise<Result<UserFacts>> => {
  const { aws, codes } = work.ports;
  const { iam } = aws;
  const named = await findUser(aws, source, work.signal);
  if (!named.ok) return named;
  const { userName } = named.value;
  const opened = await iamCaller(aws, source, work.signal);
  if (!opened.ok) return opened;
  const caller = opened.value;
  const found = ifAllowed(await iam.getUser(caller, userName, work.signal), named.value);
  if (!found.ok) return found;
  const devices = await iam.listMfaDevices(caller, userName, work.signal);
  if (!devices.ok) return failed(devices.problem);
  if (devices.value.length >= deviceLimit) return failed({ code: 'device-limit', limit: deviceLimit });
  const unassigned = ifAllowed(await iam.listUnassignedDevices(caller, work.signal), []);
  if (!unassigned.ok) return unassigned;
  // An empty list may be one that was denied; then a leftover's account is forgotten, and remembered when its key is seen again.
  forgetGone(codes.settings, found.value, [...devices.value.map(({ serial }) => serial), ...unassigned.value]);
  return ok({ user: found.value, devices: devices.value, unassigned: unassigned.value });
};

const accountOn = (work: Work, device: DeviceRecord): DeviceTruth['account'] => {
  const key = pluggedKeys(work).find((entry) => isKeyOf(device, entry));
  if (key?.oath !== 'ready') return 'unknown';
  return key.accounts.some(({ id }) => id === device.account) ? 'stored' : 'absent';
};

/**
 * Asks AWS and the plugged keys what is there, and reads the record in this light. What may not be listed stays unknown. Nobody is asked for anything.
 * Problems: those of STS.
 */
export const lookForTruth = async (work: Work): Promise<Result<Truth>> => {
  const { aws, codes } = work.ports;
  const record = recordOf(work);
  const caller = await readingCaller(work);
  if (!caller.ok) return caller;
  const listed = ifAllowed<readonly MfaDevice[] | undefined>(
    await aws.iam.listMfaDevices(caller.value, record.user.name, work.signal),
    undefined,
  );
  if (!listed.ok) return listed;
  const unassigned = ifAllowed<readonly string[] | undefined>(await aws.iam.listUnassignedDevices(caller.value, work.signal), undefined);
  if (!unassigned.ok) return unassigned;
  await codes.keys.settled();
  const atAws = ({ deviceArn }: DeviceRecord): DeviceTruth['device'] => {
    if (listed.value?.some(({ serial }) => serial === deviceArn)) return 'enabled';
    if (unassigned.value?.includes(deviceArn)) return 'not-enabled';
    return listed.value && unassigned.value ? 'absent' : 'unknown';
  };
  const truthOf = (device: DeviceRecord): DeviceTruth => ({ device: atAws(device), account: accountOn(work, device) });
  const own = [record.main.deviceArn, ...(record.spare ? [record.spare.deviceArn] : [])];
  work.change({
    devices: (listed.value ?? []).filter(({ serial }) => !own.includes(serial)),
    unassigned: (unassigned.value ?? []).filter((arn) => !own.includes(arn)),
  });
  return ok({ main: truthOf(record.main), ...(record.spare ? { spare: truthOf(record.spare) } : {}) });
};

/** Looks, and puts the record right; what was found is shown until something changes. */
export const settle = async (work: Work): Promise<Result<void>> => {
  const truth = await lookForTruth(work);
  if (!truth.ok) return truth;
  await saveAfter(work, reconcile(recordOf(work), truth.value));
  work.change({ truth: truth.value });
  return ok(undefined);
};
