/**
 * The administrator's side: files that a person names, and what IAM says of people and policies.
 */
export type TeamProblem =
  /** A policy or an invite. `errno`: as the system says, `EFBIG` for what is far too long. */
  | { readonly code: 'named-file-unreadable'; readonly file: string; readonly errno: string }
  /** AWS has not made the credential report within a minute. */
  | { readonly code: 'report-late' }
  /** It names neither a managed policy nor a role. */
  | {
      readonly code: 'policy-arn-bad';
      readonly arn: string;
    };
