import { arnFlaw, type CertificateRole } from '../../aws/anywhere/certificate-role.ts';
import { homeRegion, parseRoleArn } from '../../aws/arn.ts';
import type { ProcessFiles, ProcessLine, ProcessPlan } from '../../aws/files/process-files.ts';
import { certificateSettings } from '../../aws/sources/certificate-source.ts';
import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Launcher } from '../ports.ts';

/** A role by certificate, as it goes into the config file. */
export interface NewCertificateRole extends Pick<CertificateRole, 'trustAnchorArn' | 'profileArn' | 'roleArn'> {
  /** Of the profile. */
  readonly name: string;
  /** The certificate's subject, or its common name; any certificate where it is absent. */
  readonly subject?: string;
  /** The path of a PEM file. */
  readonly intermediates?: string;
  readonly region?: string;
  readonly durationSeconds?: number;
  readonly roleSessionName?: string;
  readonly endpointUrl?: string;
  /** The line of AWS's helper that it takes over. */
  readonly replaces?: ProcessLine['replaces'];
}

export interface SaveRolePorts {
  readonly files: Pick<ProcessFiles, 'planProcess' | 'writeProcess'>;
  readonly launcher: Pick<Launcher, 'install' | 'line'>;
}

/** What an ini line carries to every reader alike. */
const isPlain = (value: string): boolean => value.trim() === value && !/\p{Cc}|[\u2028\u2029]|\s[#;]|^[#;]/u.test(value);

const lineOf = (order: NewCertificateRole, { launcher }: Pick<SaveRolePorts, 'launcher'>): ProcessLine => {
  const { name, subject, intermediates, durationSeconds, region, roleSessionName, endpointUrl, replaces } = order;
  const values: Readonly<Record<string, string | undefined>> = {
    [certificateSettings.trustAnchorArn]: order.trustAnchorArn,
    [certificateSettings.profileArn]: order.profileArn,
    [certificateSettings.roleArn]: order.roleArn,
    [certificateSettings.certificate]: subject,
    [certificateSettings.intermediates]: intermediates,
    [certificateSettings.endpointUrl]: endpointUrl,
    role_session_name: roleSessionName,
    duration_seconds: durationSeconds === undefined ? undefined : String(durationSeconds),
  };
  const settings = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [{ key, lines: [`${key} = ${value}`] }]));
  return { target: name, command: launcher.line(name), settings, ...defined({ region, replaces }) };
};

const flawOf = (order: NewCertificateRole): Result<void> => {
  const flaw = arnFlaw(order.name, { ...order, certificate: {} });
  if (flaw) return failed(flaw);
  const odd = [order.subject, order.intermediates, order.roleSessionName, order.endpointUrl].find(
    (value) => value !== undefined && !isPlain(value),
  );
  return odd === undefined ? ok(undefined) : failed({ code: 'certificate-missing', profile: order.name, wanted: odd, has: [] });
};

/** A role before its set-up begins: what isn't known yet will fit. */
export type MeantRole = Pick<NewCertificateRole, 'name' | 'roleArn' | 'region'> & {
  readonly trustAnchorArn?: string | undefined;
  readonly profileArn?: string | undefined;
};

const anyId = '00000000-0000-0000-0000-000000000000';

/** Whether it could be saved, as far as that can be told. Problems: those of `planCertificateRole`. */
export const checkMeantRole = async (ports: SaveRolePorts, { trustAnchorArn, profileArn, ...order }: MeantRole): Promise<Result<void>> => {
  const { accountId = '', partition = 'aws' } = parseRoleArn(order.roleArn) ?? {};
  const known = (trustAnchorArn ?? profileArn)?.split(':');
  const place = `arn:${known?.[1] ?? partition}:rolesanywhere:${order.region ?? known?.[3] ?? homeRegion(partition)}:${known?.[4] ?? accountId}`;
  const fitting = (what: string): string => `${place}:${what}/${anyId}`;
  const planned = await planCertificateRole(ports, {
    ...order,
    trustAnchorArn: trustAnchorArn ?? fitting('trust-anchor'),
    profileArn: profileArn ?? fitting('profile'),
  });
  return planned.ok ? ok(undefined) : planned;
};

/** What saving it would change. Problems: those of the ARNs, of `ProcessFiles.planProcess`. */
export const planCertificateRole = async (ports: SaveRolePorts, order: NewCertificateRole): Promise<Result<ProcessPlan>> => {
  const sound = flawOf(order);
  return sound.ok ? ports.files.planProcess(lineOf(order, ports)) : sound;
};

/**
 * Writes a profile whose credential_process asks Roletap, with what tells Roletap the role beside it: `aws --profile NAME` works with nothing else. The launcher
 * comes before the line that names it. Problems: the same, and those of writing.
 */
export const saveCertificateRole = async (ports: SaveRolePorts, order: NewCertificateRole): Promise<Result<{ readonly file: string }>> => {
  const sound = flawOf(order);
  if (!sound.ok) return sound;
  const installed = await ports.launcher.install();
  return installed.ok ? ports.files.writeProcess(lineOf(order, ports)) : installed;
};
