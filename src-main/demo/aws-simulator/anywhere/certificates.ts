import { verify, X509Certificate } from 'node:crypto';
import { Certificate, parse } from '../../../x509/structures.ts';
import { type ExtensionValues, extensionValues, firstOtherName, hasWeakHash, mayCertify, maySign } from '../../../x509/uses.ts';
import type { TrustAnchorState } from './state.ts';

/** Why Roles Anywhere takes no session from a certificate; undefined when an enabled anchor leads to it. */
export type Untrusted = 'Untrusted certificate' | 'Untrusted signing certificate' | 'Certificate expired';

const deepest = 5;

/** The certificates of a header or of an anchor's bundle; undefined for what is none. */
export const certificateOf = (bytes: Uint8Array | string): X509Certificate | undefined => {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
};

/** Strict base64: anything else is refused, as AWS does. */
export const decodeCertificate = (text: string): X509Certificate | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? certificateOf(bytes) : undefined;
};

export const certificatesOfBundle = (pem: string): readonly X509Certificate[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g)].flatMap(([one]) => certificateOf(one) ?? []);

const extensionsOf = ({ raw }: X509Certificate): ExtensionValues => extensionValues(parse(raw, Certificate).tbsCertificate.extensions);

const isWeak = ({ raw }: X509Certificate): boolean => hasWeakHash(parse(raw, Certificate).signatureAlgorithm.algorithm);

const isCurrent = (certificate: X509Certificate, now: number): boolean =>
  Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);

const isIssued = (by: X509Certificate, certificate: X509Certificate): boolean =>
  by.ca && mayCertify(extensionsOf(by)) !== false && certificate.checkIssued(by) && certificate.verify(by.publicKey);

/** Whether a way of signatures leads from the certificate, over some of the chain, to one of the anchor's. */
const leadsTo = (anchors: readonly X509Certificate[], leaf: X509Certificate, chain: readonly X509Certificate[], now: number): boolean => {
  let current = leaf;
  for (let depth = 0; depth <= deepest; depth += 1) {
    const from = current;
    if (anchors.some((anchor) => isCurrent(anchor, now) && isIssued(anchor, from))) return true;
    const next = chain.find((one) => isCurrent(one, now) && !isWeak(one) && isIssued(one, from));
    if (!next) return false;
    current = next;
  }
  return false;
};

/** What Roles Anywhere says against a certificate and its chain (user guide, "Trust model"). */
export const whyUntrusted = (
  anchor: Pick<TrustAnchorState, 'bundle' | 'crls'>,
  leaf: X509Certificate,
  chain: readonly X509Certificate[],
  now: number,
): Untrusted | undefined => {
  if (leaf.ca || isWeak(leaf) || leaf.subject === undefined || leaf.subject === '') return 'Untrusted certificate';
  if (maySign(extensionsOf(leaf)) === false) return 'Untrusted certificate';
  if (!isCurrent(leaf, now)) return 'Certificate expired';
  if (anchor.crls.some((serials) => serials.includes(leaf.serialNumber))) return 'Untrusted certificate';
  return leadsTo(certificatesOfBundle(anchor.bundle()), leaf, chain, now) ? undefined : 'Untrusted signing certificate';
};

/** The token that goes with a key, by which AWS checks the signature. */
export const algorithmFor = (leaf: X509Certificate): string | undefined => {
  const kind = leaf.publicKey.asymmetricKeyType;
  return kind === 'rsa' ? 'AWS4-X509-RSA-SHA256' : kind === 'ec' ? 'AWS4-X509-ECDSA-SHA256' : undefined;
};

/** Of a string to sign; ECDSA as DER only. */
export const isSignedBy = (leaf: X509Certificate, text: string, signatureHex: string): boolean => {
  if (!/^(?:[0-9a-f]{2})+$/.test(signatureHex)) return false;
  return verify('sha256', Buffer.from(text, 'utf8'), { key: leaf.publicKey, dsaEncoding: 'der' }, Buffer.from(signatureHex, 'hex'));
};

/** What AWS takes as a tag's value; it drops any other. */
const isTag = (value: string | undefined): value is string => value !== undefined && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u.test(value);

/** The tags of a session, with their condition keys in lower case: subject, issuer, and the first of each kind of other names. */
export const principalTags = (leaf: X509Certificate): ReadonlyMap<string, string> => {
  const extensions = extensionsOf(leaf);
  const all: readonly (readonly [string, string | undefined])[] = [
    ...[...subjectParts(leaf.subject)].map(([name, value]) => [`x509subject/${name}`, value] as const),
    ...[...subjectParts(leaf.issuer)].map(([name, value]) => [`x509issuer/${name}`, value] as const),
    ['x509san/uri', firstOtherName(extensions, 'uniformResourceIdentifier')?.uniformResourceIdentifier],
    ['x509san/dns', firstOtherName(extensions, 'dNSName')?.dNSName],
  ];
  return new Map(all.flatMap(([name, value]) => (isTag(value) ? [[`aws:principaltag/${name.toLowerCase()}`, value] as const] : [])));
};

/** A name's parts by their short names; several of one kind are joined with a slash. */
export const subjectParts = (name: string | undefined): ReadonlyMap<string, string> => {
  const parts = new Map<string, string>();
  for (const line of (name ?? '').split('\n')) {
    const at = line.indexOf('=');
    const [part, value] = [line.slice(0, at), line.slice(at + 1)];
    if (at > 0) parts.set(part, parts.has(part) ? `${parts.get(part)}/${value}` : value);
  }
  return parts;
};
