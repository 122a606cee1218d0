import fc from 'fast-check';
import { decodeBase32, readSecret } from '../../../src-main/app/enroll/otpauth.ts';
import { readPolicy } from '../../../src-main/aws/policies/policy-document.ts';
import { type RightsReading, roleCandidates } from '../../../src-main/aws/policies/role-candidates.ts';
import { hostileText, hostileValue, inTime, must, pure } from './part.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The plainest encoder there is, to be read back. */
const encodeBase32 = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '').join('');
};

/** As people paste it: in groups, in lower case, over lines, padded. */
const pasted = (letters: string, blank: string, every: number): string =>
  `${(letters.match(new RegExp(`.{1,${every}}`, 'g')) ?? []).join(blank)}${'='.repeat((8 - (letters.length % 8)) % 8)}`;

const linkPieces = [
  'otpauth://',
  'OTPAUTH://',
  'totp',
  'hotp',
  '/',
  'Amazon:',
  'jane',
  '%',
  '%3A',
  '%ff',
  '?',
  '&',
  'secret=',
  'SECRET=',
  'JBSWY3DPEHPK3PXP',
  '=',
  'digits=6',
  'digits=8',
  'period=30',
  'period=0x1e',
  'algorithm=SHA1',
  'issuer=AWS',
  '#',
  ' ',
  '+',
];

/** What may be pasted as a device's secret: base32 and otpauth links. */
export const secretPart = pure(
  'secret',
  (tally) =>
    fc.property(
      fc.uint8Array({ minLength: 10, maxLength: 64 }),
      fc.constantFrom(' ', '\n', '\u00a0', '  '),
      fc.integer({ min: 1, max: 9 }),
      fc
        .tuple(
          fc.constantFrom('', 'otpauth://totp/', 'otpauth://totp/jane?secret=JBSWY3DPEHPK3PXP&'),
          fc.array(fc.oneof(fc.constantFrom(...linkPieces), hostileText), { maxLength: 14 }),
        )
        .map(([start, parts]) => start + parts.join('')),
      fc.oneof({ weight: 20, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 2000 })),
      (seed, blank, every, text, times) => {
        const letters = pasted(encodeBase32(seed), blank, every);
        for (const written of [letters, letters.toLowerCase()]) {
          must(Buffer.from(decodeBase32(written) ?? []).equals(seed), 'base32 is not read back');
          const link = readSecret(`otpauth://totp/x?secret=${encodeURIComponent(written)}`);
          must(link.ok && Buffer.from(link.value.seed).equals(seed), 'a link is not read back');
        }
        const read = inTime(() => readSecret(text.repeat(times)));
        if (read.ok) must(read.value.seed.length >= 10 && read.value.seed.length <= 64, 'a seed of a length that nobody gives out');
        else must(read.problem.code === 'secret-unusable', 'another problem');
        tally(read.ok ? 'taken' : read.problem.code === 'secret-unusable' ? read.problem.why : 'other');
      },
    ) as fc.IRawProperty<unknown>,
);

const names = [
  'Version',
  'Statement',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
  'AWS',
  'StringLike',
  'Bool',
  'Null',
];
const arn = 'arn:aws:iam::111122223333:role/dev';
const variable = '$' + '{aws:username}';
const patternPieces = [
  '*',
  '?',
  'a',
  'arn:aws:iam::',
  '111122223333',
  ':role/',
  'dev',
  variable,
  '$' + '{',
  '}',
  '$' + '{*}',
  'sts:AssumeRole',
  'sts:*',
  '\n',
];
const pattern = fc.oneof(
  fc.constantFrom('*', arn, 'sts:AssumeRole', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:root'),
  fc.array(fc.constantFrom(...patternPieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('*a', '?*', `${variable}*`, 'a*?'), fc.integer({ min: 1, max: 600 }))
    .map(([piece, times]) => piece.repeat(times)),
);
const patterns = fc.oneof(pattern, fc.array(pattern, { maxLength: 4 }), hostileText);
const condition = fc.dictionary(
  fc.constantFrom(
    'StringLike',
    'StringEquals',
    'Bool',
    'Null',
    'NumericLessThan',
    'DateGreaterThan',
    'IpAddress',
    'ForAllValues:StringLike',
    'BoolIfExists',
    '__proto__',
  ),
  fc.oneof(
    fc.dictionary(
      fc.constantFrom('aws:MultiFactorAuthPresent', 'sts:ExternalId', 'aws:username', 'aws:MultiFactorAuthAge', 'constructor'),
      patterns,
      { maxKeys: 2 },
    ),
    hostileText,
  ),
  { maxKeys: 2 },
);
const fields = {
  Effect: fc.oneof({ weight: 30, arbitrary: fc.constantFrom('Allow', 'Deny') }, hostileValue(names)),
  Action: fc.oneof(fc.constantFrom('sts:AssumeRole', 'sts:*', '*'), patterns),
  Resource: patterns,
  Principal: fc.oneof(fc.constant('*'), fc.record({ AWS: patterns })),
  Condition: condition,
};
const statement = fc.oneof(
  { weight: 4, arbitrary: fc.record(fields, { requiredKeys: ['Effect', 'Action', 'Resource'] }) },
  fc.record({ ...fields, NotAction: patterns, NotResource: patterns, NotPrincipal: patterns }, { requiredKeys: ['Effect'] }),
);
const policy = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      Version: fc.constantFrom('2012-10-17', '2008-10-17', 1),
      Statement: fc.oneof(statement, fc.array(statement, { maxLength: 4 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      Version: fc.constant('2012-10-17'),
      Statement: fc.record(
        {
          Effect: fc.constantFrom('Allow', 'Deny'),
          Action: fc.constantFrom('sts:AssumeRole', '*'),
          Resource: pattern,
          Principal: fc.constant({ AWS: '*' }),
        },
        { requiredKeys: ['Effect', 'Action'] },
      ),
    }),
  },
  { weight: 1, arbitrary: hostileValue(names) },
);
const document = fc.tuple(policy, fc.nat({ max: 9 }), hostileText).map(([value, kind, piece]) => {
  const json = JSON.stringify(value) ?? '';
  return kind === 0
    ? `${json}${piece}`
    : kind === 1
      ? json
      : json.replace(/[^\w]/gu, (char) => [...Buffer.from(char)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
});

const user = {
  arn: 'arn:aws:iam::111122223333:user/jane',
  userName: 'jane',
  userId: 'AIDA1',
  accountId: '111122223333',
  partition: 'aws',
} as const;
const denyAll = encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: '*', Resource: '*' } }));

/** Policies and trust documents, as IAM sends them or as somebody may write them: read or not, and never a role that a plain denial forbids. */
export const policiesPart = pure(
  'policies',
  (tally) =>
    fc.property(document, document, fc.option(document, { nil: undefined }), (identity, trust, boundary) => {
      const reading: RightsReading = {
        user,
        policies: [{ name: 'one', document: identity }],
        policiesComplete: true,
        roles: [{ roleArn: arn, trust }],
        rolesComplete: true,
        ...(boundary === undefined ? {} : { boundary: { name: 'boundary', document: boundary } }),
      };
      const found = inTime(() => roleCandidates(reading));
      tally(readPolicy(identity) === undefined ? 'not read' : found.roles.length > 0 ? 'roles found' : 'no role');
      const denied = roleCandidates({ ...reading, policies: [...reading.policies, { name: 'deny', document: denyAll }] });
      must(denied.roles.length === 0 && denied.patterns.length === 0, 'a role is found although everything is denied');
    }) as fc.IRawProperty<unknown>,
);
