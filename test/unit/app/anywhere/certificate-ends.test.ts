import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { never } from '../../../fakes/world.ts';
import { person } from '../piv/desk.ts';
import { anchorArn, authority, now, ownConfig, profileArn, roleArn, setUp } from './certificate-stage.ts';

const day = 86_400_000;

describe('the end of a certificate', () => {
  /** A tray in which a role was opened with a certificate for 40 days. */
  const opened = async (config = ownConfig()) => {
    const stage = await setUp({ kind: 'tray', certificate: authority().ca.issue({ days: 40 }), config });
    const tapped = stage.app.tap({ role: 'dev' }, never());
    await stage.typePin('654321');
    expect(await tapped).toMatchObject({ ok: true });
    return stage;
  };
  type Stage = Awaited<ReturnType<typeof opened>>;
  const notices = ({ app }: Stage) => app.snapshot().notices.filter(({ kind }) => kind === 'certificate-ends');
  const alerts = ({ app }: Stage) => app.snapshot().alerts.filter(({ kind }) => kind === 'certificate-ends');
  const pass = async ({ clock }: Stage, days: number) => {
    await clock.advance(days * day);
    await settle(10);
  };

  it('is told 30 days and 7 days before, once each', async () => {
    const stage = await opened();
    await pass(stage, 9);
    expect([notices(stage), alerts(stage)]).toEqual([[], []]);
    await pass(stage, 2);
    expect(notices(stage)).toMatchObject([{ profile: 'dev', days: 28 }]);
    const [first] = alerts(stage);
    expect(first).toMatchObject({ profile: 'dev', subject: 'CN=jane,O=Example' });
    stage.app.run('dismissAlert', { alert: first?.id ?? '' });
    await pass(stage, 10);
    expect(alerts(stage)).toEqual([]);
    await pass(stage, 12);
    expect(alerts(stage)).toMatchObject([{ days: 7 }]);
    expect(stage.world.settings.get().certificateEnds.dev).toMatchObject({ told: 7, slot: '82' });
    stage.app.run('dismissAlert', { alert: first?.id ?? '' });
    await pass(stage, 5);
    expect(alerts(stage)).toEqual([]);
    expect(notices(stage)).toMatchObject([{ days: 1 }]);
    await pass(stage, 3);
    expect(notices(stage)).toMatchObject([{ days: -2 }]);
  });

  it('is told as over where nobody was there to be told before', async () => {
    const { settings } = (await opened()).world;
    const late = await setUp({
      kind: 'tray',
      config: ownConfig(),
      settings: { certificateEnds: settings.get().certificateEnds },
      clock: createFakeClock(now + 41 * day),
    });
    await pass(late, 1 / 86_400);
    expect(alerts(late)).toMatchObject([{ days: -2 }]);
  });

  it('is told of a role that was set up and never opened', async () => {
    const stage = await setUp({
      kind: 'tray',
      certificate: authority().ca.issue({ days: 40 }),
      config: '[profile other]\nregion = eu-west-1\n',
    });
    const role = { name: 'made', roleArn, trustAnchorArn: anchorArn, profileArn };
    expect(await stage.app.certificates.adopt({ slot: '82', role }, person('654321'))).toMatchObject({ ok: true });
    await pass(stage, 11);
    expect(notices(stage)).toMatchObject([{ profile: 'made', days: 28 }]);
    expect(alerts(stage)).toMatchObject([{ profile: 'made', subject: 'CN=jane,O=Example' }]);
  });

  it('stands on its role’s row once it opened it, and on no other', async () => {
    const stage = await opened(`${ownConfig()}\n${ownConfig().replace('[profile dev]', '[profile other]')}`);
    const ends = stage.app.snapshot().roles.map(({ id, certificate }) => [id, certificate?.until]);
    expect(ends).toEqual([
      ['dev', stage.world.settings.get().certificateEnds.dev?.until],
      ['other', undefined],
    ]);
    expect(ends[0]?.[1]).toBeGreaterThan(stage.clock.now());
  });

  it('leads to the renewal of the certificate in its slot', async () => {
    const stage = await opened();
    await pass(stage, 11);
    const [alert] = alerts(stage);
    expect(stage.app.run('answerAlert', { alert: alert?.id ?? '' })).toEqual({ accepted: true });
    const renewal = { kind: 'renew', keyId: '12345678', slot: '82', subject: 'CN=jane,O=Example' };
    expect(stage.app.snapshot().certificates?.stage).toEqual(renewal);
    stage.app.run('leaveCertificateStage', null);
    expect(stage.app.run('renewRole', { profile: 'dev' })).toEqual({ accepted: true });
    expect(stage.app.snapshot().certificates?.stage).toEqual(renewal);
    stage.app.run('leaveCertificateStage', null);
    expect(stage.app.run('renewRole', { profile: 'toString' })).toEqual({ accepted: true });
    expect(stage.app.snapshot().certificates?.stage).toEqual({ kind: 'keys' });
    expect(alerts(stage)).toEqual([]);
  });

  it('leads to the renewal as soon as the YubiKey is there, unless the person went elsewhere meanwhile', async () => {
    const stage = await opened();
    await pass(stage, 11);
    const shown = () => stage.app.snapshot().certificates?.stage;
    const plug = async (isIn: boolean) => {
      if (isIn) stage.readers.insert('usb', stage.key);
      else stage.readers.unplug('usb');
      await stage.until(({ card }) => (card.kind === 'present') === isIn);
    };
    await plug(false);
    expect(stage.app.run('answerAlert', { alert: alerts(stage)[0]?.id ?? '' })).toEqual({ accepted: true });
    expect(shown()).toEqual({ kind: 'keys' });
    await plug(true);
    await stage.until(({ certificates }) => certificates?.stage.kind === 'renew');
    expect(shown()).toMatchObject({ slot: '82', subject: 'CN=jane,O=Example' });
    await plug(false);
    stage.app.run('renewRole', { profile: 'dev' });
    stage.app.run('leaveCertificateStage', null);
    await plug(true);
    await settle(10);
    expect(shown()).toEqual({ kind: 'keys' });
  });

  it('is told once for two roles with the same certificate, and is over with a new one', async () => {
    const stage = await opened(`${ownConfig()}\n${ownConfig().replace('[profile dev]', '[profile other]')}`);
    expect(await stage.app.tap({ role: 'other' }, never())).toMatchObject({ ok: true });
    await pass(stage, 11);
    expect(notices(stage)).toHaveLength(1);
    expect(alerts(stage)).toHaveLength(1);
    const { serial } = stage.world.settings.get().certificateEnds.dev ?? {};
    const certificate = { subject: 'CN=jane,O=Example', until: stage.clock.now() + 365 * day };
    const issued = [new X509Certificate(authority().jane.pem).raw] as const;
    await stage.app.anywhere.noteStored(serial === undefined ? {} : { serial }, { slot: '82', certificate, issued });
    expect(notices(stage)).toEqual([]);
  });
});
