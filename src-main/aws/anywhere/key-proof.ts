/**
 * What a certificate proves of its key: made on a YubiKey, which asks for a PIN and for a touch before it signs. An authority on a YubiKey writes it into the
 * certificate as its first URI, once the attestation has shown it. AWS makes a tag of that one, so that a role's trust policy can demand it.
 */
export interface KeyProof {
  readonly asksPin: boolean;
  readonly wantsTouch: boolean;
}

/** What an authority on a YubiKey demands before it signs, unless it is told otherwise. */
export const wholeProof: KeyProof = { asksPin: true, wantsTouch: true };

/** The condition key for the first URI among a certificate's names (Roles Anywhere user guide, "Trust policy"). */
export const proofTag = 'aws:PrincipalTag/x509SAN/URI';

/** `urn:yubikey:12345678:pin-once:touch-cached`. */
export const proofUri = ({
  serial,
  pinPolicy,
  touchPolicy,
}: {
  readonly serial?: number;
  readonly pinPolicy: string;
  readonly touchPolicy: string;
}): string => `urn:yubikey:${serial ?? 'unknown'}:pin-${pinPolicy}:touch-${touchPolicy}`;

/** Read back from a certificate's first URI; undefined for one that says something else. */
export const keyProofOf = (uri: string | undefined): KeyProof | undefined => {
  const [, pin, touch] = /^urn:yubikey:(?:\d+|unknown):pin-([a-z-]+):touch-([a-z]+)$/.exec(uri ?? '') ?? [];
  if (pin === undefined || touch === undefined) return undefined;
  return { asksPin: /(?:once|always)$/.test(pin), wantsTouch: ['always', 'cached'].includes(touch) };
};

/** Patterns of URIs that prove at least as much, on any YubiKey: one that is stricter opens the role as well. */
export const proofPatterns = ({ asksPin, wantsTouch }: KeyProof): readonly string[] => {
  if (!asksPin && !wantsTouch) return ['urn:yubikey:*'];
  const pins = asksPin ? ['pin-*once', 'pin-*always'] : ['pin-*'];
  const touches = wantsTouch ? ['touch-cached', 'touch-always'] : ['touch-*'];
  return pins.flatMap((pin) => touches.map((touch) => `urn:yubikey:*:${pin}:${touch}`));
};
