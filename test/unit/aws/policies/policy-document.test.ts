import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../../../src-main/aws/policies/policy-document.ts';
import { encoded } from './policy-fixture.ts';

const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };

describe('a policy document', () => {
  it('has one statement or many, of one text or many', () => {
    const one = readPolicy(encoded({ Version: '2012-10-17', Statement: allow }));
    const many = readPolicy(encoded({ Version: '2012-10-17', Statement: [{ ...allow, Action: ['sts:AssumeRole'], Resource: ['*'] }] }));
    expect(one).toEqual(many);
    expect(one).toEqual({
      hasVariables: true,
      statements: [
        {
          effect: 'Allow',
          actions: { not: false, patterns: ['sts:AssumeRole'] },
          resources: { not: false, patterns: ['*'] },
          conditions: [],
        },
      ],
    });
  });

  it('has no variables in the older version, or without one', () => {
    expect(readPolicy(encoded({ Version: '2008-10-17', Statement: allow }))?.hasVariables).toBe(false);
    expect(readPolicy(encoded({ Statement: allow }))?.hasVariables).toBe(false);
  });

  it('is decoded as RFC 3986 says: a plus is a plus', () => {
    const document = { Statement: { ...allow, Resource: 'arn:aws:iam::111122223333:role/a+b@c' } };
    const sent = encodeURIComponent(JSON.stringify(document)).replaceAll('%2B', '+');
    expect(readPolicy(sent)?.statements[0]?.resources?.patterns).toEqual(['arn:aws:iam::111122223333:role/a+b@c']);
  });

  it('keeps every condition, whatever its operator and key are called', () => {
    const Condition = JSON.parse('{"constructor":{"AWS:X":[1,true]},"Bool":{"__proto__":"a","aws:y":"b"}}');
    expect(readPolicy(encoded({ Statement: { ...allow, Condition } }))?.statements[0]?.conditions).toEqual([
      { operator: 'constructor', key: 'aws:x', values: ['1', 'true'] },
      { operator: 'Bool', key: '__proto__', values: ['a'] },
      { operator: 'Bool', key: 'aws:y', values: ['b'] },
    ]);
  });

  it('says all but what it names, too', () => {
    const sent = encoded({ Statement: { Effect: 'Deny', NotAction: 'iam:*', NotResource: ['a', 'b'] } });
    expect(readPolicy(sent)?.statements).toEqual([
      { effect: 'Deny', actions: { not: true, patterns: ['iam:*'] }, resources: { not: true, patterns: ['a', 'b'] }, conditions: [] },
    ]);
  });

  it('names principals of AWS alone', () => {
    const principals = (Principal: unknown) =>
      readPolicy(encoded({ Statement: { Effect: 'Allow', Action: '*', Principal } }))?.statements[0]?.principals?.patterns;
    expect(principals('*')).toEqual(['*']);
    expect(principals({ AWS: '111122223333', Service: 'ec2.amazonaws.com' })).toEqual(['111122223333']);
    expect(principals({ Federated: 'cognito-identity.amazonaws.com' })).toEqual([]);
  });

  it.each<readonly [string, string]>([
    ['no JSON', '%7B%22Statement'],
    ['nothing', ''],
    ['a list', encoded([])],
    ['encoded badly', '%E0%A4%A'],
    ['a statement without an effect', encoded({ Statement: { Action: '*', Resource: '*' } })],
    ['an effect that is none', encoded({ Statement: { ...allow, Effect: 'allow' } })],
    ['neither action nor its opposite', encoded({ Statement: { Effect: 'Allow', Resource: '*' } })],
    ['both action and its opposite', encoded({ Statement: { ...allow, NotAction: '*' } })],
    ['both resource and its opposite', encoded({ Statement: { ...allow, NotResource: '*' } })],
    ['both principal and its opposite', encoded({ Statement: { Effect: 'Allow', Action: '*', Principal: '*', NotPrincipal: '*' } })],
    ['an action that is null', encoded({ Statement: { ...allow, Action: null } })],
    ['a principal that is a list', encoded({ Statement: { Effect: 'Allow', Action: '*', Principal: ['*'] } })],
    ['without statements', encoded({ Version: '2012-10-17' })],
    ['neither resource nor principal', encoded({ Statement: { Effect: 'Allow', Action: '*' } })],
    ['a resource that is an object', encoded({ Statement: { ...allow, Resource: {} } })],
    ['conditions that are a text', encoded({ Statement: { ...allow, Condition: 'Bool' } })],
    ['a condition without keys', encoded({ Statement: { ...allow, Condition: { Bool: 'true' } } })],
    ['one good statement and a broken one', encoded({ Statement: [allow, null] })],
  ])('that is %s is not read at all', (_what, sent) => {
    expect(readPolicy(sent)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (sent) => [undefined, 'object'].includes(typeof readPolicy(sent)) || readPolicy(sent) === undefined),
    );
    fc.assert(
      fc.property(fc.json(), (json) => {
        readPolicy(encodeURIComponent(json));
        readPolicy(encodeURIComponent(`{"Statement":${json}}`));
      }),
    );
  });
});
