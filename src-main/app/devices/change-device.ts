import type { AwsResult } from '../../aws/caller.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import { whyNoKey } from '../../card/keys/keys.ts';
import type { DevicesView } from '../../contract/enroll.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { keepPick } from '../codes/ask-for-account.ts';
import { twoCodes } from '../codes/code-pair.ts';
import { iamCaller } from '../roles/source.ts';
import type { UserDevices } from '../state/devices-state.ts';
import { removeAccount } from './change-key.ts';
import type { DevicePorts } from './device-ports.ts';
import { loadDevices } from './load.ts';
import { callerWithMfa, type OnWork, placeOf, pluggedKeys, purposeFor } from './mfa-caller.ts';

/** Sets AWS's idea of a device's clock right, with two codes. Needs no MFA session. Problems: device-codes-refused, iam-denied, ... */
export const resyncDevice = async (
  ports: DevicePorts,
  source: Source,
  loaded: UserDevices,
  serial: string,
  onWork: OnWork,
  signal: AbortSignal,
): Promise<Result<void>> => {
  onWork('resync', serial);
  const purpose = purposeFor(serial);
  const place = await placeOf(ports, serial, purpose, signal);
  if (!place.ok) return place;
  const codes = await twoCodes(ports.codes, place.value, serial, { steps: 'ended' }, purpose, signal);
  if (!codes.ok) return codes;
  const [first, second] = codes.value;
  const input = { userName: loaded.user.userName, serial, codes: [first.digits, second.digits] } as const;
  const caller = await iamCaller(ports.aws, source, signal);
  if (!caller.ok) return caller;
  const answer = await ports.aws.iam.resyncMfaDevice(caller.value, input, signal);
  if (!answer.ok) return failed(answer.problem);
  keepPick(ports.codes.settings, serial, place.value);
  return ok(undefined);
};

/** Cleans what an abandoned enrolment left: an unassigned device of this user, or an account without a device. */
export const cleanLeftover = async (
  ports: DevicePorts,
  source: Source,
  leftover: DevicesView['leftovers'][number],
  onWork: OnWork,
  signal: AbortSignal,
): Promise<Result<void>> => {
  if (leftover.kind === 'account') {
    onWork('delete-account', leftover.account);
    const key = pluggedKeys(ports).find(({ id }) => id === leftover.keyId);
    return key ? removeAccount(ports.codes, key, leftover.account, signal) : failed(whyNoKey(ports.codes.keys.state()));
  }
  const deleted = await deleteUnassigned(ports, source, leftover.serial, onWork, signal);
  return deleted.ok ? ok(undefined) : failed(deleted.problem);
};

/**
 * Deletes a virtual device that nobody uses. Usual policies allow that with MFA only: worth one touch, when the user has another device for it. One that
 * is gone already is as good. Problems: iam-denied, iam-mfa-needed, those of STS.
 */
export const deleteUnassigned = async (
  ports: DevicePorts,
  source: Source,
  serial: string,
  onWork: OnWork,
  signal: AbortSignal,
): Promise<AwsResult<null>> => {
  const { iam } = ports.aws;
  onWork('delete', serial);
  const opened = await iamCaller(ports.aws, source, signal);
  if (!opened.ok) return { ...opened, unclear: false };
  const caller = opened.value;
  const first = await iam.deleteVirtualMfaDevice(caller, serial, signal);
  const isDenied = !first.ok && (first.problem.code === 'iam-denied' || first.problem.code === 'iam-mfa-needed');
  const deleted =
    isDenied && caller.credentials.sessionToken === undefined ? await again(ports, source, serial, first, onWork, signal) : first;
  if (deleted.ok || !(deleted.unclear || deleted.problem.code === 'device-missing')) return deleted;
  const left = await iam.listUnassignedDevices(caller, signal);
  return left.ok && !left.value.includes(serial) ? { ok: true, value: null } : deleted;
};

const again = async (
  ports: DevicePorts,
  source: Source,
  serial: string,
  denied: AwsResult<null>,
  onWork: OnWork,
  signal: AbortSignal,
): Promise<AwsResult<null>> => {
  const now = await loadDevices(ports, source, signal);
  if (!now.ok || !now.value.devices.some(({ kind }) => kind === 'virtual')) return denied;
  const withMfa = await callerWithMfa(ports, source, now.value.devices, serial, onWork, signal);
  if (!withMfa.ok) return { ...withMfa, unclear: false };
  onWork('delete', serial);
  return ports.aws.iam.deleteVirtualMfaDevice(withMfa.value, serial, signal);
};
