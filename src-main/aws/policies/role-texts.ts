import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { RoleFormat, RoleTrust, RoleWish } from '../../contract/team/role.ts';
import { wholeProof } from '../anywhere/key-proof.ts';
import { demandable, trustPolicy } from '../anywhere/trust-policy.ts';
import { checkPolicy } from './policy-check.ts';
import { readPolicyText } from './policy-text.ts';

/** Where a role is made. */
export interface RolePlace {
  readonly partition: string;
  /** 12 digits. */
  readonly accountId: string;
}

/** IAM's hour, where a role says nothing (CreateRole). */
export const usualSessionSeconds = 3600;

const principalOf = (trust: Exclude<RoleTrust, { readonly kind: 'certificate' }>, { partition }: RolePlace) =>
  trust.kind === 'users' ? trust.arns : `arn:${partition}:iam::${trust.accountId}:root`;

/**
 * A role's trust policy. MFA is asked for with `Bool`, which long-term keys don't pass; its age is that of the tap. Certificates are no MFA of IAM's: what
 * opens the role is the private key on the YubiKey.
 */
export const roleTrust = ({ trust, mfaAgeSeconds }: Pick<RoleWish, 'trust' | 'mfaAgeSeconds'>, place: RolePlace): object => {
  if (trust.kind === 'certificate') {
    const proof = trust.proved ? wholeProof : undefined;
    return trustPolicy({ trustAnchorArn: trust.trustAnchor, subject: demandable(trust.subject).subject, proof });
  }
  const externalId = trust.kind === 'account' ? trust.externalId : undefined;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AssumeWithMFA',
        Effect: 'Allow',
        Principal: { AWS: principalOf(trust, place) },
        Action: 'sts:AssumeRole',
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          ...(mfaAgeSeconds === undefined ? {} : { NumericLessThan: { 'aws:MultiFactorAuthAge': String(mfaAgeSeconds) } }),
          ...(externalId === undefined ? {} : { StringEquals: { 'sts:ExternalId': externalId } }),
        },
      },
    ],
  };
};

export const roleArnOf = ({ name, path = '/' }: Pick<RoleWish, 'name' | 'path'>, { partition, accountId }: RolePlace): string =>
  `arn:${partition}:iam::${accountId}:role${path}${name}`;

/** The inline policy by which a group's members may assume the role. */
export const assumePolicyName = (role: string): string => `RoletapAssume-${role}`;

export const assumePolicy = (wish: RoleWish, place: RolePlace): object => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'AssumeRole', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArnOf(wish, place) }],
});

/** JSON with two spaces, as people read it. */
export const spaced = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;

/** Characters as IAM counts them: without white space between the parts. */
export const policySize = (document: object): number => JSON.stringify(document).length;

/** IAM's quotas for a trust policy (ACLSizePerRole, which AWS raises on request) and the inline policies of a group, in characters. */
export const mostTrust = 2048;

