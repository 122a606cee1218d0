import { flawProblem } from '../../aws/anywhere/certificate-checks.ts';
import { certificateFacts } from '../../aws/anywhere/certificate-facts.ts';
import { arnFlaw, type CertificateRole, parseAnywhereArn } from '../../aws/anywhere/certificate-role.ts';
import type { SessionSigning } from '../../aws/anywhere/create-session.ts';
import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import type { Store } from '../state/store.ts';
import type { CertificatePorts } from './certificate-ports.ts';

/** A role that is to be opened once, before it is saved. */
export interface ProofOrder extends Pick<CertificateRole, 'trustAnchorArn' | 'profileArn' | 'roleArn'> {
  /** Of the profile that it will have. */
  readonly name: string;
  /** DER. */
  readonly certificate: Uint8Array;
}

export interface ProofPorts {
  readonly store: Pick<Store, 'state'>;
  readonly aws: Pick<CertificatePorts['aws'], 'createSession' | 'chains'> & { readonly now: () => Millis };
}

/** The shortest session there is, in seconds: nobody uses it. */
const proofSeconds = 900;

/**
 * Opens a role with a certificate once, and throws the session away; tells until when it would have lasted. Problems: those of the ARNs and the certificate, told
 * before anybody is asked to sign; those of `CreateSession`.
 */
export const proveRole = async (
  { store, aws }: ProofPorts,
  { name, certificate, ...arns }: ProofOrder,
  { sign, last }: Pick<SessionSigning, 'sign' | 'last'>,
  signal: AbortSignal,
): Promise<Result<Millis>> => {
  const flaw = arnFlaw(name, { ...arns, certificate: {} });
  if (flaw) return failed(flaw);
  const facts = certificateFacts(certificate);
  const anchor = parseAnywhereArn(arns.trustAnchorArn, 'trust-anchor');
  if (!facts || !anchor) return failed({ code: 'certificate-missing', profile: name, wanted: '', has: [] });
  const unfit = flawProblem(name, facts, aws.now());
  if (unfit) return failed(unfit);
  const { files } = store.state();
  if (files.kind === 'failed') return failed(files.problem);
  if (files.kind === 'loading') throw new Error('files were just read');
  const endpoint = files.profiles.anywhereEndpointFor(anchor.region);
  if (!endpoint.ok) return endpoint;
  const order = {
    profile: name,
    role: arns,
    endpoint: endpoint.value,
    certificate: facts,
    chain: await aws.chains.of(facts),
    durationSeconds: proofSeconds,
  };
  const opened = await aws.createSession(order, { sign, onAws: () => {}, ...defined({ last }) }, signal);
  return opened.ok ? ok(opened.value.expires) : opened;
};
