import * as v from 'valibot';
import { newKeyAlgorithms, pinPolicies, touchPolicies } from '../certificates/piv.ts';
import { exactly } from '../exactly.ts';
import { flag, formText, maybeText, nothing, text, whole } from './pieces.ts';

/** A file with certificates or a request, PEM or DER; a long chain fits. */
const file = v.pipe(v.instance(Uint8Array), v.minLength(1), v.maxLength(256 * 1024));
/** What was chosen or dropped at once. */
const files = v.pipe(v.array(file), v.minLength(1), v.maxLength(8), v.readonly());
const slot = v.pipe(v.string(), v.regex(/^[89][0-9a-f]$/));

const days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9_999));
const way = v.union([
  exactly({ kind: v.literal('request') }),
  exactly({ kind: v.literal('private-ca'), arn: formText, days }),
  exactly({ kind: v.literal('ca-key'), serial: whole, slot, days, proved: flag }),
]);
/** `CertificateRoleDraft`. */
const role = exactly({
  name: formText,
  roleArn: formText,
  trustAnchorArn: formText,
  profileArn: formText,
  source: maybeText,
  region: maybeText,
  create: v.exactOptional(
    exactly({
      policies: v.pipe(v.array(text), v.maxLength(20), v.readonly()),
      maxSessionSeconds: v.pipe(v.number(), v.integer(), v.minValue(3600), v.maxValue(43_200)),
    }),
  ),
});

/**
 * What the page of certificates asks for. Whatever it comes to is in the snapshot's `certificates`; a page that is not open takes
 * none of them but those that open it.
 */
export const certificateCommands = {
  /** Opens the page; open already, it is left as it is. */
  openCertificates: nothing,
  /** Reads the PIV applications anew. */
  readCertificates: nothing,
  /** Sets a new PIN with the PUK. */
  unblockPin: exactly({ keyId: text }),
  /** Sets a PIN of one's own in the place of the factory's. */
  choosePin: exactly({ keyId: text }),
  /** The form for a new key pair on this YubiKey; `authority`: one that signs certificates. */
  openKeySetup: exactly({ keyId: text, authority: flag }),
  /** `source`: whose credentials ask AWS Private CA, where no role says so. */
  startKeySetup: exactly({
    keyId: text,
    slot,
    algorithm: v.picklist(newKeyAlgorithms),
    pin: v.picklist(pinPolicies),
    touch: v.picklist(touchPolicies),
    subject: formText,
    authority: flag,
    way,
    role: v.exactOptional(role),
    source: v.exactOptional(text),
  }),
  /** A setup that was interrupted (`SetupView.id`): goes on with it, or takes it back. */
  resumeKeySetup: exactly({ setup: text }),
  undoKeySetup: exactly({ setup: text }),
  /** AWS's side for the certificate in a slot; `useCertificate` proves and saves its role. */
  openCertificateRole: exactly({ keyId: text, slot }),
  useCertificate: exactly({ keyId: text, slot, role }),
  /** Lists trust anchors and profiles of Roles Anywhere in a region, with this profile's credentials. */
  listAnywhere: exactly({ source: text, region: text }),
  /** `proof`: what the certificate will prove or proves of its key (`KeyProofView`); absent: what the one in the slot says that is shown. */
  copyTrustPolicy: exactly({
    trustAnchorArn: text,
    subject: formText,
    format: v.picklist(['json', 'terraform', 'cloudformation']),
    proof: v.exactOptional(exactly({ asksPin: flag, wantsTouch: flag })),
  }),
  /** The form for a certificate for the key in a slot, the first or a new one, or for the one that opens a role. */
  openRenewal: exactly({ keyId: text, slot }),
  renewRole: exactly({ profile: text }),
  /** A certificate for the key in a slot, or the request for one; `subject`: of the first one, the others go by what they have; `source`: whose credentials ask AWS Private CA. */
  renewCertificate: exactly({ keyId: text, slot, way, source: maybeText, subject: maybeText }),
  /** Asks where to save what the page shows as made: a request, a certificate, a revocation list. */
  saveCertificateText: nothing,
  copyCertificateText: nothing,
  /** The least policy that would allow what the page shows as denied. */
  copyNeededPolicy: nothing,
  /** Stores a certificate beside its key, with its chain in any order; `keyId` empty: on the YubiKey that it is for. */
  importCertificate: exactly({ keyId: maybeText, files }),
  /** The page on which the authority in a slot signs; its register is read. */
  openSigning: exactly({ keyId: text, slot }),
  /** Opens a request, PEM or DER, with what came beside it; `name`: of its files, where it came from some. */
  openRequest: exactly({ name: maybeText, files }),
  /** Signs the request that is open. `demands`: what its attestation has to prove. */
  signRequest: exactly({ days, demands: v.pipe(v.array(v.picklist(['origin', 'pin', 'touch'])), v.maxLength(3), v.readonly()) }),
  /** Revokes a certificate of the register by its serial number, and makes the list; empty: the list alone. */
  revokeCertificate: exactly({ number: maybeText }),
  /** Gives AWS the revocation list that the page shows as made, with this profile's credentials. */
  importRevocationList: exactly({ source: text, trustAnchorArn: text }),
  /** Back to the keys. What was begun stays among the unfinished. */
  leaveCertificateStage: nothing,
  stopCertificateWork: nothing,
} as const;
