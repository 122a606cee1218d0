import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';
import { openCertificatesPage, pin } from './certificates-stage.ts';

/** A request for a key that is there: it takes the PIN. */
const opened = async () => {
  const stage = await openCertificatesPage((key) => generateInSlot(key, { slot: 0x85, algorithm: 'p256', pin: 2, touch: 1 }));
  const place = { keyId: stage.keyId(), slot: '85' };
  stage.run('openRenewal', place);
  let sent = 0;
  stage.key.onApdu((apdu) => {
    if (apdu[1] === 0x20 && apdu[3] === 0x80 && apdu.length > 5) sent += 1;
  });
  const order = { ...place, way: { kind: 'request' }, source: '', subject: 'CN=jane' };
  return { ...stage, sent: () => sent, begin: () => stage.run('renewCertificate', order) };
};

describe('a wrong PIN on the page of certificates', () => {
  it('brings the sheet again at once, with the tries that are left, and is sent once', async () => {
    const { begin, type, done, page, sent, told } = await opened();
    const over = done(begin);
    expect(await type('111111')).toMatchObject({ kind: 'pin', wrong: false, tries: 3 });
    expect(await type(pin)).toMatchObject({ kind: 'pin', wrong: true, tries: 2, for: { deed: 'request' } });
    await over;
    expect(page()).toMatchObject({ stage: { kind: 'request', subject: 'CN=jane' } });
    expect(page()).not.toHaveProperty('problem');
    expect(sent()).toBe(2);
    expect(JSON.stringify(told)).not.toContain('111111');
  });

  it('is not tried as the last one unless the person says so, and says at its end that the PIN is blocked', async () => {
    const { begin, type, done, asked, page, sent, app } = await opened();
    const over = done(begin);
    await type('111111');
    await type('222222');
    expect(await type('333333')).toMatchObject({ wrong: true, tries: 1 });
    const last = await asked();
    expect(last).toMatchObject({ wrong: false, tries: 1 });
    expect(sent()).toBe(2);
    app.run('answerPin', { waiting: last?.id, pin: utf8('333333'), lastTry: true });
    await over;
    expect(page()?.problem).toMatchObject({ code: 'pin-blocked' });
    expect(sent()).toBe(3);
  });

  it('ends without a word when the person leaves the sheet that came again', async () => {
    const { begin, type, done, asked, page, app } = await opened();
    const over = done(begin);
    await type('111111');
    app.run('cancel', { waiting: (await asked())?.id });
    await over;
    expect(page()).toMatchObject({ stage: { kind: 'renew' } });
    expect(page()).not.toHaveProperty('problem');
  });

  it('is asked for anew where the one that was remembered is another one by now', async () => {
    const { begin, type, done, key, run } = await opened();
    await done(begin, pin);
    await key.transmit(Uint8Array.from([0x00, 0xa4, 0x04, 0x00, 0x05, 0xa0, 0x00, 0x00, 0x03, 0x08]));
    const padded = (text: string) => [...utf8(text), 0xff, 0xff];
    await key.transmit(Uint8Array.from([0x00, 0x24, 0x00, 0x80, 0x10, ...padded(pin), ...padded('271828')]));
    run('leaveCertificateStage', null);
    const over = done(() => run('openRenewal', { keyId: '12345678', slot: '85' }) && begin());
    expect(await type('271828')).toMatchObject({ wrong: true, tries: 2 });
    await over;
  });
});

describe('a wrong PUK', () => {
  it('brings its sheet again, and the new PIN is not asked for twice', async () => {
    const { run, keyId, type, done, page } = await openCertificatesPage(() => {});
    const over = done(() => run('unblockPin', { keyId: keyId() }));
    expect(await type('11111111')).toMatchObject({ asks: 'puk', wrong: false });
    expect(await type('271828')).toMatchObject({ asks: 'new-pin' });
    expect(await type('12345678')).toMatchObject({ asks: 'puk', wrong: true, tries: 2 });
    await over;
    expect(page()?.stage).toMatchObject({ kind: 'keys', told: { kind: 'unblocked' } });
  });
});
