import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { certificateFacts, certificatesIn } from '../../../../src-main/aws/anywhere/certificate-facts.ts';
import { trustPolicy } from '../../../../src-main/aws/anywhere/trust-policy.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import { signDigest } from '../../../support/aws/sign-digest.ts';
import { createTestCa, type TestCa, type TestCertificate } from '../../../support/aws/test-ca.ts';
import { type AnywhereStage, accountId, region, setAnywhereStage, trustFor } from './anywhere-fixture.ts';

let ca: TestCa;
let jane: TestCertificate;
let stage: AnywhereStage;

beforeAll(() => {
  ca = createTestCa();
  jane = ca.issue();
});
beforeEach(async () => {
  stage = await setAnywhereStage({ ca });
});
afterEach(() => stage.close());

const problemOf = async (asked: ReturnType<AnywhereStage['open']>) => {
  const made = await asked;
  return made.ok ? 'opened' : made.problem;
};
const actions = () => stage.simulator.requests.map(({ action, status }) => `${action} ${status}`);

describe('CreateSession', () => {
  it.each(['p256', 'p384', 'rsa'] as const)('opens a role with a certificate of a %s key', async (kind) => {
    const before = Date.now();
    const made = await stage.open(ca.issue({ kind }));
    if (!made.ok) throw new Error(made.problem.code);
    expect(made.value.accessKeyId).toMatch(/^ASIA/);
    expect(Math.abs(made.value.expires - before - 3600_000)).toBeLessThan(5000);
  });

  it('asks AWS for its time before the first signature, so that nobody touches a key in vain', async () => {
    await stage.open(jane);
    await stage.open(jane);
    expect(actions()).toEqual(['CreateSession 403', 'CreateSession 201', 'CreateSession 201']);
    expect(stage.signatures()).toBe(2);
  });

  it('signs with AWS’s time where this computer’s clock is off', async () => {
    stage.skew.millis = 40 * 60_000;
    expect(await problemOf(stage.open(jane))).toBe('opened');
    expect(stage.signatures()).toBe(1);
  });

  it('asks for no signature when AWS cannot be reached', async () => {
    await stage.server.close();
    expect(await problemOf(stage.open(jane))).toMatchObject({ code: 'aws-unreachable' });
    expect(stage.signatures()).toBe(0);
  });

  it('sends the same signature again after a fault of the server', async () => {
    stage.simulator.faults.add({ kind: 'server-error', status: 503, when: 'before' }, { action: 'CreateSession' });
    expect(await problemOf(stage.open(jane))).toBe('opened');
    expect(stage.signatures()).toBe(1);
  });

  it('is told that AWS limits requests', async () => {
    stage.simulator.faults.add({ kind: 'throttle' }, { action: 'CreateSession', times: 3 });
    expect(await problemOf(stage.open(jane))).toMatchObject({ code: 'throttled' });
  });

  it('names a page that is not AWS’s', async () => {
    stage.simulator.faults.add({ kind: 'captive-portal' }, { action: 'CreateSession', times: 3 });
    expect(await problemOf(stage.open(jane))).toMatchObject({ code: 'not-aws', what: 'page' });
  });

  it('sends the intermediates of a chain', async () => {
    const middle = ca.intermediate();
    const leaf = middle.issue();
    expect(await problemOf(stage.open(leaf))).toMatchObject({ code: 'certificate-refused', why: 'untrusted' });
    expect(await problemOf(stage.open(leaf, { chain: certificatesIn(middle.pem) ?? [] }))).toBe('opened');
  });

  it('is refused with the certificate of another authority, or of another key', async () => {
    expect(await problemOf(stage.open(createTestCa('Other').issue()))).toMatchObject({ code: 'certificate-refused', why: 'untrusted' });
    const other = certificateFacts(Buffer.from(ca.issue().pem));
    expect(await problemOf(stage.open(jane, { ...(other ? { certificate: other } : {}) }))).toMatchObject({
      code: 'certificate-refused',
      why: 'signature',
    });
  });

  it('is refused with a certificate that was revoked', async () => {
    const leaf = ca.issue();
    stage.simulator.anywhere.revoke(
      stage.trustAnchorArn,
      BigInt(certificateFacts(Buffer.from(leaf.pem))?.serial ?? 0)
        .toString(16)
        .toUpperCase(),
    );
    expect(await problemOf(stage.open(leaf))).toMatchObject({ code: 'certificate-refused', why: 'untrusted' });
  });

  it.each(['trustAnchorArn', 'profileArn'] as const)('is refused while %s is disabled', async (what) => {
    stage.simulator.anywhere.setEnabled(stage[what], false);
    expect(await problemOf(stage.open(jane))).toMatchObject({ code: 'certificate-refused', why: 'denied' });
  });

  it('is refused where the profile does not have the role', async () => {
    const profileArn = stage.simulator.anywhere.addProfile(accountId, region, []);
    const role = { trustAnchorArn: stage.trustAnchorArn, profileArn, roleArn: stage.role.arn };
    expect(await problemOf(stage.open(jane, { role }))).toMatchObject({ code: 'certificate-refused', why: 'denied' });
  });

  it('is refused where the role trusts only AssumeRole, or another subject', async () => {
    const { Statement, ...rest } = trustFor(stage.trustAnchorArn);
    stage.role.setTrust({ ...rest, Statement: { ...Statement, Action: ['sts:AssumeRole'] } });
    expect(await problemOf(stage.open(jane))).toMatchObject({ code: 'certificate-refused', why: 'denied' });
    stage.role.setTrust(trustFor(stage.trustAnchorArn, { 'aws:PrincipalTag/x509Subject/O': 'Elsewhere' }));
    expect(await problemOf(stage.open(jane))).toMatchObject({ code: 'certificate-refused', why: 'denied' });
  });

  it('sends a call again that was kept, as long as AWS takes its date', async () => {
    const last = {};
    let signatures = 0;
    const sign = async (digest: Uint8Array) => {
      signatures += 1;
      return ok(signDigest(jane.key, digest));
    };
    const again = async () =>
      (await stage.createSession(stage.order(jane), { sign, onAws: () => {}, last }, new AbortController().signal)).ok;
    stage.role.setTrust(trustFor(stage.trustAnchorArn, { 'aws:PrincipalTag/x509Subject/O': 'Elsewhere' }));
    expect(await again()).toBe(false);
    stage.role.setTrust(trustFor(stage.trustAnchorArn));
    expect([await again(), signatures]).toEqual([true, 1]);
    // AWS's clock goes on; what it answers tells.
    stage.skew.millis = 6 * 60_000;
    expect([await again(), signatures]).toEqual([true, 2]);
  });

  it('is refused where the role demands what an authority on a YubiKey proves, and the certificate does not', async () => {
    const proved = (touch: string) =>
      ca.issue({
        extensions: ['keyUsage=critical,digitalSignature', `subjectAltName=URI:urn:yubikey:12345678:pin-once:touch-${touch},DNS:jane`],
      });
    const subject = { CN: 'jane' };
    const demanding = trustPolicy({ trustAnchorArn: stage.trustAnchorArn, subject, proof: { asksPin: true, wantsTouch: true } });
    stage.role.setTrust(demanding as Parameters<typeof stage.role.setTrust>[0]);
    for (const other of [jane, proved('never')])
      expect(await problemOf(stage.open(other))).toMatchObject({ code: 'certificate-refused', why: 'denied' });
    expect(await problemOf(stage.open(proved('cached')))).toBe('opened');
    expect(certificateFacts(Buffer.from(proved('always').pem))?.proof).toEqual({ asksPin: true, wantsTouch: true });
  });

  it('is refused where the role demands a value that AWS drops', async () => {
    const odd = ca.issue({ subject: "/CN=O'Brien" });
    stage.role.setTrust(trustFor(stage.trustAnchorArn, { 'aws:PrincipalTag/x509Subject/CN': "O'Brien" }));
    expect(await problemOf(stage.open(odd))).toMatchObject({ code: 'certificate-refused', why: 'denied' });
  });

  it('names an anchor that this region does not have', async () => {
    const role = { trustAnchorArn: stage.trustAnchorArn.replace(/.{4}$/, '0000'), profileArn: stage.profileArn, roleArn: stage.role.arn };
    expect(await problemOf(stage.open(jane, { role }))).toEqual({ code: 'anywhere-unknown', profile: 'dev', region });
  });

  it('sends a session name, which only some profiles accept', async () => {
    expect(await problemOf(stage.open(jane, { roleSessionName: 'jane' }))).toMatchObject({
      code: 'certificate-refused',
      why: 'session-name',
    });
    const profileArn = stage.simulator.anywhere.addProfile(accountId, region, [stage.role.arn], { acceptRoleSessionName: true });
    const role = { trustAnchorArn: stage.trustAnchorArn, profileArn, roleArn: stage.role.arn };
    expect(await problemOf(stage.open(jane, { role, roleSessionName: 'jane' }))).toBe('opened');
  });

  it('is refused for longer than the role allows', async () => {
    expect(await problemOf(stage.open(jane, { durationSeconds: 12 * 3600 }))).toEqual({
      code: 'duration-refused',
      roleArn: stage.role.arn,
      askedSeconds: 12 * 3600,
      reason: 'role-maximum',
    });
    expect(await problemOf(stage.open(jane, { durationSeconds: 4 * 3600 }))).toBe('opened');
  });

  it('gives up when asked to, without a signature', async () => {
    const stop = new AbortController();
    stop.abort();
    const made = await stage.createSession(
      stage.order(jane),
      { sign: () => Promise.reject(new Error('asked')), onAws: () => {} },
      stop.signal,
    );
    expect(made).toEqual({ ok: false, problem: { code: 'cancelled' } });
  });
});
