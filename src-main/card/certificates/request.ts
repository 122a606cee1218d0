import { verify } from 'node:crypto';
import {
  Attribute,
  Attributes,
  alone,
  CertificationRequest,
  CertificationRequestInfo,
  Extensions,
  type Name,
  parse,
  SubjectPublicKeyInfo,
  serialize,
} from '../../x509/structures.ts';
import { type ExtensionValues, extensionValues } from '../../x509/uses.ts';
import { alternativeUris, clientUse, keyUsage, type Signer, signatureOf } from './certificate-writing.ts';
import { hashOfSignature, keyOfSpki, signatureAlgorithm } from './signing.ts';

const extensionRequest = '1.2.840.113549.1.9.14';

/** What a request asks a certificate for. */
export interface RequestContent {
  readonly subject: Name;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly uris: readonly string[];
}

/** A certificate request (PKCS#10, RFC 2986) for a key that signs in to AWS. Rejects with what `sign` rejects with. */
export const writeRequest = async ({ subject, publicKey, uris }: RequestContent, signer: Signer): Promise<Uint8Array<ArrayBuffer>> => {
  const extensions = new Extensions([keyUsage('signs-data'), clientUse(), ...(uris.length > 0 ? [alternativeUris(uris)] : [])]);
  const certificationRequestInfo = new CertificationRequestInfo({
    subject,
    subjectPKInfo: parse(publicKey, SubjectPublicKeyInfo),
    attributes: new Attributes([new Attribute({ type: extensionRequest, values: [alone(serialize(extensions))] })]),
  });
  const signature = await signatureOf(certificationRequestInfo, signer);
  const algorithm = signatureAlgorithm(signer.algorithm, signer.hash);
  return serialize(new CertificationRequest({ certificationRequestInfo, signatureAlgorithm: algorithm, signature }));
};

/** A request as somebody else wrote it. */
export interface ReadRequest {
  readonly subject: Name;
  readonly publicKey: Uint8Array;
  /** The extensions that it asks for. */
  readonly extensions: ExtensionValues;
  /** It was signed with the key that it is about. */
  readonly isSigned: boolean;
}

/** Throws `MalformedDer` for bytes that are no request. */
export const readRequest = (bytes: Uint8Array): ReadRequest => {
  const { certificationRequestInfo, certificationRequestInfoRaw, signatureAlgorithm, signature } = parse(bytes, CertificationRequest);
  const { subject, subjectPKInfo, attributes } = certificationRequestInfo;
  const [wanted] = attributes.find(({ type }) => type === extensionRequest)?.values ?? [];
  const publicKey = serialize(subjectPKInfo);
  const hash = hashOfSignature(signatureAlgorithm.algorithm);
  let isSigned = false;
  try {
    const content = new Uint8Array(certificationRequestInfoRaw ?? []);
    // SHA-1 and older are no proof any more.
    isSigned = hash !== undefined && verify(hash, content, keyOfSpki(publicKey), new Uint8Array(signature));
  } catch {
    // Node's own reader throws errors of OpenSSL for a key that is none.
  }
  return {
    subject,
    publicKey,
    extensions: wanted ? extensionValues(parse(new Uint8Array(wanted), Extensions)) : new Map(),
    isSigned,
  };
};
