import { randomBytes, X509Certificate } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAnywhereAdmin } from '../../../../src-main/aws/anywhere/anywhere-admin.adapter.ts';
import type { AwsResult, Caller } from '../../../../src-main/aws/caller.ts';
import { createAwsCalls } from '../../../../src-main/aws/http/aws-call.adapter.ts';
import { createAwsTransport } from '../../../../src-main/aws/http/aws-transport.adapter.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { serveAwsSimulator } from '../../../../src-main/demo/aws-simulator/server.adapter.ts';
import { createAwsSimulator } from '../../../../src-main/demo/aws-simulator/simulator.ts';
import { createTestCa, createTestRequest, type TestCa } from '../../../support/aws/test-ca.ts';

const accountId = '111122223333';
const region = 'eu-central-1';
const never = new AbortController().signal;
const all = { Version: '2012-10-17', Statement: { Effect: 'Allow' as const, Action: '*', Resource: '*' } };

let ca: TestCa;
beforeAll(() => {
  ca = createTestCa();
});

const got = <T>(result: AwsResult<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
};

const setUp = async () => {
  const simulator = createAwsSimulator({ now: systemClock.now, random: (bytes) => randomBytes(bytes) });
  const server = await serveAwsSimulator(simulator);
  const account = simulator.addAccount(accountId);
  const log = { info: () => {}, warn: () => {} };
  const transport = createAwsTransport({ env: {}, clock: systemClock, log });
  const perform = createAwsCalls({ transport, clock: systemClock, log, limitMillis: 10_000 });
  const callerOf = (policies: readonly (typeof all)[], name = 'admin'): Caller => {
    const { accessKeyId, secretAccessKey } = account.addUser(name, { policies }).addKey();
    const endpoint = { region, override: { url: server.url, setting: 'AWS_ENDPOINT_URL' } };
    return { source: 'admin', credentials: { accessKeyId, secretAccessKey }, endpoint };
  };
  const close = async () => {
    transport.close();
    await server.close();
  };
  return { simulator, account, callerOf, close, ...createAnywhereAdmin({ perform, transport, clock: systemClock }) };
};

let stage: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
  stage = await setUp();
});
afterEach(() => stage.close());

describe('the control plane of Roles Anywhere', () => {
  it('makes a trust anchor and a profile, both enabled, and lists them', async () => {
    const { admin, callerOf, account } = stage;
    const caller = callerOf([all]);
    const role = account.addRole('Dev');
    const anchor = got(await admin.createTrustAnchor(caller, { name: 'jane-ca', source: { bundle: ca.pem } }, never));
    expect(anchor).toMatchObject({ name: 'jane-ca', enabled: true, bundle: ca.pem });
    const profile = got(await admin.createProfile(caller, { name: 'dev', roleArns: [role.arn], durationSeconds: 43_200 }, never));
    expect(profile).toMatchObject({ enabled: true, roleArns: [role.arn], durationSeconds: 43_200, acceptsSessionName: false });
    expect(got(await admin.listTrustAnchors(caller, never))).toEqual([anchor]);
    expect(got(await admin.listProfiles(caller, never))).toEqual([profile]);
    got(await admin.deleteProfile(caller, profile.arn, never));
    got(await admin.deleteTrustAnchor(caller, anchor.arn, never));
    expect(got(await admin.listTrustAnchors(caller, never))).toEqual([]);
  });

  it('reads all pages', async () => {
    const { admin, callerOf, simulator } = stage;
    for (let count = 0; count < 120; count += 1) simulator.anywhere.addProfile(accountId, region, [], { name: `p${count}` });
    expect(got(await admin.listProfiles(callerOf([all]), never))).toHaveLength(120);
  });

  it('says which action is missing, iam:PassRole as well', async () => {
    const { admin, callerOf, account } = stage;
    const only = { ...all, Statement: { ...all.Statement, Action: 'rolesanywhere:*' } };
    const role = account.addRole('Dev');
    expect(await admin.listTrustAnchors(callerOf([], 'jane'), never)).toMatchObject({
      ok: false,
      problem: { code: 'iam-denied', action: 'rolesanywhere:ListTrustAnchors' },
    });
    expect(await admin.createProfile(callerOf([only]), { name: 'dev', roleArns: [role.arn], durationSeconds: 3600 }, never)).toMatchObject({
      ok: false,
      problem: { code: 'iam-denied', action: 'iam:PassRole', resource: role.arn },
    });
  });

  it('is told of keys that AWS does not know', async () => {
    const { admin, callerOf } = stage;
    const caller = callerOf([all]);
    const wrong = { ...caller, credentials: { ...caller.credentials, secretAccessKey: 'x'.repeat(40) } };
    expect(await admin.listProfiles(wrong, never)).toMatchObject({ ok: false, problem: { code: 'secret-wrong' } });
  });
});

describe('AWS Private CA', () => {
  const order = (authorityArn: string, request = createTestRequest('/O=Example/CN=jane')) => ({
    authorityArn,
    request,
    signingAlgorithm: 'SHA256WITHECDSA',
    days: 30,
    token: 'one',
  });

  it('issues a certificate, which is there some answers later', async () => {
    const { privateCa, callerOf, simulator } = stage;
    const caller = callerOf([all]);
    const arn = simulator.anywhere.addPrivateCa(accountId, region, { ...ca, pendingAnswers: 2 });
    const made = got(await privateCa.issue(caller, order(arn), never));
    expect(got(await privateCa.get(caller, arn, made, never))).toBeUndefined();
    expect(got(await privateCa.get(caller, arn, made, never))).toBeUndefined();
    const issued = got(await privateCa.get(caller, arn, made, never));
    const certificate = new X509Certificate(issued?.certificate ?? '');
    const issuer = new X509Certificate(ca.pem);
    expect(certificate.subject).toBe('O=Example\nCN=jane');
    expect([certificate.checkIssued(issuer), certificate.verify(issuer.publicKey), certificate.ca]).toEqual([true, true, false]);
    expect(issued?.chain).toBe(ca.pem);
  });

  it('issues the same order once, and goes on after throttling', async () => {
    const { privateCa, callerOf, simulator } = stage;
    const caller = callerOf([all]);
    const arn = simulator.anywhere.addPrivateCa(accountId, region, ca);
    const same = order(arn);
    simulator.faults.add({ kind: 'throttle' }, { action: 'IssueCertificate' });
    expect(got(await privateCa.issue(caller, same, never))).toBe(got(await privateCa.issue(caller, same, never)));
  });

  it('refuses a request that is none, and a CA that is not active', async () => {
    const { privateCa, callerOf, simulator } = stage;
    const caller = callerOf([all]);
    const arn = simulator.anywhere.addPrivateCa(accountId, region, ca);
    const sleeping = simulator.anywhere.addPrivateCa(accountId, region, { ...ca, active: false });
    expect(await privateCa.issue(caller, order(arn, 'x'), never)).toMatchObject({
      problem: { code: 'private-ca-refused', awsCode: 'MalformedCSRException' },
    });
    expect(await privateCa.issue(caller, order(sleeping), never)).toMatchObject({
      problem: { code: 'private-ca-refused', awsCode: 'InvalidStateException' },
    });
    expect(
      await privateCa.describe(
        caller,
        arn.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
        never,
      ),
    ).toMatchObject({
      problem: { code: 'private-ca-refused', awsCode: 'ResourceNotFoundException' },
    });
  });
});
