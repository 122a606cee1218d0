import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkPolicy } from '../../../../src-main/aws/policies/policy-check.ts';
import { policyText } from '../../../../src-main/aws/policies/policy-texts.ts';
import type { PolicyFinding, PolicyRule } from '../../../../src-main/contract/team/policy.ts';
import { evaluateIdentity, type PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import { ownName, sample } from '../../../support/aws/sample-policy.ts';

type Statement = Readonly<Record<string, unknown>>;
const text = (...Statement: readonly Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
const rulesIn = (given: string, level?: PolicyFinding['level']) =>
  checkPolicy(given)
    .findings.filter((one) => level === undefined || one.level === level)
    .map(({ rule }) => rule);
const find = (rule: PolicyRule, given: string) => checkPolicy(given).findings.find((one) => one.rule === rule);
/** The statement as a finding would have it. */
const fixedBy = (rule: PolicyRule, given: string) => JSON.parse(find(rule, given)?.fixed ?? 'null') as Statement;

const mfa = (operator: string, value: string) => ({ Condition: { [operator]: { 'aws:MultiFactorAuthPresent': value } } });
const ec2 = { Action: ['ec2:StopInstances', 'ec2:TerminateInstances'], Resource: '*' };
const exceptions = [
  'iam:ChangePassword',
  'iam:CreateVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:GetAccountPasswordPolicy',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ListVirtualMFADevices',
  'iam:ResyncMFADevice',
  'sts:GetSessionToken',
];
const viaService = { 'aws:MultiFactorAuthPresent': 'false', 'aws:ViaAWSService': 'false' };
const denyRest = { Effect: 'Deny', NotAction: exceptions, Resource: '*', Condition: { BoolIfExists: viaService } };
const own = `arn:aws:iam::*:user/${ownName}`;
const anyPath = [own, `arn:aws:iam::*:user/*/${ownName}`];
const trust = (Principal: unknown, more: Statement = {}) => text({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more });
const home = { AWS: 'arn:aws:iam::111122223333:root' };

/** Cases of the IAM User Guide: "aws:MultiFactorAuthPresent", "MFA-protected API access", and the sample policies. */
const passing: readonly (readonly [string, string])[] = [
  ['Deny with BoolIfExists false', text({ Effect: 'Deny', ...ec2, ...mfa('BoolIfExists', 'false') })],
  ['Allow with Bool true', text({ Effect: 'Allow', ...ec2, ...mfa('Bool', 'true') })],
  ['Allow with a recent touch', text({ Effect: 'Allow', ...ec2, Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } } })],
  ['Allow without a condition', text({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' })],
  ['Deny without MFA, with all exceptions', text(denyRest)],
  [
    'Deny in two halves that make a whole',
    text({ Effect: 'Deny', ...ec2, ...mfa('Bool', 'false') }, { Effect: 'Deny', ...ec2, ...mfa('Null', 'true') }),
  ],
  ['Deactivating that a Deny covers', text({ Effect: 'Allow', Action: 'iam:DeactivateMFADevice', Resource: anyPath }, denyRest)],
  ['Deactivating with MFA', text({ Effect: 'Allow', Action: 'iam:DeactivateMFADevice', Resource: anyPath, ...mfa('Bool', 'true') })],
  ['all of IAM for an administrator', text({ Effect: 'Allow', Action: ['iam:*', '*'], Resource: '*' })],
  ['devices of any name', text({ Effect: 'Allow', Action: 'iam:CreateVirtualMFADevice', Resource: 'arn:aws:iam::*:mfa/*' })],
  [
    'devices named after the user',
    text({ Effect: 'Allow', Action: 'iam:CreateVirtualMFADevice', Resource: `arn:aws:iam::*:mfa/${ownName}*` }),
  ],
  ['users with and without a path', text({ Effect: 'Allow', Action: 'iam:GetUser', Resource: anyPath })],
  ['a trust that asks for MFA', trust(home, mfa('Bool', 'true'))],
  ['a trust that asks for a recent touch', trust(home, { Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '43200' } } })],
  ['another company’s program', trust({ AWS: '444455556666' }, { Condition: { StringEquals: { 'sts:ExternalId': 'blue-1' } } })],
  [
    'a trust whose Deny asks everybody for MFA',
    text(
      { Effect: 'Allow', Principal: home, Action: 'sts:AssumeRole' },
      { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', ...mfa('BoolIfExists', 'false') },
    ),
  ],
  ['Deny with what is not true', text({ Effect: 'Deny', ...ec2, ...mfa('StringNotEquals', 'true') })],
  [
    'a trust in an organization, with MFA',
    trust('*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3' } } }),
  ],
  ['a service', trust({ Service: 'ec2.amazonaws.com' })],
  ['a role', trust({ AWS: 'arn:aws:iam::111122223333:role/Deploy' })],
  ['an identity provider', trust({ Federated: 'cognito-identity.amazonaws.com' }, { Action: 'sts:AssumeRoleWithWebIdentity' })],
];

