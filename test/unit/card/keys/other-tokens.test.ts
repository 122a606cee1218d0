import { describe, expect, it } from 'vitest';
import { createForeignCard } from '../../../../src-main/demo/virtual-yubikey/card.ts';
import { canoKeyAtr } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { codeRequest, createDesk, firstReader, keysOf, secondReader } from '../../../fakes/card-desk.ts';
import { createStockedKey } from '../../../fakes/card-stock.ts';

const reader = 'Canokeys Canokey 00 00';
const createToken = (options: Parameters<typeof createStockedKey>[0] = {}) =>
  createStockedKey({ atr: canoKeyAtr, otherApplets: false, firmware: '6.0.0', ...options });
const deskWith = (cards: Parameters<typeof createDesk>[0], otherTokens: () => boolean) =>
  createDesk(cards, undefined, undefined, otherTokens);

describe('a token of another make', () => {
  it('is told of by its reader and left alone, unless it is wanted', async () => {
    const token = createToken();
    const { keys, readers } = deskWith({ [reader]: token }, () => false);
    await keys.settled();
    expect(keys.state()).toEqual({ kind: 'ready', keys: [], others: ['Canokeys Canokey'] });
    expect(token.apduCount()).toBe(0);
    readers.unplug(reader);
    expect(keys.state()).toEqual({ kind: 'ready', keys: [] });
  });

  it('makes codes as a YubiKey does where it is wanted, and is asked for nothing but OATH', async () => {
    const token = createToken();
    const sent: Uint8Array[] = [];
    token.onApdu((apdu) => sent.push(apdu));
    const { keys } = deskWith({ [reader]: token }, () => true);
    await keys.settled();
    const [key] = keysOf(keys);
    expect(key).toMatchObject({ name: 'Canokeys Canokey', firmware: '', oathVersion: '6.0.0', oath: 'ready' });
    expect(keys.state()).not.toHaveProperty('others');
    expect(await keys.code(codeRequest('plain', { keyId: key?.id ?? '' }))).toMatchObject({ ok: true });
    const selected = sent
      .filter(([, instruction, p1]) => instruction === 0xa4 && p1 === 0x04)
      .map((apdu) => Buffer.from(apdu).toString('hex'));
    expect(new Set(selected)).toEqual(new Set(['00a4040007a0000005272101']));
  });

  it('is locked as a YubiKey is', async () => {
    const { keys } = deskWith({ [reader]: createToken({ password: 'abc' }) }, () => true);
    await keys.settled();
    const [key] = keysOf(keys);
    expect(key?.oath).toBe('locked');
    expect(await keys.unlock(key?.id ?? '', 'abc')).toMatchObject({ ok: true });
    expect(keysOf(keys)[0]?.accounts).toHaveLength(3);
  });

  it.each([
    ['without OATH', () => createForeignCard()],
    ['whose SELECT tells neither version nor salt', () => ({ ...createForeignCard(), transmit: async () => Uint8Array.of(0x90, 0x00) })],
  ])('%s is another card all the same', async (_what, create) => {
    const { keys } = deskWith({ [secondReader]: create(), [firstReader]: createStockedKey() }, () => true);
    await keys.settled();
    expect(keys.state()).toMatchObject({ keys: [{ serial: 12345678 }], others: ['Virtual PCD'] });
    expect(keysOf(keys)).toHaveLength(1);
  });

  it('comes and goes as it is wanted', async () => {
    let wanted = false;
    const { keys } = deskWith({ [reader]: createToken() }, () => wanted);
    await keys.settled();
    wanted = true;
    keys.refresh();
    await keys.settled();
    expect(keysOf(keys)).toHaveLength(1);
    wanted = false;
    keys.refresh();
    expect(keys.state()).toEqual({ kind: 'ready', keys: [], others: ['Canokeys Canokey'] });
  });

  it('that has no CALCULATE ALL is read by LIST', async () => {
    const token = createToken();
    const transmit = async (apdu: Uint8Array) => (apdu[1] === 0xa4 && apdu[2] === 0 ? Uint8Array.of(0x6d, 0x00) : token.transmit(apdu));
    const { keys } = deskWith({ [reader]: { ...token, transmit } }, () => true);
    await keys.settled();
    const [key] = keysOf(keys);
    expect(key?.accounts.map(({ id, touch }) => [id, touch]).sort()).toEqual([
      ['counter', 'unknown'],
      ['plain', 'unknown'],
      ['touch', 'unknown'],
    ]);
    expect(await keys.code(codeRequest('plain', { keyId: key?.id ?? '' }))).toMatchObject({ ok: true });
  });
});
