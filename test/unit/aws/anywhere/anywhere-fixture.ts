import { randomBytes } from 'node:crypto';
import { certificateFacts } from '../../../../src-main/aws/anywhere/certificate-facts.ts';
import { createSessionCalls } from '../../../../src-main/aws/anywhere/create-session.adapter.ts';
import type { CreateSession, SessionOrder } from '../../../../src-main/aws/anywhere/create-session.ts';
import { createAwsCalls } from '../../../../src-main/aws/http/aws-call.adapter.ts';
import { createAwsTransport } from '../../../../src-main/aws/http/aws-transport.adapter.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { ok, type Result } from '../../../../src-main/contract/result.ts';
import type { SimulatedAccount } from '../../../../src-main/demo/aws-simulator/model/accounts.ts';
import type { SimulatedRole } from '../../../../src-main/demo/aws-simulator/model/roles.ts';
import { type AwsSimulatorServer, serveAwsSimulator } from '../../../../src-main/demo/aws-simulator/server.adapter.ts';
import { type AwsSimulator, createAwsSimulator } from '../../../../src-main/demo/aws-simulator/simulator.ts';
import { signDigest } from '../../../support/aws/sign-digest.ts';
import { createTestCa, type TestCa, type TestCertificate } from '../../../support/aws/test-ca.ts';

export const accountId = '111122223333';
export const region = 'eu-central-1';

export interface AnywhereStage {
  readonly simulator: AwsSimulator;
  readonly server: AwsSimulatorServer;
  readonly account: SimulatedAccount;
  readonly ca: TestCa;
  readonly role: SimulatedRole;
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  /** AWS's clock minus this computer's, in milliseconds; to be turned. */
  readonly skew: { millis: number };
  readonly createSession: CreateSession;
  /** How often the key was asked for a signature. */
  readonly signatures: () => number;
  readonly order: (certificate: TestCertificate, more?: Partial<SessionOrder>) => SessionOrder;
  readonly open: (certificate: TestCertificate, more?: Partial<SessionOrder>) => ReturnType<CreateSession>;
  readonly close: () => Promise<void>;
}

/** The trust policy that the user guide shows. */
export const trustFor = (trustAnchorArn: string, condition: Readonly<Record<string, string>> = {}) => ({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow' as const,
    Principal: { Service: 'rolesanywhere.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    Condition: {
      ArnEquals: { 'aws:SourceArn': trustAnchorArn },
      StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'jane', ...condition },
    },
  },
});

/** An AWS with a trust anchor, a profile and a role on a port of this computer, and the adapter under test. */
export const setAnywhereStage = async (given: { readonly ca?: TestCa } = {}): Promise<AnywhereStage> => {
  const skew = { millis: 0 };
  const simulator = createAwsSimulator({ now: () => systemClock.now() + skew.millis, random: (bytes) => randomBytes(bytes) });
  const mistakes: unknown[] = [];
  const server = await serveAwsSimulator(simulator, (error) => mistakes.push(error));
  const account = simulator.addAccount(accountId);
  const ca = given.ca ?? createTestCa();
  const trustAnchorArn = simulator.anywhere.addAnchor(accountId, region, ca.pem);
  const role = account.addRole('Dev', { path: '/team/', trust: trustFor(trustAnchorArn), maxSessionSeconds: 4 * 3600 });
  const profileArn = simulator.anywhere.addProfile(accountId, region, [role.arn], { durationSeconds: 12 * 3600 });
  const log = { info: () => {}, warn: () => {} };
  const transport = createAwsTransport({ env: {}, clock: systemClock, log });
  const perform = createAwsCalls({ transport, clock: systemClock, log, limitMillis: 10_000 });
  const createSession = createSessionCalls({ perform, transport, clock: systemClock });
  let signatures = 0;
  const order: AnywhereStage['order'] = ({ pem }, more = {}) => {
    const certificate = certificateFacts(Buffer.from(pem));
    if (!certificate) throw new Error('no certificate');
    return {
      profile: 'dev',
      role: { trustAnchorArn, profileArn, roleArn: role.arn },
      endpoint: { region, override: { url: server.url, setting: 'AWS_ENDPOINT_URL' } },
      certificate,
      chain: [],
      durationSeconds: 3600,
      ...more,
    };
  };
  return {
    simulator,
    server,
    account,
    ca,
    role,
    trustAnchorArn,
    profileArn,
    skew,
    createSession,
    signatures: () => signatures,
    order,
    open: (certificate, more) => {
      const sign = async (digest: Uint8Array): Promise<Result<Uint8Array>> => {
        signatures += 1;
        return ok(signDigest(certificate.key, digest));
      };
      return createSession(order(certificate, more), { sign, onAws: () => {} }, new AbortController().signal);
    },
    close: async () => {
      transport.close();
      await server.close();
      if (mistakes.length > 0) throw mistakes[0];
    },
  };
};
