import {
  alone,
  CertificateList,
  CRLNumber,
  id_ce_cRLNumber,
  type Name,
  RevokedCertificate,
  serialize,
  TBSCertList,
  Time,
  Version,
} from '../../x509/structures.ts';
import { authorityKeyId, extension, type Signer, signatureOf } from './certificate-writing.ts';
import { signatureAlgorithm } from './signing.ts';

export interface RevocationContent {
  /** As its certificate has it: programs that compare bytes find no other. */
  readonly issuer: Name;
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
export const writeRevocationList = async (content: RevocationContent, signer: Signer): Promise<Uint8Array<ArrayBuffer>> => {
  const algorithm = signatureAlgorithm(signer.algorithm, signer.hash);
  const revoked = content.revoked.map(
    ({ serial, at }) => new RevokedCertificate({ userCertificate: alone(serial), revocationDate: new Time(at) }),
  );
  const tbsCertList = new TBSCertList({
    version: Version.v2,
    signature: algorithm,
    issuer: content.issuer,
    thisUpdate: new Time(content.at),
    nextUpdate: new Time(content.next),
    ...(revoked.length > 0 ? { revokedCertificates: revoked } : {}),
    crlExtensions: [authorityKeyId(content.issuerKey), extension(id_ce_cRLNumber, false, serialize(new CRLNumber(content.number)))],
  });
  const signature = await signatureOf(tbsCertList, signer);
  return serialize(new CertificateList({ tbsCertList, signatureAlgorithm: algorithm, signature }));
};
