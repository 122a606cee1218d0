import { fromLoginCredentials } from '@aws-sdk/credential-provider-login';
import { fromSSO } from '@aws-sdk/credential-provider-sso';

/**
 * AWS's own readers of sign-ins and their caches, by the kind of source. In one file of the build, since they consist of the same for the most part, which only
 * a sign-in reads (`import()`).
 */
export const signInProviders = {
  /** `aws login`. */
  login: fromLoginCredentials,
  /** `aws sso login`, of IAM Identity Center. */
  sso: fromSSO,
} as const;
