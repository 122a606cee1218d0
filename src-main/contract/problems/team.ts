import type { IamQuota } from './aws.ts';

/**
 * The administrator's side: files that a person names, and what IAM says of people and policies.
 */
export type TeamProblem =
  /** A policy or an invite. `errno`: as the system says, `EFBIG` for what is far too long. */
  | { readonly code: 'named-file-unreadable'; readonly file: string; readonly errno: string }
  /** The same to write to. */
  | { readonly code: 'named-file-unwritable'; readonly file: string; readonly errno: string }
  /** AWS has not made the credential report within a minute. */
  | { readonly code: 'report-late' }
  /** It names neither a managed policy nor a role. */
  | { readonly code: 'policy-arn-bad'; readonly arn: string }
  /** Another user has it, perhaps with other capitals. */
  | { readonly code: 'team-name-taken'; readonly name: string }
  | {
      readonly code: 'team-wish-bad';
      readonly what: 'user' | 'group' | 'role' | 'path';
      readonly value: string;
      readonly why: 'long' | 'letters';
    }
  /** A tag of a user that IAM refuses. `twice`: its key is there, perhaps with other capitals. */
  | { readonly code: 'team-tag-bad'; readonly tag: string; readonly why: 'many' | 'long' | 'letters' | 'twice' }
  /** What a role can't be given. Ages and durations in seconds. */
  | {
      readonly code: 'role-wish-bad';
      readonly what: 'trust' | 'external-id' | 'mfa-age' | 'certificate-age' | 'max-session';
      readonly value: string;
    }
  /** Characters without white space: there are, and may be. */
  | { readonly code: 'team-policy-long'; readonly what: 'trust' | 'permissions'; readonly length: number; readonly limit: number }
  /** The file with a role's permissions. `line`, from 1, where that shows; `refused`: IAM finds something in it that no action, resource or condition may be. */
  | {
      readonly code: 'role-permissions-bad';
      readonly why: 'not-json' | 'not-a-policy' | 'trust' | 'refused';
      readonly line?: number;
    }
  /** The policy checker finds in them what IAM refuses: `rule` is one of `PolicyRule`, and `about` the names that it is about. */
  | {
      readonly code: 'role-permissions-refused';
      readonly rule: 'bad-version' | 'unknown-element' | 'same-key' | 'same-sid' | 'bad-sid' | 'empty-list' | 'bad-name' | 'bad-operator';
      readonly line: number;
      readonly about?: readonly string[];
    }
  /** Users or accounts in a trust policy that IAM doesn't know. */
  | { readonly code: 'role-principal-missing'; readonly names: readonly string[] }
  /** Nobody or nothing has the name that was given. */
  | { readonly code: 'name-unknown'; readonly of: 'user' | 'group' | 'policy' | 'role'; readonly name: string }
  /** What is named can't be where the account is. */
  | { readonly code: 'arn-partition'; readonly arn: string; readonly partition: string }
  | { readonly code: 'team-missing'; readonly name: string }
  /** The user, its groups or policies are as many as IAM allows. `quota`: which, where IAM says so. */
  | { readonly code: 'team-limit'; readonly name: string; readonly quota?: { readonly of: IamQuota; readonly most: number } }
  | { readonly code: 'password-refused'; readonly name: string }
  | { readonly code: 'team-call-refused'; readonly awsCode: string }
  /** A plan was begun in this account, and the profile leads to another. */
  | { readonly code: 'team-other-account'; readonly accountId: string }
  /** Whoever calls is the user to be rescued, and would shut themselves out. */
  | { readonly code: 'rescue-self'; readonly user: string }
  /** No MFA device of this user. */
  | { readonly code: 'rescue-device-other'; readonly user: string; readonly device: string }
  /** A new access key has no room beside two old ones. */
  | { readonly code: 'rescue-keys-full'; readonly user: string }
  /** There is more at the user than Roletap removes, so that IAM does not delete it. */
  | { readonly code: 'remove-more'; readonly user: string }
  /** It isn't there, or somebody has it. `device`: as it was named. */
  | { readonly code: 'orphan-unknown'; readonly device: string }
  /** Nothing of what was to be removed is there. */
  | { readonly code: 'remove-nothing'; readonly user: string }
  /** Which of several devices is lost was not said, because nobody could read them then. */
  | { readonly code: 'rescue-device-unsaid'; readonly user: string; readonly devices: readonly string[] }
  /** Some of what shuts a finder out is not done, and others have to. `action`: the permission that lacks. `id` continues it. */
  | {
      readonly code: 'rescue-partly';
      readonly user: string;
      readonly id: string;
      readonly left: readonly { readonly step: 'keys' | 'devices' | 'sessions'; readonly action?: string }[];
    }
  | { readonly code: 'plan-missing'; readonly id: string }
  /** Another program of this person's works on it. */
  | { readonly code: 'plan-running'; readonly pid?: number }
  | { readonly code: 'invite-unusable'; readonly file: string; readonly why: 'not-an-invite' | 'newer' | 'damaged' }
  | { readonly code: 'invite-passphrase-wrong'; readonly file: string }
  | { readonly code: 'invite-unwritable'; readonly file: string; readonly errno: string }
  /** The access key that was given is another user's. */
  | { readonly code: 'invite-other-user'; readonly invited: string; readonly given: string }
  /** The user for a trial is not in the group. */
  | { readonly code: 'enforce-pilot-other'; readonly group: string; readonly user: string }
  /** The user for emergencies is of no use. */
  | {
      readonly code: 'enforce-break-glass';
      readonly user: string;
      readonly why: 'missing' | 'in-group' | 'no-mfa';
      readonly group?: string;
    }
  /**
   * Who would be locked out of everything but setting up MFA. `unknown`: those of them whose devices could not be read. `isBare`: no policy lets the group set up MFA
   * yet.
   */
  | {
      readonly code: 'enforce-unsafe';
      readonly group: string;
      readonly names: readonly string[];
      readonly unknown?: readonly string[];
      readonly isBare?: boolean;
    };
