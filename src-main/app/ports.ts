import type { AnywhereAdmin, PrivateCa } from '../aws/anywhere/anywhere-admin.ts';
import type { CreateSession } from '../aws/anywhere/create-session.ts';
import type { AwsFiles } from '../aws/files/aws-files.ts';
import type { Federation } from '../aws/http/federation-url.ts';
import type { FoundRoles, Iam, RoleSearch } from '../aws/iam/iam-types.ts';
import type { CallIam } from '../aws/iam/team-iam.ts';
import type { RunProgram } from '../aws/sources/process-source.ts';
import type { SignIn } from '../aws/sources/sign-in-source.ts';
import type { CodeLedger, Sts } from '../aws/sts/sts.ts';
import type { LookupEvents } from '../aws/trail/lookup-events.ts';
import type { ScreenPicture } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import type { InTurn } from '../base/jobs.ts';
import type { Log } from '../base/log.ts';
import type { YubiKeys } from '../card/keys/keys.ts';
import type { StrayKey } from '../contract/access-keys/stray-keys.ts';
import type { Colour, Preferences } from '../contract/preferences.ts';
import type { Problem } from '../contract/problems/problem.ts';
import type { Result } from '../contract/result.ts';
import type { Browsers } from '../contract/sessions/console.ts';
import type { DayLog } from '../storage/day-log.ts';
import type { RecordFolder } from '../storage/record-folder.adapter.ts';
import type { KeptKeys } from './key-store/kept-keys.ts';
import type { CertificateOutside } from './piv/certificate-outside.ts';
import type { SessionStore } from './stored-sessions.ts';

/** All that the app needs from outside. The real ones are joined in main.ts and cli.ts, fakes in tests. */
export interface Ports {
  readonly clock: Clock;
  /** Milliseconds of a clock that nobody sets, from any beginning; it may stand still while the computer sleeps. */
  readonly elapsed: () => number;
  readonly log: Log;
  readonly keys: YubiKeys;
  readonly files: AwsFiles;
  /** Long-term keys that lie about on this computer. */
  readonly strayKeys: () => Promise<readonly StrayKey[]>;
  readonly sts: Sts;
  readonly iam: Iam;
  /** Long-term keys that Roletap keeps. */
  readonly keyStore: KeptKeys;
  /** Programs that profiles take an access key from. */
  readonly runProgram: RunProgram;
  readonly signIn: SignIn;
  /** CreateSession of IAM Roles Anywhere. */
  readonly createSession: CreateSession;
  /** The control plane of Roles Anywhere, and AWS Private CA. */
  readonly anywhere: { readonly admin: AnywhereAdmin; readonly privateCa: PrivateCa };
  /** The certificates of a file, DER each. Problem: chain-bad. */
  readonly readCertificates: (profile: string, file: string) => Promise<Result<readonly Uint8Array[]>>;
  readonly platform: string;
  /** Where the journal of enrolments is kept. */
  readonly enrolments: RecordFolder;
  /** Where that of removed devices is kept. */
  readonly removals: RecordFolder;
  /** Where that of new access keys is kept. */
  readonly rotations: RecordFolder;
  /** Where that of people who are being added is kept. */
  readonly teamPlans: RecordFolder;
  readonly certificates: CertificateOutside['certificates'];
  /** Told the difference of AWS's time and this computer's with each answer, in milliseconds. */
  readonly onClockOffset: (listener: (offsetMillis: number) => void) => void;
  readonly ledger: CodeLedger;
  /** Among all processes that share the sessions. */
  readonly inTurn: InTurn;
  readonly sessions: SessionStore;
  readonly history: DayLog;
  readonly roleSearch: RoleSearch;
  /** What administrators do in IAM. */
  readonly callIam: CallIam;
  /** CloudTrail's event history. */
  readonly lookupEvents: LookupEvents;
  readonly foundRoles: FoundRolesStore;
  readonly federation: Federation;
  readonly browsers: Browsers;
  readonly launcher: Launcher;
  readonly clipboard: Clipboard;
  /** The text of the one otpauth QR code in a PNG or JPEG: a secret. Problem: picture-unusable. */
  readonly readQrCode: (picture: Uint8Array) => Promise<Result<string>>;
  /** The text of the one otpauth QR code on the screens, whose pictures are overwritten. Problem: screen-unusable. */
  readonly readScreens: (screens: readonly ScreenPicture[]) => Promise<Result<string>>;
  readonly settings: SettingsStore;
  readonly passwords: PasswordStore;
  readonly newId: () => string;
  readonly demo?: Demo;
}

export interface Demo {
  /** Touches the virtual key. */
  readonly touch: () => void;
  /** A command line of `aws` for a shell of this computer, with the demo's files and its AWS in front: it works outside of the demo, too. */
  readonly command: (line: string) => string;
}

/** What IAM told of each source's roles, kept between runs. Neither call rejects. */
export interface FoundRolesStore {
  readonly load: () => Promise<Readonly<Record<string, KeptFoundRoles>>>;
  readonly save: (source: string, found: KeptFoundRoles) => Promise<void>;
}

