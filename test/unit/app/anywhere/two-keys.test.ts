import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { createKey, never } from '../../../fakes/world.ts';
import { putIdentity } from '../../../support/card/piv-identity.ts';
import { authority, countPins, now, ownConfig, setUp } from './certificate-stage.ts';

describe('two YubiKeys with a PIN each', () => {
  /** Jane's opens `dev`, Joe's `other`. */
  const opened = async () => {
    const clock = createFakeClock(now);
    const { ca, jane } = authority();
    const one = createKey(clock, { accounts: [], pin: '111111' });
    const other = createKey(clock, { serial: 23456789, accounts: [], pin: '222222' });
    putIdentity(one, jane);
    putIdentity(other, ca.issue({ subject: '/O=Example/CN=joe' }));
    const config = `${ownConfig('roletap_certificate = jane\n')}\n${ownConfig('roletap_certificate = joe\n').replace('[profile dev]', '[profile other]')}`;
    const stage = await setUp({ clock, yubikeys: { usb: one, nfc: other }, config });
    const pins = [countPins(one), countPins(other)];
    return { ...stage, one, other, sent: () => pins.map((count) => count()) };
  };
  const tap = ({ app }: Awaited<ReturnType<typeof opened>>, role: string) => app.tap({ role, fresh: true }, never());

  it('are asked for their own, and remember it apart', async () => {
    const stage = await opened();
    const first = tap(stage, 'dev');
    expect(await stage.typePin('111111')).toMatchObject({ key: { serial: 12345678 } });
    expect(await first).toMatchObject({ ok: true });
    const second = tap(stage, 'other');
    expect(await stage.typePin('222222')).toMatchObject({ key: { serial: 23456789 } });
    expect(await second).toMatchObject({ ok: true });
    expect(stage.sent()).toEqual([1, 1]);
    expect(await tap(stage, 'dev')).toMatchObject({ ok: true });
    expect(await tap(stage, 'other')).toMatchObject({ ok: true });
    expect(stage.sent()).toEqual([2, 2]);
  });

  it('never get the other’s PIN: a wrong one costs a try on one of them', async () => {
    const stage = await opened();
    const tapped = tap(stage, 'other');
    await stage.typePin('111111');
    const again = await stage.askedPin();
    expect(again).toMatchObject({ key: { serial: 23456789 }, wrong: true, tries: 2 });
    expect(stage.sent()).toEqual([0, 1]);
    expect(stage.app.run('answerPin', { waiting: again.id, pin: utf8('222222'), lastTry: false })).toEqual({ accepted: true });
    expect(await tapped).toMatchObject({ ok: true });
    expect(stage.sent()).toEqual([0, 2]);
  });
});
