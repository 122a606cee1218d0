import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { createKeys } from '../../../../src-main/card/keys/yubikeys.ts';
import { createInProcessReaders } from '../../../../src-main/demo/virtual-yubikey/in-process-readers.ts';
import { createVirtualYubiKey, type VirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { codeRequest, firstReader, keysOf, secondReader } from '../../../fakes/card-desk.ts';
import { createStockedKey } from '../../../fakes/card-stock.ts';

const step = 59_000_000;
/** In the middle of the step. */
const clock = { ...systemClock, now: () => step * 30_000 + 15_000 };

const select = 0xa4;
const calculate = 0xa2;
const calculateAll = 0xa4;
const readConfig = 0x1d;

/** A key whose codes want no touch. */
const plainKey = () => {
  const key = createVirtualYubiKey({ serial: 1 });
  key.store({ id: 'plain', secret: new Uint8Array(20) });
  return key;
};

/** A run that makes one code and ends, over these keys; `sent` are the instructions that the first key got. */
const open = async (key: VirtualYubiKey, other?: VirtualYubiKey) => {
  const sent: number[] = [];
  key.onApdu((apdu) => sent.push(apdu[1] ?? 0));
  const readers = createInProcessReaders({ [firstReader]: key, ...(other ? { [secondReader]: other } : {}) });
  const random = (length: number) => Uint8Array.from(randomBytes(length));
  const keys = createKeys({ readers, clock, log: silentLog, random, brief: true });
  await keys.settled();
  const [found] = keysOf(keys);
  return { keys, sent, ask: (account: string, at = step) => codeRequest(account, { keyId: found?.id ?? '', step: at }) };
};

describe('a run that makes one code and ends', () => {
  it('asks the only key for its codes alone, and hands out what came with them', async () => {
    const { keys, sent, ask } = await open(plainKey());
    expect(sent).toEqual([select, calculateAll]);
    const made = await keys.code(ask('plain'));
    expect(sent).toEqual([select, calculateAll]);
    // The same as the key makes when it is asked for this code.
    expect(await keys.code(ask('plain'))).toEqual(made);
    expect(sent).toEqual([select, calculateAll, select, calculate]);
    expect(made).toMatchObject({ ok: true, value: { code: expect.stringMatching(/^\d{6}$/), step } });
  });

  it('asks who it is as well when a touch may be asked for', async () => {
    const { keys, sent } = await open(createStockedKey());
    expect(sent).toEqual([select, calculateAll, select, readConfig]);
    expect(keysOf(keys)).toMatchObject([{ serial: 12345678, name: 'YubiKey 5 NFC', oath: 'ready' }]);
  });

  it('asks the key when another step is asked for', async () => {
    const { keys, sent, ask } = await open(createStockedKey());
    const later = await keys.code(ask('plain', step + 1));
    expect(sent.at(-1)).toBe(calculate);
    expect(later).not.toEqual(await keys.code(ask('plain')));
  });

  it('takes no code of a 60-second account from a reading for 30 seconds', async () => {
    const key = createVirtualYubiKey({ serial: 1 });
    key.store({ id: '60/slow', secret: new Uint8Array(20) });
    const { keys, sent, ask } = await open(key);
    expect(keysOf(keys)[0]?.accounts).toMatchObject([{ id: '60/slow', period: 60, touch: 'not-required' }]);
    await keys.code(ask('60/slow'));
    expect(sent.at(-1)).toBe(calculate);
  });

  it('still tells two keys apart by their serials', async () => {
    const { keys, sent } = await open(createStockedKey({ serial: 111 }), createStockedKey({ serial: 222 }));
    expect(keysOf(keys).map(({ serial }) => serial)).toEqual([111, 222]);
    expect(sent).toContain(readConfig);
  });

  it('says that OATH is switched off', async () => {
    const { keys } = await open(createVirtualYubiKey({ serial: 1, oathEnabled: false }));
    expect(keysOf(keys)).toMatchObject([{ problem: { code: 'oath-disabled' } }]);
  });
});
