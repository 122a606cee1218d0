import { verify } from 'node:crypto';
import { readExtensions } from './certificate-reading.ts';
import { alternativeUris, clientUse, keyUsage, type Signer, signed } from './certificate-writing.ts';
import {
  bitStringBytes,
  integer,
  MalformedDer,
  objectId,
  objectIdText,
  readAll,
  readOne,
  readSequence,
  sequence,
  setOf,
  tagged,
} from './der.ts';
import { decodeName, encodeName, type NamePart } from './names.ts';
import { keyOfSpki } from './signing.ts';

const extensionRequest = '1.2.840.113549.1.9.14';

/** What a request asks a certificate for. */
export interface RequestContent {
  readonly subject: readonly NamePart[];
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly uris: readonly string[];
}

/** A certificate request (PKCS#10, RFC 2986) for a key that signs in to AWS. Rejects with what `sign` rejects with. */
export const writeRequest = ({ subject, publicKey, uris }: RequestContent, signer: Signer): Promise<Uint8Array<ArrayBuffer>> => {
  const extensions = sequence(keyUsage('signs-data'), clientUse(), ...(uris.length > 0 ? [alternativeUris(uris)] : []));
  const attributes = tagged(0, sequence(objectId(extensionRequest), setOf(extensions)));
  return signed(sequence(integer(0), encodeName(subject), publicKey, attributes), signer);
};

/** A request as somebody else wrote it. */
export interface ReadRequest {
  readonly subject: readonly NamePart[];
  /** As it stands in the request, to be taken over unchanged. */
  readonly subjectBytes: Uint8Array;
  readonly publicKey: Uint8Array;
  /** The extensions that it asks for, by their numbers. */
  readonly extensions: ReadonlyMap<string, Uint8Array>;
  /** It was signed with the key that it is about. */
  readonly isSigned: boolean;
}

const hashes: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

/** Throws `MalformedDer` for bytes that are no request. */
export const readRequest = (bytes: Uint8Array): ReadRequest => {
  const [content, algorithm, signature] = readSequence(bytes);
  if (!content || !algorithm || !signature) throw new MalformedDer('a request without its parts');
  const [version, subject, publicKey, ...rest] = readSequence(content.bytes);
  if (version?.tag !== 0x02 || !subject || !publicKey) throw new MalformedDer('a request without its parts');
  const attributes = readAll(rest.find(({ tag }) => tag === 0xa0)?.value ?? new Uint8Array());
  const wanted = attributes.flatMap((attribute) => {
    const [id, values] = readSequence(attribute.bytes);
    return id && values && objectIdText(id.value) === extensionRequest ? [readOne(values.value).bytes] : [];
  })[0];
  const algorithmId = objectIdText(readSequence(algorithm.bytes)[0]?.value ?? new Uint8Array());
  const hash = hashes[algorithmId];
  let isSigned = false;
  try {
    // SHA-1 and older are no proof any more.
    isSigned = hash !== undefined && verify(hash, content.bytes, keyOfSpki(publicKey.bytes), bitStringBytes(signature));
  } catch (error) {
    if (error instanceof MalformedDer) throw error;
  }
  return {
    subject: decodeName(subject.bytes),
    subjectBytes: subject.bytes,
    publicKey: publicKey.bytes,
    extensions: wanted ? readExtensions(wanted) : new Map(),
    isSigned,
  };
};
