import type { Credentials, TemporaryCredentials } from '../caller.ts';
import type { FileLine } from '../ini/ini-document.ts';
import type { SettingLines } from '../ini/setting-lines.ts';

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
  readonly place: FileLine;
}

/** Temporary keys in a section of the credentials file that another tool wrote. Secret. */
export interface ForeignKeys extends Required<Credentials> {
  /** Milliseconds since 1970, where the section says when they end. */
  readonly expires?: number;
}

/** What is written for a role session. */
export interface TargetSection {
  readonly target: string;
  readonly roleArn: string;
  readonly profile?: string;
  readonly via: 'mfa-session' | 'direct';
  readonly since: number;
  readonly credentials: TemporaryCredentials;
  /** Where its profile names none. */
  readonly region?: string;
  /** Copied from the role's profile, so that the target behaves like it. */
  readonly settings?: readonly SettingLines[];
  /** The access key id of foreign temporary keys that it takes the place of. */
  readonly replaces?: string;
}