describe('a policy as AWS’s documentation recommends it', () => {
  test.each(passing)('has no finding: %s', (_, given) => expect(checkPolicy(given).findings).toEqual([]));

  it('is what Roletap writes, for every account and path', () => {
    for (const place of [
      { partition: 'aws', accountId: '111122223333' },
      { partition: 'aws-cn', accountId: '*', path: '/eng/' },
    ]) {
      for (const extras of [[], ['keys', 'password']] as const) {
        const deny = checkPolicy(policyText('deny', place, extras));
        expect(deny.findings.map(({ rule }) => rule)).toEqual(extras.length === 0 ? ['first-password'] : []);
        const self = checkPolicy(policyText('self', place, extras));
        expect(self.findings.filter(({ level }) => level !== 'note')).toEqual([]);
        expect(policyText('self', place, extras)).toContain(`arn:${place.partition}:iam::${place.accountId}:mfa/*`);
      }
    }
  });

  it('is AWS’s own sample, with three things worth knowing', () =>
    expect(checkPolicy(JSON.stringify(sample('aws', '*'))).findings).toMatchObject([
      { rule: 'user-path', level: 'note' },
      { rule: 'first-password', level: 'note' },
      { rule: 'service-calls', level: 'note' },
    ]));
});

describe('a condition on MFA', () => {
  it('that lets long-term keys pass is found in a Deny, and set right', () => {
    const given = text({ Effect: 'Deny', ...ec2, ...mfa('Bool', 'false') });
    expect(find('deny-bool', given)).toMatchObject({ level: 'error', line: 12, statement: 1 });
    expect(fixedBy('deny-bool', given)).toEqual({ Effect: 'Deny', ...ec2, ...mfa('BoolIfExists', 'false') });
    expect(rulesIn(checkPolicy(given).fixed ?? '')).toEqual([]);
  });

  it.each<readonly [PolicyRule, string, Statement]>([
    ['deny-null', 'Deny', mfa('Null', 'true')],
    ['deny-with-mfa', 'Deny', mfa('Bool', 'true')],
    ['deny-with-mfa', 'Deny', mfa('BoolIfExists', 'true')],
    ['allow-if-exists', 'Allow', mfa('BoolIfExists', 'true')],
    ['allow-null', 'Allow', mfa('Null', 'false')],
    // For all values: of a key that is not there, all values fit.
    ['allow-if-exists', 'Allow', mfa('ForAllValues:Bool', 'true')],
    ['allow-if-exists', 'Allow', mfa('StringNotEquals', 'false')],
    ['deny-bool', 'Deny', mfa('ForAnyValue:StringEquals', 'false')],
    ['deny-with-mfa', 'Deny', mfa('StringNotLike', 'false')],
  ])('%s is found, and set right', (rule, Effect, condition) => {
    const given = text({ Effect, ...ec2, ...condition });
    expect(rulesIn(given)).toEqual([rule]);
    const right = Effect === 'Deny' ? mfa('BoolIfExists', 'false') : mfa('Bool', 'true');
    expect(fixedBy(rule, given)).toEqual({ Effect, ...ec2, ...right });
  });

  it('that is undone by another one beside it is set right as well', () => {
    const both = { Bool: { 'aws:MultiFactorAuthPresent': 'false' }, Null: { 'aws:MultiFactorAuthPresent': 'false' } };
    const given = text({ Effect: 'Deny', ...ec2, Condition: both });
    expect(rulesIn(given)).toEqual(['deny-bool', 'deny-bool']);
    expect(JSON.parse(checkPolicy(given).fixed ?? '')).toMatchObject({ Statement: [{ ...ec2, ...mfa('BoolIfExists', 'false') }] });
    expect(rulesIn(checkPolicy(given).fixed ?? '')).toEqual([]);
    const half = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' }, Null: { 'aws:MultiFactorAuthPresent': 'false' } };
    expect(rulesIn(text({ Effect: 'Deny', ...ec2, Condition: half }))).toEqual(['deny-bool']);
  });

  it('is no half of a whole where the other half asks for something else as well', () => {
    const elsewhere = { Null: { 'aws:MultiFactorAuthPresent': 'true' }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    const given = text({ Effect: 'Deny', ...ec2, ...mfa('Bool', 'false') }, { Effect: 'Deny', ...ec2, Condition: elsewhere });
    expect(rulesIn(given)).toEqual(['deny-bool', 'deny-null']);
  });

  it('on the age of a touch forgets those who never touched, in a Deny', () => {
    const given = text({ Effect: 'Deny', ...ec2, Condition: { NumericGreaterThan: { 'aws:MultiFactorAuthAge': '3600' } } });
    expect(rulesIn(given)).toEqual(['deny-age']);
    expect(fixedBy('deny-age', given)).toMatchObject({ Condition: { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } } });
  });

  it('keeps the conditions beside it, however its key is written', () => {
    const Condition = {
      Bool: { 'aws:multifactorauthpresent': 'false', 'aws:SecureTransport': 'true' },
      IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
    };
    expect(fixedBy('deny-bool', text({ Effect: 'Deny', ...ec2, Condition }))).toMatchObject({
      Condition: {
        Bool: { 'aws:SecureTransport': 'true' },
        IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
        BoolIfExists: { 'aws:multifactorauthpresent': 'false' },
      },
    });
  });
});

