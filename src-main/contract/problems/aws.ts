/** Calls to AWS, and the way to it. */
export type AwsProblem =
  | { readonly code: 'code-refused'; readonly mfaSerial: string }
  | { readonly code: 'serial-refused'; readonly mfaSerial: string }
  | { readonly code: 'role-refused'; readonly roleArn: string; readonly reason?: string }
  | {
      readonly code: 'duration-refused';
      readonly roleArn: string;
      readonly askedSeconds: number;
      readonly reason: 'role-maximum' | 'chained';
    }
  | { readonly code: 'keys-refused'; readonly source: string }
  | { readonly code: 'secret-wrong'; readonly source: string }
  | { readonly code: 'root-keys'; readonly source: string }
  /** Keys of a role or a federated user. */
  | { readonly code: 'caller-not-user'; readonly source: string; readonly arn: string }
  /** `ended`: its time is over; else AWS does not know it, which has other causes as well. */
  | { readonly code: 'session-expired'; readonly source: string; readonly ended?: true }
  | { readonly code: 'clock-off'; readonly seconds: number }
  | { readonly code: 'region-disabled'; readonly region: string }
  /** `waitSeconds`: for how long AWS wants to be left alone. */
  | { readonly code: 'throttled'; readonly status?: number; readonly waitSeconds?: number }
  /** `allProxy`: ALL_PROXY is set, which `aws` does not read, and HTTPS_PROXY is not. */
  | { readonly code: 'aws-unreachable'; readonly host: string; readonly reason: string; readonly allProxy?: true }
  /** `why`: an errno (`EISDIR`: a folder), `empty`, `no-certificate`, or `expired` when all of its certificates are. */
  | { readonly code: 'ca-bundle-bad'; readonly setting: 'AWS_CA_BUNDLE' | 'ca_bundle'; readonly file: string; readonly why: string }
  | { readonly code: 'aws-silent'; readonly host: string; readonly seconds: number }
  /** The connection broke after the request was sent; with a status, in the middle of the answer. */
  | { readonly code: 'aws-hung-up'; readonly host: string; readonly status?: number }
  /** Something answered, but not AWS: a captive portal, a proxy's page. `detail`: what Node calls an answer that is not HTTP. */
  | {
      readonly code: 'not-aws';
      readonly host: string;
      readonly status?: number;
      readonly what: ForeignAnswer;
      readonly detail?: string;
      readonly waitSeconds?: number;
    }
  | {
      readonly code: 'aws-said';
      readonly awsCode: string;
      readonly status: number;
      /** Of IAM, when it says which of its quotas is reached, and how much that allows. */
      readonly quota?: { readonly of: IamQuota; readonly most: number };
      readonly requestId?: string;
      readonly waitSeconds?: number;
    };

/** `groups` of one user, managed `policies` of one user, group or role, the `size` of inline policies together or of a trust policy; `users` and `roles` of an account. */
export const iamQuotas = ['groups', 'policies', 'size', 'users', 'roles'] as const;
export type IamQuota = (typeof iamQuotas)[number];

/** What came in place of AWS's answer. `other`: text or bytes of an unknown kind. */
export type ForeignAnswer = 'page' | 'redirect' | 'empty' | 'too-long' | 'not-http' | 'other';
