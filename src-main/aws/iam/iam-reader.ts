import type { AwsResult, Caller } from '../caller.ts';
import type { ReadList } from './iam-pages.ts';

export interface ReaderCall {
  readonly caller: Caller;
  readonly signal: AbortSignal;
}

/** What IAM tells of a user's rights. Documents are as IAM sends them, percent-encoded. Problems: iam-denied with action and resource, and those of `Sts`. */
export interface IamReader {
  /** The ARN of the caller's permissions boundary; undefined for none. */
  readonly boundary: (call: ReaderCall) => Promise<AwsResult<{ readonly arn: string | undefined }>>;
  readonly userPolicies: (call: ReaderCall, userName: string) => Promise<ReadList<string>>;
  readonly userPolicy: (call: ReaderCall, userName: string, policyName: string) => Promise<AwsResult<string>>;
  /** ARNs of managed policies. */
  readonly attachedUserPolicies: (call: ReaderCall, userName: string) => Promise<ReadList<string>>;
  readonly groups: (call: ReaderCall, userName: string) => Promise<ReadList<string>>;
  readonly groupPolicies: (call: ReaderCall, group: string) => Promise<ReadList<string>>;
  readonly groupPolicy: (call: ReaderCall, group: string, policyName: string) => Promise<AwsResult<string>>;
  readonly attachedGroupPolicies: (call: ReaderCall, group: string) => Promise<ReadList<string>>;
  /** The version of a managed policy that counts. */
  readonly policyVersion: (call: ReaderCall, policyArn: string) => Promise<AwsResult<string>>;
  readonly policyDocument: (call: ReaderCall, policyArn: string, version: string) => Promise<AwsResult<string>>;
  /** All roles of the caller's account. */
  readonly roles: (call: ReaderCall) => Promise<ReadList<ListedRole>>;
  readonly accountAliases: (call: ReaderCall) => Promise<ReadList<string>>;
}

/** A role as ListRoles gives it. */
export interface ListedRole {
  readonly roleArn: string;
  readonly trust: string;
  readonly maxSessionSeconds?: number;
}
