import { certificateFlaw, flawProblem } from '../../aws/anywhere/certificate-checks.ts';
import { type CertificateFacts, certificateFacts } from '../../aws/anywhere/certificate-facts.ts';
import { type CertificateRole, fitsWish, wishFacts } from '../../aws/anywhere/certificate-role.ts';
import { defined } from '../../base/defined.ts';
import { untilAborted } from '../../base/jobs.ts';
import { type Key, whyNoKey, whyNotPlugged } from '../../card/keys/keys.ts';
import { slotName } from '../../card/piv/piv.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { waitForInsert } from '../codes/ask-for-account.ts';
import type { CertificatePorts, CertificatePurpose, KeyCertificate } from './certificate-ports.ts';
import type { KeyCertificates } from './key-certificates.ts';

/** Seconds that a person has to choose. */
const pickSeconds = 120;

export interface CertificateOrder {
  readonly profile: string;
  readonly role: CertificateRole;
}

/** `CN=jane,O=Example (YubiKey 12345678, slot 82)`. */
export const placeText = ({ facts, key, slot }: KeyCertificate): string =>
  `${facts.subject} (${key.serial === undefined ? key.name : `YubiKey ${key.serial}`}, slot ${slotName(slot)})`;

const pluggedKeys = ({ keys }: Pick<CertificatePorts, 'keys'>, { keySerial }: CertificatePurpose): readonly Key[] => {
  const state = keys.state();
  const plugged = state.kind === 'ready' ? state.keys : [];
  return keySerial === undefined ? plugged : plugged.filter(({ serial }) => serial === keySerial);
};

/** A key that is plugged in; asks for one where somebody can be asked. Problems: those of asking, yubikey-missing, yubikey-not-plugged. */
const someKey = async (
  ports: Pick<CertificatePorts, 'keys' | 'questions' | 'settings'>,
  { role }: CertificateOrder,
  purpose: CertificatePurpose,
  signal: AbortSignal,
): Promise<Result<readonly Key[]>> => {
  await Promise.race([ports.keys.settled(), untilAborted(signal)]);
  if (signal.aborted) return failed({ code: 'cancelled' });
  const state = ports.keys.state();
  if (state.kind === 'no-service') return failed(state.problem);
  const plugged = pluggedKeys(ports, purpose);
  const serial = purpose.keySerial ?? role.certificate.serial;
  const isThere = plugged.some((key) => serial === undefined || key.serial === undefined || key.serial === serial);
  if (isThere) return ok(plugged);
  const isSlip = purpose.keySerial !== undefined && state.kind === 'ready' && state.keys.length > 0;
  if (isSlip && serial !== undefined) return failed(whyNotPlugged(state, serial));
  if (ports.questions.answers !== 'everything' && ports.questions.answers !== 'pins') return failed(whyNoKey(state, serial));
  const wanted = { serial, ...(serial === undefined ? {} : { isThere: () => false }) };
  const inserted = await waitForInsert(ports, purpose, wanted, signal);
  return inserted.ok ? ok(pluggedKeys(ports, purpose)) : inserted;
};

/** The certificate of which a file is a copy. Problem: chain-bad. */
export const readCopy = async (
  { aws }: { readonly aws: Pick<CertificatePorts['aws'], 'readCertificates'> },
  profile: string,
  file: string,
): Promise<Result<CertificateFacts | undefined>> => {
  const read = await aws.readCertificates(profile, file);
  if (!read.ok) return read;
  const all = read.value.map(certificateFacts);
  return ok(all.find((facts) => facts?.isCa === false) ?? all[0]);
};

const copyOf = async (ports: Pick<CertificatePorts, 'aws'>, { profile, role }: CertificateOrder) => {
  const { file } = role.certificate;
  return file === undefined ? ok(undefined) : readCopy(ports, profile, file);
};

/** Those that AWS would take go before others; of one key's, the one that lasts longest. */
const bestOf = (fitting: readonly KeyCertificate[], now: number): readonly KeyCertificate[] => {
  const good = fitting.filter(({ facts }) => !certificateFlaw(facts, now));
  const byKey = new Map<string, KeyCertificate>();
  for (const one of good.length > 0 ? good : fitting) {
    const name = `${one.keyId} ${one.facts.subject}`;
    const before = byKey.get(name);
    if (!before || before.facts.validTo < one.facts.validTo) byKey.set(name, one);
  }
  return [...byKey.values()];
};

/** Which one to take of several: the person's to say, each time, since another key may be meant tomorrow. */
const pick = async (
  { questions }: Pick<CertificatePorts, 'questions'>,
  { profile }: CertificateOrder,
  several: readonly KeyCertificate[],
  purpose: CertificatePurpose,
  signal: AbortSignal,
): Promise<Result<KeyCertificate>> => {
  if (questions.answers !== 'everything') return failed({ code: 'certificates-several', profile, choices: several.map(placeText) });
  purpose.onPhase('pick');
  const choices = several.map((one, index) => ({ id: String(index), label: placeText(one), formFactor: one.key.formFactor }));
  const answer = await questions.ask({ kind: 'pick', for: purpose.for, choices, among: 'certificates' }, pickSeconds, signal).answer;
  const chosen = answer.kind === 'answered' ? several[Number(answer.value)] : undefined;
  return chosen ? ok(chosen) : failed({ code: 'cancelled' });
};

/**
 * The certificate that opens a role, on a key that is plugged in; asks for a key or a choice where it has to. What AWS would refuse is refused here. Problems:
 * those of asking and of the card, certificate-missing, certificates-several, certificate-flawed, chain-bad for a copy that cannot be read.
 */
export const locateCertificate = async (
  ports: CertificatePorts,
  certificates: KeyCertificates,
  order: CertificateOrder,
  purpose: CertificatePurpose,
  signal: AbortSignal,
): Promise<Result<KeyCertificate>> => {
  const { profile, role } = order;
  const copy = await copyOf(ports, order);
  if (!copy.ok) return copy;
  purpose.onPhase('card');
  const keys = await someKey(ports, order, purpose, signal);
  if (!keys.ok) return keys;
  const fits = ({ slot, key, facts }: KeyCertificate): boolean =>
    fitsWish(role.certificate, { slot: slotName(slot), facts, ...defined({ serial: key.serial }) }, copy.value);
  let listed = await certificates.list(keys.value, signal);
  // It may have been imported since.
  if (listed.ok && !listed.value.found.some(fits)) listed = await certificates.list(keys.value, signal, true);
  if (!listed.ok) return listed;
  const { found, problem } = listed.value;
  const now = ports.time.now();
  const best = bestOf(found.filter(fits), now);
  const [only] = best;
  if (!only) {
    if (found.length === 0 && problem) return failed(problem);
    return failed({
      code: 'certificate-missing',
      profile,
      ...wishFacts(role.certificate),
      has: found.map(({ facts }) => facts.subject),
    });
  }
  const chosen = best.length === 1 ? ok(only) : await pick(ports, order, best, purpose, signal);
  if (!chosen.ok) return chosen;
  const flaw = flawProblem(profile, chosen.value.facts, now);
  return flaw ? failed(flaw) : chosen;
};
