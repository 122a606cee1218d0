/** What is wrong with limits before AWS sees them. */
export type LimitsFlaw =
  | 'policy-arn'
  | 'policy-arn-foreign'
  | 'policy-arn-count'
  | 'policy-comments'
  | 'policy-json'
  | 'policy-shape'
  | 'policy-long'
  | 'tag-key'
  | 'tag-value'
  | 'tag-aws'
  | 'tag-twice'
  | 'tag-count'
  | 'source-identity';

/** Sessions that are to have less than their role. */
export type LimitsProblem =
  /** `what`: the policy's ARN or file, the tag's key, the source identity. `count`: how long it is, or how many there are. */
  | { readonly code: 'limits-bad'; readonly why: LimitsFlaw; readonly what?: string; readonly line?: number; readonly count?: number }
  /** AWS limits no session of a user, and none that a sign-in or a certificate gives. */
  | { readonly code: 'limits-unsupported'; readonly profile: string; readonly why: 'user' | 'sign-in' | 'certificate' }
  /** PackedPolicyTooLarge. `percent`: of the room that AWS has for them. `drop`: what takes the most of it. */
  | { readonly code: 'limits-too-large'; readonly percent?: number; readonly drop: 'policy' | 'policy-arns' | 'tags' }
  /** The role's trust policy, or the caller's, does not allow session tags or a source identity. */
  | { readonly code: 'limits-denied'; readonly roleArn: string; readonly action: 'sts:TagSession' | 'sts:SetSourceIdentity' }
  /** MalformedPolicyDocument: JSON, but no policy that AWS understands. */
  | { readonly code: 'policy-refused'; readonly roleArn: string }
  | { readonly code: 'policy-unreadable'; readonly file: string; readonly errno: string };
