import type { AccountFlaw, Millis } from '../values.ts';

/**
 * The closed list of what can go wrong and be told to a person: a code and its facts, never a sentence and never a
 * secret. `src-main/words/problems/` holds a title, what happened and what to do next for every code.
 * Facts are plain JSON: they cross to the window and are printed by `roletap --json`.
 */
export type Problem =
  // The card reader service and the YubiKey
  | { readonly code: 'card-service-missing' }
  | { readonly code: 'card-service-silent' }
  | { readonly code: 'card-access-denied' }
  /** No key is plugged; `serial` is the one that is known to hold what is needed, `others` are readers whose card is no YubiKey. */
  | { readonly code: 'yubikey-missing'; readonly serial?: number; readonly others?: readonly string[] }
  /** The key went away during the job. */
  | { readonly code: 'yubikey-removed'; readonly serial?: number }
  /** Another program held the key for longer than we wait. */
  | { readonly code: 'yubikey-busy'; readonly holder?: string }
  | { readonly code: 'yubikey-unreadable'; readonly reader: string; readonly detail: string }
  /** More than one key is there and the request does not say which. */
  | { readonly code: 'yubikey-unclear'; readonly serials: readonly number[] }
  | { readonly code: 'yubikey-other-needed'; readonly serial: number; readonly account: string }
  /** The key could not prove that it knows its own password: it is not the key it says it is. */
  | { readonly code: 'yubikey-untrusted'; readonly serial?: number }
  | { readonly code: 'oath-disabled'; readonly serial?: number }
  | { readonly code: 'password-needed'; readonly serial?: number }
  | { readonly code: 'password-wrong'; readonly serial?: number }
  | { readonly code: 'firmware-too-old'; readonly needs: string; readonly has: string; readonly feature: FirmwareFeature }
  | { readonly code: 'account-missing'; readonly account: string; readonly serials: readonly number[] }
  /** It is there, and AWS takes no code of its kind. */
  | { readonly code: 'account-unusable'; readonly account: string; readonly serial?: number; readonly why: AccountFlaw }
  | { readonly code: 'account-unclear'; readonly account: string; readonly choices: readonly string[] }
  | { readonly code: 'account-exists'; readonly account: string }
  | { readonly code: 'account-name-too-long'; readonly account: string; readonly bytes: number; readonly limit: number }
  | { readonly code: 'yubikey-full'; readonly limit?: number }
  | { readonly code: 'card-said'; readonly status: string; readonly during: string }
  // The person
  | { readonly code: 'not-touched'; readonly seconds: number }
  | { readonly code: 'cancelled' }
  /** No two steps in a row were free for a device. */
  | { readonly code: 'codes-taken'; readonly mfaSerial: string }
  // AWS
  | { readonly code: 'code-refused'; readonly mfaSerial: string }
  | { readonly code: 'serial-refused'; readonly mfaSerial: string }
  | { readonly code: 'role-refused'; readonly roleArn: string; readonly reason?: string }
  | {
      readonly code: 'duration-refused';
      readonly roleArn: string;
      readonly askedSeconds: number;
      readonly reason: 'role-maximum' | 'chained';
    }
  | { readonly code: 'keys-refused'; readonly source: string }
  | { readonly code: 'secret-wrong'; readonly source: string }
  | { readonly code: 'root-keys'; readonly source: string }
  /** Keys of a role or a federated user. */
  | { readonly code: 'caller-not-user'; readonly source: string; readonly arn: string }
  /** `ended`: its time is over; else AWS does not know it, which has other causes as well. */
  | { readonly code: 'session-expired'; readonly source: string; readonly ended?: true }
  | { readonly code: 'clock-off'; readonly seconds: number }
  | { readonly code: 'region-disabled'; readonly region: string }
  /** `waitSeconds`: for how long AWS wants to be left alone. */
  | { readonly code: 'throttled'; readonly status?: number; readonly waitSeconds?: number }
  | { readonly code: 'aws-unreachable'; readonly host: string; readonly reason: string }
  /** `why`: an errno (`EISDIR`: a folder), or `no-certificate`. */
  | { readonly code: 'ca-bundle-bad'; readonly setting: 'AWS_CA_BUNDLE' | 'ca_bundle'; readonly file: string; readonly why: string }
  | { readonly code: 'aws-silent'; readonly host: string; readonly seconds: number }
  /** The connection broke after the request was sent; with a status, in the middle of the answer. */
  | { readonly code: 'aws-hung-up'; readonly host: string; readonly status?: number }
  /** Something answered, but not AWS: a captive portal, a proxy's page. `detail`: what Node calls an answer that is not HTTP. */
  | {
      readonly code: 'not-aws';
      readonly host: string;
      readonly status?: number;
      readonly what: ForeignAnswer;
      readonly detail?: string;
      readonly waitSeconds?: number;
    }
  | {
      readonly code: 'aws-said';
      readonly awsCode: string;
      readonly status: number;
      readonly requestId?: string;
      readonly waitSeconds?: number;
    }
  // IAM and enrolment
  /** A call was denied; `action` and `resource` are what is missing. */
  | { readonly code: 'iam-denied'; readonly action: string; readonly resource: string; readonly explicit: boolean }
  /** IAM wants an MFA session of this user for it (a user with a device cannot change devices without one). */
  /** `devices`: those that make codes, none of which is on a key here. */
  | { readonly code: 'iam-mfa-needed'; readonly action: string; readonly devices?: readonly string[] }
  /** Reads that say which roles there are were denied to long-term keys; `action` is the first of them. */
  | { readonly code: 'search-without-mfa'; readonly source: string; readonly action: string }
  /**
   * A policy (or a role's trust policy) whose words on roles are not understood whole. `not-resource`: it allows all roles but some, and those of
   * other accounts cannot be listed. `variable`: it depends on a value that only AWS knows.
   */
  | { readonly code: 'policy-unclear'; readonly policy: string; readonly why: 'not-json' | 'not-resource' | 'variable' }
  | { readonly code: 'device-name-taken'; readonly deviceName: string; readonly state: 'not-enabled' | 'enabled' | 'unknown' }
  | { readonly code: 'device-name-bad'; readonly deviceName: string }
  | { readonly code: 'device-limit'; readonly limit: number }
  | { readonly code: 'device-in-use'; readonly device: string }
  | { readonly code: 'device-missing'; readonly device: string }
  /** What a person typed fits more than one. */
  | { readonly code: 'device-unclear'; readonly device: string; readonly choices: readonly string[] }
  /** None of the user's devices makes codes: a passkey or security key, a hardware token, or none at all. */
  | { readonly code: 'no-code-device'; readonly user: string; readonly has: 'passkey' | 'hardware' | 'none' }
  | { readonly code: 'device-codes-refused'; readonly device: string }
  | { readonly code: 'device-arn-bad'; readonly device: string }
  | { readonly code: 'user-missing'; readonly user: string }
  | { readonly code: 'user-changing'; readonly user: string }
  | { readonly code: 'spare-is-same-key'; readonly serial?: number }
  | { readonly code: 'secret-unusable'; readonly why: 'empty' | 'not-base32' | 'too-short' | 'too-long' | 'not-otpauth' | AccountFlaw }
  | { readonly code: 'picture-unusable'; readonly why: 'no-code' | 'several-codes' | 'not-a-picture' | 'too-large' | 'not-otpauth' }
  | { readonly code: 'picture-unreadable'; readonly file: string; readonly errno: string }
  | { readonly code: 'clipboard-empty' }
  | { readonly code: 'journal-unwritable'; readonly file: string; readonly errno: string }
  // Files of the user
  /** `named`: variables that name these files. */
  | { readonly code: 'aws-files-missing'; readonly config: string; readonly credentials: string; readonly named?: readonly string[] }
  | { readonly code: 'roles-missing'; readonly config: string }
  | { readonly code: 'file-unreadable'; readonly file: string; readonly errno: string }
  | { readonly code: 'file-read-only'; readonly file: string; readonly errno: string }
  | { readonly code: 'disk-full'; readonly file: string }
  | { readonly code: 'folder-missing'; readonly folder: string; readonly errno: string }
  | { readonly code: 'symlink-broken'; readonly file: string; readonly to: string }
  /** Another program kept changing the file while we tried to write it. */
  | { readonly code: 'file-contested'; readonly file: string }
  /** A carriage return alone ends a line for `aws` and not for the SDKs: a change would be one for one of them alone. */
  | { readonly code: 'line-end-unclear'; readonly file: string; readonly line: number }
  | { readonly code: 'target-clash'; readonly target: string; readonly file: string; readonly line: number; readonly suggestion: string }
  | { readonly code: 'target-has-keys'; readonly target: string; readonly file: string; readonly line: number; readonly suggestion: string }
  /** Temporary keys that Roletap did not write; `expired` ones can be replaced when the person says so. */
  | {
      readonly code: 'target-temporary';
      readonly target: string;
      readonly file: string;
      readonly line: number;
      readonly suggestion: string;
      readonly keys: 'expired' | 'live' | 'unclear';
    }
  | { readonly code: 'target-name-bad'; readonly target: string }
  | { readonly code: 'target-unknown'; readonly target: string }
  // Profiles and roles
  | { readonly code: 'role-unknown'; readonly role: string }
  | { readonly code: 'role-arn-bad'; readonly profile: string; readonly roleArn: string }
  /** A role whose credentials come from elsewhere than long-term keys: not ours to tap. `setting` is the key that says so. */
  | ({ readonly code: 'source-unsupported'; readonly profile: string; readonly setting: string } & NotUsed)
  | { readonly code: 'source-missing'; readonly profile: string; readonly source: string }
  | { readonly code: 'source-unclear'; readonly role: string; readonly choices: readonly string[] }
  | { readonly code: 'source-loop'; readonly profiles: readonly string[] }
  | { readonly code: 'source-too-far'; readonly profile: string; readonly limit: number }
  /** `why`: what it has in place of an access key, or lacks of one; absent for nothing. `instead`: a profile with the long-term keys. */
  | {
      readonly code: 'source-without-keys';
      readonly source: string;
      readonly why?: 'temporary' | 'no-id' | 'no-secret' | 'role';
      readonly at?: { readonly file: string; readonly line: number };
      readonly instead?: string;
    }
  /** An access key ID with a character that none has. */
  | { readonly code: 'key-id-bad'; readonly profile: string; readonly file: string; readonly line: number; readonly character: string }
  | { readonly code: 'mfa-serial-missing'; readonly profile: string }
  /** `why`: what it names in place of a virtual MFA device of the user; absent when AWS would not take it at all. */
  | {
      readonly code: 'mfa-serial-bad';
      readonly profile: string;
      readonly mfaSerial: string;
      readonly why?: 'passkey' | 'user' | 'hardware' | 'other-account';
    }
  /** A value in a profile that AWS does not take. */
  | {
      readonly code: 'setting-bad';
      readonly profile: string;
      readonly setting: 'role_session_name' | 'external_id' | 'duration_seconds' | 'region';
      readonly value: string;
    }
  | { readonly code: 'endpoint-refused'; readonly url: string; readonly setting: string; readonly why: 'not-a-url' | 'plain-http' }
  // Sessions in the hands of other programs
  /** Nothing is held, and whoever asks cannot wait for a person. */
  | { readonly code: 'touch-wanted'; readonly profile: string }
  /** A person said no to this program for this role, and is not asked again before `until`. */
  | { readonly code: 'asker-refused'; readonly profile: string; readonly until: Millis }
  /** Too many programs wait already. */
  | { readonly code: 'askers-too-many'; readonly limit: number }
  /** The app is not running (or its socket is not there), and nobody here can be asked. `quit`: it was asked, and then somebody quit it. */
  | { readonly code: 'app-missing'; readonly path: string; readonly quit?: true }
  /** Something answered at the socket that is not this app, or of another version. */
  | { readonly code: 'app-foreign'; readonly path: string; readonly detail: string }
  | {
      readonly code: 'request-bad';
      readonly why: 'version' | 'size' | 'bytes' | 'json' | 'fields' | 'method' | 'path' | 'token' | 'host' | 'origin' | 'asker';
    }
  /** The socket of other programs could not be opened: somebody else's file or folder is there. */
  | { readonly code: 'socket-unsafe'; readonly path: string; readonly detail: string }
  | { readonly code: 'port-taken'; readonly port: number }
  | { readonly code: 'command-missing'; readonly command: string }
  | { readonly code: 'command-failed'; readonly command: string; readonly detail: string }
  /** AWS's sign-in page took the session and gave no link. */
  | { readonly code: 'console-refused'; readonly status: number }
  | { readonly code: 'console-unknown'; readonly partition: string }
  | { readonly code: 'browser-missing'; readonly detail: string }
  /** The profile gets its credentials otherwise than by us: `key` in `file` at `line` wins over credential_process or is lost by it. */
  | { readonly code: 'process-clash'; readonly target: string; readonly key: string; readonly file: string; readonly line: number }
  | { readonly code: 'history-unwritable'; readonly file: string; readonly errno: string }
  // A role by hand
  | { readonly code: 'role-name-bad'; readonly name: string }
  | { readonly code: 'role-name-taken'; readonly name: string }
  | { readonly code: 'external-id-bad'; readonly externalId: string }
  | { readonly code: 'region-bad'; readonly region: string; readonly partition: string }
  | { readonly code: 'duration-bad'; readonly seconds: number }
  // This program
  | { readonly code: 'usage'; readonly message: string }
  /** Of the first line of standard input; `limit`: of its length, in bytes. */
  | ({ readonly code: 'input-unreadable' } & ({ readonly errno: string } | { readonly limit: number }))
  | { readonly code: 'output-unwritable'; readonly errno: string }
  /** `home`: what HOME says, where it is set and names no folder. */
  | { readonly code: 'home-missing'; readonly user: string; readonly home?: string }
  /** The folder that a command was started in was removed, and `setting` names a file from there. */
  | { readonly code: 'working-folder-missing'; readonly setting: string; readonly file: string }
  /** `part`: the file or the package that is not there. */
  | { readonly code: 'installation-incomplete'; readonly part: string }
  | { readonly code: 'command-unrunnable'; readonly command: string; readonly errno: string }
  | { readonly code: 'clipboard-missing' }
  | { readonly code: 'settings-broken'; readonly file: string; readonly movedTo: string }
  | { readonly code: 'state-unwritable'; readonly file: string; readonly errno: string }
  | { readonly code: 'internal'; readonly where: string };

