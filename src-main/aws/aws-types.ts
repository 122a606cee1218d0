import type { FileFlaw, Problem } from '../contract/problems.ts';
import type { Result } from '../contract/result.ts';
import type { MfaSerialFiles } from './files/mfa-serial-files.ts';
import type { ProcessFiles } from './files/process-files.ts';

/** Credentials as AWS calls take them. Secret: never logged, never in a snapshot. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface TemporaryCredentials extends Credentials {
  readonly sessionToken: string;
  /** Milliseconds since 1970, AWS's time. */
  readonly expires: number;
}

export interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** Where calls of a profile go. */
export interface Endpoint {
  readonly region: string;
  /**
   * Overrides the standard endpoint; `setting` names where it came from, e.g. `AWS_ENDPOINT_URL_STS` or `endpoint_url in profile dev`.
   * `refused`: nothing may be sent there, and `url` is only to be shown.
   */
  readonly override?: { readonly url: string; readonly setting: string; readonly refused?: 'not-a-url' | 'plain-http' };
}

/** A profile with long-term keys of an IAM user. `endpoint` is for STS; `AWS_ENDPOINT_URL_IAM` and the like turn `iamEndpoint` alone. */
export interface Source {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfaSerial?: string;
  readonly place: Place;
  readonly endpoint: Endpoint;
  readonly iamEndpoint: Endpoint;
}

/** A profile with `role_arn`. */
export interface Role {
  readonly profile: string;
  readonly roleArn: string;
  readonly roleName: string;
  readonly accountId: string;
  readonly partition: string;
  /** `source_profile` and its chain: roles to assume on the way, nearest to the source first; usually empty. */
  readonly through: readonly RoleStep[];
  /** The profile with long-term keys at the end of the chain. */
  readonly source: string;
  /** From the role's profile, else from the chain, else from the source's. */
  readonly mfaSerial?: string;
  readonly externalId?: string;
  readonly roleSessionName?: string;
  /** As written; undefined means the default of 3600. */
  readonly durationSeconds?: number;
  /** `region` as written in the profile. */
  readonly region?: string;
  readonly endpoint: Endpoint;
  readonly place: Place;
}

/** A role that is assumed on the way to another (source_profile names a profile with role_arn itself). */
export interface RoleStep {
  readonly profile: string;
  readonly roleArn: string;
  readonly externalId?: string;
  readonly roleSessionName?: string;
}

/** A section of the credentials file that Roletap made. */
export interface OwnedTarget {
  readonly target: string;
  readonly roleArn: string;
  readonly profile?: string;
  readonly via: 'mfa-session' | 'direct';
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly expires: number;
  readonly accessKeyId: string;
  readonly place: Place;
}

export interface FileNote extends Place {
  readonly flaw: FileFlaw;
  /** True: `aws` refuses the whole file. False: the CLI and the SDKs read this line differently. */
  readonly refusedByCli: boolean;
  /** The key or section name concerned; never a value. */
  readonly detail?: string;
}

/** Both files, read and understood. */
export interface Profiles {
  readonly found: boolean;
  readonly sources: readonly Source[];
  readonly roles: readonly Role[];
  readonly targets: readonly OwnedTarget[];
  /** Profiles of the config file that have our credential_process line, and nothing that wins over it. */
  readonly processTargets: readonly string[];
  /** In which of the files the profile `default` has credentials, of whatever kind: programs without a profile take those before they ask an endpoint. */
  readonly defaultCredentials: { readonly config: boolean; readonly credentials: boolean };
  readonly notes: readonly FileNote[];
  /** Profiles with `role_arn` that cannot be tapped, and why. */
  readonly broken: readonly { readonly profile: string; readonly roleArn?: string; readonly problem: Problem }[];
  /**
   * Whether this profile name may be the target of a role: undefined when it may, else target-clash (role_arn of the same name), target-has-keys (a section
   * with keys that Roletap did not make), process-clash (our credential_process line and keys of ours at once) or target-name-bad. A profile with our line alone
   * may; `writeTarget` puts no keys beside it.
   */
  readonly whyNotTarget: (name: string) => Problem | undefined;
}

/** What is written for a role session. */
export interface TargetSection {
  readonly target: string;
  readonly roleArn: string;
  readonly profile?: string;
  readonly via: 'mfa-session' | 'direct';
  readonly since: number;
  readonly credentials: TemporaryCredentials;
  readonly region?: string;
  /** Copied from the role's profile, so that the target's calls go where the role's would. */
  readonly endpointUrl?: string;
}

/** The user's two files. Where they are is told once, at creation. */
export interface AwsFiles extends MfaSerialFiles, ProcessFiles {
  readonly paths: { readonly config: string; readonly credentials: string };
  /** Reads both anew. Problems: file-unreadable, symlink-broken. A malformed file is no problem here: its notes say so. */
  readonly read: () => Promise<Result<Profiles>>;
  /** Calls after either file changed on disk (also when it appears or is replaced), folded within ~100 ms. Returns the way to stop. */
  readonly watch: (listener: () => void) => () => void;
  /** What will keep a session from being written, as far as it can be known before a touch is spent on it. */
  readonly whyNotWritable: () => Promise<Problem | undefined>;
  /**
   * Adds or replaces the target's section; see house.md, "Files of the user". Gives the real path that was written. Problem, beside those of `whyNotTarget` and of
   * writing: process-clash, when the target has our credential_process line, over which the keys would win.
   */
  readonly writeTarget: (section: TargetSection) => Promise<Result<{ readonly file: string }>>;
  /** Removes sections that Roletap made, if they are still its own; gives the names that were removed. */
  readonly removeTargets: (names: readonly string[]) => Promise<Result<readonly string[]>>;
}

export interface CallerIdentity {
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
}

/** A code with its serial, for one call and never for a second. */
export interface MfaProof {
  readonly mfaSerial: string;
  readonly code: string;
}

/** What a call needs to know of the caller. `source` names the profile in problems; `endpoint` is the source's `endpoint` for STS, its `iamEndpoint` for IAM. */
export interface Caller {
  readonly source: string;
  readonly credentials: Credentials;
  readonly endpoint: Endpoint;
}

/**
 * STS. Calls with a code are sent exactly once (`maxAttempts: 1`); an outcome that is unclear (no answer, 5xx) comes back as a problem with `unclear: true`, and the caller takes a fresh code. All calls give up after 10 s.
 */
export interface Sts {
  readonly callerIdentity: (caller: Caller, signal: AbortSignal) => Promise<StsResult<CallerIdentity>>;
  readonly sessionToken: (
    caller: Caller,
    proof: MfaProof,
    durationSeconds: number,
    signal: AbortSignal,
  ) => Promise<StsResult<TemporaryCredentials>>;
  readonly assumeRole: (
    caller: Caller,
    input: AssumeRoleInput,
    signal: AbortSignal,
  ) => Promise<StsResult<TemporaryCredentials & { readonly assumedRoleArn: string }>>;
}

export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly externalId?: string;
  readonly durationSeconds: number;
  readonly proof?: MfaProof;
}

export type StsResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem; readonly unclear: boolean };

/**
 * The steps that were spent, per MFA serial; shared by all runs and front ends on this computer through files made with
 * O_EXCL in one folder, so that two processes can never claim the same step.
 */
export interface CodeLedger {
  /** Claims the first step that is free at or after `step`; the caller waits until it starts. Problem: state-unwritable. */
  readonly claim: (mfaSerial: string, step: number) => Promise<Result<number>>;
  /** Gives a claimed step back when its code was never made (nobody touched, cancelled). */
  readonly release: (mfaSerial: string, step: number) => Promise<void>;
}
