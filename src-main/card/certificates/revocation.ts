import { authorityKeyId, extension, type Signer, signed } from './certificate-writing.ts';
import { integer, sequence, tagged, time } from './der.ts';
import { encodeName, type NamePart } from './names.ts';
import { signatureAlgorithm } from './signing.ts';

export interface RevocationContent {
  readonly issuer: readonly NamePart[];
  /** Name of the authority's key: see `keyIdentifier`. */
  readonly issuerKey: Uint8Array;
  /** Milliseconds since 1970: when it was made, and when the next one is due. */
  readonly at: number;
  readonly next: number;
  /** Counts up with each list. */
  readonly number: number;
  /** Serial numbers, big-endian, and when each was revoked. */
  readonly revoked: readonly { readonly serial: Uint8Array; readonly at: number }[];
}

/** A revocation list (RFC 5280, 5) as DER. Rejects with what `sign` rejects with. */
export const writeRevocationList = (content: RevocationContent, signer: Signer): Promise<Uint8Array<ArrayBuffer>> => {
  const entries = content.revoked.map(({ serial, at }) => sequence(integer(serial), time(at)));
  return signed(
    sequence(
      integer(1),
      signatureAlgorithm(signer.algorithm, signer.hash),
      encodeName(content.issuer),
      time(content.at),
      time(content.next),
      ...(entries.length > 0 ? [sequence(...entries)] : []),
      tagged(0, sequence(authorityKeyId(content.issuerKey), extension('2.5.29.20', false, integer(content.number)))),
    ),
    signer,
  );
};
