import { sameBytes } from '../../base/bytes.ts';
import type { CertificateFlaw } from '../../contract/problems/anywhere.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { type CertificateFacts, isIssuedBy } from './certificate-facts.ts';

/**
 * Why AWS would refuse a certificate (Roles Anywhere user guide, "Trust model"), told before anybody is asked for a PIN or a touch: AWS answers all of it with the
 * same AccessDenied. `now`: AWS's time in milliseconds.
 */
export const certificateFlaw = (facts: CertificateFacts, now: number): CertificateFlaw | undefined => {
  if (facts.isOtherKey) return 'key';
  if (facts.isCa) return 'ca';
  if (facts.maySign === false) return 'usage';
  if (facts.hasWeakHash) return 'hash';
  if (facts.subject === '') return 'subject';
  if (facts.validTo <= now) return 'expired';
  return facts.validFrom > now ? 'not-yet' : undefined;
};

/** The same as a problem of the profile that it is to open. */
export const flawProblem = (profile: string, facts: CertificateFacts, now: number): Problem | undefined => {
  const why = certificateFlaw(facts, now);
  if (!why) return undefined;
  const { subject, validFrom, validTo } = facts;
  const moments = { expired: { at: validTo }, 'not-yet': { at: validFrom } } as const;
  return { code: 'certificate-flawed', profile, subject, why, ...(why in moments ? moments[why as 'expired' | 'not-yet'] : {}) };
};

/**
 * The intermediates of a file in the order that AWS takes, each the issuer of the one before: a bundle has them in any. The certificate itself and roots, which are AWS's
 * to know, stay out; those that lead nowhere come last. All DER.
 */
export const inIssuingOrder = (leaf: Uint8Array, all: readonly Uint8Array[]): readonly Uint8Array[] => {
  const left = all.filter((der) => !sameBytes(der, leaf) && !isIssuedBy(der, der));
  const chain: Uint8Array[] = [];
  let last: Uint8Array | undefined = leaf;
  while (last) {
    const child: Uint8Array = last;
    const at = left.findIndex((der) => isIssuedBy(child, der));
    last = at < 0 ? undefined : left.splice(at, 1)[0];
    if (last) chain.push(last);
  }
  return [...chain, ...left];
};

/** AWS takes no more certificates between a leaf and its anchor. */
const mostIntermediates = 5;

/** Why these intermediates do not lead on from a certificate; undefined when each issued the one before it. All DER. */
export const chainFlaw = (leaf: Uint8Array, chain: readonly Uint8Array[]): 'apart' | 'long' | undefined => {
  if (chain.length > mostIntermediates) return 'long';
  return chain.every((issuer, index) => isIssuedBy(chain[index - 1] ?? leaf, issuer)) ? undefined : 'apart';
};
