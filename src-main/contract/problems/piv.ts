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
  | { readonly code: 'slot-empty'; readonly serial?: number; readonly slot: string }
  /** The slot's key is of another kind than its certificate. */
  | { readonly code: 'slot-key-other'; readonly serial?: number; readonly slot: string };
