import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../../src-main/aws/policies/policy-check.ts';
import { readPolicyText } from '../../../../src-main/aws/policies/policy-text.ts';
import { readPermissions } from '../../../../src-main/aws/policies/role-texts.ts';
import { readPolicy } from '../../../../src-main/contract/sessions/limits.ts';

/** As many as a file of 1 MB has: a square of it takes minutes. */
const count = 150_000;
const lists = `${'['.repeat(count)}${']'.repeat(count)}`;
const inSid = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Sid":${lists}}]}`;

describe('a policy of somebody else', () => {
  it.each([
    ['quotes that never end', '"\\'.repeat(count)],
    ['strings that begin in each other', `"${'\\"'.repeat(count)}`],
    ['comments that never end', '/*'.repeat(count)],
    ['comments in comments', '/**'.repeat(count)],
    ['objects that never end', '{"a":'.repeat(count)],
    ['lists in lists', lists],
    ['lists in lists in a statement', inSid],
  ])('of %s is read in a time that grows with its length, and refused', (_, text) => {
    expect(checkPolicy(text).kind).toBe('unreadable');
    expect(readPermissions(text).ok).toBe(false);
    expect(readPolicy(text)).toHaveProperty('why');
  });

  it('has its comments beside what looks like one in a string, and one without an end is a flaw where it begins', () => {
    expect(readPolicyText('{"a": "http://x", // why\n"b": 1}').value).toEqual({ a: 'http://x', b: 1 });
    const open = readPolicyText('{"a": 1,\n/* why\n"b": 1}');
    expect([open.value, open.lineOf([])]).toEqual([undefined, 2]);
  });
});