export interface KeptFoundRoles {
  readonly at: number;
  readonly found: FoundRoles;
}

/** The small program that a credential_process line names. */
export interface Launcher {
  /** Puts it into our data folder, unless the same is there. Problem: state-unwritable. */
  readonly install: () => Promise<Result<void>>;
  /** The value of credential_process for a target: absolute paths, quoted as the CLI and the SDKs split it. */
  readonly line: (target: string) => string;
  /** Runs the line as a program would, without a person to ask, and says whether it gave credentials. Problems: command-missing, command-failed. */
  readonly check: (line: string, signal: AbortSignal) => Promise<Result<void>>;
}

export interface Clipboard {
  /** Puts a code or an environment on the clipboard, marked as secret where the system can. Problem: clipboard-missing. */
  readonly writeSecret: (text: string) => Promise<Result<void>>;
  /** Puts text on it that is no secret. */
  readonly writeText: (text: string) => Promise<Result<void>>;
  /** Clears it if it still holds what `writeSecret` put there. */
  readonly clearSecret: () => Promise<void>;
  /** What a person copied: text, else a picture as PNG; undefined when it holds neither. Problem: clipboard-missing. */
  readonly read: () => Promise<Result<Copied | undefined>>;
  /** Clears it, whatever it holds: what was copied was a secret. */
  readonly wipe: () => Promise<void>;
}

export type Copied = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'picture'; readonly bytes: Uint8Array };

/** What is kept in settings.json. */
export interface Settings extends Preferences {
  /** The account that a person picked for an MFA serial. */
  readonly pickedAccounts: Readonly<Record<string, string>>;
  /** The serial of the YubiKey that a person picked for an MFA serial, of several with its account. */
  readonly pickedKeys: Readonly<Record<string, number>>;
  /** The longest duration that AWS allowed for a role, learned when it refused more. */
  readonly roleMaximumSeconds: Readonly<Record<string, number>>;
  /** Which YubiKey was last seen to hold an account: account id -> serials. */
  readonly knownKeys: Readonly<Record<string, readonly number[]>>;
  /** Accounts that are being renamed, by the key's OATH device id: their names, and the devices (MFA serials) whose codes they make. */
  readonly renames: Readonly<Record<string, { readonly from: string; readonly to: string; readonly devices: readonly string[] }>>;
  /** When IAM says that an access key was made, by its ID; milliseconds since 1970. */
  readonly accessKeyDates: Readonly<Record<string, number>>;
  /** The certificate that last opened a role, by its profile. */
  readonly certificateEnds: Readonly<Record<string, CertificateEnd>>;
  /** Names of roles. `recents`: the newest first. */
  readonly pinned: readonly string[];
  readonly favourites: readonly string[];
  readonly recents: readonly string[];
  /** By role ARN, as the person said: guarded or not; opened read-only by a tap, or whole. */
  readonly guards: Readonly<Record<string, boolean>>;
  readonly readOnlyFirst: Readonly<Record<string, boolean>>;
  /** By role ARN or AWS account: where its console is opened (`BrowserView.id`). */
  readonly consoleBrowsers: Readonly<Record<string, string>>;
  /** By AWS account. */
  readonly colours: Readonly<Record<string, Colour>>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly addedRoles: readonly AddedRole[];
  /** When the feed of updates was asked last, AWS's time; 0 for never. */
  readonly updateChecked: number;
  /** The version whose notice was put away. */
  readonly updateSeen: string;
}

export interface CertificateEnd {
  readonly subject: string;
  /** `82`. */
  readonly slot: string;
  readonly serial?: number;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** So many days before its end a person was told, the last time. */
  readonly told?: 30 | 7;
}

/** A role by hand. */
export interface AddedRole {
  readonly name: string;
  readonly roleArn: string;
  readonly source: string;
  readonly externalId?: string;
  readonly region?: string;
  readonly durationSeconds?: number;
}

/** The settings' file, which window and terminal share. */
export interface SettingsStore {
  /** Reads the file. */
  readonly get: () => Settings;
  /** Writes these into the file, beside what is there by now. */
  readonly update: (change: Partial<Settings>) => void;
  /** Calls after the file changed, whoever wrote it; gives the way to stop. */
  readonly watch: (listener: () => void) => () => void;
  /** Told at start when a broken file was set aside. */
  readonly problem?: Problem;
}

/** Remembers derived OATH access keys, by OATH device id, in the system's secret store. */
export interface PasswordStore {
  readonly canRemember: () => boolean;
  /** All that may open it. */
  readonly load: (deviceId: string) => Promise<readonly Uint8Array[]>;
  /** The only one from now on. */
  readonly save: (deviceId: string, accessKey: Uint8Array) => Promise<void>;
  /** One that is about to open it, beside the one that does: a kill meanwhile leaves one that fits, whichever the key has. */
  readonly saveNext: (deviceId: string, accessKey: Uint8Array) => Promise<void>;
  /** This one, which its key refused; all without one. */
  readonly forget: (deviceId: string, accessKey?: Uint8Array) => Promise<void>;
}