type Value = string | number | readonly Value[] | { readonly [name: string]: Value };

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** A value in Terraform's language: `${` and `%{` begin an expression there. */
const terraformValue = (value: Value, indent: string): string => {
  if (typeof value !== 'object') return JSON.stringify(value).replaceAll(/[$%](?=\{)/g, '$&$&');
  const inner = `${indent}  `;
  if (isList(value)) return `[${value.map((one) => terraformValue(one, indent)).join(', ')}]`;
  const fields = Object.entries(value).map(
    ([name, one]) => [/^\w+$/.test(name) ? name : terraformValue(name, ''), terraformValue(one, inner)] as const,
  );
  return fields.length === 0 ? '{}' : `{\n${aligned(fields, inner)}${indent}}`;
};

/** Names and values as `terraform fmt` sets them: their signs are below each other, unless a value of several lines is between. */
const aligned = (fields: readonly (readonly [name: string, value: string])[], indent: string): string => {
  const isLong = (at: number) => fields[at]?.[1].includes('\n') ?? true;
  let width = 0;
  const lines = fields.map(([name, value], at) => {
    if (isLong(at)) return `${indent}${name} = ${value}\n`;
    if (isLong(at - 1)) {
      width = 0;
      for (let next = at; !isLong(next); next++) width = Math.max(width, fields[next]?.[0].length ?? 0);
    }
    return `${indent}${name.padEnd(width)} = ${value}\n`;
  });
  return lines.join('');
};

const terraformBlock = (kind: string, label: string, fields: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  return `resource "${kind}" "${label}" {\n${aligned(given, '  ')}}\n`;
};

/** What the role may do, as an object. */
const permissionsOf = ({ permissions }: RoleWish): object | undefined =>
  permissions === undefined ? undefined : (JSON.parse(permissions) as object);

const terraform = (wish: RoleWish, place: RolePlace): string => {
  const { name, path, policies, boundary, group, maxSessionSeconds = usualSessionSeconds } = wish;
  const label = name.replace(/^(?=\d)|\W/g, '_').toLowerCase();
  const text = (value: string | undefined) => (value === undefined ? undefined : terraformValue(value, ''));
  const permissions = permissionsOf(wish);
  const encoded = (document: object) => `jsonencode(${terraformValue(document as Value, '  ')})`;
  return [
    terraformBlock('aws_iam_role', label, {
      name: text(name),
      path: text(path),
      max_session_duration: String(maxSessionSeconds),
      permissions_boundary: text(boundary),
      assume_role_policy: encoded(roleTrust(wish, place)),
    }),
    ...(permissions === undefined
      ? []
      : [
          terraformBlock('aws_iam_role_policy', label, {
            name: text(permissionsName),
            role: `aws_iam_role.${label}.name`,
            policy: encoded(permissions),
          }),
        ]),
    ...policies.map((arn, index) =>
      terraformBlock('aws_iam_role_policy_attachment', index === 0 ? label : `${label}_${index + 1}`, {
        role: `aws_iam_role.${label}.name`,
        policy_arn: text(arn),
      }),
    ),
    ...(group === undefined
      ? []
      : [
          terraformBlock('aws_iam_group_policy', `${label}_assume`, {
            name: text(assumePolicyName(name)),
            group: text(group),
            policy: encoded(assumePolicy(wish, place)),
          }),
        ]),
  ].join('\n');
};

/** Strings are quoted as JSON's are, which YAML reads the same, but for what ends a line there (YAML 1.1, 5.4). */
const yamlText = (value: Value): string =>
  JSON.stringify(value).replaceAll(/[\u0085\u2028\u2029\ufeff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A value in YAML. */
const yamlValue = (value: Value, indent: string): string => {
  if (typeof value !== 'object' || Object.keys(value).length === 0) return ` ${yamlText(value)}\n`;
  if (isList(value)) return `\n${value.map((one) => `${indent}-${yamlItem(one, indent)}`).join('')}`;
  return `\n${Object.entries(value)
    .map(([name, one]) => `${indent}${/^\w+$/.test(name) ? name : JSON.stringify(name)}:${yamlValue(one, `${indent}  `)}`)
    .join('')}`;
};

/** The first line of an item stands behind its dash. */
const yamlItem = (value: Value, indent: string): string => {
  const text = yamlValue(value, `${indent}  `);
  return text.startsWith('\n') ? ` ${text.slice(1).trimStart()}` : text;
};

/** What CreateRole and CloudFormation call the same. */
const properties = (wish: RoleWish, place: RolePlace) => {
  const { name, path, policies, boundary, maxSessionSeconds = usualSessionSeconds } = wish;
  const permissions = permissionsOf(wish);
  return {
    RoleName: name,
    ...(path === undefined ? {} : { Path: path }),
    MaxSessionDuration: maxSessionSeconds,
    ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
    ...(policies.length === 0 ? {} : { ManagedPolicyArns: policies }),
    AssumeRolePolicyDocument: roleTrust(wish, place),
    ...(permissions === undefined ? {} : { Policies: [{ PolicyName: permissionsName, PolicyDocument: permissions }] }),
  };
};

const groupPolicy = (wish: RoleWish, place: RolePlace, group: string) => ({
  GroupName: group,
  PolicyName: assumePolicyName(wish.name),
  PolicyDocument: assumePolicy(wish, place),
});

const cloudFormation = (wish: RoleWish, place: RolePlace): string => {
  const label = wish.name.replace(/[^A-Za-z\d]/g, '') || 'Role';
  const { group } = wish;
  const resources = {
    [`${label}Role`]: { Type: 'AWS::IAM::Role', Properties: properties(wish, place) },
    ...(group === undefined
      ? {}
      : { [`${label}Assume`]: { Type: 'AWS::IAM::GroupPolicy', DependsOn: `${label}Role`, Properties: groupPolicy(wish, place, group) } }),
  };
  return yamlValue({ AWSTemplateFormatVersion: '2010-09-09', Resources: resources } as Value, '').slice(1);
};

/** The role in the language of what an administrator keeps roles in. JSON has CreateRole's parameters, with documents as objects. */
export const roleText = (wish: RoleWish, place: RolePlace, format: RoleFormat): string => {
  if (format === 'terraform') return terraform(wish, place);
  if (format === 'cloudformation') return cloudFormation(wish, place);
  const { group } = wish;
  return spaced({ Role: properties(wish, place), ...(group === undefined ? {} : { GroupPolicy: groupPolicy(wish, place, group) }) });
};

/** The inline policy with what a role may do. */
export const permissionsName = 'RoletapPermissions';

/** IAM's quota for the inline policies of a role together, in characters without white space. */
export const mostPermissions = 10_240;

type Refusal = Extract<Problem, { code: 'role-permissions-refused' }>['rule'];

/** What of the checker's findings IAM refuses; the others are read, if otherwise than they look. */
const refused = /^(?:bad-(?:version|sid|name|operator)|unknown-element|same-(?:key|sid)|empty-list)$/;
const isRefusal = (rule: string): rule is Refusal => refused.test(rule);

/**
 * A policy of a file as the document that IAM takes: JSON without white space, a byte order mark or comments. Problems: role-permissions-bad with the line,
 * role-permissions-refused with what IAM would refuse, team-policy-long.
 */
export const readPermissions = (text: string): Result<string> => {
  const { kind, findings } = checkPolicy(text);
  const flaw = findings.find(({ rule }) => rule === 'not-json' || rule === 'not-a-policy');
  const bad = (why: Extract<Problem, { code: 'role-permissions-bad' }>['why'], line: number) =>
    failed({ code: 'role-permissions-bad', why, line });
  if (flaw) return bad(flaw.rule === 'not-json' ? 'not-json' : 'not-a-policy', flaw.line);
  const { value, lineOf } = readPolicyText(text);
  if (kind === 'trust') return bad('trust', lineOf(['Statement']));
  for (const { rule, line, about } of findings)
    if (isRefusal(rule)) return failed({ code: 'role-permissions-refused', rule, line, ...defined({ about }) });
  const document = JSON.stringify(value);
  const { length } = document;
  return length > mostPermissions
    ? failed({ code: 'team-policy-long', what: 'permissions', length, limit: mostPermissions })
    : ok(document);
};
