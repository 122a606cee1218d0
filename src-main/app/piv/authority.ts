import { proofUri } from '../../aws/anywhere/key-proof.ts';
import { defined } from '../../base/defined.ts';
import { readCertificate } from '../../card/certificates/certificate-reading.ts';
import {
  alternativeUris,
  authorityKeyId,
  basicConstraints,
  clientUse,
  keyIdentifier,
  keyUsage,
  serialOf,
  subjectKeyId,
  writeCertificate,
} from '../../card/certificates/certificate-writing.ts';
import { readPemOrDer, toPem } from '../../card/certificates/pem.ts';
import { type ReadRequest, readRequest } from '../../card/certificates/request.ts';
import { writeRevocationList } from '../../card/certificates/revocation.ts';
import { algorithmOfKey, digestOf, type KeyAlgorithm, keyOfSpki } from '../../card/certificates/signing.ts';
import { slotNumber } from '../../card/piv/piv.ts';
import type { RequestView, SignedView } from '../../contract/certificates/piv.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { isHarmless } from '../../contract/text.ts';
import { isSameName } from '../../x509/name-text.ts';
import { nameParts, nameText } from '../../x509/names.ts';
import { MalformedDer, type Name } from '../../x509/structures.ts';
import { isAuthority } from '../../x509/uses.ts';
import type { Journal } from '../plans/journal.ts';
import { type AtTheKey, type FoundKey, findPivKey, withPin } from './at-the-key.ts';
import { type SignedRecord, signedView } from './register.ts';
import { keyInSlot, type PivPorts, proofOf, slotSigner, unlessNotSigned } from './request.ts';

export interface AuthorityPorts extends PivPorts {
  readonly register: Journal<SignedRecord>;
}

/** The authority's key: a slot on a YubiKey. */
export interface AuthorityKey {
  readonly serial?: number;
  /** `9c`. */
  readonly slot: string;
}

export interface SignOrder {
  /** Bytes of a file, with its name for what is told of it. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly authority: AuthorityKey;
  readonly days: number;
  /** What the attestation has to prove; empty: the request is signed without proof. */
  readonly demands: readonly ('origin' | 'pin' | 'touch')[];
}

export interface SignedCertificate {
  readonly certificate: SignedView;
  /** The certificate, and the authority's behind it. */
  readonly pem: string;
}

interface Opened {
  readonly request: ReadRequest;
  readonly algorithm: KeyAlgorithm;
  readonly view: RequestView;
}

const dayMillis = 86_400_000;

/**
 * Whether a person can read all of a subject before it is signed, and the register keeps it: roles are given by subjects. RFC 5280, appendix A, has no longer values
 * than this; what shows a text as another one has no place in them.
 */
const isReadable = (subject: Name): boolean => {
  const text = nameText(subject);
  return (
    text !== '' && text.length <= 1024 && nameParts(subject).every(({ value }) => value !== '' && value.length <= 255 && isHarmless(value))
  );
};

/** A file with a request, and what is proved of its key. Problem: request-unusable. */
const openRequest = async (ports: PivPorts, file: string, bytes: Uint8Array): Promise<Result<Opened>> => {
  const refuse = (why: 'unreadable' | 'unsigned' | 'key' | 'subject') => failed({ code: 'request-unusable', file, why });
  const [der, ...more] = readPemOrDer('CERTIFICATE REQUEST', bytes);
  if (!der) return refuse('unreadable');
  // Whoever signs sees one subject: none is taken for the one that is meant.
  if (more.length > 0) return failed({ code: 'request-unusable', file, why: 'many', count: more.length + 1 });
  try {
    const request = readRequest(der);
    // Nothing can be said of a signature by a key of another kind.
    const algorithm = algorithmOfKey(keyOfSpki(request.publicKey));
    if (!algorithm || algorithm === 'rsa-1024') return refuse('key');
    if (!request.isSigned) return refuse('unsigned');
    if (!isReadable(request.subject)) return refuse('subject');
    const [statement, device] = bytes[0] === 0x30 ? [] : readPemOrDer('CERTIFICATE', bytes);
    const attestation = statement && device ? { statement, device } : undefined;
    const proof = await proofOf(ports, attestation, { publicKey: request.publicKey });
    return ok({ request, algorithm, view: { file, subject: nameText(request.subject), algorithm, proof } });
  } catch (error) {
    if (error instanceof MalformedDer || (error instanceof Error && 'code' in error)) return refuse('unreadable');
    throw error;
  }
};

