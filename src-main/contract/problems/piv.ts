/** The PIV application of a YubiKey: its PIN, and the keys and certificates in its slots. A slot is told as `82` or `9a`. */
export type PivProblem =
  /** A key for FIDO alone. */
  | { readonly code: 'security-key'; readonly serial?: number }
  | { readonly code: 'piv-missing'; readonly serial?: number }
  | { readonly code: 'pin-needed'; readonly serial?: number }
  /** `left`: tries until the PIN is blocked. */
  | { readonly code: 'pin-wrong'; readonly serial?: number; readonly left: number }
  /** Not tried: the last try is only used up when the person says so. */
  | { readonly code: 'pin-last-try'; readonly serial?: number }
  | { readonly code: 'pin-blocked'; readonly serial?: number }
  | { readonly code: 'pin-malformed'; readonly what: 'pin' | 'puk' }
  /** The key went silent while it checked the PIN; it isn't sent again by itself. */
  | { readonly code: 'pin-unsure'; readonly serial?: number }
  | { readonly code: 'puk-wrong'; readonly serial?: number; readonly left: number }
  /** `isLocked`: the PIN is blocked, too. */
  | { readonly code: 'puk-blocked'; readonly serial?: number; readonly isLocked?: boolean }
  | { readonly code: 'puk-needed'; readonly serial?: number }
  /** As with the PIN. */
  | { readonly code: 'puk-last-try'; readonly serial?: number }
  | { readonly code: 'puk-unsure'; readonly serial?: number }
  /** Another management key than the one that was tried; `nowhere`: it should lie under the PIN, and doesn't. */
  | { readonly code: 'management-key-other'; readonly serial?: number; readonly lies: 'factory' | 'under-pin' | 'key' | 'nowhere' }
  /** A certificate opens roles only when nobody else knows the PIN. */
  | { readonly code: 'pin-factory'; readonly serial?: number }
  /** What is typed as a management key is none. */
  | { readonly code: 'management-key-malformed' }
  /** Nothing is overwritten unasked. */
  | { readonly code: 'slot-taken'; readonly serial?: number; readonly slot: string; readonly subject?: string }
  | { readonly code: 'subject-malformed'; readonly part: string }
  /** A file that should hold a request: `unsigned`: not signed with the key that it is about; `key`: a kind that AWS does not accept; `subject`: none that a person could check. */
  | { readonly code: 'request-unusable'; readonly file: string; readonly why: 'unreadable' | 'unsigned' | 'key' | 'subject' }
  | {
      readonly code: 'certificate-not-stored';
      readonly serial?: number;
      readonly slot?: string;
      readonly subject?: string;
      readonly why: CertificateRefusal;
      readonly at?: number;
    }
  /** `policy`: it proves too little; the rest: see `UnprovedWhy`. */
  | {
      readonly code: 'attestation-refused';
      readonly why: 'absent' | 'malformed' | 'foreign' | 'other-key' | 'other-slot' | 'pin' | 'touch';
    }
  /** The slot holds no authority's certificate for its key. `expired`: its certificate ended then, in milliseconds since 1970. */
  | { readonly code: 'authority-missing'; readonly serial?: number; readonly slot: string; readonly expired?: number }
  | { readonly code: 'signed-unknown'; readonly number: string }
  | { readonly code: 'setup-unknown'; readonly id: string }
  | { readonly code: 'slot-empty'; readonly serial?: number; readonly slot: string }
  /** The slot's key is of another kind than its certificate. */
  | { readonly code: 'slot-key-other'; readonly serial?: number; readonly slot: string };

/** What is wrong with a certificate that is to be stored beside its key. `attestation`: it is the YubiKey's own about the key, which lies behind a request. */
export type CertificateRefusal =
  | 'unreadable'
  | 'attestation'
  | 'key'
  | 'expired'
  | 'not-yet'
  | 'ca'
  | 'usage'
  | 'hash'
  | 'chain'
  | 'too-long';
