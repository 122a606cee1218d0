import { describe, expect, it } from 'vitest';
import { createTestCa } from '../../../support/aws/test-ca.ts';
import { putIdentity } from '../../../support/card/piv-identity.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';
import { openCertificatesPage, pin } from './certificates-stage.ts';

const way = { kind: 'request' } as const;

describe('a key without a certificate', () => {
  it('gets a request under a subject that is typed, which waits for its certificate', async () => {
    const { run, done, page, keyId, app } = await openCertificatesPage((key) =>
      generateInSlot(key, { slot: 0x85, algorithm: 'p256', pin: 2, touch: 1 }),
    );
    const place = { keyId: keyId(), slot: '85' };
    expect(run('openRenewal', place)).toBe(true);
    expect(page()?.stage).toEqual({ kind: 'renew', ...place, subject: '' });
    expect(run('renewCertificate', { ...place, way, source: '', subject: ' ' })).toBe(false);
    await done(() => run('renewCertificate', { ...place, way, source: '', subject: 'jane' }));
    expect(page()).toMatchObject({ problem: { code: 'subject-malformed' }, stage: { kind: 'renew', subject: '' } });
    await done(() => run('renewCertificate', { ...place, way, source: '', subject: ' CN=jane ' }), pin);
    expect(page()?.stage).toMatchObject({ kind: 'request', slot: '85', subject: 'CN=jane' });
    expect(app.snapshot().certificates?.unfinished).toMatchObject([{ slot: '85', subject: 'CN=jane', keepsKey: true }]);
  });

  it('is none where a slot holds one, or nothing, and no other subject takes the place of the one that is there', async () => {
    const { run, done, page, keyId } = await openCertificatesPage((key) => putIdentity(key, createTestCa().issue()));
    expect(run('openRenewal', { keyId: keyId(), slot: '85' })).toBe(false);
    const place = { keyId: keyId(), slot: '82' };
    expect(run('openRenewal', place)).toBe(true);
    const known = page()?.stage;
    expect(known).toMatchObject({ kind: 'renew', subject: expect.stringContaining('CN=jane') });
    await done(() => run('renewCertificate', { ...place, way, source: '', subject: 'CN=other' }), pin);
    expect(page()?.stage).toMatchObject({ kind: 'request', subject: known?.kind === 'renew' ? known.subject : '' });
  });
});