/** What a request asks for, for whoever decides. Problem: request-unusable. */
export const lookAtRequest = async (ports: PivPorts, file: string, bytes: Uint8Array): Promise<Result<RequestView>> => {
  const opened = await openRequest(ports, file, bytes);
  return opened.ok ? ok(opened.value.view) : opened;
};

/** Problem: attestation-refused. */
const checkDemands = ({ view: { proof } }: Opened, demands: SignOrder['demands']): Result<void> => {
  if (demands.length === 0) return ok(undefined);
  if ('why' in proof) return failed({ code: 'attestation-refused', why: proof.why });
  const { pinPolicy, touchPolicy } = proof.proved;
  if (demands.includes('pin') && pinPolicy === 'never') return failed({ code: 'attestation-refused', why: 'pin' });
  return demands.includes('touch') && touchPolicy === 'never' ? failed({ code: 'attestation-refused', why: 'touch' }) : ok(undefined);
};

interface Authority {
  readonly key: FoundKey;
  readonly slot: number;
  readonly algorithm: KeyAlgorithm;
  readonly certificate: Uint8Array;
  readonly name: Name;
  readonly keyId: Uint8Array;
  readonly until: number;
}

/** Problems: authority-missing, of one whose certificate is over, too; those of reading. */
const findAuthority = async (ports: PivPorts, { serial, slot: named }: AuthorityKey, signal: AbortSignal): Promise<Result<Authority>> => {
  const slot = slotNumber(named) ?? 0x9c;
  const key = await findPivKey(ports.keys, serial, signal, [slot]);
  if (!key.ok) return key;
  const certificate = key.value.application.slots.find((one) => one.slot === slot)?.certificate;
  const held = keyInSlot(key.value, slot);
  const missing = failed({ code: 'authority-missing', slot: named, ...defined({ serial: key.value.serial }) });
  if (!certificate || !held.ok) return held.ok || held.problem.code === 'slot-empty' ? missing : held;
  try {
    const facts = readCertificate(certificate);
    if (!isAuthority(facts.extensions)) return missing;
    if (facts.until <= ports.now())
      return failed({ code: 'authority-missing', slot: named, ...defined({ serial: key.value.serial }), expired: facts.until });
    const keyId = keyIdentifier(held.value.publicKey);
    return ok({ key: key.value, slot, algorithm: held.value.algorithm, certificate, name: facts.subject, keyId, until: facts.until });
  } catch {
    return missing;
  }
};

/** Whether a YubiKey that is there could sign as an authority; asks nobody. Problems: those of `findAuthority`. */
export const checkAuthority = async (ports: PivPorts, key: AuthorityKey, signal: AbortSignal): Promise<Result<void>> => {
  const found = await findAuthority(ports, key, signal);
  return found.ok ? ok(undefined) : found;
};

/** What was proved, where a trust policy can demand it. */
const provedUris = ({ view: { proof } }: Opened): readonly string[] => ('proved' in proof ? [proofUri(proof.proved)] : []);

