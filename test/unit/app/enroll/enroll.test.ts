import { describe, expect, it } from 'vitest';
import { openStage } from './enroll-fixture.ts';

describe('enrolment with IAM permissions', () => {
  it('makes the first device: two touches, no wait, a proof, and the serial in the profiles', async () => {
    const stage = await openStage();
    await stage.toKeyPage();
    const page = stage.page('key');
    // A spare that nobody wished for is no step.
    expect(stage.snapshot().enroll?.steps.map(({ name }) => name)).toEqual(['user', 'key', 'create', 'codes', 'proof', 'profiles']);
    expect(page).toMatchObject({ deviceName: 'jane', otherName: 'jane-yk-12345678', touch: true, needsSession: false });
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.devices()).toEqual([{ arn: 'arn:aws:iam::111122223333:mfa/jane', isEnabled: true }]);
    expect(stage.accounts()).toEqual([{ serial: 12345678, id: 'arn:aws:iam::111122223333:mfa/jane', touch: true }]);
    expect(stage.snapshot().mfaSessions).toHaveLength(1);
    expect(stage.page('profiles').profiles).toEqual([{ profile: 'work' }, { profile: 'dev' }]);
    stage.send('enrollProfiles', { profiles: ['work', 'dev'] });
    await stage.drive('done');
    expect(stage.world.files.text.config).toContain('mfa_serial = arn:aws:iam::111122223333:mfa/jane');
    expect(stage.world.journal.texts.size).toBe(0);
  });
});
