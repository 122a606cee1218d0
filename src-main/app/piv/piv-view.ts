import { keyProofOf } from '../../aws/anywhere/key-proof.ts';
import { sameBytes } from '../../base/bytes.ts';
import { defined } from '../../base/defined.ts';
import type { Attested } from '../../card/certificates/attestation.ts';
import { readCertificate } from '../../card/certificates/certificate-reading.ts';
import { algorithmOfKey, digestOf, keyOfSpki } from '../../card/certificates/signing.ts';
import { formatVersion } from '../../card/connection/version.ts';
import { type PivApplication, type PivSlot, slotName } from '../../card/piv/piv.ts';
import { pinPolicyNamed, touchPolicyNamed } from '../../card/piv/piv-constants.ts';
import type { AttestedView, CertificateView, PivSlotView, PivView } from '../../contract/certificates/piv.ts';
import { harmless } from '../../contract/text.ts';
import { nameText } from '../../x509/names.ts';
import { MalformedDer } from '../../x509/structures.ts';
import { type ExtensionValues, firstOtherName, isAuthority } from '../../x509/uses.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const proofIn = (extensions: ExtensionValues) =>
  keyProofOf(firstOtherName(extensions, 'uniformResourceIdentifier')?.uniformResourceIdentifier);

/** A certificate as facts; undefined for what is none. `publicKey`: that of the key in its slot, where it is known. */
export const certificateView = (der: Uint8Array, publicKey?: Uint8Array): CertificateView | undefined => {
  try {
    const facts = readCertificate(der);
    const algorithm = algorithmOfKey(keyOfSpki(facts.publicKey));
    return {
      subject: harmless(nameText(facts.subject)),
      issuer: harmless(nameText(facts.issuer)),
      from: facts.from,
      until: facts.until,
      serialNumber: BigInt(`0x${hex(facts.serial)}`).toString(),
      fingerprint: hex(digestOf('sha256', der)),
      isAuthority: isAuthority(facts.extensions),
      ...defined({ algorithm, isForKey: publicKey && sameBytes(publicKey, facts.publicKey), proof: proofIn(facts.extensions) }),
    };
  } catch (error) {
    // Node's reader of keys throws errors of OpenSSL.
    if (error instanceof MalformedDer || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
};

const slotView = ({ slot, key, certificate }: PivSlot): PivSlotView => {
  const view = certificate && certificateView(certificate, key?.publicKey);
  return {
    slot: slotName(slot),
    ...(key
      ? { key: { pinPolicy: key.pinPolicy, touchPolicy: key.touchPolicy, origin: key.origin, ...defined({ algorithm: key.algorithm }) } }
      : {}),
    ...(view ? { certificate: view } : certificate ? { isUnreadable: true } : {}),
  };
};

/** Everything that is shown of a PIV application. */
export const pivView = (application: PivApplication, serial: number | undefined): PivView => ({
  ...defined({ serial }),
  version: formatVersion(application.version),
  pin: application.pin,
  puk: application.puk,
  managementKey: application.managementKey,
  slots: application.slots.map(slotView),
});

export const attestedView = ({ slot, pinPolicy, touchPolicy, ...rest }: Attested): AttestedView => ({
  ...rest,
  slot: slotName(slot),
  pinPolicy: pinPolicyNamed(pinPolicy),
  touchPolicy: touchPolicyNamed(touchPolicy),
});
