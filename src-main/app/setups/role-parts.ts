import { certificateFacts } from '../../aws/anywhere/certificate-facts.ts';
import { demandable, subjectParts, type TrustWish } from '../../aws/anywhere/trust-policy.ts';
import { readCertificate } from '../../card/certificates/certificate-reading.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { nameText } from '../../x509/names.ts';
import type { AdminCaller } from '../anywhere/aws-side.ts';
import { broughtCertificates } from './certificate-step.ts';
import type { SetupRecord, SetupRole } from './setup-record.ts';
import type { SetupRun } from './setup-run.ts';

/* What the steps on AWS's side share. */

export const roleOf = ({ record }: SetupRun): SetupRole => record().role ?? { name: '', roleArn: '' };
export const setRole = (run: SetupRun, change: Partial<SetupRole>): void =>
  run.change({ ...run.record(), role: { ...roleOf(run), ...change } });

/** Who may look at AWS's side, where somebody may. */
export const adminOf = (run: SetupRun): AdminCaller | undefined => {
  const { source, region, trustAnchorArn } = roleOf(run);
  const { way } = run.record();
  const known = region ?? (trustAnchorArn ?? (way?.kind === 'private-ca' ? way.arn : '')).split(':')[3];
  return source === undefined || !known ? undefined : { source, region: known };
};

/** Unique, so that one whose answer was lost is found again. */
export const nameOf = (run: SetupRun): string => `roletap-${run.record().id}`;

export const missing = (run: SetupRun, what: 'trust-anchor' | 'profile' | 'role'): Problem => ({
  code: 'anywhere-arn-bad',
  profile: roleOf(run).name,
  what,
  value: '',
});

/** What the role's trust policy is to demand: what the certificate says as soon as it is there, and nothing that AWS drops. `lost`: what it drops. */
export const trustOf = (record: SetupRecord): Pick<TrustWish, 'subject' | 'proof'> & { readonly lost: readonly string[] } => {
  const certificates = broughtCertificates(record);
  const facts = certificates.ok ? certificateFacts(certificates.value[0]) : undefined;
  const subject = facts ? nameText(readCertificate(facts.der).subject) : record.subject;
  return { ...demandable(subjectParts(subject)), proof: facts?.proof };
};

/** What is gone already needs no removal. */
export const gone = (removed: Result<true>): Result<void> => {
  if (removed.ok) return ok(undefined);
  const { problem } = removed;
  return problem.code === 'aws-said' && problem.awsCode === 'ResourceNotFoundException' ? ok(undefined) : failed(problem);
};