describe('what the checker finds nothing in', () => {
  const requests = { key: undefined, session: 'false', mfa: 'true' } as const;
  /** What the simulator decides of an access key alone, of a session without MFA, and of one with it. */
  const verdicts = (document: PolicyDocument) =>
    Object.values(requests).map((present) =>
      evaluateIdentity(
        [document],
        'ec2:StopInstances',
        '*',
        new Map(present === undefined ? [] : [['aws:multifactorauthpresent', present]]),
      ),
    );
  const condition = fc
    .constantFrom('Bool', 'BoolIfExists', 'Null', 'StringEquals', 'StringEqualsIfExists', 'StringNotEquals')
    .chain((operator) => fc.constantFrom('true', 'false').map((value) => mfa(operator, value).Condition));
  const documents = (effect: 'Allow' | 'Deny') =>
    fc
      .tuple(condition, fc.option(condition, { nil: {} }))
      .map(([one, other]) => ({ Effect: effect, ...ec2, Condition: { ...other, ...one } }))
      .map((statement) => JSON.parse(text(statement)) as PolicyDocument);

  it('denies whoever has no MFA, and nobody else; what it sets right does, too', () => {
    fc.assert(
      fc.property(documents('Deny'), (document) => {
        const { findings, fixed } = checkPolicy(JSON.stringify(document));
        // A Deny of all sessions alone is about something else.
        if (findings.length === 0 && verdicts(document)[2] === 'deny') return;
        const right = findings.length === 0 ? document : (JSON.parse(fixed ?? 'null') as PolicyDocument);
        expect(verdicts(right)).toEqual(['deny', 'deny', 'none']);
      }),
    );
  });

  it('allows nothing without MFA; what it sets right does not, either', () => {
    fc.assert(
      fc.property(documents('Allow'), (document) => {
        const { findings, fixed } = checkPolicy(JSON.stringify(document));
        const right = findings.length === 0 ? document : (JSON.parse(fixed ?? 'null') as PolicyDocument);
        const [key, session, withMfa] = verdicts(right);
        // Whoever asks for `false` means it.
        if (findings.length > 0 || withMfa === 'allow') expect([key, session]).toEqual(['none', 'none']);
      }),
    );
  });
});

