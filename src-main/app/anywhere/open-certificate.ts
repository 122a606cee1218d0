import { chainFlaw, inIssuingOrder } from '../../aws/anywhere/certificate-checks.ts';
import type { CertificateFacts } from '../../aws/anywhere/certificate-facts.ts';
import type { AwsResult, TemporaryCredentials } from '../../aws/caller.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import { confirmedMaximum } from '../../aws/sts/duration-probe.ts';
import { chainedSeconds } from '../../aws/sts/session-request.ts';
import { possibleSeconds } from '../../aws/sts/sessions.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { rememberEnd } from './certificate-ends.ts';
import type { CertificatePorts, CertificatePurpose, KeyCertificate } from './certificate-ports.ts';
import type { KeyCertificates } from './key-certificates.ts';
import { locateCertificate } from './locate-certificate.ts';
import { signWithCertificate } from './sign-with-certificate.ts';

/** A session that a certificate is to open. */
export interface CertificateRequest {
  readonly source: Source;
  readonly durationSeconds: number;
  /** A person named the duration: it is asked for even when AWS once allowed less. */
  readonly asksAnew: boolean;
  readonly roleSessionName?: string;
}

export interface CertificateSession {
  readonly credentials: TemporaryCredentials;
  /** Seconds that AWS granted. */
  readonly durationSeconds: number;
}

export interface CertificateOpener {
  /**
   * Opens the role of a source that is a certificate's. Problems: those of finding it, of signing, of CreateSession; chain-bad, source-without-keys for a source
   * that is none.
   */
  readonly open: (request: CertificateRequest, purpose: CertificatePurpose, signal: AbortSignal) => Promise<Result<CertificateSession>>;
}

/** What AWS said of a role's longest session. */
export interface RoleMaximum {
  readonly get: (roleArn: string) => number | undefined;
  readonly learn: (roleArn: string, seconds: number | undefined) => void;
}

/** Problems that say that the key is not as it was read. */
const changed: ReadonlySet<Problem['code']> = new Set(['slot-empty', 'slot-key-other', 'pin-wrong', 'pin-last-try', 'pin-blocked']);

/** Seconds that clocks and rounding may take off what was asked for. */
const slack = 60;

const chainOf = async (ports: Pick<CertificatePorts, 'aws'>, { profile, certificate }: Source, leaf: CertificateFacts) => {
  const file = certificate?.role.intermediates;
  if (file === undefined) return ok(await ports.aws.chains.of(leaf));
  const read = await ports.aws.readCertificates(profile, file);
  if (!read.ok) return read;
  const chain = inIssuingOrder(leaf.der, read.value);
  const why = chainFlaw(leaf.der, chain);
  return why ? failed({ code: 'chain-bad', profile, file, why } as const) : ok(chain);
};

/** What a renewal by itself meets where only a person could go on. */
const takesPerson: ReadonlySet<Problem['code']> = new Set([
  'pin-needed',
  'pin-last-try',
  'yubikey-missing',
  'yubikey-not-plugged',
  'certificate-missing',
  'certificates-several',
]);

/** Whether a key signs without a person: it wants no touch, and its PIN is remembered, or it has none. */
const isQuietKey = ({ keys: { pins } }: Pick<CertificatePorts, 'keys'>, { touchPolicy, pinPolicy, keyId }: KeyCertificate): boolean =>
  touchPolicy === 'never' && (pinPolicy === 'never' || pins.has(keyId));

export const createCertificateOpener = (
  ports: CertificatePorts,
  certificates: KeyCertificates,
  maximum: RoleMaximum,
  onQuiet: (source: Source, keyId: string | undefined) => void,
): CertificateOpener => {
  const silent: CertificatePorts = { ...ports, questions: { ...ports.questions, answers: 'nothing' } };
  const open = opener(ports, certificates, maximum, onQuiet);
  const openSilently = opener(silent, certificates, maximum, onQuiet);
  return {
    open: async (order, purpose, signal) => {
      if (!purpose.isSilent) return open(order, purpose, signal);
      const opened = await openSilently(order, purpose, signal);
      if (opened.ok || !takesPerson.has(opened.problem.code)) return opened;
      onQuiet(order.source, undefined);
      return failed({ code: 'touch-wanted', profile: order.source.profile });
    },
  };
};

