import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { keyProofOf, proofPatterns } from '../../../../src-main/aws/anywhere/key-proof.ts';
import { demandable, subjectParts, trustPolicy, trustPolicyText } from '../../../../src-main/aws/anywhere/trust-policy.ts';

const yaml = createRequire(import.meta.url)('js-yaml') as { readonly load: (text: string) => unknown };
const trustAnchorArn = 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/11111111-2222-3333-4444-555555555555';

describe('a trust policy for certificates', () => {
  it('demands the anchor and the subject, and allows the three actions', () => {
    expect(trustPolicy({ trustAnchorArn, subject: { CN: 'jane', OU: 'yubikey-touch' } })).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'rolesanywhere.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
          Condition: {
            ArnEquals: { 'aws:SourceArn': trustAnchorArn },
            StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'jane', 'aws:PrincipalTag/x509Subject/OU': 'yubikey-touch' },
          },
        },
      ],
    });
  });

  it('is the same in JSON and in CloudFormation', () => {
    const wish = { trustAnchorArn, subject: { CN: 'jane "the" doe: #1' } };
    const plain = JSON.parse(JSON.stringify(trustPolicy(wish))) as unknown;
    expect(JSON.parse(trustPolicyText(wish, 'json'))).toEqual(plain);
    expect(yaml.load(trustPolicyText(wish, 'cloudformation'))).toEqual({ AssumeRolePolicyDocument: plain });
  });

  it('demands what an authority on a YubiKey proved of the key, the same in all three languages', () => {
    const wish = { trustAnchorArn, subject: { CN: 'jane' }, proof: { asksPin: true, wantsTouch: true } };
    const plain = JSON.parse(trustPolicyText(wish, 'json'));
    const patterns = plain.Statement[0].Condition.StringLike['aws:PrincipalTag/x509SAN/URI'] as readonly string[];
    expect(patterns).toEqual([
      'urn:yubikey:*:pin-*once:touch-cached',
      'urn:yubikey:*:pin-*once:touch-always',
      'urn:yubikey:*:pin-*always:touch-cached',
      'urn:yubikey:*:pin-*always:touch-always',
    ]);
    expect(yaml.load(trustPolicyText(wish, 'cloudformation'))).toEqual({ AssumeRolePolicyDocument: plain });
    expect(trustPolicyText(wish, 'terraform')).toContain(`values   = [${patterns.map((pattern) => JSON.stringify(pattern)).join(', ')}]`);
  });

  it.each([
    ['urn:yubikey:12345678:pin-once:touch-cached', { asksPin: true, wantsTouch: true }],
    ['urn:yubikey:12345678:pin-match-once:touch-always', { asksPin: true, wantsTouch: true }],
    ['urn:yubikey:unknown:pin-never:touch-always', { asksPin: false, wantsTouch: true }],
    ['urn:yubikey:1:pin-always:touch-never', { asksPin: true, wantsTouch: false }],
    ['urn:yubikey:1:pin-unknown:touch-unknown', { asksPin: false, wantsTouch: false }],
    ['urn:yubikey:1:pin-once:touch-cached:more', undefined],
    ['https://example.com/', undefined],
    [undefined, undefined],
  ])('reads %s, and its own patterns fit it', (uri, proof) => {
    expect(keyProofOf(uri)).toEqual(proof);
    const fits = (pattern: string) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(uri ?? '');
    if (proof) expect(proofPatterns(proof).some(fits)).toBe(true);
  });

  it('tells which parts of a subject no certificate would meet', () => {
    expect(demandable({ CN: 'Jané Doe', O: 'Example, Inc.', OU: 'x'.repeat(257) })).toEqual({
      subject: { CN: 'Jané Doe' },
      lost: ['O=Example\\, Inc.', `OU=${'x'.repeat(257)}`],
    });
  });

  it('is a data source of Terraform, in which no name is an expression', () => {
    const text = trustPolicyText({ trustAnchorArn, subject: { CN: `\${jane}` } }, 'terraform');
    expect(text).toContain('data "aws_iam_policy_document"');
    expect(text).toContain('identifiers = ["rolesanywhere.amazonaws.com"]');
    expect(text).toContain('variable = "aws:PrincipalTag/x509Subject/CN"');
    expect(text).toContain(`values   = ["$\${jane}"]`);
  });

  it('leaves the subject out where none is demanded', () => {
    expect(trustPolicyText({ trustAnchorArn, subject: {} }, 'json')).not.toContain('StringEquals');
  });

  it('takes a subject apart as AWS tags it: several of one kind are joined', () => {
    expect(subjectParts('CN=jane, OU=eu,OU=dev,o=Example\\, Inc.')).toEqual({ CN: 'jane', OU: 'dev/eu', O: 'Example, Inc.' });
    expect(subjectParts('jane doe')).toEqual({ CN: 'jane doe' });
  });

  it('says that a subject with a backslash at its end is met by no certificate, and drops none silently', () => {
    expect(demandable(subjectParts('O=x,CN=jane\\'))).toEqual({ subject: { O: 'x' }, lost: ['CN=jane\\\\'] });
  });
});