describe('a Deny of everything without MFA', () => {
  const without = (...gone: readonly string[]) => text({ ...denyRest, NotAction: exceptions.filter((name) => !gone.includes(name)) });

  it.each([
    ['sts:GetSessionToken', 'error'],
    ['iam:ListMFADevices', 'error'],
    ['iam:EnableMFADevice', 'error'],
    ['iam:ResyncMFADevice', 'warning'],
  ])('must except %s', (name, level) => {
    const given = without(name);
    expect(find('locked-out', given)).toMatchObject({ level, about: [name], statement: 1 });
    expect(fixedBy('locked-out', given).NotAction).toContain(name);
  });

  it('is known to be hard on the first day', () =>
    expect(find('first-password', without('iam:ChangePassword'))).toMatchObject({ level: 'note', about: ['iam:ChangePassword'] }));

  it('that excepts nothing gets all exceptions', () => {
    const given = text({ Effect: 'Deny', Action: '*', Resource: '*', ...mfa('BoolIfExists', 'false') });
    expect(find('locked-out', given)).toMatchObject({ level: 'error', line: 6 });
    expect(rulesIn(checkPolicy(given).fixed ?? '', 'error')).toEqual([]);
  });

  it('must not except the removal of a device', () => {
    const given = text({ ...denyRest, NotAction: [...exceptions, 'iam:DeactivateMFADevice', 'iam:DeleteVirtualMFADevice'] });
    expect(find('deactivate-without-mfa', given)).toMatchObject({
      level: 'error',
      about: ['iam:DeactivateMFADevice', 'iam:DeleteVirtualMFADevice'],
    });
    expect(fixedBy('deactivate-without-mfa', given)).toEqual(denyRest);
  });

  it('names what a pattern stood for when the pattern goes', () => {
    const given = text({
      ...denyRest,
      NotAction: ['iam:*MFADevice*', 'iam:GetUser', 'iam:ChangePassword', 'iam:GetAccountPasswordPolicy', 'sts:*'],
    });
    const fixed = fixedBy('deactivate-without-mfa', given);
    expect(fixed.NotAction).toEqual(expect.arrayContaining(['iam:EnableMFADevice', 'iam:ListMFADevices', 'sts:*']));
    expect(rulesIn(text(fixed))).toEqual([]);
  });

  it('hits what services do for a person, unless it leaves them out', () => {
    const given = text({ ...denyRest, ...mfa('BoolIfExists', 'false') });
    expect(rulesIn(given)).toEqual(['service-calls']);
    expect(fixedBy('service-calls', given)).toEqual(denyRest);
    expect(
      rulesIn(
        text({
          ...denyRest,
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } },
        }),
      ),
    ).toEqual([]);
  });
});

