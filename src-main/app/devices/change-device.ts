import type { AwsResult, Caller } from '../../aws/caller.ts';
import type { MfaDevice } from '../../aws/iam/iam-types.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import type { DevicesView } from '../../contract/enroll.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { accountLabel, type Place } from '../codes/accounts.ts';
import { keepPick } from '../codes/ask-for-account.ts';
import { twoCodes } from '../codes/code-pair.ts';
import type { CodePurpose } from '../codes/code-request.ts';
import { locateAccount } from '../codes/locate-account.ts';
import { codeForDevice } from '../codes/make-code.ts';
import { iamCaller } from '../roles/source.ts';
import type { UserDevices } from '../state/devices-state.ts';
import { removeAccount } from './change-key.ts';
import { accountsFor } from './device-accounts.ts';
import type { DevicePorts, KeyPorts, UserCalls } from './device-ports.ts';
import { loadDevices } from './load.ts';

/** What is being done, to be shown. */
export type OnWork = (what: NonNullable<DevicesView['working']>['what'], serial: string) => void;

const purposeFor = (serial: string): CodePurpose => ({ for: { kind: 'code', account: accountLabel(serial) }, onPhase: () => {} });

const pluggedKeys = ({ codes }: DevicePorts) => {
  const state = codes.keys.state();
  return state.kind === 'ready' ? state.keys : [];
};

/**
 * A caller with an MFA session of the source's user, as a user with a device needs to change devices: one that is held, else one
 * touch. Any of the user's virtual devices will do; the one that is to go is asked first, since its account goes as well, then one whose key is
 * plugged in. Problem: iam-mfa-needed when no device can make a code here.
 */
const callerWithMfa = async (
  ports: DevicePorts,
  source: Source,
  devices: readonly MfaDevice[],
  first: string,
  onWork: OnWork,
  signal: AbortSignal,
): Promise<Result<Caller>> => {
  const held = iamCaller(ports.aws, source);
  if (held.credentials.sessionToken !== undefined) return ok(held);
  const virtual = devices.filter(({ kind }) => kind === 'virtual').map(({ serial }) => serial);
  const order = [...virtual.filter((serial) => serial === first), ...virtual.filter((serial) => serial !== first)];
  const settings = ports.store.state().settings;
  const mfaSerial = order.find((serial) => accountsFor(pluggedKeys(ports), serial, settings).length > 0) ?? order.at(-1);
  if (mfaSerial === undefined) return failed({ code: 'iam-mfa-needed', action: 'iam:DeactivateMFADevice' });
  onWork('session', mfaSerial);
  const hooks = {
    codeFor: (_refused: readonly string[], flight: AbortSignal) => codeForDevice(ports.codes, mfaSerial, purposeFor(mfaSerial), flight),
    onAws: () => {},
  };
  const session = await ports.aws.sessions.mfaSession({ source, only: mfaSerial }, hooks, signal);
  if (!session.ok) return session;
  return ok({ source: source.profile, credentials: session.value.credentials, endpoint: source.iamEndpoint });
};

/** What came of a call that changes, where being done already is as good as doing it. */
const settled = async (answer: AwsResult<null>, isDone: () => Promise<boolean>): Promise<Result<void>> => {
  if (answer.ok) return ok(undefined);
  const mayBeDone = answer.unclear || answer.problem.code === 'device-missing';
  return mayBeDone && (await isDone()) ? ok(undefined) : failed(answer.problem);
};

/**
 * Removes a device in the order that leaves nothing behind: MFA session of its user, deactivate, delete, then its account on the keys that are
 * plugged in. What was done before a problem stays done; a device that is deactivated but not deleted comes back as a leftover.
 */
