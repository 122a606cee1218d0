import type { FirstRunView, SetupView } from './access-keys/first-run.ts';
import type { KeyPlaceView } from './access-keys/key-place.ts';
import type { KeyNotice, KeysPageView } from './access-keys/rotation.ts';
import type { StrayKey } from './access-keys/stray-keys.ts';
import type { ActivityView } from './activity.ts';
import type { Alert, DoorView, EndedView } from './alerts.ts';
import type { CardState } from './card-view.ts';
import type { CertificateNotice, CertificatesView, RequestNotice } from './certificates/pages.ts';
import type { DevicesView, EnrollView, UnfinishedView } from './enroll.ts';
import type { AwsAccountView, Preferences, SettingsView } from './preferences.ts';
import type { FileNotice } from './problems/files.ts';
import type { Problem } from './problems/problem.ts';
import type { BrowserView, ConsoleOfRole } from './sessions/console.ts';
import type { LimitsOfRole, LimitsView } from './sessions/limits.ts';
import type { TeamPageView } from './team/page.ts';
import type { AddRoleView, DiscoveryView, ToolsView } from './tools.ts';
import type { UpdateView } from './updates/update-view.ts';
import type { ApprovalSpan, Asker, CertificateRoleView, ClockView, MfaSessionView, Millis, WaitingFor } from './values.ts';

/** All that a front end can show, made whole after each change (`app/snapshot`). No secret but a code that a person asked to see, which is spent or ends with its step. */
export interface Snapshot {
  /** Grows by one with each snapshot of this run; a window drops what is older than what it has. */
  readonly revision: number;
  readonly demo: boolean;
  /** When this snapshot was made. Countdowns are `end - (now + time since it arrived)`. */
  readonly now: Millis;
  readonly clock: ClockView;
  readonly card: CardState;
  readonly files: FilesView;
  readonly roles: readonly RoleView[];
  /** Role sessions that live, in the credentials file or in none, also those that another run left in it and those without a known role. */
  readonly sessions: readonly SessionView[];
  readonly mfaSessions: readonly MfaSessionView[];
  readonly code: CodeView;
  /** Ends of sessions that can still be taken back, the oldest first. */
  readonly ended: readonly EndedView[];
  /** A role that looks like production and is about to be opened for the first time: whether to guard it, before it is opened (`RoleView.id`). */
  readonly guardOffer?: string;
  /** What a person is asked for now, oldest first; a front end shows the first. */
  readonly waiting: readonly Waiting[];
  /** Things to know that stop nothing, e.g. a clock that is off, an endpoint override, a line that `aws` reads differently. */
  readonly notices: readonly Notice[];
  /** The wizard, while it is open. */
  readonly enroll?: EnrollView;
  readonly unfinished: readonly UnfinishedView[];
  /** The screen of an IAM user's devices, while it is open; beside it, that user's access keys. */
  readonly devices?: DevicesView;
  readonly accessKeys?: KeysPageView;
  readonly keyPlace?: KeyPlaceView;
  /** AWS accounts of the roles, with the names and marks that they were given. */
  readonly awsAccounts: readonly AwsAccountView[];
  /** One page of the wide window beside the wizard and the devices; at most one of these seven is open. */
  readonly settings?: SettingsView;
  readonly tools?: ToolsView;
  readonly addRole?: AddRoleView;
  readonly firstRun?: FirstRunView;
  readonly activity?: ActivityView;
  readonly certificates?: CertificatesView;
  readonly team?: TeamPageView;
  readonly setup?: SetupView;
  /** One for each source. */
  readonly discovery: readonly DiscoveryView[];
  /** What a person should hear of even when no window is open. Stays until it is answered, put away, or over by itself. */
  readonly alerts: readonly Alert[];
  readonly preferences: Preferences;
  /** Newer versions; absent where this copy has no updates. */
  readonly update?: UpdateView;
  /** Whether other programs can ask, and why not. */
  readonly door: DoorView;
  /** Where MFA sessions and role sessions outlive this run: under the system's keyring, in memory that ends with the login, or nowhere. */
  readonly sessionsKept: 'keyring' | 'login' | 'process';
  /** Where consoles can be opened side by side, once that was looked for. */
  readonly browsers?: readonly BrowserView[];
  /** What can be done now, computed once for window, tray menu and terminal. */
  readonly can: {
    readonly copyCode: boolean;
    readonly startDemo: boolean;
    readonly endAll: boolean;
    /** One touch for all that lives. */
    readonly renewAll: boolean;
  };
}

