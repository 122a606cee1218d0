import type { ProcessPlan } from '../../aws/files/process-files.ts';
import { whyNotRead, withoutPin } from '../../aws/sources/helper-line.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type CertificatePlace, type CheckRolesPorts, placeOfCertificate } from './check-roles.ts';
import type { KeyCertificates } from './key-certificates.ts';
import { type NewCertificateRole, planCertificateRole, type SaveRolePorts } from './save-role.ts';

/** A profile that calls AWS's helper, as Roletap opens it in its place. */
export interface AdoptedLine {
  readonly order: NewCertificateRole;
  readonly place: CertificatePlace;
  /** What it changes; without a PIN. */
  readonly plan: ProcessPlan;
  /** The PIN stands in the line, and is not kept. */
  readonly hadPin: boolean;
}

/** There is nothing to take over, or to give back. */
export const noLine = (profile: string): Problem => ({ code: 'helper-line-bad', profile, option: 'credential_process', why: 'none' });

/** In what a person sees. */
const masked = (text: string): string => text.replace(/(pin-value=)[^&"']*/gi, '$1…');

/**
 * What taking over a helper's line would change: our settings and our line in its place, by which the same certificate opens the role. That has to be on a YubiKey
 * that is connected, since a key in a file opens nothing here. Problems: helper-line-bad, those of `placeOfCertificate` and of
 * `planCertificateRole`.
 */
export const planAdoption = async (
  { lookFor, save }: { readonly lookFor: CheckRolesPorts; readonly save: SaveRolePorts },
  certificates: KeyCertificates,
  profile: string,
  signal: AbortSignal,
): Promise<Result<AdoptedLine>> => {
  const { files } = lookFor.store.state();
  if (files.kind === 'failed') return failed(files.problem);
  const source = files.kind === 'read' ? files.profiles.sources.find((one) => one.profile === profile) : undefined;
  const { role } = source?.certificate ?? {};
  const broken = files.kind === 'read' ? files.profiles.broken.find((one) => one.profile === profile) : undefined;
  const origin = files.kind === 'read' ? files.profiles.originOf(profile) : undefined;
  // Its line may be sound, and its ARNs not.
  if (broken && (broken.problem.code === 'helper-line-bad' || origin?.kind === 'certificate')) return failed(broken.problem);
  if (!role?.helper) return failed((origin?.kind === 'process' ? whyNotRead(profile, origin.line) : undefined) ?? noLine(profile));
  const place = await placeOfCertificate(lookFor, certificates, profile, signal);
  if (!place.ok) return place;
  const { trustAnchorArn, profileArn, roleArn, helper, intermediates, durationSeconds, roleSessionName, endpointUrl } = role;
  const order: NewCertificateRole = {
    name: profile,
    trustAnchorArn,
    profileArn,
    roleArn,
    subject: place.value.subject,
    replaces: { command: helper.line, kept: withoutPin(helper.line) },
    ...defined({ intermediates, durationSeconds, roleSessionName, endpointUrl }),
  };
  const plan = await planCertificateRole(save, order);
  if (!plan.ok) return plan;
  const diff = plan.value.diff.map((line) => ({ ...line, text: masked(line.text) }));
  return ok({ order, place: place.value, plan: { ...plan.value, diff }, hadPin: helper.hasPin });
};
