import type { Iam } from '../../aws/iam/iam-types.ts';
import type { SourceKeys } from '../../aws/sources/source-types.ts';
import type { SessionsNeeds } from '../../aws/sts/session-request.ts';
import type { Sessions } from '../../aws/sts/sessions.ts';
import type { KeyCare } from '../../card/keys/keys.ts';
import type { Millis } from '../../contract/values.ts';
import type { CodePorts } from '../codes/code-request.ts';
import type { RoleFiles } from '../roles/role-files.ts';
import type { Store } from '../state/store.ts';

/** What caring for the devices of an IAM user takes. Each function here names the part of it that it needs. */
export interface DevicePorts {
  readonly store: Store;
  readonly files: Pick<RoleFiles, 'refresh' | 'judge'>;
  readonly aws: UserCalls;
  readonly codes: KeyPorts;
}

/** What makes codes and changes keys. */
export interface KeyPorts extends CodePorts {
  readonly keys: CodePorts['keys'] & KeyCare;
}

/** AWS, as a user with devices calls it. */
export interface UserCalls {
  readonly iam: Iam;
  readonly sessions: Pick<Sessions, 'identity' | 'mfaSession'>;
  readonly keys: SourceKeys;
  /** The MFA sessions that live anyway. */
  readonly held: SessionsNeeds['held'];
  /** AWS's time. */
  readonly now: () => Millis;
}
