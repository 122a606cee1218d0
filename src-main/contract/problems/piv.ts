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
  | { readonly code: 'slot-empty'; readonly serial?: number; readonly slot: string }
  /** The slot's key is of another kind than its certificate. */
  | { readonly code: 'slot-key-other'; readonly serial?: number; readonly slot: string };