export interface FilesView {
  readonly config: string;
  readonly credentials: string;
  /** `ready` with no roles is the "no roles" screen. */
  readonly state: 'loading' | 'missing' | 'ready';
  /** Variables that name a file that is not there. */
  readonly named?: readonly string[];
  /** Why there are no roles, when it is not that nobody wrote any: a file that could not be read, or what is wrong with the first of them. */
  readonly problem?: Problem;
}

export interface RoleView extends LimitsOfRole, ConsoleOfRole {
  /** What commands name: the role's own name, which no other role has. */
  readonly id: string;
  /** The same; there is a profile of this name only when `origin` is `config`. */
  readonly profile: string;
  /** The source's own user: a tap gives its MFA session, and assumes no role. `roleArn` and `roleName` are the user's. */
  readonly user?: true;
  /** A permission set of Identity Center: opened by a sign-in, without a YubiKey. */
  readonly signIn?: true;
  /** Opened by a certificate on a YubiKey: the session has no MFA context. */
  readonly certificate?: CertificateRoleView;
  readonly roleArn: string;
  readonly roleName: string;
  readonly accountId: string;
  readonly partition: string;
  readonly source: string;
  /** Where the source's credentials come from; absent for keys in a file. */
  readonly sourceKind?: 'store' | 'process' | 'login' | 'sso' | 'certificate';
  readonly mfaSerial?: string;
  readonly region?: string;
  readonly externalId: boolean;
  readonly durationSeconds: number;
  readonly via: 'mfa-session' | 'direct';
  readonly target: string;
  /** A profile, found in IAM, or added by hand. */
  readonly origin: 'config' | 'iam' | 'added';
  /** Found in IAM, and it is not sure that AWS allows it: a condition that cannot be judged here, or a list that could not be read. */
  readonly maybe: boolean;
  /** `process`: its target has our credential_process line, and a tap writes no credentials to a file. */
  readonly delivery: 'file' | 'process';
  /** `offered`: the name looks like production, and nobody has said yes or no. */
  readonly guard: 'off' | 'offered' | 'on';
  /** Its name, its role's or its account's looks like production: it is marked wherever it can be opened. */
  readonly production?: true;
  /** Kept alive as long as the MFA session lives, whether used or not. */
  readonly pinned: boolean;
  readonly favourite: boolean;
  /** 1 is the newest; absent when it was not tapped lately. */
  readonly recent?: number;
  readonly state: RoleState;
  readonly can: {
    readonly tap: boolean;
    readonly end: boolean;
    /** A new session without a touch is possible now. */
    readonly renew: boolean;
    /** Added by hand: can be changed and removed. */
    readonly edit: boolean;
  };
}

export type RoleState =
  | { readonly kind: 'idle' }
  /** `source`: the program or sign-in that the role's source takes its credentials from. `touch`: the YubiKey blinks. `step`: the code was spent, the next one starts at `until`. */
  | {
      readonly kind: 'waiting';
      readonly for: 'card' | 'touch' | 'step' | 'password' | 'pin' | 'insert' | 'pick' | 'code' | 'turn' | 'source' | 'aws' | 'file';
      readonly until?: Millis;
      /** `aws`: what went wrong before, when AWS is asked whether trying again may help. */
      readonly after?: Problem;
    }
  | {
      readonly kind: 'active';
      readonly since: Millis;
      readonly expires: Millis;
      readonly expiring: boolean;
      /** When it renews by itself; absent when it will not. */
      readonly renews?: Millis;
    }
  /** `fresh`: the refusal may be the age of the MFA session, and a fresh touch may help (command tapFresh). */
  | { readonly kind: 'failed'; readonly problem: Problem; readonly fresh?: boolean };

