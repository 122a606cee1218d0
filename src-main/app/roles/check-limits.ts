import { type Arn, parseArn } from '../../aws/arn.ts';
import { defined } from '../../base/defined.ts';
import type { LimitsFlaw } from '../../contract/problems/limits.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import { readPolicy, type SessionLimits, type SessionTag } from '../../contract/sessions/limits.ts';
import type { CatalogRole } from './catalog.ts';
import { managedPolicyArn } from './limited-roles.ts';

// What AssumeRole takes (API reference of STS, quotas of IAM), checked before a touch is spent on being told.
const mostPolicyArns = 10;
const mostPolicyLetters = 2048;
const mostTags = 50;
const tagLetters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const bad = (why: LimitsFlaw, facts: { what?: string; line?: number | undefined; count?: number } = {}): Failure =>
  failed({ code: 'limits-bad', why, ...defined(facts) });

/** A policy's ARN; one of AWS's own may be named by its name alone. */
const policyArn = (written: string, { partition, accountId }: Pick<CatalogRole, 'partition' | 'accountId'>): string | Failure => {
  const text = written.trim();
  if (/^(?:[\w+=,.@-]+\/)?[\w+=,.@-]{1,128}$/.test(text) && !text.startsWith('arn:')) return managedPolicyArn(partition, text);
  // An ARN of AWS's own policies has `aws` where others have an account.
  const arn: Arn | undefined = parseArn(text.replace(':iam::aws:', ':iam::000000000000:'));
  if (arn?.service !== 'iam' || arn.type !== 'policy' || arn.name === '') return bad('policy-arn', { what: text });
  const isOfAws = text.startsWith(`arn:${partition}:iam::aws:`);
  return isOfAws || (arn.partition === partition && arn.accountId === accountId) ? text : bad('policy-arn-foreign', { what: text });
};

const policyArnsOf = (written: readonly string[], role: CatalogRole): readonly string[] | Failure => {
  const arns: string[] = [];
  for (const each of written) {
    const arn = policyArn(each, role);
    if (typeof arn !== 'string') return arn;
    if (!arns.includes(arn)) arns.push(arn);
  }
  return arns.length > mostPolicyArns ? bad('policy-arn-count', { count: arns.length }) : arns;
};

const policyOf = (written: string): string | Failure => {
  const read = readPolicy(written);
  if ('why' in read) return bad(read.why, { line: read.line });
  const count = read.policy.length;
  return count > mostPolicyLetters ? bad('policy-long', { count }) : read.policy;
};

const whyBadTags = (tags: readonly SessionTag[]): Failure | undefined => {
  if (tags.length > mostTags) return bad('tag-count', { count: tags.length });
  const keys = new Set<string>();
  for (const { key, value } of tags) {
    if (/^aws:/i.test(key)) return bad('tag-aws', { what: key });
    if (key.length < 1 || key.length > 128 || !tagLetters.test(key)) return bad('tag-key', { what: key });
    if (value.length > 256 || !tagLetters.test(value)) return bad('tag-value', { what: key });
    // AWS compares keys without case.
    if (keys.has(key.toLowerCase())) return bad('tag-twice', { what: key });
    keys.add(key.toLowerCase());
  }
  return undefined;
};

/** Limits as AWS is sent them, all that is no limit left out. Problem: limits-bad. */
export const checkedLimits = (written: SessionLimits, role: CatalogRole): Result<SessionLimits> => {
  const policyArns = policyArnsOf(written.policyArns ?? [], role);
  if ('ok' in policyArns) return policyArns;
  const policy = written.policy === undefined ? undefined : policyOf(written.policy);
  if (typeof policy === 'object') return policy;
  const tags = written.tags ?? [];
  const badTags = whyBadTags(tags);
  if (badTags) return badTags;
  const { sourceIdentity } = written;
  if (sourceIdentity !== undefined && (!/^[\w+=,.@-]{2,64}$/.test(sourceIdentity) || /^aws:/i.test(sourceIdentity)))
    return bad('source-identity', { what: sourceIdentity });
  return ok(
    defined({
      policyArns: policyArns.length > 0 ? policyArns : undefined,
      policy,
      tags: tags.length > 0 ? tags : undefined,
      sourceIdentity,
    }),
  );
};
