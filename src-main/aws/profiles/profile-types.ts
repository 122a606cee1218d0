import type { FileFlaw } from '../../contract/problems/files.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Result } from '../../contract/result.ts';
import type { SessionLimits } from '../../contract/sessions/limits.ts';
import type { CertificateRole } from '../anywhere/certificate-role.ts';
import type { Partition } from '../arn.ts';
import type { Endpoint } from '../caller.ts';
import type { FileLine } from '../ini/ini-document.ts';
import type { SettingLines } from '../ini/setting-lines.ts';
import type { SourceName, SourceOrigin } from '../sources/source-types.ts';
import type { OwnedTarget } from '../targets/target-types.ts';

/** A variable of the environment and its value. */
export type Variable = readonly [name: string, value: string];

/**
 * A profile with a user's own credentials, as the files tell of it; `SourceKeys` opens it. `endpoint` is for STS; `AWS_ENDPOINT_URL_IAM` and the like turn
 * `iamEndpoint` alone.
 */
export interface Source extends SourceName {
  readonly mfaSerial?: string;
  /** As written. */
  readonly region?: string;
  /** Its access key is kept, and programs may have it itself. */
  readonly shared?: true;
  /** The permission set that an Identity Center profile names. */
  readonly permissionSet?: { readonly accountId: string; readonly roleName: string };
  /** The role that a certificate opens, and where that is asked for. */
  readonly certificate?: { readonly role: CertificateRole; readonly endpoint: Endpoint };
  readonly place: FileLine;
  readonly endpoint: Endpoint;
  readonly iamEndpoint: Endpoint;
}

/** A profile with `role_arn`, or the user of a source as what can be tapped. */
export interface Role {
  readonly profile: string;
  /** The source's own user: a tap gives its MFA session, and assumes no role. */
  readonly user?: true;
  /** A permission set of Identity Center: what the source gives is its session. */
  readonly signIn?: true;
  /** A certificate opens it: the source is the role itself. */
  readonly certificate?: true;
  /** A user's, until AWS has told it: what its MFA device makes likely. A permission set's without the parts that only AWS knows. */
  readonly roleArn: string;
  readonly roleName: string;
  readonly accountId: string;
  readonly partition: Partition;
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
  readonly place: FileLine;
  /** What its sessions have less of than the role. */
  readonly limits?: SessionLimits;
}

/** A role that is assumed on the way to another (source_profile names a profile with role_arn itself). */
export interface RoleStep {
  readonly profile: string;
  readonly roleArn: string;
  readonly externalId?: string;
  readonly roleSessionName?: string;
  /** Only of the last step: a role on the way keeps what it may do. */
  readonly limits?: SessionLimits;
}

export interface FileNote extends FileLine {
  readonly flaw: FileFlaw;
  /** True: `aws` refuses the whole file. False: the CLI and the SDKs read this line differently. */
  readonly refusedByCli: boolean;
  /** The key or section name concerned; never a value. */
  readonly detail?: string;
}

/** A profile whose credential_process has a YubiKey's PIN in it, and where: whoever reads the file reads the PIN, whether or not the line opens anything. */
export interface PinLine extends FileLine {
  readonly profile: string;
}

/** Both files, read and understood. */
export interface Profiles {
  readonly found: boolean;
  /** Files that a variable names and that are not there. */
  readonly missing: readonly { readonly variable: string; readonly file: string }[];
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
  /** Profiles with a YubiKey's PIN in their credential_process. */
  readonly pinLines: readonly PinLine[];
  /**
   * Whether this profile name may be the target of a role: undefined when it may, else target-clash (role_arn of the same name), target-has-keys (a section
   * with keys that Roletap did not make), target-temporary (the same with temporary ones), process-clash (our credential_process line and keys of ours at once) or target-name-bad. A profile with our line alone
   * may; `writeTarget` puts no keys beside it.
   */
  readonly whyNotTarget: (name: string) => Problem | undefined;
  /** Why a profile that is there is no source (source-unsupported, source-without-keys, key-id-bad); undefined where it may be one, or is not there. */
  readonly whyNotSource: (name: string) => Problem | undefined;
  /** Whether either file has a profile of this name. */
  readonly has: (name: string) => boolean;
  /** `mfa_serial` as this profile itself says it. */
  readonly mfaSerialOf: (name: string) => string | undefined;
  /** Where STS is called for a profile that is not there yet. Problem: endpoint-refused. */
  readonly endpointFor: (region: string | undefined) => Result<Endpoint>;
  /** Where Roles Anywhere and Private CA are called in a region. Problem: endpoint-refused. */
  readonly anywhereEndpointFor: (region: string) => Result<Endpoint>;
  /** Where a profile's own credentials come from. Secret: see `SourceOrigin`. */
  readonly originOf: (name: string) => SourceOrigin | undefined;
  /** What a target takes over from a profile: all its settings but those of its credentials. None for a profile that is not there. */
  readonly settingsOf: (name: string) => readonly SettingLines[];
  /** The same for an environment, as far as there are variables for them; the region is not among them. */
  readonly variablesOf: (name: string) => readonly Variable[];
}
