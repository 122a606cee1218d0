import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatalogRole } from '../../../../src-main/app/roles/catalog.ts';
import { checkedLimits } from '../../../../src-main/app/roles/check-limits.ts';
import { limitsKey, limitsKind, readPolicy, type SessionLimits } from '../../../../src-main/contract/sessions/limits.ts';

const role = { partition: 'aws-cn', accountId: '111122223333' } as CatalogRole;
const check = (limits: SessionLimits) => {
  const checked = checkedLimits(limits, role);
  if (checked.ok) return checked.value;
  return checked.problem.code === 'limits-bad' ? checked.problem.why : checked.problem.code;
};
const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value: '' }));

describe('limits', () => {
  it('name AWS’s own policies by name, in the role’s partition', () => {
    expect(check({ policyArns: ['ReadOnlyAccess', 'job-function/ViewOnlyAccess', 'ReadOnlyAccess'] })).toEqual({
      policyArns: ['arn:aws-cn:iam::aws:policy/ReadOnlyAccess', 'arn:aws-cn:iam::aws:policy/job-function/ViewOnlyAccess'],
    });
    expect(check({ policyArns: ['arn:aws-cn:iam::111122223333:policy/team/Mine'] })).toEqual({
      policyArns: ['arn:aws-cn:iam::111122223333:policy/team/Mine'],
    });
  });

  it.each<[string, SessionLimits, string]>([
    ['another partition’s policy', { policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }, 'policy-arn-foreign'],
    ['another account’s policy', { policyArns: ['arn:aws-cn:iam::444455556666:policy/Mine'] }, 'policy-arn-foreign'],
    ['a role’s ARN', { policyArns: ['arn:aws-cn:iam::111122223333:role/Mine'] }, 'policy-arn'],
    ['two words', { policyArns: ['read only'] }, 'policy-arn'],
    ['eleven policies', { policyArns: Array.from({ length: 11 }, (_, index) => `P${index}`) }, 'policy-arn-count'],
    ['comments', { policy: '{"a": "// no", /* yes */ "Statement": []}' }, 'policy-comments'],
    ['half a document', { policy: '{"Statement": [' }, 'policy-json'],
    ['a list', { policy: '[]' }, 'policy-shape'],
    ['2,049 characters', { policy: JSON.stringify({ Statement: 'x'.repeat(2033) }) }, 'policy-long'],
    ['51 tags', { tags: tags(51) }, 'tag-count'],
    ['an empty key', { tags: [{ key: '', value: 'x' }] }, 'tag-key'],
    ['a control character', { tags: [{ key: 'a\u0007', value: 'x' }] }, 'tag-key'],
    ['257 letters', { tags: [{ key: 'a', value: 'x'.repeat(257) }] }, 'tag-value'],
    ['AWS’s own', { tags: [{ key: 'AWS:a', value: '' }] }, 'tag-aws'],
    [
      'the same key',
      {
        tags: [
          { key: 'a', value: '' },
          { key: 'A', value: '' },
        ],
      },
      'tag-twice',
    ],
    ['one letter', { sourceIdentity: 'j' }, 'source-identity'],
    ['AWS’s own name', { sourceIdentity: 'aws:jane' }, 'source-identity'],
  ])('with %s are refused', (_name, limits, why) => expect(check(limits)).toBe(why));

  it('take what AWS takes to the last letter', () => {
    const policy = JSON.stringify({ Statement: 'x'.repeat(2032) });
    expect(policy).toHaveLength(2048);
    expect(check({ policy: `\ufeff  ${policy}\n`, tags: tags(50), sourceIdentity: 'a'.repeat(64) })).toMatchObject({ policy });
  });

  it('say the line at which a policy has a comment, and none inside of its strings', () => {
    expect(readPolicy('{\n"a": "http://x",\n# no\n}')).toEqual({ why: 'policy-comments', line: 3 });
    expect(readPolicy('{"Statement": ["https://x", "/* */", "a\\"//"]}')).toHaveProperty('policy');
  });

  it('are the same in any order, and told from all others', () => {
    const limits: SessionLimits = {
      policyArns: ['a', 'b'],
      tags: [
        { key: 'x', value: '1', transitive: true },
        { key: 'y', value: '' },
      ],
    };
    const turned: SessionLimits = { tags: [...(limits.tags ?? [])].reverse(), policyArns: ['b', 'a'] };
    expect(limitsKey(limits)).toBe(limitsKey(turned));
    expect(limitsKey(limits)).not.toBe(
      limitsKey({
        ...limits,
        tags: [
          { key: 'x', value: '1' },
          { key: 'y', value: '' },
        ],
      }),
    );
    expect(limitsKey({})).toBe(limitsKey(undefined));
    expect(limitsKind({ policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'], policy: '{}' })).toBe('policy');
    expect(limitsKind({ tags: [] })).toBe('tagged');
  });

  it('never throw, whatever is written as a policy', () => {
    fc.assert(fc.property(fc.string(), (text) => ['policy', 'why'].some((name) => name in readPolicy(text))));
  });
});
