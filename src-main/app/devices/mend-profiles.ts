import type { AwsFiles } from '../../aws/files/aws-files.ts';
import type { MfaSerialPlan } from '../../aws/files/mfa-serial-files.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { DevicePorts } from './device-ports.ts';

export interface MendPorts extends Pick<DevicePorts, 'store'> {
  readonly files: DevicePorts['files'] & Pick<AwsFiles, 'planMfaSerial' | 'writeMfaSerial'>;
}

/** The profiles whose own `mfa_serial` is a device that is gone, with what naming another one there would change. Problems: those of the files. */
export const planMend = async ({ store, files }: MendPorts, gone: string, device: string): Promise<Result<MfaSerialPlan>> => {
  await files.refresh();
  const read = store.state().files;
  const { sources, roles } = read.kind === 'read' ? read.profiles : { sources: [], roles: [] };
  const all = await files.planMfaSerial([...new Set([...sources, ...roles].map(({ profile }) => profile))], device);
  if (!all.ok) return all;
  // A role that takes the serial from its source needs no line of its own.
  const own = all.value.profiles.filter(({ already }) => already === gone).map(({ profile }) => profile);
  return files.planMfaSerial(own, device);
};

/** Writes what `planMend` tells; gives the profiles that name the other device now. */
export const mendProfiles = async (ports: MendPorts, gone: string, device: string): Promise<Result<readonly string[]>> => {
  const plan = await planMend(ports, gone, device);
  if (!plan.ok) return plan;
  const profiles = plan.value.profiles.map(({ profile }) => profile);
  const written = profiles.length === 0 ? ok({ profiles }) : await ports.files.writeMfaSerial(profiles, device);
  if (!written.ok) return written;
  await ports.files.refresh();
  return ok(written.value.profiles);
};
