import type { LimitedSession, PolicyDocument } from './policy.ts';
import type { SimulatorSettings } from './settings.ts';

/** One HTTP request as it came off the wire: header names in lower case, body as text. */
export interface SimulatorRequest {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What goes back. `transport` tells the server to break the connection or to keep silent instead; `delayMillis` to be slow. */
export interface SimulatorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly transport?: 'reset' | 'hang';
  readonly delayMillis?: number;
}

/** What goes wrong with the next request that it fits; `before` and `after` say on which side of the effect. */
export type SimulatorFault =
  | { readonly kind: 'throttle' }
  | { readonly kind: 'server-error'; readonly status: 500 | 503; readonly when: 'before' | 'after' }
  | { readonly kind: 'reset' | 'hang'; readonly when: 'before' | 'after' }
  | { readonly kind: 'slow'; readonly millis: number }
  /** An HTML page with status 200, as a hotel's network sends it. */
  | { readonly kind: 'captive-portal' }
  /** An HTML page with status 502. */
  | { readonly kind: 'bad-gateway'; readonly when: 'before' | 'after' }
  /** `ageSeconds` adds the header of a cached answer. */
  | { readonly kind: 'date-skew'; readonly millis: number; readonly ageSeconds?: number }
  | { readonly kind: 'no-date' | 'region-disabled' }
  /** Any other refusal, e.g. LimitExceeded 409. */
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string; readonly message: string };

/** What a test can see of a request: never a code, a secret, a token or a seed. */
export interface SimulatorLogEntry {
  readonly at: number;
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The request carried a code. */
  readonly withCode: boolean;
  /** The code was verified and is spent now. */
  readonly codeSpent: boolean;
  /** What was answered; absent when the connection was broken or kept silent. */
  readonly status?: number;
  readonly errorCode?: string;
}

export interface AccountState {
  readonly accountId: string;
  readonly partition: string;
  /** Regions where STS says that it is off, and those that do not know the account's keys. */
  readonly disabledRegions: Set<string>;
  readonly offRegions: Set<string>;
  readonly users: Map<string, UserState>;
  readonly roles: Map<string, RoleState>;
  readonly devices: Map<string, DeviceState>;
  readonly groups: Map<string, GroupState>;
  /** Managed policies by ARN: the account's own, and those of AWS that it uses. */
  readonly managed: Map<string, ManagedPolicyState>;
  alias: string | undefined;
  /** The credential report that was made last, and from when on it is there. */
  report: { readonly text: string; readonly made: number; readonly ready: number } | undefined;
}

/** What a user, a group or a role is allowed. */
export interface GrantsState {
  /** Inline policies by name. */
  readonly inline: Map<string, PolicyDocument>;
  readonly attached: Set<ManagedPolicyState>;
}

export interface GroupState extends GrantsState {
  readonly name: string;
  readonly path: string;
  readonly groupId: string;
  readonly arn: string;
  readonly created: number;
}

export interface ManagedPolicyState {
  readonly name: string;
  readonly path: string;
  readonly policyId: string;
  readonly arn: string;
  readonly created: number;
  /** By id: `v1`, `v2`, ... */
  readonly versions: Map<string, PolicyDocument>;
  /** The version that counts. */
  defaultVersion: string;
}

export interface OtherCredential {
  readonly kind: 'certificate' | 'ssh-key' | 'service';
  readonly id: string;
}

export interface UserState extends GrantsState {
  readonly account: AccountState;
  readonly name: string;
  readonly path: string;
  readonly userId: string;
  readonly arn: string;
  readonly root: boolean;
  readonly created: number;
  readonly groups: Set<GroupState>;
  boundary: ManagedPolicyState | undefined;
  readonly tags: Map<string, string>;
  /** What else was given to the user and has no calls of its own here but to be listed and deleted. */
  readonly others: OtherCredential[];
  /** The password for the console. */
  login: { readonly created: number; used: number | undefined; readonly mustChange: boolean } | undefined;
}

export interface AccessKeyState {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly user: UserState;
  readonly created: number;
  /** From when on requests that it signs are taken. */
  readonly validFrom: number;
  active: boolean;
  lastUsed: { readonly at: number; readonly service: string; readonly region: string } | undefined;
}

export interface RoleState extends GrantsState {
  readonly account: AccountState;
  readonly name: string;
  readonly path: string;
  readonly roleId: string;
  readonly arn: string;
  readonly created: number;
  /** From when on STS and Roles Anywhere know it. */
  readonly validFrom: number;
  trust: PolicyDocument;
  maxSessionSeconds: number;
  readonly description?: string | undefined;
  readonly boundary: ManagedPolicyState | undefined;
}

export interface DeviceState {
  readonly account: AccountState;
  /** A hardware token has a serial number instead. */
  readonly arn: string;
  readonly kind: 'virtual' | 'fido' | 'hardware';
  readonly seed: Uint8Array;
  readonly tags: Map<string, string>;
  user: UserState | undefined;
  enabledAt: number | undefined;
  /** What STS still believes until its copy catches up. */
  readonly seenBySts: { user: UserState | undefined; readonly from: number }[];
  /** Steps that the device's clock is ahead. */
  clockAdjust: number;
  /** The later step of the last accepted pair. */
  lastPair: number;
  readonly usedSteps: Set<number>;
}

export interface SessionState extends LimitedSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly user: UserState | undefined;
  readonly role: RoleState | undefined;
  readonly roleSessionName: string | undefined;
  readonly issued: number;
  readonly expires: number;
  /** When the code was verified. */
  readonly mfaAt: number | undefined;
}

export interface SimulatorState {
  readonly now: () => number;
  /** This many unpredictable bytes. */
  readonly random: (bytes: number) => Uint8Array;
  readonly settings: SimulatorSettings;
  readonly accounts: Map<string, AccountState>;
  readonly keys: Map<string, AccessKeyState>;
  readonly sessions: Map<string, SessionState>;
  /** Verifications by device ARN: outlives the device. */
  readonly budgets: Map<string, { window: number; spent: number }>;
}

/** Who signed a request. */
export interface SimulatedCaller {
  readonly kind: 'root' | 'user' | 'user-session' | 'role-session';
  readonly account: AccountState;
  readonly user: UserState | undefined;
  readonly role: RoleState | undefined;
  readonly arn: string;
  readonly userId: string;
  readonly policies: readonly PolicyDocument[];
  /** Limits to what the policies allow; the session's own are in it. */
  readonly boundary: PolicyDocument | undefined;
  readonly session?: SessionState;
  /** Undefined: the context key is absent (long-term keys). */
  readonly mfaPresent: boolean | undefined;
  readonly mfaAt: number | undefined;
}

/** One action's input. */
export interface ActionCall {
  readonly state: SimulatorState;
  readonly caller: SimulatedCaller;
  readonly action: string;
  readonly region: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Called when a code was verified: it is spent from now on. */
  readonly codeSpent: () => void;
}

/** A refusal as AWS words it; thrown inside the simulator and turned into XML at its border. */
export class AwsRefusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