/** Why `aws` does not use a role without us: it asks for a code, or refuses what is there. */
type NotUsed = { readonly asksMfa?: true; readonly refused?: 'file' | 'profile' };

export type ProblemCode = Problem['code'];

/** What came in place of AWS's answer. `other`: text or bytes of an unknown kind. */
export type ForeignAnswer = 'page' | 'redirect' | 'empty' | 'too-long' | 'not-http' | 'other';

/** What a YubiKey of older firmware cannot do. `name-prefix`: an account whose name is the beginning of another's. */
export type FirmwareFeature = 'touch' | 'sha512' | 'rename' | 'name-prefix';

type SignFlaw = 'byte-order-mark' | 'stray-byte-order-mark' | 'not-utf-8' | 'carriage-return' | 'odd-blank' | 'bracket-odd';
type HeaderFlaw = 'section-not-closed' | 'section-without-name' | 'section-with-rest' | 'section-comment' | 'section-name-odd';
type SectionFlaw = 'section-without-profile-prefix' | 'section-proto' | 'default-section' | 'indented-section' | 'nested-section';
type TwiceFlaw = 'duplicate-section' | 'duplicate-key' | 'name-twice' | 'services-twice' | 'both-default-sections' | 'nested-twice';
type PlaceFlaw = 'key-before-section' | 'continuation-without-key' | 'indented-key' | 'continued-value' | 'nested-unclear';
type KeyFlaw = 'no-equals-sign' | 'no-name' | 'nested-without-equals-sign' | 'comment-in-key' | 'colon-delimiter' | 'upper-case-key';
type ValueFlaw = 'inline-comment' | 'quoted-value' | 'empty-value';

/** Why `aws` would refuse a config file, or where `aws`, the SDKs and Roletap read it differently; words/problems/file-flaws.ts says how. */
export type FileFlaw = SignFlaw | HeaderFlaw | SectionFlaw | TwiceFlaw | PlaceFlaw | KeyFlaw | ValueFlaw;
