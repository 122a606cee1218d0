import type { AwsResult, Caller, Credentials } from '../caller.ts';

/** What IAM tells of an access key: never its secret. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly active: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** When and for what a key was last used, as GetAccessKeyLastUsed tells it; AWS is minutes to hours behind. */
export interface AccessKeyUse {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As in ARNs: `s3`. */
  readonly service: string;
  readonly region: string;
}

export interface OwnedKey {
  readonly userName: string;
  readonly accessKeyId: string;
}

/**
 * IAM, as far as a user cares for the own access keys (IAM's API reference). Changing calls are sent once; an unclear outcome says so and is settled by
 * looking (list). Problems: iam-denied with action and resource, iam-mfa-needed, access-key-limit, access-key-missing, user-missing, and those of `Sts`.
 */
export interface AccessKeys {
  readonly listAccessKeys: (caller: Caller, userName: string, signal: AbortSignal) => Promise<AwsResult<readonly AccessKey[]>>;
  /** `never`: it was not used. */
  readonly accessKeyUse: (caller: Caller, key: OwnedKey, signal: AbortSignal) => Promise<AwsResult<AccessKeyUse | 'never'>>;
  /** The only time that AWS tells the secret. */
  readonly createAccessKey: (
    caller: Caller,
    userName: string,
    signal: AbortSignal,
  ) => Promise<AwsResult<Omit<Credentials, 'sessionToken'>>>;
  readonly setAccessKeyActive: (caller: Caller, key: OwnedKey, active: boolean, signal: AbortSignal) => Promise<AwsResult<null>>;
  readonly deleteAccessKey: (caller: Caller, key: OwnedKey, signal: AbortSignal) => Promise<AwsResult<null>>;
}