export const removeDevice = async (
  ports: DevicePorts,
  source: Source,
  loaded: UserDevices,
  serial: string,
  onWork: OnWork,
  signal: AbortSignal,
): Promise<Result<void>> => {
  const { iam } = ports.aws;
  const device = loaded.devices.find((entry) => entry.serial === serial);
  if (!device) return failed({ code: 'device-missing', device: serial });
  const caller = await callerWithMfa(ports, source, loaded.devices, serial, onWork, signal);
  if (!caller.ok) return caller;
  const { userName } = loaded.user;
  onWork('deactivate', serial);
  const deactivated = await settled(await iam.deactivateMfaDevice(caller.value, { userName, serial }, signal), async () => {
    const now = await iam.listMfaDevices(caller.value, userName, signal);
    return now.ok && !now.value.some((entry) => entry.serial === serial);
  });
  if (!deactivated.ok) return deactivated;
  if (device.kind === 'virtual') {
    onWork('delete', serial);
    const deleted = await deleteDevice(ports.aws, caller.value, serial, signal);
    if (!deleted.ok) return deleted;
  }
  for (const place of accountsFor(pluggedKeys(ports), serial, ports.store.state().settings)) {
    onWork('delete-account', place.account.id);
    const removed = await removeAccount(ports.codes, place.key, place.account.id, signal);
    if (!removed.ok) return removed;
  }
  // The last thing that needed them: a session of a device that is gone is not worth keeping.
  for (const session of ports.aws.held.list()) if (session.mfaSerial === serial) ports.aws.held.drop(session);
  forget(ports.codes, serial);
  return ok(undefined);
};

const deleteDevice = async (
  { iam }: Pick<UserCalls, 'iam'>,
  caller: Caller,
  serial: string,
  signal: AbortSignal,
): Promise<Result<void>> => {
  return settled(await iam.deleteVirtualMfaDevice(caller, serial, signal), async () => {
    const left = await iam.listUnassignedDevices(caller, signal);
    return left.ok && !left.value.includes(serial);
  });
};

/** A device that is gone: no key is known to hold it, no account was picked for it. */
const forget = ({ settings }: KeyPorts, serial: string): void =>
  settings.change(({ knownKeys, pickedAccounts: { [serial]: picked, ...others } }) => {
    const isIts = (account: string) => account === serial || account === picked;
    return {
      pickedAccounts: others,
      knownKeys: Object.fromEntries(Object.entries(knownKeys).filter(([account]) => !isIts(account))),
    };
  });

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
  const answer = await ports.aws.iam.resyncMfaDevice(iamCaller(ports.aws, source), input, signal);
  if (!answer.ok) return failed(answer.problem);
  keepPick(ports.codes.settings, serial, place.value);
  return ok(undefined);
};

const placeOf = async (ports: DevicePorts, serial: string, purpose: CodePurpose, signal: AbortSignal): Promise<Result<Place>> => {
  const [only, ...more] = accountsFor(pluggedKeys(ports), serial, ports.store.state().settings);
  // Several keys with the same seed make the same codes: any will do.
  const same = only !== undefined && more.every(({ account }) => account.id === only.account.id);
  return only && same ? ok(only) : locateAccount(ports.codes, serial, purpose, signal);
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
    return key ? removeAccount(ports.codes, key, leftover.account, signal) : failed({ code: 'yubikey-missing' });
  }
  onWork('delete', leftover.serial);
  const caller = iamCaller(ports.aws, source);
  const deleted = await deleteDevice(ports.aws, caller, leftover.serial, signal);
  if (deleted.ok || caller.credentials.sessionToken !== undefined) return deleted;
  if (deleted.problem.code !== 'iam-denied' && deleted.problem.code !== 'iam-mfa-needed') return deleted;
  // Usual policies allow to delete with MFA alone: worth one touch, when there is a device for it.
  const now = await loadDevices(ports, source, signal);
  if (!now.ok || !now.value.devices.some(({ kind }) => kind === 'virtual')) return deleted;
  const withMfa = await callerWithMfa(ports, source, now.value.devices, leftover.serial, onWork, signal);
  if (!withMfa.ok) return withMfa;
  onWork('delete', leftover.serial);
  return deleteDevice(ports.aws, withMfa.value, leftover.serial, signal);
};
