import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../../src-main/base/bytes.ts';
import { insertedKey, readerName, watchKeys } from '../../../../src-main/card/keys/card-watch.ts';
import { createForeignCard } from '../../../../src-main/demo/virtual-yubikey/card.ts';
import { createInProcessReaders } from '../../../../src-main/demo/virtual-yubikey/in-process-readers.ts';
import { yubiKey5NfcAtr } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { firstReader } from '../../../fakes/card-desk.ts';
import { createStockedKey } from '../../../fakes/card-stock.ts';

describe('a card in a reader', () => {
  const at = { insertion: 3, heldExclusively: true };

  it('is a YubiKey by the reader that its driver made, over USB whatever its ATR says', () => {
    const reader = { name: 'Yubico YubiKey CCID 00 00', atr: fromHex('3B00'), ...at };
    expect(insertedKey(reader)).toEqual({ reader: 'Yubico YubiKey CCID 00 00', transport: 'usb', isOther: false, ...at });
  });

  it('is a YubiKey by its ATR in any other reader', () => {
    expect(insertedKey({ name: 'ACS ACR122U', atr: yubiKey5NfcAtr, ...at })).toMatchObject({ transport: 'nfc', isOther: false });
  });

  it('is another otherwise, if there is one', () => {
    expect(insertedKey({ name: 'ACS ACR122U', atr: createForeignCard().atr, ...at })).toMatchObject({ isOther: true });
    expect(insertedKey({ name: 'Yubico YubiKey CCID 00 00', ...at })).toBeUndefined();
  });
});

it.each([
  ['Canokeys Canokey [OpenPGP PIV OATH] (1A2B) 00 00', 'Canokeys Canokey [OpenPGP PIV OATH] (1A2B)'],
  ['Nitrokey Nitrokey 3', 'Nitrokey Nitrokey 3'],
])('a reader is called without its numbers: %s', (reader, name) => {
  expect(readerName(reader)).toBe(name);
});

it('tells of the keys until it is stopped', () => {
  const readers = createInProcessReaders({ [firstReader]: undefined });
  const told: unknown[] = [];
  const stop = watchKeys(readers, (keys) => told.push(keys.kind === 'ready' ? keys.cards.length : keys.problem));
  readers.insert(firstReader, createStockedKey());
  readers.setService(false);
  expect(told).toEqual([0, 1, { code: 'card-service-missing' }]);
  stop();
  readers.setService(true);
  expect(told).toHaveLength(3);
});
