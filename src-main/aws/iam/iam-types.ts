import type { Problem } from '../../contract/problems/problem.ts';
import type { Result } from '../../contract/result.ts';
import type { AwsResult, Caller, Endpoint } from '../caller.ts';
import type { AccessKeys } from './access-key-types.ts';

export interface IamUser {
  readonly userName: string;
  readonly arn: string;
  /** With slashes on both sides. */
  readonly path: string;
  readonly accountId: string;
  readonly partition: string;
}

export interface MfaDevice {
  /** The ARN of a virtual or FIDO device, the serial of a hardware one. */
  readonly serial: string;
  readonly kind: 'virtual' | 'fido' | 'hardware';
  /** Milliseconds since 1970. */
  readonly enabledAt: number;
}

/**
 * IAM, as far as a user cares for the own MFA devices (IAM's API reference). Changing calls are sent once; an unclear outcome says so and is settled by
 * looking (list). Problems: iam-denied with action and resource, iam-mfa-needed, device-*, user-*, and those of `Sts`.
 */
export interface Iam extends AccessKeys {
  readonly getUser: (caller: Caller, userName: string | undefined, signal: AbortSignal) => Promise<AwsResult<IamUser>>;
  readonly listMfaDevices: (caller: Caller, userName: string, signal: AbortSignal) => Promise<AwsResult<readonly MfaDevice[]>>;
  /** ARNs of virtual devices that nobody uses. */
  readonly listUnassignedDevices: (caller: Caller, signal: AbortSignal) => Promise<AwsResult<readonly string[]>>;
  /**
   * Makes a device and hands its seed (raw bytes) to `take`, the only one who ever has it; it is overwritten when `take` has ended, however it ended.
   * The value is what `take` gave.
   */
  readonly createVirtualMfaDevice: <T>(
    caller: Caller,
    device: { readonly name: string; readonly path: string },
    take: (created: { readonly serial: string; readonly seed: Uint8Array }) => Promise<T>,
    signal: AbortSignal,
  ) => Promise<AwsResult<T>>;
  readonly enableMfaDevice: (caller: Caller, input: DeviceCodes, signal: AbortSignal) => Promise<AwsResult<null>>;
  readonly resyncMfaDevice: (caller: Caller, input: DeviceCodes, signal: AbortSignal) => Promise<AwsResult<null>>;
  readonly deactivateMfaDevice: (caller: Caller, input: Omit<DeviceCodes, 'codes'>, signal: AbortSignal) => Promise<AwsResult<null>>;
  /** Adds tags to a device, or changes them. */
  readonly tagMfaDevice: (
    caller: Caller,
    input: { readonly serial: string; readonly tags: Readonly<Record<string, string>> },
    signal: AbortSignal,
  ) => Promise<AwsResult<null>>;
  readonly deleteVirtualMfaDevice: (caller: Caller, serial: string, signal: AbortSignal) => Promise<AwsResult<null>>;
}

/** A role that a user's policies name or fit. */
export interface FoundRole {
  readonly roleArn: string;
  /** False when a condition, a list that could not be read, or the trust policy leaves it open. */
  readonly sure: boolean;
  /** From the trust policy, where that could be read. */
  readonly externalId?: string;
  readonly maxSessionSeconds?: number;
}

/** All that IAM tells of the roles of one user. Each part that could not be read stands in `unread`; the rest counts. */
export interface FoundRoles {
  readonly accountId: string;
  readonly partition: string;
  /** The account's own alias. */
  readonly alias?: string;
  readonly roles: readonly FoundRole[];
  /** What names roles that cannot be listed: those of other accounts. */
  readonly patterns: readonly { readonly pattern: string; readonly accountId?: string }[];
  readonly unread: readonly { readonly what: UnreadPart; readonly name?: string; readonly problem: Problem }[];
}

/** As contract/tools.ts has them; the layers do not let this file import it. In the order in which they are told. */
export const unreadParts = [
  'user-policies',
  'attached-policies',
  'groups',
  'group-policies',
  'policy',
  'document',
  'boundary',
  'roles',
  'alias',
] as const;
export type UnreadPart = (typeof unreadParts)[number];

/** An IAM user: its long-term keys, or better its MFA session. */
export interface SearchCaller extends Pick<Caller, 'source' | 'credentials'> {
  readonly stsEndpoint: Endpoint;
  readonly iamEndpoint: Endpoint;
}

/** Reads which roles a caller may assume. Only reads; a problem only when nothing could be read at all. */
export interface RoleSearch {
  readonly search: (caller: SearchCaller, signal: AbortSignal) => Promise<Result<FoundRoles>>;
}

export interface DeviceCodes {
  readonly userName: string;
  readonly serial: string;
  /** Codes of two steps in a row, the earlier first. */
  readonly codes: readonly [string, string];
}
