/** Requests, the certificates that come for them, and who signs them. A slot is told as `82` or `9a`. */
export type CertificateProblem =
  | { readonly code: 'subject-malformed'; readonly part: string }
  /** A file that should hold a request: `unsigned`: not signed with the key that it is about; `key`: a kind that AWS does not accept; `subject`: none that a person could check; `many`: so many. */
  | {
      readonly code: 'request-unusable';
      readonly file: string;
      readonly why: 'unreadable' | 'unsigned' | 'key' | 'subject' | 'many';
      readonly count?: number;
    }
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
  | { readonly code: 'setup-unknown'; readonly id: string };

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
