/** Profiles, roles and where their credentials come from; roles added by hand. */
export type SourceProblem =
  /** `near`: a role whose name is written almost like it. */
  | { readonly code: 'role-unknown'; readonly role: string; readonly near?: string }
  | { readonly code: 'role-arn-bad'; readonly profile: string; readonly roleArn: string }
  /** A role whose credentials come from elsewhere than long-term keys: not ours to tap. `setting` is the key that says so. */
  | ({ readonly code: 'source-unsupported'; readonly profile: string; readonly setting: string } & NotUsed)
  | { readonly code: 'source-missing'; readonly profile: string; readonly source: string }
  /** In the form for a role: no source was chosen. */
  | { readonly code: 'source-not-chosen' }
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
  /**
   * The program that a profile's credential_process names gave no credentials. `program`: its file's name. `said`: its last line on standard error, or the system's
   * code. `loop`: it asks Roletap itself.
   */
  | {
      readonly code: 'source-program';
      readonly profile: string;
      readonly program: string;
      readonly why: 'loop' | 'line' | 'missing' | 'unrunnable' | 'slow' | 'asks' | 'too-much' | 'exit' | 'garbage' | 'version' | 'expired';
      readonly said?: string;
      readonly status?: number;
    }
  /** A sign-in has ended. `how`: by `aws login`, or at Identity Center. */
  /** `region`: Identity Center answered there that it doesn't know the sign-in, which may be another region's. */
  | { readonly code: 'login-over'; readonly profile: string; readonly how: 'login' | 'sso'; readonly region?: string }
  | { readonly code: 'login-denied'; readonly profile: string; readonly how: 'login' | 'sso' }
  /** The `aws` command did not sign in. `said`: its last line on standard error. */
  | {
      readonly code: 'login-failed';
      readonly profile: string;
      readonly how: 'login' | 'sso';
      readonly why: 'missing' | 'slow' | 'exit';
      readonly said?: string;
    }
  /** Its profile lacks a setting, or says two things. */
  | { readonly code: 'login-incomplete'; readonly profile: string }
  /** AWS no longer takes the temporary credentials that a source gives. */
  | { readonly code: 'source-over'; readonly source: string }
  /** A guarded role takes a touch each time, and temporary credentials take none. */
  | { readonly code: 'guard-without-touch'; readonly profile: string; readonly source: string }
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
  | { readonly code: 'role-name-bad'; readonly name: string }
  | { readonly code: 'role-name-taken'; readonly name: string }
  | { readonly code: 'external-id-bad'; readonly externalId: string }
  | { readonly code: 'region-bad'; readonly region: string; readonly partition: string }
  | { readonly code: 'duration-bad'; readonly seconds: number };

/** Why `aws` does not use a role without us: it asks for a code, or refuses what is there. */
type NotUsed = { readonly asksMfa?: true; readonly refused?: 'file' | 'profile' };
