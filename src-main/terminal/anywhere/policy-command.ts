import { parseAnywhereArn } from '../../aws/anywhere/certificate-role.ts';
import { subjectParts, trustPolicyText } from '../../aws/anywhere/trust-policy.ts';
import { failed, ok } from '../../contract/result.ts';
import { anywhereRolesSaid } from '../../words/roles/role.ts';
import type { Run } from '../console/command.ts';
import { noPivArguments } from '../options/piv-options.ts';

/** `anywhere policy`: the trust policy of a role that certificates of an anchor open. AWS is not asked. */
export const policy: Run = async (_app, args) => {
  const { trustAnchor, subject = '', format = 'json' } = args.piv ?? noPivArguments;
  if (trustAnchor === undefined)
    return failed({ code: 'usage', message: anywhereRolesSaid.needsArn('--trust-anchor'), command: 'anywhere' });
  if (!parseAnywhereArn(trustAnchor, 'trust-anchor'))
    return failed({ code: 'anywhere-arn-bad', profile: '', what: 'trust-anchor', value: trustAnchor });
  const text = trustPolicyText({ trustAnchorArn: trustAnchor, subject: subjectParts(subject) }, format);
  return ok({ json: { format, policy: text }, text });
};
