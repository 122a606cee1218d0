import type { Problem } from '../../contract/problems/problem.ts';
import type { AddWish, UserTag } from '../../contract/team/plan.ts';
import { limitReached } from './plans/plan-steps.ts';

const namePattern = /^[\w+=,.@-]+$/;

const tagPattern = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The first that IAM would refuse of a user's tags, or as many as it allows (50). Keys are the same in any capitals. */
const badTag = (tags: readonly UserTag[]): Problem | undefined => {
  const known = new Set<string>();
  for (const { key, value } of tags) {
    const tag = `${key}=${value}`;
    const bad = (why: 'many' | 'long' | 'letters' | 'twice') => ({ code: 'team-tag-bad', tag, why }) as const;
    if (key.length > 128 || value.length > 256) return bad('long');
    if (key === '' || /^aws:/i.test(key) || !tagPattern.test(tag)) return bad('letters');
    if (known.has(key.toLowerCase())) return bad('twice');
    if (known.size === 50) return bad('many');
    known.add(key.toLowerCase());
  }
  return undefined;
};

/** What IAM would refuse at once (API reference of CreateUser, CreateGroup). */
export const whyBad = ({ name, group, path, tags = [] }: AddWish): Problem | undefined => {
  if (name.length > 64) return { code: 'team-wish-bad', what: 'user', value: name, why: 'long' };
  if (!namePattern.test(name)) return { code: 'team-wish-bad', what: 'user', value: name, why: 'letters' };
  if (group !== undefined && group.length > 128) return { code: 'team-wish-bad', what: 'group', value: group, why: 'long' };
  if (group !== undefined && !namePattern.test(group)) return { code: 'team-wish-bad', what: 'group', value: group, why: 'letters' };
  if (path !== undefined && (!/^\/([!-~]{1,510}\/)?$/.test(path) || path === '//'))
    return { code: 'team-wish-bad', what: 'path', value: path, why: 'letters' };
  return badTag(tags);
};

/** IAM's refusals in the words of a plan. `about`: the user or the group whose turn it was. */
export const inWords = (problem: Problem, { name, group }: AddWish, about: string): Problem => {
  const limit = limitReached(problem, name);
  if (limit) return limit;
  if (problem.code !== 'aws-said') return problem;
  switch (problem.awsCode) {
    case 'EntityAlreadyExists':
      return { code: 'team-name-taken', name: about };
    case 'NoSuchEntity':
      return { code: 'team-missing', name: group ?? name };
    case 'PasswordPolicyViolation':
      return { code: 'password-refused', name };
    case 'MalformedPolicyDocument':
    case 'ValidationError':
    case 'InvalidInput':
      return { code: 'team-call-refused', awsCode: problem.awsCode };
    default:
      return problem;
  }
};
