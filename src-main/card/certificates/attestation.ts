import { X509Certificate } from 'node:crypto';
import { sameBytes } from '../../base/bytes.ts';
import { nameText } from '../../x509/names.ts';
import { MalformedDer, readInteger } from '../../x509/structures.ts';
import { type CertificateFacts, readCertificate } from './certificate-reading.ts';
import { yubicoAuthorities } from './yubico-authorities.ts';

/** Yubico's own extensions (developers.yubico.com, "PIV attestation"): what stands behind the last number is the content itself. */
const arc = '1.3.6.1.4.1.41482.3.';
const firmwareExtension = `${arc}3`;
const serialExtension = `${arc}7`;
const policyExtension = `${arc}8`;
const fipsExtension = `${arc}10`;

/** The name of every YubiKey's own attestation key. A statement is never named so. */
const deviceName = 'CN=Yubico PIV Attestation';
const statementName = /^CN=YubiKey PIV Attestation ([0-9a-f]{2})$/i;

/** What an attestation proves: this key was made in this YubiKey and cannot leave it. */
export interface Attested {
  readonly serial?: number;
  /** `5.7.4`. */
  readonly firmware: string;
  /** As on the wire: 1 never, 2 once, 3 always; 4 and 5 with a fingerprint. */
  readonly pinPolicy: number;
  /** 1 never, 2 always, 3 cached. */
  readonly touchPolicy: number;
  readonly isFips: boolean;
  readonly slot: number;
  /** The authority at the end of the chain. */
  readonly root: string;
}

/**
 * Why nothing is proved. `malformed`: no attestation at all; `foreign`: the chain does not end at an authority that is trusted (another maker's, or
 * the YubiKey's own attestation certificate was replaced); `other-key`, `other-slot`: it is about something else.
 */
export type AttestationFlaw = 'malformed' | 'foreign' | 'other-key' | 'other-slot';

export interface AttestationCheck {
  /** What the YubiKey says of the key, DER. */
  readonly statement: Uint8Array;
  /** The YubiKey's own certificate (F9), DER. */
  readonly device: Uint8Array;
  /** Trusted authorities, DER: roots, and those between them and the YubiKeys. */
  readonly authorities: readonly Uint8Array[];
  /** SubjectPublicKeyInfo of the key that it should be about. */
  readonly publicKey?: Uint8Array;
  readonly slot?: number;
}

/** Whether a certificate is a YubiKey's statement about one of its keys, or its own: it opens nothing, and comes behind a request. */
export const isOfAttestation = ({ subject }: Pick<CertificateFacts, 'subject'>): boolean => {
  const name = nameText(subject);
  return name === deviceName || statementName.test(name);
};

/** Yubico's own. */
export const trustedAuthorities = (): readonly Uint8Array[] =>
  yubicoAuthorities.map(({ der }) => Uint8Array.from(Buffer.from(der, 'base64')));

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.issuer === issuer.subject && certificate.verify(issuer.publicKey);

/** The authority at the end of the chain of a YubiKey's own certificate; undefined where it ends nowhere. */
const rootOf = (device: X509Certificate, authorities: readonly X509Certificate[]): X509Certificate | undefined => {
  let current = device;
  // Two levels lie between the newest YubiKeys and their root.
  for (let depth = 0; depth < 4; depth++) {
    const issuer = authorities.find((authority) => authority.ca && isIssuedBy(current, authority));
    if (!issuer) return undefined;
    if (issuer.subject === issuer.issuer) return issuer;
    current = issuer;
  }
  return undefined;
};

const factsOf = (statement: CertificateFacts): Omit<Attested, 'slot' | 'root'> | undefined => {
  const value = (id: string) => statement.extensions.get(id);
  const firmware = value(firmwareExtension);
  const [pinPolicy, touchPolicy] = value(policyExtension) ?? [];
  if (firmware?.length !== 3 || pinPolicy === undefined || touchPolicy === undefined) return undefined;
  const serial = value(serialExtension);
  return {
    firmware: [...firmware].join('.'),
    pinPolicy,
    touchPolicy,
    isFips: statement.extensions.has(fipsExtension),
    ...(serial ? { serial: readInteger(serial) } : {}),
  };
};

/**
 * Checks an attestation up to an authority that is trusted. A statement could pose as the certificate of a YubiKey that made another statement, since
 * whoever has the YubiKey can sign with the key that it is about: so the one in the middle must have the name that only YubiKeys have.
 */
export const checkAttestation = (check: AttestationCheck): Attested | AttestationFlaw => {
  try {
    const statement = readCertificate(check.statement);
    const device = new X509Certificate(check.device);
    const authorities = check.authorities.map((authority) => new X509Certificate(authority));
    if (nameText(readCertificate(check.device).subject) !== deviceName) return 'foreign';
    if (!isIssuedBy(new X509Certificate(check.statement), device)) return 'foreign';
    const root = rootOf(device, authorities);
    if (!root) return 'foreign';
    const facts = factsOf(statement);
    const slot = Number.parseInt(statementName.exec(nameText(statement.subject))?.[1] ?? '', 16);
    if (!facts || Number.isNaN(slot)) return 'malformed';
    if (check.slot !== undefined && slot !== check.slot) return 'other-slot';
    if (check.publicKey && !sameBytes(check.publicKey, statement.publicKey)) return 'other-key';
    return { ...facts, slot, root: root.subject.replace(/^.*CN=/s, '').split('\n')[0] ?? '' };
  } catch (error) {
    // Node's own reader throws errors of OpenSSL for what is no certificate.
    if (error instanceof MalformedDer || (error instanceof Error && 'code' in error)) return 'malformed';
    throw error;
  }
};
