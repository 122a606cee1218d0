import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { subjectParts, trustPolicy, trustPolicyText } from '../../../../src-main/aws/anywhere/trust-policy.ts';

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
    expect(subjectParts('CN=jane, OU=dev,OU=eu,o=Example\\, Inc.')).toEqual({ CN: 'jane', OU: 'dev/eu', O: 'Example, Inc.' });
  });
});
