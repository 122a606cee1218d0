import * as v from 'valibot';
import { type TrustWish, trustPolicy } from '../../aws/anywhere/trust-policy.ts';
import { type Arn, parseRoleArn } from '../../aws/arn.ts';
import type { AwsResult, Caller } from '../../aws/caller.ts';
import type { RoleAction } from '../../aws/iam/iam-errors.ts';
import type { CallIam, Fields } from '../../aws/iam/team-iam.ts';
import { parsed } from '../../base/schema.ts';
import type { Problem } from '../../contract/problems/problem.ts';

/** A role of IAM that a certificate is to open. */
export interface NewIamRole extends TrustWish {
  /** With the account and the path that it is to have. */
  readonly roleArn: string;
  /** Stands in the role's description, by which it is known again. */
  readonly mark: string;
  /** ARNs of managed policies. */
  readonly policies: readonly string[];
  /** 3,600 to 43,200. */
  readonly maxSessionSeconds: number;
}

/** What there is of a role. */
export interface ThereIamRole {
  readonly description: string;
}

const schema = v.object({ Role: v.object({ Arn: v.string(), Description: v.optional(v.string(), '') }) });

const isCode = (problem: Problem, awsCode: string): boolean => problem.code === 'aws-said' && problem.awsCode === awsCode;

/** IAM's refusals in words for whoever names a role. */
const inWords = (problem: Problem, { name }: Arn): Problem => {
  if (isCode(problem, 'EntityAlreadyExists')) return { code: 'team-name-taken', name };
  if (isCode(problem, 'NoSuchEntity')) return { code: 'team-missing', name };
  return isCode(problem, 'LimitExceeded') ? { code: 'team-limit', name } : problem;
};

const done: AwsResult<true> = { ok: true, value: true };

/** Makes, finds and removes roles of IAM for one caller. `signal` ends a call. */
export const createIamRoles = (callIam: CallIam) => {
  const ask =
    (caller: Caller, role: Arn, signal: AbortSignal) =>
    (action: RoleAction | 'GetRole', input: Fields = {}): Promise<AwsResult<Fields>> =>
      callIam({ caller, signal }, action, { RoleName: role.name, ...input }, { about: { kind: 'role', role: role.name } });
  const named = (roleArn: string): Arn => {
    const role = parseRoleArn(roleArn);
    if (!role) throw new Error('the ARN was not looked at before');
    return role;
  };
  const without = async (call: Promise<AwsResult<Fields>>): Promise<AwsResult<true>> => {
    const gone = await call;
    return gone.ok || isCode(gone.problem, 'NoSuchEntity') ? done : gone;
  };

  const find = async (caller: Caller, roleArn: string, signal: AbortSignal): Promise<AwsResult<ThereIamRole | undefined>> => {
    const found = await ask(caller, named(roleArn), signal)('GetRole');
    if (!found.ok) return isCode(found.problem, 'NoSuchEntity') ? { ok: true, value: undefined } : found;
    const role = parsed(schema, found.value)?.Role;
    // One of the same name in the caller's account, which is another.
    return { ok: true, value: role?.Arn === roleArn ? { description: role.Description } : undefined };
  };

  const remove = async (
    caller: Caller,
    { roleArn, policies }: Pick<NewIamRole, 'roleArn' | 'policies'>,
    signal: AbortSignal,
  ): Promise<AwsResult<true>> => {
    const call = ask(caller, named(roleArn), signal);
    for (const PolicyArn of policies) {
      const gone = await without(call('DetachRolePolicy', { PolicyArn }));
      if (!gone.ok) return gone;
    }
    return without(call('DeleteRole'));
  };

  /** Makes it where it isn't there yet, and attaches its policies. Problems: iam-denied, team-name-taken, team-missing for a policy, team-other-account. */
  const make = async (caller: Caller, order: NewIamRole, isThere: boolean, signal: AbortSignal): Promise<AwsResult<true>> => {
    const role = named(order.roleArn);
    const call = ask(caller, role, signal);
    if (!isThere) {
      const made = await call('CreateRole', {
        Path: role.path,
        AssumeRolePolicyDocument: JSON.stringify(trustPolicy(order)),
        MaxSessionDuration: order.maxSessionSeconds,
        Description: `Opened by a certificate on a YubiKey (${order.mark})`,
      });
      if (!made.ok) return { ...made, problem: inWords(made.problem, role) };
      const arn = parsed(schema, made.value)?.Role.Arn ?? '';
      if (arn !== order.roleArn) {
        await call('DeleteRole');
        return { ok: false, problem: { code: 'team-other-account', accountId: role.accountId }, unclear: false };
      }
    }
    for (const PolicyArn of order.policies) {
      const attached = await call('AttachRolePolicy', { PolicyArn });
      if (!attached.ok) return { ...attached, problem: inWords(attached.problem, { ...role, name: PolicyArn }) };
    }
    return done;
  };

  return { find, make, remove };
};