export interface SessionView {
  readonly target: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly since: Millis;
  readonly expires: Millis;
  readonly via: 'mfa-session' | 'direct';
  readonly profile?: string;
  /** Where it is written; absent when it lies in no file. */
  readonly file?: string;
  /** Who asked for it first, where that is known. */
  readonly asker?: Asker;
  readonly guarded: boolean;
  readonly limits?: LimitsView;
  /** When it renews by itself; absent when it will not. */
  readonly renews?: Millis;
}

/** The code card at the bottom of the popover. */
export interface CodeView {
  /** The account that "Copy code" takes; absent when there is none to take. */
  readonly account?: { readonly keyId: string; readonly id: string; readonly label: string };
  readonly state:
    | { readonly kind: 'idle' }
    | { readonly kind: 'waiting'; readonly for: 'card' | 'touch' | 'step' | 'password'; readonly until?: Millis }
    /** On the clipboard from `copiedAt` until `clearsAt`; the code itself is good until `ends`. */
    | { readonly kind: 'copied'; readonly shown: string; readonly ends: Millis; readonly copiedAt: Millis; readonly clearsAt: Millis }
    | { readonly kind: 'failed'; readonly problem: Problem };
}

/** A question to a person. Shown before anything blocks; answered by a command that names `id`; ends by itself at `deadline`. */
export interface Waiting {
  readonly id: string;
  readonly kind: 'touch' | 'password' | 'pin' | 'insert' | 'pick' | 'step' | 'code';
  readonly for: WaitingFor;
  readonly since: Millis;
  readonly deadline: Millis;
  readonly key?: { readonly name: string; readonly serial?: number; readonly formFactor?: string };
  /** `password`, `pin`: the last try was wrong. */
  readonly wrong?: boolean;
  /** `pin`: tries until the PIN is blocked; absent where the key does not tell. `asks`: for one in the PIN's place, for the PUK, or for the management key in hexadecimal. */
  readonly tries?: number;
  readonly asks?: 'new-pin' | 'puk' | 'management-key';
  /** `password`: an OS secret store exists, so "remember" outlives this run. */
  readonly canRemember?: boolean;
  /** `pick`: ids and labels to choose from; `formFactor` of a key, as in `KeyView`. */
  readonly choices?: readonly { readonly id: string; readonly label: string; readonly formFactor?: string }[];
  /** `pick`: the choices are YubiKeys that have the same account, or certificates on them. `step`: two codes will be typed, once there is time for both. */
  readonly among?: 'keys' | 'certificates';
  readonly toType?: boolean;
  /** `insert` and `pick`: a code from another MFA device will do (command typeCode). */
  readonly canType?: boolean;
  /** `insert` and `pick`: the account that is looked for. `code`: the MFA device whose code is to be typed; `pick` without it is among such devices. */
  readonly account?: string;
  /** `step`, `touch` and `code`: why the code before did not do. */
  readonly after?: Problem;
  /** The programs that wait for it, the first one first; absent when a person asked. */
  readonly askers?: readonly Asker[];
  /** The role is guarded: it takes a touch each time. */
  readonly guarded?: boolean;
  /** For how long the touch allows a guarded role to the programs that wait. */
  readonly span?: ApprovalSpan;
}

export type Notice =
  | { readonly kind: 'clock'; readonly seconds: number }
  | { readonly kind: 'endpoint'; readonly url: string; readonly setting: string }
  | FileNotice
  | { readonly kind: 'duration'; readonly roleArn: string; readonly askedSeconds: number; readonly gotSeconds: number }
  /** Profiles of this source name a device that is none of the user's, most often one that was removed; `used` opened in its place. */
  | { readonly kind: 'device-gone'; readonly source: string; readonly mfaSerial: string; readonly used: string }
  | { readonly kind: 'profile'; readonly profile: string; readonly problem: Problem }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | KeyNotice
  | CertificateNotice
  | RequestNotice
  | { readonly kind: 'stray-key'; readonly key: StrayKey }
  | { readonly kind: 'home' }
  | { readonly kind: 'demo'; readonly config: string; readonly credentials: string };
