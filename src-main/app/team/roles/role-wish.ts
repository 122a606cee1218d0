import { arnsFlaw, parseAnywhereArn } from '../../../aws/anywhere/certificate-role.ts';
import { demandable } from '../../../aws/anywhere/trust-policy.ts';
import { parseUserArn } from '../../../aws/arn.ts';
import { mostTrust, policySize, type RolePlace, roleTrust, usualSessionSeconds } from '../../../aws/policies/role-texts.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import type { RoleNote, RoleWish } from '../../../contract/team/role.ts';
import { limitReached } from '../plans/plan-steps.ts';

const namePattern = /^[\w+=,.@-]+$/;

/** What IAM would refuse at once (CreateRole), or what no session could meet. `accountId` of the role's own account. */
export const whyBad = (wish: RoleWish, place: RolePlace): Problem | undefined => {
  const { name, path, trust, mfaAgeSeconds, maxSessionSeconds } = wish;
  const bad = (what: 'role' | 'path', value: string, why: 'long' | 'letters') => ({ code: 'team-wish-bad', what, value, why }) as const;
  if (name.length > 64) return bad('role', name, 'long');
  if (!namePattern.test(name)) return bad('role', name, 'letters');
  if (path !== undefined && (!/^\/([!-~]{1,510}\/)?$/.test(path) || path === '//')) return bad('path', path, 'letters');
  const odd = (what: Extract<Problem, { code: 'role-wish-bad' }>['what'], value: string | number) =>
    ({ code: 'role-wish-bad', what, value: String(value) }) as const;
  // A code is at least some seconds old when AWS sees it; more than the longest MFA session is any age.
  if (mfaAgeSeconds !== undefined && (mfaAgeSeconds < 60 || mfaAgeSeconds > 129_600)) return odd('mfa-age', mfaAgeSeconds);
  if (mfaAgeSeconds !== undefined && trust.kind === 'certificate') return odd('certificate-age', mfaAgeSeconds);
  if (maxSessionSeconds !== undefined && (maxSessionSeconds < 3600 || maxSessionSeconds > 43_200))
    return odd('max-session', maxSessionSeconds);
  if (trust.kind === 'account') {
    if (!/^\d{12}$/.test(trust.accountId)) return odd('trust', trust.accountId);
    if (trust.externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(trust.externalId)) return odd('external-id', trust.externalId);
  }
  if (trust.kind === 'users') {
    const strange = trust.arns.find((arn) => parseUserArn(arn)?.partition !== place.partition);
    if (strange !== undefined || trust.arns.length === 0) return odd('trust', strange ?? '');
  }
  if (trust.kind === 'certificate' && !parseAnywhereArn(trust.trustAnchor, 'trust-anchor')) return odd('trust', trust.trustAnchor);
  if (trust.kind === 'certificate') {
    const { partition, accountId } = place;
    const flaw = arnsFlaw({ trustAnchorArn: trust.trustAnchor, roleArn: `arn:${partition}:iam::${accountId}:role/${name}` });
    if (flaw) return flaw;
    const { subject, lost } = demandable(trust.subject);
    // Without any part that AWS can check, every certificate of the same CA would open the role.
    if (lost.length > 0 && Object.keys(subject).length === 0) return { code: 'subject-undemandable', subject: lost.join(',') };
  }
  const length = policySize(roleTrust(wish, place));
  return length > mostTrust ? { code: 'team-policy-long', what: 'trust', length, limit: mostTrust } : undefined;
};

/** What a person should know of such a role. */
export const notesOf = (
  { trust, mfaAgeSeconds, maxSessionSeconds, policies, permissions, group }: RoleWish,
  accountId: string,
): readonly RoleNote[] => {
  const isCertificate = trust.kind === 'certificate';
  const isOther = trust.kind === 'account' && trust.accountId !== accountId;
  const notes: readonly (readonly [RoleNote, boolean])[] = [
    ['certificate', isCertificate],
    ['subject-lost', trust.kind === 'certificate' && demandable(trust.subject).lost.length > 0],
    ['proved', trust.kind === 'certificate' && trust.proved === true],
    ['any-age', !isCertificate && mfaAgeSeconds === undefined],
    ['short-age', mfaAgeSeconds !== undefined],
    ['long-session', !isCertificate && (maxSessionSeconds ?? 0) > usualSessionSeconds],
    ['other-account', isOther],
    ['account-alone', trust.kind === 'account' && !isOther && group === undefined],
    ['no-permissions', policies.length === 0 && permissions === undefined],
  ];
  return notes.flatMap(([note, holds]) => (holds ? [note] : []));
};

/** IAM's refusals in the words of a plan. */
export const inWords = (problem: Problem, { name, group, policies, trust }: RoleWish): Problem => {
  const limit = limitReached(problem, name);
  if (limit) return limit;
  if (problem.code !== 'aws-said') return problem;
  switch (problem.awsCode) {
    case 'EntityAlreadyExists':
      return { code: 'team-name-taken', name };
    case 'NoSuchEntity':
      return { code: 'team-missing', name: group ?? policies[0] ?? name };
    case 'MalformedPolicyDocument':
      return {
        code: 'role-principal-missing',
        names: trust.kind === 'users' ? trust.arns : [trust.kind === 'account' ? trust.accountId : trust.trustAnchor],
      };
    case 'ValidationError':
    case 'InvalidInput':
      return { code: 'team-call-refused', awsCode: problem.awsCode };
    default:
      return problem;
  }
};
