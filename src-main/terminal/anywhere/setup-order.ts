import type { CertificateWay } from '../../app/setups/setup-record.ts';
import type { SetupOrder } from '../../app/setups/setup-run.ts';
import { defined } from '../../base/defined.ts';
import type { Arguments } from '../console/arguments.ts';
import { noPivArguments } from '../options/piv-options.ts';

/** How long a certificate counts where nobody says, in days. */
const usualDays = 365;

/** How the certificate comes, as the options say. */
export const wayOf = ({ source, piv = noPivArguments }: Arguments): CertificateWay => {
  const { pca, caKey, unproved, valid: days = usualDays } = piv;
  if (pca !== undefined) return { kind: 'private-ca', arn: pca, days, ...defined({ source }) };
  return caKey ? { kind: 'ca-key', ...caKey, days, proved: !unproved } : { kind: 'request' };
};

/** The role that a setup goes on to; undefined where it ends with the certificate. */
export const roleOf = ({ name, source, region, durationSeconds, piv = noPivArguments }: Arguments): SetupOrder['role'] => {
  const { role: roleArn, trustAnchor: trustAnchorArn, profile: profileArn, create } = piv;
  if (name === undefined || roleArn === undefined) return undefined;
  return { name, roleArn, ...defined({ trustAnchorArn, profileArn, source, region, durationSeconds, create }) };
};