const opener =
  (
    ports: CertificatePorts,
    certificates: KeyCertificates,
    maximum: RoleMaximum,
    onQuiet: (source: Source, keyId: string | undefined) => void,
  ): CertificateOpener['open'] =>
  async ({ source, durationSeconds, asksAnew, roleSessionName }, purpose, signal) => {
    const { profile, certificate } = source;
    if (!certificate) return failed({ code: 'source-without-keys', source: profile });
    const { role, endpoint } = certificate;
    const place = await locateCertificate(ports, certificates, { profile, role }, purpose, signal);
    if (!place.ok) return place;
    const { facts, touchPolicy, pinPolicy } = place.value;
    rememberEnd(ports.settings, profile, place.value);
    if (purpose.isSilent && !isQuietKey(ports, place.value)) return failed({ code: 'pin-needed' });
    const chain = await chainOf(ports, source, facts);
    if (!chain.ok) return chain;
    const sign = async (digest: Uint8Array, during: AbortSignal): Promise<Result<Uint8Array>> => {
      const signed = await signWithCertificate(ports, place.value, digest, purpose, during);
      // What was read of the key does not hold any more: another key in the slot, fewer tries.
      if (!signed.ok && changed.has(signed.problem.code)) certificates.forget(place.value.keyId);
      return signed;
    };
    const order = { profile, role, endpoint, certificate: facts, chain: chain.value, ...defined({ roleSessionName }) };
    const hooks = { sign, onAws: () => purpose.onPhase('aws') };
    const ask = (seconds: number) => ports.aws.createSession({ ...order, durationSeconds: seconds }, hooks, signal);
    const granted = (credentials: TemporaryCredentials, asked: number): CertificateSession => {
      onQuiet(source, isQuietKey(ports, place.value) ? place.value.keyId : undefined);
      const seconds = Math.round((credentials.expires - ports.time.now()) / 1000);
      const isWhole = Math.abs(seconds - asked) <= slack;
      // A profile of Roles Anywhere that allows less shortens it without a word.
      if (!isWhole) maximum.learn(role.roleArn, possibleSeconds(seconds));
      return { credentials, durationSeconds: isWhole ? asked : seconds };
    };
    const learned = maximum.get(role.roleArn);
    const wanted = possibleSeconds(asksAnew ? durationSeconds : Math.min(durationSeconds, learned ?? durationSeconds));
    const first = await ask(wanted);
    if (first.ok) {
      if (learned !== undefined && wanted > learned) maximum.learn(role.roleArn, wanted);
      return ok(granted(first.value, wanted));
    }
    if (first.problem.code !== 'duration-refused' || wanted <= chainedSeconds) return first;
    // Each try takes a signature: looked for only where that asks nobody for another touch or PIN.
    const isQuiet = touchPolicy !== 'always' && touchPolicy !== 'unknown' && pinPolicy !== 'always';
    let best: { readonly credentials: TemporaryCredentials; readonly seconds: number } | undefined;
    const tryFor = async (seconds: number): Promise<AwsResult<TemporaryCredentials>> => {
      const made = await ask(seconds);
      if (made.ok && seconds > (best?.seconds ?? 0)) best = { credentials: made.value, seconds };
      return made.ok ? made : { ...made, unclear: false };
    };
    if (isQuiet) await confirmedMaximum(wanted, tryFor);
    if (!best) {
      const short = await ask(chainedSeconds);
      if (!short.ok) return short;
      best = { credentials: short.value, seconds: chainedSeconds };
    }
    maximum.learn(role.roleArn, best.seconds);
    return ok(granted(best.credentials, best.seconds));
  };
