/** The key store, and access keys that a person gives. */
export type KeyStoreProblem =
  /** `absent`: no such service. `locked`: its question was dismissed. `unmade`: it has no keyring. `silent`: no answer in time. `refused`: it took nothing. */
  | { readonly code: 'key-store-closed'; readonly why: 'absent' | 'locked' | 'unmade' | 'silent' | 'refused' }
  /** `other-key`: the keyring is not the one it was kept under. `changed`: it is not what Roletap wrote. */
  | { readonly code: 'kept-key-unusable'; readonly source: string; readonly why: 'other-key' | 'changed' }
  | { readonly code: 'key-store-broken'; readonly file: string }
  | { readonly code: 'key-store-unwritable'; readonly file: string; readonly errno: string }
  /** It was not given in this login. */
  | { readonly code: 'passphrase-needed'; readonly source: string }
  /** `folder`: where what the passphrase opens is kept. */
  | { readonly code: 'passphrase-wrong'; readonly folder: string }
  | { readonly code: 'passphrase-unset' }
  /** `length`: characters of the secret, which has 40. */
  | {
      readonly code: 'access-key-malformed';
      readonly why: 'swapped' | 'no-id' | 'temporary' | 'no-secret' | 'odd-secret';
      readonly length?: number;
    }
  /** What AWS says of an access key that is in no profile yet. */
  | { readonly code: 'access-key-refused'; readonly accessKeyId: string; readonly why: 'unknown' | 'secret' | 'root' | 'not-user' }
  | { readonly code: 'csv-unusable'; readonly file: string; readonly why: 'no-key' | 'several' | 'unreadable' }
  | { readonly code: 'profile-exists'; readonly profile: string }
  | { readonly code: 'profile-name-bad'; readonly profile: string }
  /** Nothing of this profile's is to be moved. */
  | { readonly code: 'key-not-in-file'; readonly source: string; readonly kept: boolean }
  | { readonly code: 'key-not-kept'; readonly source: string };