describe('an Allow for one’s own devices', () => {
  it('that lets them go without MFA is split in two', () => {
    const Action = ['iam:EnableMFADevice', 'iam:DeactivateMFADevice'];
    const given = text({ Sid: 'Own', Effect: 'Allow', Action, Resource: anyPath });
    expect(find('deactivate-without-mfa', given)).toMatchObject({ level: 'warning', sid: 'Own', line: 7 });
    expect(JSON.parse(find('deactivate-without-mfa', given)?.fixed ?? '')).toEqual([
      { Sid: 'Own', Effect: 'Allow', Action: 'iam:EnableMFADevice', Resource: anyPath },
      { Sid: 'DeactivateWithMFA', Effect: 'Allow', Action: 'iam:DeactivateMFADevice', Resource: anyPath, ...mfa('Bool', 'true') },
    ]);
    expect(rulesIn(checkPolicy(given).fixed ?? '')).toEqual([]);
  });

  it('that is split twice has no Sid twice, which IAM would refuse', () => {
    const Action = ['iam:EnableMFADevice', 'iam:DeactivateMFADevice'];
    const given = ['One', 'Two'].map((Sid) => ({ Sid, Effect: 'Allow', Action, Resource: anyPath }));
    const { Statement } = JSON.parse(checkPolicy(text(...given)).fixed ?? '') as { Statement: readonly { Sid: string }[] };
    expect(Statement.map(({ Sid }) => Sid)).toEqual(['One', 'DeactivateWithMFA', 'Two', 'DeactivateWithMFA2']);
  });

  it('of the time of one device is found, and opened as far as its actions allow', () => {
    const old = [`arn:aws:iam::*:mfa/${ownName}`, ...anyPath];
    const given = (...Action: readonly string[]) => text({ Effect: 'Allow', Action, Resource: old });
    expect(find('single-device', given('iam:CreateVirtualMFADevice'))).toMatchObject({ level: 'warning', about: [old[0]] });
    expect(fixedBy('single-device', given('iam:CreateVirtualMFADevice')).Resource).toEqual(['arn:aws:iam::*:mfa/*', ...anyPath]);
    expect(fixedBy('single-device', given('iam:CreateVirtualMFADevice', 'iam:DeleteVirtualMFADevice')).Resource).toEqual([
      `arn:aws:iam::*:mfa/${ownName}*`,
      ...anyPath,
    ]);
  });

  it('that misses users with a path says so', () => {
    const given = text({ Effect: 'Allow', Action: 'iam:GetUser', Resource: own });
    expect(find('user-path', given)).toMatchObject({ level: 'note', about: [own], line: 7 });
    expect(fixedBy('user-path', given).Resource).toEqual(anyPath);
  });
});

describe('a trust policy', () => {
  it.each([
    ['an account', home],
    ['an account by its number', { AWS: '111122223333' }],
    ['a user', { AWS: 'arn:aws:iam::111122223333:user/eng/jane' }],
  ])('must ask %s for MFA', (_, principal) => {
    expect(checkPolicy(trust(principal))).toMatchObject({ kind: 'trust', findings: [{ rule: 'trust-without-mfa', level: 'warning' }] });
    expect(fixedBy('trust-without-mfa', trust(principal))).toMatchObject(mfa('Bool', 'true'));
  });

  it('that long-term keys pass is found', () => expect(rulesIn(trust(home, mfa('BoolIfExists', 'true')))).toEqual(['allow-if-exists']));

  it('for everybody is the worst of all', () => {
    expect(rulesIn(trust('*'), 'error')).toEqual(['trust-everybody']);
    // MFA in any account, an external ID that is no secret, and what is only not somebody.
    expect(rulesIn(trust('*', mfa('Bool', 'true')), 'error')).toEqual(['trust-everybody']);
    expect(rulesIn(trust({ AWS: '*' }, { Condition: { StringEquals: { 'sts:ExternalId': 'blue-1' } } }), 'error')).toEqual([
      'trust-everybody',
    ]);
    expect(rulesIn(trust('*', { Condition: { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } } }))).toEqual([
      'trust-everybody',
    ]);
    expect(rulesIn(trust('*', { Condition: { StringLike: { 'aws:PrincipalArn': '*' } } }))).toEqual(['trust-everybody']);
    expect(rulesIn(trust('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3' } } }))).toEqual(['trust-without-mfa']);
  });

  it('for all but some is for everybody else', () =>
    expect(find('not-principal', text({ Effect: 'Allow', NotPrincipal: home, Action: 'sts:AssumeRole' }))).toMatchObject({
      level: 'error',
      line: 6,
    }));
});

