import { describe, expect, it, vi } from 'vitest';
import { settle } from '../../../fakes/clock.ts';
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

describe('the other way', () => {
  const opened = async () => {
    const stage = await openStage();
    stage.run('openEnroll', { source: 'work', path: 'iam' });
    expect(stage.page('user').checking).toBe(true);
    return { stage, enroll: stage.snapshot().enroll?.id };
  };

  it('begins when the check of the first one has let go, and the window always has one of them to show', async () => {
    const { stage, enroll } = await opened();
    // The file that keeps other programs away, or AWS, is asked at this moment.
    stage.send('enrollPath', { path: 'console' });
    const before = stage.told.length;
    expect(stage.run('openEnroll', { source: 'work', path: 'console' })).toBe(false);
    await stage.drive('user');
    expect(stage.snapshot().enroll).toMatchObject({ path: 'console' });
    expect(stage.snapshot().enroll?.id).not.toBe(enroll);
    expect(stage.page('user').chosen).toBe('work');
    expect(stage.told.slice(before).filter((snapshot) => snapshot.enroll === undefined)).toEqual([]);
  });

  it('does not begin where the window is closed before', async () => {
    const { stage, enroll } = await opened();
    stage.send('enrollPath', { path: 'console' });
    stage.run('enrollClose', { enroll });
    expect(stage.snapshot().enroll).toBeUndefined();
    await vi.waitUntil(() => stage.run('openEnroll', { source: '', path: 'iam' }), { timeout: 30_000 });
    expect(stage.page('user').chosen).toBeUndefined();
    stage.send('enrollClose');
    await settle(50);
    expect(stage.snapshot().enroll).toBeUndefined();
  });
});