/** Signs a request with an authority's YubiKey, and enters it in the register. Problems: request-unusable, attestation-refused, authority-missing, those of the PIN and the touch, journal-unwritable. */
export const signRequest = async (ports: AuthorityPorts, order: SignOrder, at: AtTheKey): Promise<Result<SignedCertificate>> => {
  const opened = await openRequest(ports, order.file, order.bytes);
  if (!opened.ok) return opened;
  const allowed = checkDemands(opened.value, order.demands);
  if (!allowed.ok) return allowed;
  const authority = await findAuthority(ports, order.authority, at.signal);
  if (!authority.ok) return authority;
  const { key, slot, algorithm, certificate, name, keyId } = authority.value;
  const { request, view } = opened.value;
  const serial = serialOf(ports.random(16));
  const now = ports.now();
  // A minute earlier, since clocks differ; and never beyond the authority's own end.
  const dates = { from: now - 60_000, until: Math.min(now + order.days * dayMillis, authority.value.until) };
  const uris = provedUris(opened.value);
  const extensions = [
    basicConstraints(false),
    keyUsage('signs-data'),
    clientUse(),
    subjectKeyId(request.publicKey),
    authorityKeyId(keyId),
    ...(uris.length > 0 ? [alternativeUris(uris)] : []),
  ];
  const content = { ...dates, serial, issuer: name, subject: request.subject, publicKey: request.publicKey, extensions };
  const made = await withPin(key, at, (pin) =>
    unlessNotSigned(writeCertificate(content, slotSigner(ports, key, at, { slot, algorithm, pin }))),
  );
  if (!made.ok) return made;
  const proved = 'proved' in view.proof ? view.proof.proved : undefined;
  const record: SignedRecord = {
    version: 1,
    id: Buffer.from(serial).toString('hex'),
    startedAt: now,
    subject: view.subject,
    issuer: nameText(name),
    until: dates.until,
    fingerprint: Buffer.from(digestOf('sha256', made.value)).toString('hex'),
    ...defined({ keySerial: proved?.serial, slot: proved?.slot }),
  };
  const written = await ports.register.write(record);
  if (!written.ok) return written;
  return ok({ certificate: signedView(record), pem: toPem('CERTIFICATE', made.value) + toPem('CERTIFICATE', certificate) });
};

/** All that were signed, oldest first. */
export const listSigned = async ({ register }: AuthorityPorts): Promise<readonly SignedView[]> => (await register.list()).map(signedView);

/** Marks a certificate as revoked, and makes the list of all that are, in PEM. Without a number only the list is made. Problem: signed-unknown. */
export const revoke = async (
  ports: AuthorityPorts,
  { number, authority: named, days }: { readonly number?: string; readonly authority: AuthorityKey; readonly days: number },
  at: AtTheKey,
): Promise<Result<{ readonly pem: string; readonly revoked: readonly SignedView[] }>> => {
  const authority = await findAuthority(ports, named, at.signal);
  if (!authority.ok) return authority;
  const { key, slot, algorithm, name, keyId } = authority.value;
  const now = ports.now();
  if (number !== undefined) {
    const record = (await ports.register.list()).find((one) => signedView(one).serialNumber === number);
    if (!record) return failed({ code: 'signed-unknown', number });
    const written = record.revokedAt === undefined ? await ports.register.write({ ...record, revokedAt: now }) : ok(undefined);
    if (!written.ok) return written;
  }
  const issuer = nameText(name);
  const all = (await ports.register.list()).filter((one) => isSameName(one.issuer, issuer) && one.revokedAt !== undefined);
  const revoked = all.map(({ id, revokedAt = now }) => ({ serial: Uint8Array.from(Buffer.from(id, 'hex')), at: revokedAt }));
  const content = { issuer: name, issuerKey: keyId, at: now, next: now + days * dayMillis, number: Math.floor(now / 1000), revoked };
  const made = await withPin(key, at, (pin) =>
    unlessNotSigned(writeRevocationList(content, slotSigner(ports, key, at, { slot, algorithm, pin }))),
  );
  return made.ok ? ok({ pem: toPem('X509 CRL', made.value), revoked: all.map(signedView) }) : made;
};
