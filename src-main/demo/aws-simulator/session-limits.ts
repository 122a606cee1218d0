import { countingDocument } from './model/grants.ts';
import { checkPolicy, type PolicyDocument, type SessionTagState } from './model/policy.ts';
import type { ActionCall, RoleState } from './model/types.ts';
import { AwsRefusal } from './model/types.ts';
import { optionalText, validationError } from './wire/parameters.ts';

/** What an AssumeRole asks for beside the role: session policies, tags and a source identity. */
export interface WantedSession {
  readonly policy: PolicyDocument | undefined;
  readonly policyArns: readonly string[];
  /** All tags of the new session: its own, and the transitive ones of the session that asks. */
  readonly tags: readonly SessionTagState[];
  readonly ownTags: readonly SessionTagState[];
  readonly sourceIdentity: string | undefined;
  /** What the trust policy and the caller's own have to allow beside AssumeRole. */
  readonly actions: readonly ('sts:TagSession' | 'sts:SetSourceIdentity')[];
  /** Percent of the room for policies and tags. */
  readonly packed: number;
}

/** What policies and tags may take together, in characters of a packing of our own. */
const packedLimit = 1536;

/** A list as the query protocol writes it: `Tags.member.1.Key`. */
const members = (parameters: ReadonlyMap<string, string>, list: string, field: string): readonly (string | undefined)[] => {
  const found: (string | undefined)[] = [];
  for (let index = 1; [...parameters.keys()].some((name) => name.startsWith(`${list}.member.${index}`)); index += 1)
    found.push(parameters.get(field === '' ? `${list}.member.${index}` : `${list}.member.${index}.${field}`));
  return found;
};

const readTags = (parameters: ReadonlyMap<string, string>): readonly SessionTagState[] => {
  const keys = members(parameters, 'Tags', 'Key');
  const values = members(parameters, 'Tags', 'Value');
  const transitive = members(parameters, 'TransitiveTagKeys', '');
  if (keys.length > 50)
    throw validationError(
      "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
    );
  const tags = keys.map((key = '', index) => ({ key, value: values[index] ?? '', transitive: transitive.includes(key) }));
  for (const { key, value } of tags) {
    if (key.length < 1 || key.length > 128 || value.length > 256)
      throw validationError("1 validation error detected: Value at 'tags' failed to satisfy constraint");
    if (/^aws:/i.test(key))
      throw new AwsRefusal(400, 'InvalidParameterValue', 'aws: prefixed tag key names are not allowed for external use.');
  }
  const lower = tags.map(({ key }) => key.toLowerCase());
  if (new Set(lower).size !== lower.length)
    throw new AwsRefusal(400, 'InvalidParameterValue', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  return tags;
};

const readPolicy = (text: string): PolicyDocument => {
  const malformed = new AwsRefusal(400, 'MalformedPolicyDocument', 'This policy contains invalid Json');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformed;
  }
  const statements = [(document as PolicyDocument).Statement].flat() as readonly unknown[];
  const isPolicy = statements.every(
    (statement) =>
      typeof statement === 'object' && statement !== null && ['Allow', 'Deny'].includes(String((statement as { Effect?: unknown }).Effect)),
  );
  if (!isPolicy) throw new AwsRefusal(400, 'MalformedPolicyDocument', 'Syntax errors in policy.');
  checkPolicy(document as PolicyDocument);
  return document as PolicyDocument;
};

/** Reads and checks them, before anybody is asked whether they are allowed. Throws ValidationError, MalformedPolicyDocument, PackedPolicyTooLarge, AccessDenied. */
export const sessionLimits = ({ parameters, caller }: ActionCall, roleArn: string): WantedSession => {
  const text = optionalText(parameters, 'Policy');
  const policyArns = members(parameters, 'PolicyArns', 'arn').map((arn = '') => arn);
  if (policyArns.length > 10)
    throw validationError(
      "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10",
    );
  const ownTags = readTags(parameters);
  const handed = (caller.session?.tags ?? []).filter(({ transitive }) => transitive);
  const overridden = ownTags.find(({ key }) => handed.some((tag) => tag.key.toLowerCase() === key.toLowerCase()));
  if (overridden)
    throw new AwsRefusal(
      400,
      'InvalidParameterValue',
      `One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.`,
    );
  const asked = optionalText(parameters, 'SourceIdentity');
  const fixed = caller.session?.sourceIdentity;
  if (asked !== undefined && fixed !== undefined && asked !== fixed)
    throw new AwsRefusal(
      403,
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:SetSourceIdentity on resource: ${roleArn}`,
    );
  const tags = [...handed, ...ownTags];
  const tagSize = tags.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  const packed = Math.ceil((((text?.length ?? 0) * 0.5 + policyArns.join('').length * 0.25 + tagSize) * 100) / packedLimit);
  if (packed > 100)
    throw new AwsRefusal(
      400,
      'PackedPolicyTooLarge',
      `Packed size of ${tagSize > 0 && text === undefined ? 'session tags' : 'session policy'} consumes ${packed}% of allotted space.`,
    );
  return {
    policy: text === undefined ? undefined : readPolicy(text),
    policyArns,
    tags,
    ownTags,
    sourceIdentity: asked ?? fixed,
    actions: [
      ...(ownTags.length > 0 ? (['sts:TagSession'] as const) : []),
      ...(asked === undefined ? [] : (['sts:SetSourceIdentity'] as const)),
    ],
    packed,
  };
};

const allowed = (...actions: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: actions, Resource: '*' },
});

/** What of AWS's own policies counts in the services that are here. */
const ofAws: Readonly<Record<string, PolicyDocument>> = {
  ReadOnlyAccess: allowed(
    'iam:Get*',
    'iam:List*',
    'iam:Generate*',
    'sts:Get*',
    'cloudtrail:Describe*',
    'cloudtrail:Get*',
    'cloudtrail:List*',
    'cloudtrail:LookupEvents',
  ),
  SecurityAudit: allowed(
    'iam:Get*',
    'iam:List*',
    'iam:Generate*',
    'cloudtrail:Describe*',
    'cloudtrail:Get*',
    'cloudtrail:List*',
    'cloudtrail:LookupEvents',
  ),
  AdministratorAccess: allowed('*'),
};

/** The documents behind them; undefined for a session without a limit. Throws MalformedPolicyDocument for a policy that is not there, or not the role's account's. */
export const policiesOfSession = ({ policy, policyArns }: WantedSession, { account }: RoleState): readonly PolicyDocument[] | undefined => {
  if (policy === undefined && policyArns.length === 0) return undefined;
  const managed = policyArns.map((arn) => {
    const own = account.managed.get(arn);
    const name = arn.startsWith(`arn:${account.partition}:iam::aws:policy/`) ? arn.slice(arn.lastIndexOf('/') + 1) : '';
    const document = own ? countingDocument(own) : Object.hasOwn(ofAws, name) ? ofAws[name] : undefined;
    if (!document) throw validationError(`Policy ARN ${arn} is invalid`);
    return document;
  });
  return policy === undefined ? managed : [...managed, policy];
};
