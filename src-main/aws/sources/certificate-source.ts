import { defined } from '../../base/defined.ts';
import { arnFlaw, type CertificateRole } from '../anywhere/certificate-role.ts';
import { helperRole } from './helper-line.ts';
import type { SourceRecipe, SourceSettings } from './source-types.ts';

/**
 * What a profile says of a role that a certificate opens, in settings of ours: `aws` and the SDKs leave them alone, and get the session by the
 * credential_process line beside them. The other settings are AWS's own: `duration_seconds`, `role_session_name`, `region`.
 */
export const certificateSettings = {
  trustAnchorArn: 'roletap_trust_anchor_arn',
  profileArn: 'roletap_profile_arn',
  roleArn: 'roletap_role_arn',
  /** The subject of the certificate, or its common name; without it any certificate that AWS would take. */
  certificate: 'roletap_certificate',
  /** A PEM file with the certificates between it and the trust anchor. */
  intermediates: 'roletap_intermediates',
  /** Where CreateSession goes, if not to AWS's own endpoint. */
  endpointUrl: 'roletap_endpoint_url',
} as const;

const ownRole = ({ value, tookOver }: Pick<SourceSettings, 'value' | 'tookOver'>): CertificateRole | undefined => {
  const { trustAnchorArn, profileArn, roleArn, certificate, intermediates, endpointUrl } = certificateSettings;
  const arns = [trustAnchorArn, profileArn, roleArn].map(value);
  if (arns.every((arn) => arn === undefined)) return undefined;
  const [anchor = '', own = '', role = ''] = arns;
  const seconds = Number(value('duration_seconds'));
  return {
    trustAnchorArn: anchor,
    profileArn: own,
    roleArn: role,
    certificate: defined({ subject: value(certificate) }),
    ...defined({
      intermediates: value(intermediates),
      endpointUrl: value(endpointUrl),
      roleSessionName: value('role_session_name'),
      durationSeconds: Number.isInteger(seconds) && seconds > 0 ? seconds : undefined,
      tookOver: tookOver ? (true as const) : undefined,
    }),
  };
};

/** A profile with our settings, or with a line that calls AWS's helper. */
export const certificateSource: SourceRecipe = {
  of: (settings) => {
    const own = ownRole(settings);
    if (own) return { kind: 'certificate', role: own, ...defined({ flaw: arnFlaw(settings.profile, own) }) };
    const line = settings.isOurProcess ? undefined : settings.value('credential_process');
    const helped = line === undefined ? undefined : helperRole(settings.profile, line);
    if (!helped || line === undefined) return undefined;
    if (!helped.ok) return { kind: 'certificate', role: noRole, flaw: helped.problem };
    return { kind: 'certificate', role: helped.value, line, ...defined({ flaw: arnFlaw(settings.profile, helped.value) }) };
  },
};

const noRole: CertificateRole = { trustAnchorArn: '', profileArn: '', roleArn: '', certificate: {} };
