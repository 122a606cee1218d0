import type { MfaSerialPlan } from '../../aws/files/mfa-serial-edit.ts';
import type { IamUser, MfaDevice } from '../../aws/iam/iam-types.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import type { DevicesView } from '../../contract/enroll.ts';
import type { Problem } from '../../contract/problems/problem.ts';

/** What AWS says of a user's devices. */
export interface UserDevices {
  readonly user: IamUser;
  readonly devices: readonly MfaDevice[];
  /** ARNs of virtual devices of this account that nobody uses; empty when the list was denied. */
  readonly unassigned: readonly string[];
}

/** Another device for profiles that name one that is gone, and what that would change. */
export interface Mend {
  readonly gone: string;
  readonly device: string;
  readonly plan: MfaSerialPlan;
}

/** The open screen of a user's devices. */
export interface DevicesState {
  readonly source: string;
  /** Absent until it was read. */
  readonly loaded?: UserDevices;
  readonly from?: Source;
  readonly state: DevicesView['state'];
  readonly problem?: Problem;
  readonly working?: NonNullable<DevicesView['working']>;
  /** Profiles that name a device that is gone. */
  readonly mend?: Mend;
  /** The device that a removal was asked for. */
  readonly asked?: string;
}
