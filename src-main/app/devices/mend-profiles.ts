import { serialFlaw } from '../../aws/arn.ts';
import type { AwsFiles } from '../../aws/files/aws-files.ts';
import type { MfaSerialPlan } from '../../aws/files/mfa-serial-edit.ts';
import type { Profiles, Role, Source } from '../../aws/profiles/profile-types.ts';
import { ok, type Result } from '../../contract/result.ts';
import { virtualSerials } from '../codes/user-devices.ts';
import type { Mend, UserDevices } from '../state/devices-state.ts';
import { accountsFor } from './device-accounts.ts';
import type { DevicePorts } from './device-ports.ts';

export interface MendPorts extends Pick<DevicePorts, 'store' | 'codes'> {
  readonly files: DevicePorts['files'] & Pick<AwsFiles, 'planMfaSerial' | 'writeMfaSerial'>;
}

/**
 * The profiles whose own `mfa_serial` is a device that is gone, with what naming another one there would change. `of`: only the profiles of this source, where
 * the device may be another user's. Problems: those of the files.
 */
export const planMend = async ({ store, files }: MendPorts, gone: string, device: string, of?: string): Promise<Result<MfaSerialPlan>> => {
  await files.refresh();
  const read = store.state().files;
  const users = read.kind === 'read' ? usersOf(read.profiles, of) : [];
  const all = await files.planMfaSerial([...new Set(users.map(({ profile }) => profile))], device);
  if (!all.ok) return all;
  // A role that takes the serial from its source needs no line of its own.
  const own = all.value.profiles.filter(({ already }) => already === gone).map(({ profile }) => profile);
  return files.planMfaSerial(own, device);
};

/** Writes what `planMend` tells; gives the profiles that name the other device now. */
export const mendProfiles = async (ports: MendPorts, gone: string, device: string, of?: string): Promise<Result<readonly string[]>> => {
  const plan = await planMend(ports, gone, device, of);
  if (!plan.ok) return plan;
  const profiles = plan.value.profiles.map(({ profile }) => profile);
  const written = profiles.length === 0 ? ok({ profiles }) : await ports.files.writeMfaSerial(profiles, device);
  if (!written.ok) return written;
  await ports.files.refresh();
  return ok(written.value.profiles);
};

/** The profiles with a source's keys: its own, and its roles'; all without one. */
const usersOf = ({ sources, roles }: Profiles, source: string | undefined): readonly (Source | Role)[] => [
  ...sources.filter(({ profile }) => source === undefined || profile === source),
  ...roles.filter((role) => source === undefined || role.source === source),
];

/**
 * What there is to mend for a user: profiles that name a device of its AWS account that is none of the user's, and a device that could stand there, best one whose key
 * is plugged in. Undefined when there is nothing to mend, or to mend it with.
 */
export const findMend = async (ports: MendPorts, { profile }: Source, { user, devices }: UserDevices): Promise<Mend | undefined> => {
  const read = ports.store.state().files;
  const named = read.kind === 'read' ? usersOf(read.profiles, profile).flatMap(({ mfaSerial }) => mfaSerial ?? []) : [];
  const gone = named.find((serial) => serialFlaw(serial, user.accountId) === undefined && !devices.some((one) => one.serial === serial));
  const own = virtualSerials(devices);
  const keys = ports.codes.keys.state();
  const plugged = keys.kind === 'ready' ? keys.keys : [];
  const { settings } = ports.store.state();
  const device = own.find((serial) => accountsFor(plugged, serial, settings).length > 0) ?? own[0];
  if (gone === undefined || device === undefined) return undefined;
  const plan = await planMend(ports, gone, device, profile);
  return plan.ok && plan.value.profiles.length > 0 ? { gone, device, plan: plan.value } : undefined;
};
