import { describe, expect, it } from 'vitest';
import { replaceManagementKey } from '../../../support/card/piv-key.ts';
import { openCertificatesPage, pin } from './certificates-stage.ts';

const digits = '09'.repeat(24);

/** A YubiKey whose management key somebody changed, and a setup that needs it. */
const opened = async () => {
  const stage = await openCertificatesPage((key) => replaceManagementKey(key, new Uint8Array(24).fill(9)));
  expect(stage.run('openKeySetup', { keyId: stage.keyId(), authority: false })).toBe(true);
  const order = { keyId: stage.keyId(), slot: '82', algorithm: 'p256', pin: 'once', touch: 'cached', subject: 'CN=jane', authority: false };
  return { ...stage, begin: () => stage.run('startKeySetup', { ...order, way: { kind: 'request' } }) };
};

describe('the sheet for a management key', () => {
  it.each([
    ['in one', digits],
    ['in groups and capitals', `${'0909 '.repeat(12)}`],
  ])('takes it in hexadecimal, %s, and the setup goes on', async (_, typed) => {
    const { begin, type, done, page, key } = await opened();
    const over = done(begin);
    expect(await type(typed)).toMatchObject({ kind: 'pin', asks: 'management-key', for: { kind: 'certificate', deed: 'set-up' } });
    expect(await type(pin)).not.toHaveProperty('asks');
    await over;
    expect(page()?.problem).toBeUndefined();
    expect(page()?.stage).toMatchObject({ kind: 'request', slot: '82' });
    expect([...key.piv.keys().keys()]).toEqual([0x82]);
  });

  it.each([
    ['of another length', '0909'],
    ['with other letters', digits.replace('0', 'x')],
    ['in letters of another alphabet', '０'.repeat(48)],
    ['that is empty', ' '],
  ])('refuses one %s, and asks the YubiKey for nothing', async (_, typed) => {
    const { begin, type, done, page, key } = await opened();
    const over = done(begin);
    await type(typed);
    await over;
    expect(page()?.problem).toEqual({ code: 'management-key-malformed' });
    expect(key.piv.keys().size).toBe(0);
  });

  it('comes again after one that is another key’s, and the setup goes on with the right one', async () => {
    const { begin, type, done, page, key } = await opened();
    const over = done(begin);
    expect(await type('08'.repeat(24))).toMatchObject({ wrong: false });
    expect(await type(digits)).toMatchObject({ asks: 'management-key', wrong: true });
    await type(pin);
    await over;
    expect(page()).not.toHaveProperty('problem');
    expect([...key.piv.keys().keys()]).toEqual([0x82]);
  });

  it('ends when the YubiKey is pulled, and what it says is over with the key back', async () => {
    const { begin, type, done, page, readers, key, until } = await opened();
    const over = done(begin);
    await until((snapshot) => snapshot.waiting.some(({ asks }) => asks === 'management-key'));
    readers.remove('usb');
    await over;
    expect(page()?.problem).toEqual({ code: 'yubikey-removed', serial: 12345678 });
    readers.insert('usb', key);
    await until(({ certificates }) => certificates?.keys[0]?.state === 'ready');
    expect(page()).not.toHaveProperty('problem');
    const again = done(begin);
    await type(digits);
    await type(pin);
    await again;
    expect(page()?.stage).toMatchObject({ kind: 'request', slot: '82' });
  });

  it('is left without a word, and its digits are in no snapshot', async () => {
    const { begin, done, page, app, until, told } = await opened();
    const over = done(begin);
    const { waiting } = await until((snapshot) => snapshot.waiting.some(({ kind }) => kind === 'pin'));
    app.run('cancel', { waiting: waiting[0]?.id });
    await over;
    expect(page()).not.toHaveProperty('problem');
    expect(JSON.stringify(told)).not.toContain('0909');
  });
});
