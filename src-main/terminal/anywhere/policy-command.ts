import { arnsFlaw } from '../../aws/anywhere/certificate-role.ts';
import { wholeProof } from '../../aws/anywhere/key-proof.ts';
import { demandable, subjectParts, trustPolicyText } from '../../aws/anywhere/trust-policy.ts';
import { failed, ok } from '../../contract/result.ts';
import { anywhereSaid } from '../../words/certificates/anywhere.ts';
import { anywhereRolesSaid } from '../../words/roles/role.ts';
import type { Run } from '../console/command.ts';
import { plain } from '../console/tables.ts';
import { noPivArguments } from '../options/piv-options.ts';

/** `anywhere policy`: the trust policy of a role that certificates of an anchor open. AWS is not asked. */
export const policy: Run = async (_app, args, _signal, console) => {
  const { trustAnchor, subject: typed, format = 'json', isProved } = args.piv ?? noPivArguments;
  if (trustAnchor === undefined) return failed({ code: 'usage', message: anywhereRolesSaid.needsArn('--trust-anchor') });
  const flaw = arnsFlaw({ trustAnchorArn: trustAnchor });
  if (flaw) return failed(flaw);
  // An empty one is a script's variable that was not set, and no wish for a policy that any certificate meets.
  if (typed === '') return failed({ code: 'subject-malformed', part: '' });
  const { subject, lost } = demandable(subjectParts(typed ?? ''));
  if (typed !== undefined && Object.keys(subject).length === 0) return failed({ code: 'subject-undemandable', subject: typed });
  if (typed === undefined) console.note(anywhereSaid.anySubject);
  if (lost.length > 0) console.note(plain(anywhereSaid.lost(lost)));
  const proof = isProved ? wholeProof : undefined;
  const text = trustPolicyText({ trustAnchorArn: trustAnchor, subject, proof }, format);
  return ok({ json: { format, subject, proof: proof ?? null, lost, policy: text }, text });
};