describe('a text', () => {
  const good = text({ Effect: 'Allow', ...ec2, ...mfa('Bool', 'true') });

  it('with a byte order mark or comments is read, and IAM would refuse it', () => {
    const given = `\ufeff// ours\n/* all\nof it */\n${good.replace('"Effect"', '# why\n"Effect"')}`;
    expect(checkPolicy(given)).toMatchObject({
      kind: 'identity',
      findings: [
        { rule: 'byte-order-mark', line: 1 },
        { rule: 'comments', line: 1 },
      ],
    });
    expect(checkPolicy(given).fixed).toBe(good);
  });

  it('keeps slashes and signs inside of its texts', () => {
    const given = `// a comment\n${text({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a//b/*#c' })}`;
    expect(JSON.parse(checkPolicy(given).fixed ?? '').Statement[0].Resource).toBe('arn:aws:s3:::a//b/*#c');
  });

  it('of the older version has no variables', () => {
    const given = JSON.stringify({ Version: '2008-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:GetUser', Resource: anyPath }] });
    expect(rulesIn(given)).toEqual(['old-version']);
    expect(JSON.parse(checkPolicy(given).fixed ?? '').Version).toBe('2012-10-17');
  });

  it('may have 6,144 characters, a trust policy 2,048, without blanks', () => {
    const long = (length: number, more: Statement) => {
      const Sid = 'x'.repeat(length - JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: '', ...more }] }).length);
      return text({ Sid, ...more });
    };
    const identity = { Effect: 'Allow', Action: 'ec2:*', Resource: '*' };
    expect(rulesIn(long(6144, identity))).toEqual([]);
    expect(find('too-long', long(6145, identity))).toMatchObject({ level: 'warning', length: 6145, limit: 6144 });
    const trusted = { Effect: 'Allow', Principal: home, Action: 'sts:AssumeRole', ...mfa('Bool', 'true') };
    expect(rulesIn(long(2048, trusted))).toEqual([]);
    expect(find('too-long', long(2049, trusted))).toMatchObject({ limit: 2048 });
  });

  it.each([
    ['nothing', '', 'not-json', 1],
    ['no JSON', '{\n  "Version": "2012-10-17",\n  "Statement": [\n    }\n', 'not-json', 4],
    ['a comma too many', '{\n "Statement": [],\n}', 'not-json', 3],
    ['JSON, and something behind it', `${'{"Statement": []}'}\nx`, 'not-json', 2],
    ['no policy', '{"a": 1}', 'not-a-policy', 1],
    ['a list', '[]', 'not-a-policy', 1],
    ['null', 'null', 'not-a-policy', 1],
    [
      'an effect that is none',
      `{"Statement": [\n{"Effect": "Allow", "Action": "*", "Resource": "*"},\n{"Effect": "allow"}]}`,
      'not-a-policy',
      3,
    ],
  ] as const)('that is %s says where', (_, given, rule, line) =>
    expect(checkPolicy(given)).toMatchObject({ kind: 'unreadable', findings: [{ rule, line, level: 'error' }] }),
  );

  it('never throws, and what it sets right has none of the errors any more', () => {
    fc.assert(
      fc.property(fc.string(), (given) => {
        checkPolicy(given);
      }),
    );
    fc.assert(
      fc.property(fc.json(), (json) => {
        checkPolicy(`{"Statement":${json}}`);
      }),
    );
    const sense = fc
      .constantFrom('Bool', 'BoolIfExists', 'Null', 'StringEquals', 'StringNotEquals', 'ForAllValues:Bool', 'ForAnyValue:BoolIfExists')
      .chain((operator) => fc.constantFrom('true', 'false').map((value) => mfa(operator, value)));
    const actions = fc.constantFrom<Statement>(
      { Action: '*' },
      { Action: 'ec2:*' },
      { NotAction: 'iam:*' },
      { NotAction: exceptions },
      { NotAction: ['iam:DeactivateMFADevice', 'sts:*'] },
    );
    const statement = fc
      .tuple(fc.constantFrom('Allow', 'Deny'), actions, sense, sense)
      .map(([Effect, some, one, other]) => ({ Effect, ...some, Resource: '*', Condition: { ...one.Condition, ...other.Condition } }));
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (statements) => {
        const { fixed } = checkPolicy(text(...statements));
        // What is still found is what nobody can set right for somebody else.
        const left = checkPolicy(fixed ?? '{"Statement": []}').findings.filter(
          ({ level, fixed: change }) => level !== 'note' && change !== undefined,
        );
        expect(left).toEqual([]);
      }),
    );
  });
});
