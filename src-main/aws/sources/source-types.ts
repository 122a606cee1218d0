import type { Problem } from '../../contract/problems/problem.ts';
import type { Result } from '../../contract/result.ts';
import type { CertificateRole } from '../anywhere/certificate-role.ts';
import type { Credentials } from '../caller.ts';

/** How a source is known: by keys in a file or in our key store, by a program that prints them, by a sign-in in the browser, or by a certificate. */
export type SourceKind = 'file' | 'store' | 'process' | 'login' | 'sso' | 'certificate';

/** Which source is meant. `id` tells one user's credentials from another's without a secret: sessions are kept by it. */
export interface SourceName {
  readonly profile: string;
  readonly kind: SourceKind;
  /** The access key ID where the files or the key store tell it, else the kind and a hash of the line that leads to the credentials. */
  readonly id: string;
}

/** An access key of an IAM user. Secret. */
export interface LongTermKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What a source gives. Secret. Temporary credentials take no MFA code, and AWS takes no GetSessionToken with them. */
export type SourceCredentials =
  | (LongTermKeys & { readonly kind: 'long-term' })
  | (Required<Credentials> & {
      readonly kind: 'temporary';
      /** Milliseconds since 1970, where the source tells it. */
      readonly expires?: number;
    });

/** Where a profile's own credentials come from, as its settings say. Secret: a file's keys are in it, and arguments of a program may be. */
export type SourceOrigin =
  | { readonly kind: 'file'; readonly keys: LongTermKeys }
  | ({ readonly kind: 'store' } & KeptId)
  /** `line`: the value of credential_process. */
  | { readonly kind: 'process'; readonly line: string }
  /** `line`: the credential_process of AWS's helper, where that is what tells the role. `flaw`: why it cannot be opened. */
  | { readonly kind: 'certificate'; readonly role: CertificateRole; readonly line?: string; readonly flaw?: Problem }
  /** `session`: the value of login_session. */
  | { readonly kind: 'login'; readonly session: string }
  /** `session`: the name of the sso-session, or the start URL. */
  | { readonly kind: 'sso'; readonly session: string; readonly accountId: string; readonly roleName: string };

/** A profile's settings, merged as their readers do; an empty one is none. */
export interface SourceSettings {
  readonly profile: string;
  readonly value: (key: string) => string | undefined;
  /** Whether the credentials file says it, which readers ask before programs, and the config file after them. */
  readonly isInCredentials: (key: string) => boolean;
  /** Whether Roletap wrote the keys of this profile: they are a session. */
  readonly isOurTarget: boolean;
  /** Whether Roletap wrote its credential_process, which asks for a session. */
  readonly isOurProcess: boolean;
  /** It took the place of another line of the person's. */
  readonly tookOver?: boolean;
  /** What our key store has of it. */
  readonly kept: KeptId | undefined;
}

/** One kind of source: how a profile is known to be one. */
export interface SourceRecipe {
  readonly of: (settings: SourceSettings) => SourceOrigin | undefined;
}

/** What the key store tells of an access key without being opened. */
export interface KeptId {
  readonly accessKeyId: string;
  /** Programs may have the key itself, as the person said. */
  readonly shared?: true;
}

/** Long-term keys that Roletap keeps. */
export interface KeyStore {
  /** Opens the store, which may ask a person. Problems: those of the store. */
  readonly load: (profile: string, signal: AbortSignal) => Promise<Result<LongTermKeys>>;
  /** By profile; opens nothing and asks nobody. */
  readonly ids: () => Promise<ReadonlyMap<string, KeptId>>;
  /** Why nobody can tell what is kept: key-store-broken. Opens nothing either. */
  readonly flaw?: () => Promise<Problem | undefined>;
}

/** The credentials of a source, for whoever calls AWS in its name; nobody else knows which kind it is. */
export interface SourceKeys {
  /** Whether a source opens without running or asking anything: what happens on a timer opens no other. */
  readonly isQuiet: (source: SourceName) => boolean;
  /**
   * Opens a source, which may run a program or ask a person: at a tap or on a person's word, never on a timer. `isSilent`: a certificate's only where that asks nobody. Problems: source-without-keys for one that the
   * files have no more, those of its kind, cancelled.
   */
  readonly open: (source: SourceName, signal: AbortSignal, isSilent?: boolean) => Promise<Result<SourceCredentials>>;
  /** Lets the person sign in anew, in the browser. Problems: source-without-keys for a source that is no sign-in, login-failed, cancelled. */
  readonly signIn: (source: SourceName, signal: AbortSignal) => Promise<Result<void>>;
  /** Asks anew when it is opened next: AWS refused what it gave. */
  readonly forget: (source: SourceName) => void;
}
