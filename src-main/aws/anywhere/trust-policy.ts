import { escaped, textParts } from '../../x509/name-text.ts';
import { type KeyProof, proofPatterns, proofTag } from './key-proof.ts';

/** What a role's trust policy is to demand of a certificate. */
export interface TrustWish {
  readonly trustAnchorArn: string;
  /** Parts of the subject by their short names: `CN` -> `jane`. What is absent is not demanded. */
  readonly subject: Readonly<Record<string, string>>;
  /** What the certificate has to prove of its key. */
  readonly proof?: KeyProof | undefined;
}

/** What a profile of Roles Anywhere takes to assume a role: the three actions go together. */
const actions = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] as const;

/** The tag of a part of the subject, as the condition key that AWS compares (Roles Anywhere user guide, "Trust policy"). */
const tagOf = (part: string): string => `aws:PrincipalTag/x509Subject/${part}`;

/** What AWS makes a tag of (Roles Anywhere user guide, "Trust policy"; IAM user guide, "Tagging"): anything else is dropped without a word. */
const isTag = (value: string): boolean => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u.test(value);

interface Demand {
  readonly test: 'ArnEquals' | 'StringEquals' | 'StringLike';
  readonly key: string;
  /** One of them has to fit. */
  readonly values: readonly string[];
}

/** What the policy demands. Only conditions that a certificate has to meet: one that is to differ from something is met by a value that AWS drops. */
const demandsOf = ({ trustAnchorArn, subject, proof }: TrustWish): readonly Demand[] => [
  { test: 'ArnEquals', key: 'aws:SourceArn', values: [trustAnchorArn] },
  ...Object.entries(subject).map(([part, value]) => ({ test: 'StringEquals', key: tagOf(part), values: [value] }) as const),
  ...(proof ? [{ test: 'StringLike', key: proofTag, values: proofPatterns(proof) } as const] : []),
];

const oneOrMore = (values: readonly string[]): string | readonly string[] => (values.length === 1 ? (values[0] ?? '') : values);

/** Demands by their operators, as a policy has them. */
const conditionsOf = (wish: TrustWish): Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> => {
  const conditions: Record<string, Record<string, string | readonly string[]>> = {};
  for (const { test, key, values } of demandsOf(wish)) conditions[test] = { ...conditions[test], [key]: oneOrMore(values) };
  return conditions;
};

/** The trust policy of a role that certificates of one anchor open, as an object. */
export const trustPolicy = (wish: TrustWish) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'rolesanywhere.amazonaws.com' },
      Action: actions,
      Condition: conditionsOf(wish),
    },
  ],
});

export const policyFormats = ['json', 'terraform', 'cloudformation'] as const;
export type PolicyFormat = (typeof policyFormats)[number];

/** A text in Terraform's quotes: `${` and `%{` begin an expression there. */
const terraformText = (text: string): string => JSON.stringify(text).replaceAll(/[$%](?=\{)/g, '$&$&');

/** A YAML scalar in double quotes, which JSON's strings are. */
const yamlText = (text: string): string => JSON.stringify(text);

const terraform = (wish: TrustWish): string => `data "aws_iam_policy_document" "roles_anywhere" {
  statement {
    actions = [${actions.map(terraformText).join(', ')}]

    principals {
      type        = "Service"
      identifiers = ["rolesanywhere.amazonaws.com"]
    }
${demandsOf(wish)
  .map(
    ({ test, key, values }) => `
    condition {
      test     = ${terraformText(test)}
      variable = ${terraformText(key)}
      values   = [${values.map(terraformText).join(', ')}]
    }
`,
  )
  .join('')}  }
}
`;

const cloudFormation = (wish: TrustWish): string => {
  const lines = Object.entries(conditionsOf(wish)).flatMap(([test, entries]) => [
    `        ${test}:`,
    ...Object.entries(entries).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [`          ${yamlText(key)}: ${yamlText(value)}`]
        : [`          ${yamlText(key)}:`, ...value.map((one) => `            - ${yamlText(one)}`)],
    ),
  ]);
  return `AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Principal:
        Service: rolesanywhere.amazonaws.com
      Action:
${actions.map((action) => `        - ${action}`).join('\n')}
      Condition:
${lines.join('\n')}
`;
};

/** The policy to copy, in the language of what the administrator keeps roles in. */
export const trustPolicyText = (wish: TrustWish, format: PolicyFormat): string => {
  if (format === 'terraform') return terraform(wish);
  return format === 'cloudformation' ? cloudFormation(wish) : `${JSON.stringify(trustPolicy(wish), null, 2)}\n`;
};

/**
 * `CN=jane,OU=team` as conditions; a comma inside a value stands behind a backslash, and a backslash at the end stays, which no tag holds. A common name may stand by
 * itself. Several of one kind are one tag of AWS's, joined with a slash in the order of the certificate, which is the text's from its end.
 */
export const subjectParts = (subject: string): Readonly<Record<string, string>> => {
  const parts = new Map<string, string>();
  for (const { type, value, raw } of [...textParts(subject)].reverse().flat()) {
    const name = raw === undefined ? 'CN' : type;
    const before = parts.get(name);
    parts.set(name, before === undefined ? value : `${before}/${value}`);
  }
  return Object.fromEntries([...parts].reverse());
};

/** The parts of a subject that a trust policy can demand, and those that no certificate would meet, since AWS drops them: `O=Example\, Inc.`. */
export const demandable = (subject: TrustWish['subject']): { readonly subject: TrustWish['subject']; readonly lost: readonly string[] } => {
  const parts = Object.entries(subject);
  return {
    subject: Object.fromEntries(parts.filter(([, value]) => isTag(value))),
    lost: parts.flatMap(([part, value]) => (isTag(value) ? [] : [`${part}=${escaped(value)}`])),
  };
};
