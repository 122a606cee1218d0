import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import { readPemOrDer } from '../../../../src-main/card/certificates/pem.ts';
import { createTestCa, createTestRequest } from '../../../support/aws/test-ca.ts';
import { putIdentity } from '../../../support/card/piv-identity.ts';
import { openCertificatesPage, pin } from './certificates-stage.ts';

const request = utf8(createTestRequest('/O=Example/CN=jane'));
const der = readPemOrDer('CERTIFICATE REQUEST', request)[0] ?? request;
const demandsNothing = { days: 90, demands: [] };

/** An authority in 9c, and its page open. */
const opened = async () => {
  const stage = await openCertificatesPage((key) => putIdentity(key, createTestCa(), { slot: 0x9c }));
  await stage.done(() => stage.run('openSigning', { keyId: stage.keyId(), slot: '9c' }));
  return stage;
};

describe('the page on which an authority signs', () => {
  it('is for a slot with an authority’s certificate alone', async () => {
    const stage = await openCertificatesPage((key) => putIdentity(key, createTestCa().issue()));
    expect(stage.run('openSigning', { keyId: stage.keyId(), slot: '82' })).toBe(false);
    expect(stage.run('openSigning', { keyId: stage.keyId(), slot: '9c' })).toBe(false);
    expect(stage.run('openRequest', { name: '', files: [request] })).toBe(false);
  });

  it('shows a request, signs it with the PIN, and has it in the register', async () => {
    const stage = await opened();
    expect(stage.page()?.stage).toMatchObject({ kind: 'sign', slot: '9c', subject: 'CN=Test Root,O=Example', signed: [] });
    expect(stage.run('signRequest', demandsNothing)).toBe(false);
    await stage.done(() => stage.run('openRequest', { name: 'jane.csr', files: [request] }));
    expect(stage.page()?.stage).toMatchObject({ request: { file: 'jane.csr', subject: 'CN=jane,O=Example', proof: { why: 'absent' } } });
    await stage.done(() => stage.run('signRequest', demandsNothing), pin);
    const { stage: signed } = stage.page() ?? {};
    expect(signed).toMatchObject({ made: { kind: 'certificate', certificate: { subject: 'CN=jane,O=Example' } }, signed: [{}] });
    // It was signed: to sign it once more it is opened again.
    expect(stage.run('signRequest', demandsNothing)).toBe(false);
  });

  it('signs nothing whose attestation proves less than the rules demand', async () => {
    const stage = await opened();
    await stage.done(() => stage.run('openRequest', { name: '', files: [request] }));
    await stage.done(() => stage.run('signRequest', { days: 90, demands: ['origin'] }));
    expect(stage.page()).toMatchObject({ problem: { code: 'attestation-refused', why: 'absent' }, stage: { kind: 'sign', signed: [] } });
  });

  it('tells what is no request, and shows the one before no longer', async () => {
    const stage = await opened();
    await stage.done(() => stage.run('openRequest', { name: 'jane.csr', files: [request] }));
    await stage.done(() => stage.run('openRequest', { name: 'photo.jpg', files: [utf8('nothing')] }));
    expect(stage.page()).toMatchObject({ problem: { code: 'request-unusable', file: 'photo.jpg', why: 'unreadable' } });
    expect(stage.page()?.stage).not.toHaveProperty('request');
  });

  it.each([
    ['two of DER', [der, der]],
    ['one of each kind', [request, der]],
  ])('opens none of several requests that come at once: %s', async (_, files) => {
    const stage = await opened();
    await stage.done(() => stage.run('openRequest', { name: 'jane.csr, dev.csr', files }));
    expect(stage.page()).toMatchObject({ problem: { code: 'request-unusable', file: 'jane.csr, dev.csr', why: 'many', count: 2 } });
    expect(stage.page()?.stage).not.toHaveProperty('request');
  });

  it('revokes what it signed, makes the list, and gives it to AWS only when there is one', async () => {
    const stage = await opened();
    const anchor = { source: 'work', trustAnchorArn: ' arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/x ' };
    expect(stage.run('importRevocationList', anchor)).toBe(false);
    await stage.done(() => stage.run('openRequest', { name: '', files: [request] }));
    await stage.done(() => stage.run('signRequest', demandsNothing), pin);
    const { stage: signed } = stage.page() ?? {};
    const number = signed?.kind === 'sign' ? (signed.signed[0]?.serialNumber ?? '') : '';
    await stage.done(() => stage.run('revokeCertificate', { number: '12345' }));
    expect(stage.page()?.problem).toEqual({ code: 'signed-unknown', number: '12345' });
    await stage.done(() => stage.run('revokeCertificate', { number }));
    expect(stage.page()?.stage).toMatchObject({
      made: { kind: 'list', revoked: 1 },
      signed: [{ revokedAt: expect.any(Number) as number }],
    });
    await stage.done(() => stage.run('importRevocationList', anchor));
    expect(stage.page()?.problem).toEqual({ code: 'anywhere-arn-bad', what: 'trust-anchor', value: anchor.trustAnchorArn.trim() });
    expect(stage.page()?.stage).toMatchObject({ made: { kind: 'list', revoked: 1 } });
    const elsewhere = 'arn:aws:rolesanywhere:cn-north-1:111122223333:trust-anchor/12345678-1234-1234-1234-123456789012';
    await stage.done(() => stage.run('importRevocationList', { source: 'work', trustAnchorArn: elsewhere }));
    expect(stage.page()?.problem).toEqual({ code: 'anywhere-apart', what: 'partition', values: ['aws', 'aws-cn'] });
  });
});
