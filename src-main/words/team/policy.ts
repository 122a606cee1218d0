import type { FindingLevel, PolicyFinding, PolicyRule } from '../../contract/team/policy.ts';
import { counted, listed } from '../grammar.ts';

interface FindingWords {
  readonly title: string;
  readonly why: string;
}

const list = (about: readonly string[] | undefined): string => listed((about ?? []).map((one) => `\`${one}\``));

/** What a check found, and why it matters. */
const rules: { readonly [R in PolicyRule]: (finding: PolicyFinding) => FindingWords } = {
  'not-json': () => ({ title: 'This isn’t JSON', why: 'The text can’t be read from this line on.' }),
  'not-a-policy': () => ({
    title: 'This isn’t a policy',
    why: 'A statement needs Effect, Action or NotAction, and Resource or Principal, each spelled as AWS does.',
  }),
  'byte-order-mark': () => ({ title: 'Starts with a byte order mark', why: 'Some editors add it, and IAM rejects it.' }),
  comments: () => ({ title: 'Has comments', why: 'IAM rejects a policy with comments.' }),
  'too-long': ({ length = 0, limit = 0 }) => ({
    title: 'Too long for IAM',
    why: `It has ${length} characters without spaces, and IAM’s usual limit is ${limit}.`,
  }),
  'bad-version': ({ about }) => ({
    title: 'No such version',
    why: `IAM knows 2012-10-17 and the older 2008-10-17, and rejects ${list(about)}. It isn’t the date you wrote the policy.`,
  }),
  'unknown-element': ({ about }) => ({
    title: 'IAM doesn’t know this element',
    why: `There is no ${list(about)} here. IAM rejects the policy, and what the element should do isn’t checked.`,
  }),
  'same-key': ({ about }) => ({
    title: 'Written twice',
    why: `${list(about)} is there twice. Most programs read only the last one and IAM rejects the policy, so combine them.`,
  }),
  'same-sid': () => ({ title: 'Two statements have the same Sid', why: 'IAM rejects the policy: each Sid can be used once.' }),
  'bad-sid': ({ about }) => ({ title: 'IAM rejects this Sid', why: `${list(about)} can only have letters A to Z and digits.` }),
  'empty-list': ({ about }) => ({
    title: 'Nothing is listed here',
    why: `${list(about)} has an empty list, so the statement can’t do anything.`,
  }),
  'bad-name': ({ about }) => ({
    title: 'IAM rejects this name',
    why: `Actions are written as \`service:Action\`, resources as ARNs or \`*\`, and a principal’s ARN can’t have a \`*\`, but ${list(about)} is there.`,
  }),
  'bad-operator': ({ about }) => ({
    title: 'No such condition operator',
    why: `IAM rejects ${list(about)}. Operators are spelled exactly, and Null has no IfExists.`,
  }),
  'bad-value': ({ about }) => ({
    title: 'This condition compares nothing',
    why: `The operator needs one \`true\` or \`false\`, or a number, but ${list(about)} is there.`,
  }),
  'literal-star': ({ about }) => ({
    title: 'The star is compared as text',
    why: `StringEquals compares whole texts, so ${list(about)} matches only itself. StringLike reads \`*\` and \`?\`.`,
  }),
  'for-all-values': ({ about }) => ({
    title: 'Requests without the key are allowed',
    why: `If a request has no ${list(about)}, ForAllValues matches. Null with “false” requires the key.`,
  }),
  'allow-rest': ({ about }) => ({
    title: 'Everything else includes IAM',
    why: `An Allow with NotAction also allows ${list(about)}, with which people can give themselves the rest. Exclude \`iam:*\`, or list what is needed.`,
  }),
  'trust-resource': () => ({
    title: 'A trust policy has no Resource',
    why: 'It belongs to its role, so IAM rejects a policy that names a resource.',
  }),
  'old-version': () => ({
    title: 'Variables don’t work here',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    why: 'Without Version 2012-10-17, IAM reads `${aws:username}` as plain text, so nothing matches.',
  }),
  'deny-bool': () => ({
    title: 'Access keys get past this Deny',
    why: 'Requests signed with an access key carry no MFA information, so Bool never matches them. BoolIfExists does.',
  }),
  'deny-null': () => ({
    title: 'Sessions get past this Deny',
    why: 'A session without MFA says so with “false”, so Null doesn’t match it. BoolIfExists matches both.',
  }),
  'deny-age': () => ({
    title: 'Requests without MFA get past this',
    why: 'Without MFA there is no age to compare, so the Deny doesn’t match. The operator with IfExists does.',
  }),
  'deny-with-mfa': () => ({
    title: 'This denies those who used MFA',
    why: 'A Deny with “true” blocks exactly the requests it should let through.',
  }),
  'allow-if-exists': () => ({
    title: 'Access keys don’t need MFA here',
    why: 'Requests signed with an access key carry no MFA information, and BoolIfExists lets them through. Bool doesn’t.',
  }),
  'allow-null': () => ({
    title: 'Any session is enough here',
    why: 'Sessions without MFA carry the information too, as “false”. Bool with “true” checks what it says.',
  }),
  'locked-out': ({ about }) => ({
    title: 'Without MFA there is no way to MFA',
    why: `The Deny also blocks ${list(about)}, which people need to set up or use their first device.`,
  }),
  'first-password': ({ about }) => ({
    title: 'First sign-in may be impossible',
    why: `If people must change their first password, they need ${list(about)} before they have MFA. Allow it only if you set passwords that way.`,
  }),
  'deactivate-without-mfa': ({ about }) => ({
    title: 'MFA can be removed without MFA',
    why: `Whoever steals an access key could use ${list(about)} to replace the owner’s device.`,
  }),
  'single-device': ({ about }) => ({
    title: 'Only one device name is allowed',
    why: `${list(about)} is from the time of one device per user. A second YubiKey needs another name.`,
  }),
  'user-path': ({ about }) => ({
    title: 'Users with a path aren’t included',
    why: `The variable is the name without its path, so ${list(about)} doesn’t match a user such as user/eng/jane.`,
  }),
  'service-calls': () => ({
    title: 'Services acting for a person are denied',
    why: 'CloudFormation, Athena and others make calls in a person’s name that may carry no MFA information.',
  }),
  'trust-without-mfa': ({ about }) => ({
    title: 'This role doesn’t require MFA',
    why: `${list(about)} can assume it with nothing but an access key.`,
  }),
  'trust-everybody': () => ({
    title: 'Every AWS account can assume this role',
    why: 'The principal is `*`, and no condition limits who that is: MFA exists in every account, and an external ID isn’t a secret. Name the accounts or roles that need it.',
  }),
  'not-principal': ({ about }) => ({
    title: 'Everyone else is allowed',
    why: `An Allow with NotPrincipal trusts all of AWS except ${list(about)}. Name those you trust with Principal.`,
  }),
};

export const findingWords = (finding: PolicyFinding): FindingWords => rules[finding.rule](finding);

const levels: { readonly [L in FindingLevel]: string } = { error: 'error', warning: 'warning', note: 'note' };

export const levelWords = (level: FindingLevel): string => levels[level];

export const policySaid = {
  fixed: 'Change it to:',
  /** Behind the line: `statement 2 (Own)`. */
  statement: (number: number, sid?: string): string => `statement ${number}${sid === undefined ? '' : ` (${sid})`}`,
  clean: 'No problems found.',
  summary: (errors: number, warnings: number, notes: number): string =>
    `${counted(errors, { one: 'error', other: 'errors' })}, ${counted(warnings, { one: 'warning', other: 'warnings' })}, ${counted(notes, { one: 'note', other: 'notes' })}`,
  versionsFull: 'note: this policy has 5 versions, which is all that IAM keeps. Delete one before you save another.',
  howToFix: 'Print the fixed policy: add `--fix`',
} as const;
