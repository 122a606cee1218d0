import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { checkPolicy } from './policy-check.ts';
import { readPolicyText } from './policy-text.ts';

/** The inline policy with what a role may do. */
export const permissionsName = 'RoletapPermissions';

/** IAM's quota for the inline policies of a role together, in characters without white space. */
export const mostPermissions = 10_240;

/**
 * A policy of a file as the document that IAM takes: JSON without white space, a byte order mark or comments. Problems: role-permissions-bad with the line,
 * team-policy-long.
 */
export const readPermissions = (text: string): Result<string> => {
  const { kind, findings } = checkPolicy(text);
  const flaw = findings.find(({ rule }) => rule === 'not-json' || rule === 'not-a-policy');
  const bad = (why: Extract<Problem, { code: 'role-permissions-bad' }>['why'], line: number) =>
    failed({ code: 'role-permissions-bad', why, line });
  if (flaw) return bad(flaw.rule === 'not-json' ? 'not-json' : 'not-a-policy', flaw.line);
  const { value, lineOf } = readPolicyText(text);
  if (kind === 'trust') return bad('trust', lineOf(['Statement']));
  const document = JSON.stringify(value);
  const { length } = document;
  return length > mostPermissions
    ? failed({ code: 'team-policy-long', what: 'permissions', length, limit: mostPermissions })
    : ok(document);
};
