import { X509Certificate } from 'node:crypto';
import {
  BasicConstraints,
  type Extensions,
  type GeneralName,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  KeyUsage,
  KeyUsageFlags,
  MalformedDer,
  parse,
  SubjectAlternativeName,
} from './structures.ts';

/** Extensions by their numbers; the value is what stands in the OCTET STRING. */
export type ExtensionValues = ReadonlyMap<string, Uint8Array>;

/** Throws `MalformedDer` where one stands there twice (RFC 5280, 4.2). */
export const extensionValues = (extensions: Extensions | undefined): ExtensionValues => {
  const values = new Map((extensions ?? []).map(({ extnID, extnValue }) => [extnID, new Uint8Array(extnValue.buffer)]));
  if (values.size !== (extensions?.length ?? 0)) throw new MalformedDer('an extension stands there twice');
  return values;
};

/** When it counts, both ends within. Node's reader knows every form of a moment; the library takes what is none for one in 1899. Throws `MalformedDer`. */
export const datesOf = (certificate: Uint8Array): { readonly from: number; readonly until: number } => {
  try {
    const { validFrom, validTo } = new X509Certificate(certificate);
    const [from, until] = [Date.parse(validFrom), Date.parse(validTo)];
    if (!Number.isNaN(from + until)) return { from, until };
  } catch {
    // OpenSSL has an error of its own for each flaw.
  }
  throw new MalformedDer('a certificate without its dates');
};

/** Whether the key may sign certificates (RFC 5280, 4.2.1.9). */
export const isAuthority = (extensions: ExtensionValues): boolean => {
  const constraints = extensions.get(id_ce_basicConstraints);
  return constraints !== undefined && parse(constraints, BasicConstraints).cA;
};

const mayBeUsed = (extensions: ExtensionValues, flag: number): boolean | undefined => {
  const usage = extensions.get(id_ce_keyUsage);
  return usage && (parse(usage, KeyUsage).toNumber() & flag) !== 0;
};

/** Whether the key may sign data (RFC 5280, 4.2.1.3); undefined where the certificate names no use. */
export const maySign = (extensions: ExtensionValues): boolean | undefined => mayBeUsed(extensions, KeyUsageFlags.digitalSignature);

/** The same for certificates. */
export const mayCertify = (extensions: ExtensionValues): boolean | undefined => mayBeUsed(extensions, KeyUsageFlags.keyCertSign);

/** The first of the subject's other names that is of a kind (RFC 5280, 4.2.1.6): AWS looks at no other. */
export const firstOtherName = (
  extensions: ExtensionValues,
  kind: 'uniformResourceIdentifier' | 'dNSName' | 'directoryName',
): GeneralName | undefined => {
  const names = extensions.get(id_ce_subjectAltName);
  return names && [...parse(names, SubjectAlternativeName)].find((name) => name[kind] !== undefined);
};

/** Signatures with MD5 and SHA-1, which AWS refuses: RSA with either (RFC 8017), ECDSA with SHA-1 (RFC 3279). */
export const hasWeakHash = (algorithm: string): boolean =>
  ['1.2.840.113549.1.1.4', '1.2.840.113549.1.1.5', '1.2.840.10045.4.1'].includes(algorithm);
