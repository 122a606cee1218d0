/** What a role's trust policy is to demand of a certificate. */
export interface TrustWish {
  readonly trustAnchorArn: string;
  /** Parts of the subject by their short names: `CN` -> `jane`. What is absent is not demanded. */
  readonly subject: Readonly<Record<string, string>>;
}

/** What a profile of Roles Anywhere takes to assume a role: the three actions go together. */
const actions = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] as const;

/** The tag of a part of the subject, as the condition key that AWS compares (Roles Anywhere user guide, "Trust policy"). */
const tagOf = (part: string): string => `aws:PrincipalTag/x509Subject/${part}`;

/**
 * The trust policy of a role that certificates of one anchor open, as an object. Only conditions that a certificate has to meet: one that is to differ from
 * something is met by a value that AWS drops.
 */
export const trustPolicy = ({ trustAnchorArn, subject }: TrustWish) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'rolesanywhere.amazonaws.com' },
      Action: actions,
      Condition: {
        ArnEquals: { 'aws:SourceArn': trustAnchorArn },
        ...(Object.keys(subject).length === 0
          ? {}
          : { StringEquals: Object.fromEntries(Object.entries(subject).map(([part, value]) => [tagOf(part), value])) }),
      },
    },
  ],
});

export const policyFormats = ['json', 'terraform', 'cloudformation'] as const;
export type PolicyFormat = (typeof policyFormats)[number];

/** A text in Terraform's quotes: `${` and `%{` begin an expression there. */
const terraformText = (text: string): string => JSON.stringify(text).replaceAll(/[$%](?=\{)/g, '$&$&');

/** A YAML scalar in double quotes, which JSON's strings are. */
const yamlText = (text: string): string => JSON.stringify(text);

const terraform = (wish: TrustWish): string => {
  const conditions = [
    ['ArnEquals', 'aws:SourceArn', wish.trustAnchorArn] as const,
    ...Object.entries(wish.subject).map(([part, value]) => ['StringEquals', tagOf(part), value] as const),
  ];
  return `data "aws_iam_policy_document" "roles_anywhere" {
  statement {
    actions = [${actions.map(terraformText).join(', ')}]

    principals {
      type        = "Service"
      identifiers = ["rolesanywhere.amazonaws.com"]
    }
${conditions
  .map(
    ([test, variable, value]) => `
    condition {
      test     = ${terraformText(test)}
      variable = ${terraformText(variable)}
      values   = [${terraformText(value)}]
    }
`,
  )
  .join('')}  }
}
`;
};

const cloudFormation = (wish: TrustWish): string => {
  const [{ Condition: conditions }] = trustPolicy(wish).Statement as [ReturnType<typeof trustPolicy>['Statement'][number]];
  const lines = Object.entries(conditions).flatMap(([test, entries]) => [
    `          ${test}:`,
    ...Object.entries(entries as Readonly<Record<string, string>>).map(
      ([key, value]) => `            ${yamlText(key)}: ${yamlText(value)}`,
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
${lines.map((line) => line.slice(2)).join('\n')}
`;
};

/** The policy to copy, in the language of what the administrator keeps roles in. */
export const trustPolicyText = (wish: TrustWish, format: PolicyFormat): string => {
  if (format === 'terraform') return terraform(wish);
  return format === 'cloudformation' ? cloudFormation(wish) : `${JSON.stringify(trustPolicy(wish), null, 2)}\n`;
};

/** `CN=jane,OU=team` as conditions; a comma inside a value stands behind a backslash. Several of one kind are one tag of AWS's, joined with a slash. */
export const subjectParts = (subject: string): Readonly<Record<string, string>> => {
  const parts = new Map<string, string>();
  for (const part of subject.match(/(?:\\.|[^,\\])+/gs) ?? []) {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim().toUpperCase();
    const value = part
      .slice(at + 1)
      .trim()
      .replace(/\\(.)/gs, '$1');
    const before = parts.get(name);
    parts.set(name, before === undefined ? value : `${before}/${value}`);
  }
  return Object.fromEntries(parts);
};
