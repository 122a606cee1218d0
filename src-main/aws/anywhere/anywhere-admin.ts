import type { AwsResult, Caller } from '../caller.ts';

/** What an administrator has in IAM Roles Anywhere, and in AWS Private CA. `Caller.endpoint` is in the region that is meant. */

/** A certificate authority whose certificates open roles. */
export interface TrustAnchor {
  readonly arn: string;
  readonly name: string;
  readonly enabled: boolean;
  /** The ARN of a private CA; absent where its certificates were given. */
  readonly privateCaArn?: string;
  /** The certificates that were given, PEM. */
  readonly bundle?: string;
}

/** The roles that may be opened together, and for how long. */
export interface AnywhereProfile {
  readonly arn: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly roleArns: readonly string[];
  readonly durationSeconds: number;
  readonly acceptsSessionName: boolean;
}

export interface NewTrustAnchor {
  readonly name: string;
  /** PEM, or the ARN of a private CA. */
  readonly source: { readonly bundle: string } | { readonly privateCaArn: string };
}

export interface NewProfile {
  readonly name: string;
  readonly roleArns: readonly string[];
  readonly durationSeconds: number;
}

/** A revocation list as AWS keeps it: the certificates in it open nothing through this anchor. */
export interface ImportedList {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly trustAnchorArn: string;
}

export interface NewList {
  readonly name: string;
  readonly trustAnchorArn: string;
  /** PEM. */
  readonly list: string;
}

/** Problems of all: iam-denied with the action that is missing, those of AWS calls. What is made is enabled: AWS makes it disabled unless it is told. */
export interface AnywhereAdmin {
  readonly listTrustAnchors: (caller: Caller, signal: AbortSignal) => Promise<AwsResult<readonly TrustAnchor[]>>;
  readonly createTrustAnchor: (caller: Caller, anchor: NewTrustAnchor, signal: AbortSignal) => Promise<AwsResult<TrustAnchor>>;
  readonly deleteTrustAnchor: (caller: Caller, arn: string, signal: AbortSignal) => Promise<AwsResult<true>>;
  readonly listProfiles: (caller: Caller, signal: AbortSignal) => Promise<AwsResult<readonly AnywhereProfile[]>>;
  readonly createProfile: (caller: Caller, profile: NewProfile, signal: AbortSignal) => Promise<AwsResult<AnywhereProfile>>;
  readonly listLists: (caller: Caller, signal: AbortSignal) => Promise<AwsResult<readonly ImportedList[]>>;
  readonly importList: (caller: Caller, order: NewList, signal: AbortSignal) => Promise<AwsResult<ImportedList>>;
  /** Puts a newer one in its place: an anchor has two at most. */
  readonly updateList: (caller: Caller, id: string, order: NewList, signal: AbortSignal) => Promise<AwsResult<ImportedList>>;
  readonly deleteProfile: (caller: Caller, arn: string, signal: AbortSignal) => Promise<AwsResult<true>>;
}

/** A certificate that a private CA is to issue. */
export interface CertificateOrder {
  readonly authorityArn: string;
  /** A request, PEM. */
  readonly request: string;
  /** Of the CA's own key: `SHA256WITHECDSA`, `SHA256WITHRSA`. */
  readonly signingAlgorithm: string;
  readonly days: number;
  /** The same for the same order, so that one that was answered by nobody is not issued twice. */
  readonly token: string;
}

export interface IssuedCertificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM, nearest to the certificate first. */
  readonly chain: string;
}

/** What has to be known of a private CA before it is asked for a certificate. */
export interface PrivateCaFacts {
  readonly isActive: boolean;
  /** It issues for 7 days at most. */
  readonly isShortLived: boolean;
  /** What its key signs with: `SHA256WITHECDSA`, `SHA256WITHRSA`. */
  readonly signingAlgorithm: string;
}

export interface PrivateCa {
  /** Problems: iam-denied, those of AWS calls. */
  readonly describe: (caller: Caller, authorityArn: string, signal: AbortSignal) => Promise<AwsResult<PrivateCaFacts>>;
  /** Gives the certificate's ARN; it is there some seconds later. Problems: iam-denied, private-ca-refused, those of AWS calls. */
  readonly issue: (caller: Caller, order: CertificateOrder, signal: AbortSignal) => Promise<AwsResult<string>>;
  /** Undefined while it is being issued. */
  readonly get: (
    caller: Caller,
    authorityArn: string,
    arn: string,
    signal: AbortSignal,
  ) => Promise<AwsResult<IssuedCertificate | undefined>>;
}
