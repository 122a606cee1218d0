import { X509Certificate } from 'node:crypto';
import { sameBytes } from '../../base/bytes.ts';
import { defined } from '../../base/defined.ts';
import { isOfAttestation } from '../../card/certificates/attestation.ts';
import { readCertificate } from '../../card/certificates/certificate-reading.ts';
import { slotName, slotNumber } from '../../card/piv/piv.ts';
import type { CertificateView } from '../../contract/certificates/piv.ts';
import type { CertificateRefusal } from '../../contract/problems/certificates.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { harmless } from '../../contract/text.ts';
import { nameText } from '../../x509/names.ts';
import { MalformedDer } from '../../x509/structures.ts';
import { hasWeakHash, isAuthority, maySign } from '../../x509/uses.ts';
import { type AtTheKey, type FoundKey, withManagement } from './at-the-key.ts';
import { certificateView } from './piv-view.ts';
import type { PivPorts } from './request.ts';

/** Bytes. */
const largest = 3_000;

/** What a certificate must be before it is worth a place on the key, whatever key it is for. */
export const whyUnusable = (der: Uint8Array, now: number): { readonly why: CertificateRefusal; readonly at?: number } | undefined => {
  try {
    const facts = readCertificate(der);
    const { from, until, extensions, signatureAlgorithm } = facts;
    if (isOfAttestation(facts)) return { why: 'attestation' };
    if (isAuthority(extensions)) return { why: 'ca' };
    if (maySign(extensions) === false) return { why: 'usage' };
    if (hasWeakHash(signatureAlgorithm)) return { why: 'hash' };
    if (now < from) return { why: 'not-yet', at: from };
    if (now > until) return { why: 'expired', at: until };
    return der.length > largest ? { why: 'too-long' } : undefined;
  } catch (error) {
    if (error instanceof MalformedDer) return { why: 'unreadable' };
    throw error;
  }
};

/** The certificates that lead on from one, each the issuer of the one before it, whatever their order was; undefined where one of them doesn't, or is none. All DER. */
const chainFrom = (leaf: Uint8Array, others: readonly Uint8Array[]): readonly Uint8Array[] | undefined => {
  try {
    let last = new X509Certificate(leaf);
    const left = new Map(others.map((der) => new X509Certificate(der)).map((one) => [one.fingerprint256, one]));
    left.delete(last.fingerprint256);
    const chain: Uint8Array[] = [];
    for (;;) {
      const issuer = [...left.values()].find((one) => last.checkIssued(one) && last.verify(one.publicKey));
      if (!issuer) return left.size === 0 ? chain : undefined;
      left.delete(issuer.fingerprint256);
      chain.push(Uint8Array.from(issuer.raw));
      last = issuer;
    }
  } catch {
    // Node's reader throws errors of OpenSSL for what is none.
    return undefined;
  }
};

const isAttestation = (der: Uint8Array): boolean => whyUnusable(der, 0)?.why === 'attestation';

const subjectOf = (der: Uint8Array): string | undefined => {
  try {
    return harmless(nameText(readCertificate(der).subject));
  } catch {
    return undefined;
  }
};

export interface Imported {
  readonly slot: string;
  readonly certificate: CertificateView;
  /** The subject of the certificate that lay there. */
  readonly replaced?: string;
  /** DER: the certificate, and those that lead on from it. */
  readonly issued: readonly [Uint8Array, ...Uint8Array[]];
}

/** The slot whose key a certificate is for. */
const slotFor = (key: FoundKey, publicKey: Uint8Array): number | undefined =>
  key.application.slots.find((slot) => slot.key?.publicKey && sameBytes(slot.key.publicKey, publicKey))?.slot;

/** The certificates with the one for a key of ours in front, else with one that is no CA: files come in any order, and some have the root first. */
const leafFirst = (key: FoundKey, slot: string | undefined, certificates: readonly Uint8Array[]): readonly Uint8Array[] => {
  const rank = (der: Uint8Array): number => {
    try {
      const facts = readCertificate(der);
      const { publicKey, extensions } = facts;
      // It is for the key, and valid for long: whoever takes the file of the request for what came back has nothing better.
      if (isOfAttestation(facts)) return 3;
      const found = slotFor(key, publicKey);
      const isOurs = found !== undefined && (slot === undefined || found === slotNumber(slot));
      return (isOurs ? 0 : 2) + (isAuthority(extensions) ? 1 : 0);
    } catch {
      return 4;
    }
  };
  return certificates
    .map((der) => ({ der, at: rank(der) }))
    .sort((one, other) => one.at - other.at)
    .map(({ der }) => der);
};

/**
 * Stores a certificate beside its key, after checks of all that AWS would refuse without a word. `slot`: where it has to belong; absent: wherever its key
 * is. Problems: certificate-not-stored, those of the management key and of the PIN.
 */
export const importCertificate = async (
  ports: PivPorts,
  key: FoundKey,
  { certificates, slot }: { readonly certificates: readonly Uint8Array[]; readonly slot?: string },
  at: AtTheKey,
): Promise<Result<Imported>> => {
  const [der, ...behind] = leafFirst(key, slot, certificates);
  const others = behind.filter((one) => !isAttestation(one));
  const refuse = (why: CertificateRefusal, when?: number) =>
    failed({
      code: 'certificate-not-stored',
      why,
      ...defined({ serial: key.serial, slot, subject: der && subjectOf(der), at: when }),
    });
  if (!der) return refuse('unreadable');
  const flaw = whyUnusable(der, ports.now());
  if (flaw) return refuse(flaw.why, flaw.at);
  const { publicKey } = readCertificate(der);
  const found = slotFor(key, publicKey);
  if (found === undefined || (slot !== undefined && found !== slotNumber(slot))) return refuse('key');
  const chain = chainFrom(der, others);
  if (!chain) return refuse('chain');
  const before = key.application.slots.find((one) => one.slot === found)?.certificate;
  const stored = await withManagement(key, at, (change) => ports.keys.piv.store(change, found, der));
  if (!stored.ok) return stored;
  const view = certificateView(der, publicKey);
  if (!view) return refuse('unreadable');
  const replaced = before && !sameBytes(before, der) ? subjectOf(before) : undefined;
  return ok({ slot: slotName(found), certificate: view, issued: [der, ...chain], ...defined({ replaced }) });
};
