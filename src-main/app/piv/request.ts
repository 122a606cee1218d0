import { defined } from '../../base/defined.ts';
import { checkAttestation } from '../../card/certificates/attestation.ts';
import type { Signer } from '../../card/certificates/certificate-writing.ts';
import { toPem } from '../../card/certificates/pem.ts';
import { readRequest, writeRequest } from '../../card/certificates/request.ts';
import { hashOf, type KeyAlgorithm } from '../../card/certificates/signing.ts';
import type { YubiKeys } from '../../card/keys/keys.ts';
import { type SlotAttestation, slotName } from '../../card/piv/piv.ts';
import type { AttestedView, UnprovedWhy } from '../../contract/certificates/piv.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { isHarmless } from '../../contract/text.ts';
import { encodeName, NameFlaw, nameParts, nameText, parseName } from '../../x509/names.ts';
import type { Name } from '../../x509/structures.ts';
import { type AtTheKey, type FoundKey, type GivenPin, momentsOf, withPin } from './at-the-key.ts';
import { attestedView } from './piv-view.ts';

/** What makes requests and certificates. */
export interface PivPorts {
  readonly keys: YubiKeys;
  /** Authorities that an attestation may end at, DER. */
  readonly authorities: () => Promise<readonly Uint8Array[]>;
  readonly random: (length: number) => Uint8Array;
  /** AWS's time, in milliseconds: certificates are AWS's to judge. */
  readonly now: () => number;
}

/** What was proved of a key, or why nothing was. */
export type Proof = { readonly proved: AttestedView } | { readonly why: UnprovedWhy };

export interface MadeRequest {
  readonly der: Uint8Array;
  /** The request, and behind it what the YubiKey attests, in PEM. */
  readonly pem: string;
  readonly slot: string;
  readonly subject: string;
  /** The YubiKey's, where it tells one. */
  readonly serial?: number;
  readonly proof: Proof;
}

/** A signature that did not come, thrown through what writes requests and certificates. */
class NotSigned extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super('nothing was signed');
    this.problem = problem;
  }
}

/** Signs with a slot's key; what it rejects with is caught by `unlessNotSigned`. */
export const slotSigner = (
  { keys }: Pick<PivPorts, 'keys'>,
  key: FoundKey,
  at: AtTheKey,
  { slot, algorithm, pin }: { readonly slot: number; readonly algorithm: KeyAlgorithm; readonly pin: GivenPin },
): Signer => ({
  algorithm,
  hash: hashOf(algorithm),
  sign: async (digest, hash) => {
    const { bytes, lastTry } = pin;
    const signature = await keys.piv.sign({ ...momentsOf(at), keyId: key.keyId, slot, algorithm, hash, digest, pin: bytes, lastTry });
    if (!signature.ok) throw new NotSigned(signature.problem);
    return signature.value;
  },
});

export const unlessNotSigned = async <T>(work: Promise<T>): Promise<Result<T>> => {
  try {
    return ok(await work);
  } catch (error) {
    if (error instanceof NotSigned) return failed(error.problem);
    throw error;
  }
};

/** A subject as typed, in which nothing shows a part as another one, as a line end does. Problem: subject-malformed. */
export const readSubject = (typed: string): Result<Name> => {
  try {
    const name = parseName(typed);
    const misleading = nameParts(name).find(({ value }) => !isHarmless(value));
    return misleading ? failed({ code: 'subject-malformed', part: nameText(encodeName([[misleading]])) }) : ok(name);
  } catch (error) {
    if (error instanceof NameFlaw) return failed({ code: 'subject-malformed', part: error.part });
    throw error;
  }
};

/** What a YubiKey's attestation proves of a key. */
export const proofOf = async (
  { authorities }: Pick<PivPorts, 'authorities'>,
  attestation: SlotAttestation | undefined,
  about: { readonly publicKey: Uint8Array; readonly slot?: number },
): Promise<Proof> => {
  if (!attestation) return { why: 'absent' };
  const checked = checkAttestation({ ...attestation, ...about, authorities: await authorities() });
  return typeof checked === 'string' ? { why: checked } : { proved: attestedView(checked) };
};

/** The private key in a slot. Problems: slot-empty, firmware-too-old where the firmware tells of no key, slot-key-other for one that AWS does not take. */
export const keyInSlot = (
  { application, serial }: FoundKey,
  slot: number,
): Result<{ readonly algorithm: KeyAlgorithm; readonly publicKey: Uint8Array }> => {
  const found = application.slots.find((one) => one.slot === slot);
  const facts = { slot: slotName(slot), ...defined({ serial }) };
  if (!found) return failed({ code: 'slot-empty', ...facts });
  const { algorithm, publicKey } = found.key ?? {};
  if (!found.key) return failed({ code: 'firmware-too-old', needs: '4.3.0', has: application.version.join('.'), feature: 'attestation' });
  return algorithm && publicKey ? ok({ algorithm, publicKey }) : failed({ code: 'slot-key-other', ...facts });
};

/**
 * A request for a certificate for the key in a slot, signed with it, with the YubiKey's attestation behind it. Problems: those of `keyInSlot`,
 * subject-malformed, pin-factory, those of the PIN and the touch.
 */
export const makeRequest = async (
  ports: PivPorts,
  key: FoundKey,
  { slot, subject: typed, uris = [] }: { readonly slot: number; readonly subject: string; readonly uris?: readonly string[] },
  at: AtTheKey,
): Promise<Result<MadeRequest>> => {
  const subject = readSubject(typed);
  if (!subject.ok) return subject;
  const held = keyInSlot(key, slot);
  if (!held.ok) return held;
  if (key.application.pin.isFactory) return failed({ code: 'pin-factory', ...defined({ serial: key.serial }) });
  const { algorithm, publicKey } = held.value;
  const attested = await ports.keys.piv.attest(key.keyId, slot, momentsOf(at));
  if (!attested.ok) return attested;
  const proof = await proofOf(ports, attested.value, { publicKey, slot });
  return withPin(key, at, async (pin) => {
    const content = { subject: subject.value, publicKey, uris };
    const made = await unlessNotSigned(writeRequest(content, slotSigner(ports, key, at, { slot, algorithm, pin })));
    if (!made.ok) return made;
    // Whatever was read of the slot, the key that signed is the one that counts.
    if (!readRequest(made.value).isSigned) {
      return failed({ code: 'slot-key-other', slot: slotName(slot), ...defined({ serial: key.serial }) });
    }
    const proofs = attested.value ? [attested.value.statement, attested.value.device] : [];
    const pem = [toPem('CERTIFICATE REQUEST', made.value), ...proofs.map((der) => toPem('CERTIFICATE', der))].join('');
    return ok({ der: made.value, pem, slot: slotName(slot), subject: nameText(subject.value), proof, ...defined({ serial: key.serial }) });
  });
};
