import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../../../src-main/base/bytes.ts';
import { MalformedReply } from '../../../../src-main/card/connection/tlv.ts';
import { versionIn } from '../../../../src-main/card/connection/version.ts';
import {
  isYubiKeyAtr,
  parseConfigPage,
  readDeviceInfo,
  toDeviceInfo,
  transportOf,
} from '../../../../src-main/card/management/device-info.ts';
import { deviceName, formFactors, formFactorText, type NamedDevice } from '../../../../src-main/card/management/device-name.ts';
import { createVirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createScriptedConnection } from '../../../fakes/card-script.ts';

const seen = { reader: 'Yubico YubiKey OTP+FIDO+CCID 00 00', transport: 'usb' } as const;
/** From a real key (yubikey-manager#264). */
const realPage = '2B 0102023F 03020024 0204008A6F13 040101 0503050102 0602001E 07010F 080180 0D02023F 0E020000 0A0101';
const select = '00A4040008A000000527471117';

describe('who a YubiKey is', () => {
  it('reads the configuration of a real key', () => {
    const info = toDeviceInfo(parseConfigPage(fromHex(realPage)), [5, 1, 2], seen);
    expect(info).toEqual({
      serial: 9072403,
      version: [5, 1, 2],
      formFactor: 'usb-a-keychain',
      fips: false,
      enabled: 0x24,
      oathEnabled: true,
      name: 'YubiKey 5 NFC',
    });
    const overNfc = toDeviceInfo(parseConfigPage(fromHex(realPage)), [5, 1, 2], { ...seen, transport: 'nfc' });
    expect(overNfc.oathEnabled).toBe(false);
  });

  it('reads the further pages that firmware 5.7 announces', async () => {
    const connection = createScriptedConnection([
      [select, `${toHex(utf8('Virtual mgr - FW version 5.7.1'))}9000`],
      ['001D000000', '0B 0503050701 1001 01 0401 03 9000'],
      ['001D010000', '0D 0204 0000002A 0302 0220 0D01 00 9000'],
    ]);
    const info = await readDeviceInfo(connection, seen);
    expect([info.serial, info.version, info.name, info.oathEnabled]).toEqual([42, [5, 7, 1], 'YubiKey 5C', true]);
    expect(connection.left()).toBe(0);
  });

  it('falls back to the OTP applet when there is no management applet', async () => {
    const connection = createScriptedConnection([
      [select, '6a82'],
      ['00A4040007A0000005272001', '030403 010500 9000'],
      ['0001100000', '0012D687 9000'],
    ]);
    const info = await readDeviceInfo(connection, { reader: 'Yubico Yubikey NEO OTP+U2F+CCID 00 00', transport: 'usb' });
    expect([info.serial, info.version, info.name, info.oathEnabled]).toEqual([1234567, [3, 4, 3], 'YubiKey NEO', true]);
  });

  it('leaves the management applet of a NEO in its own way, and lives without a serial', async () => {
    const connection = createScriptedConnection([
      [select, `${toHex(utf8('NEO 3.4.9'))}9000`],
      ['A4040008', '6d00'],
      ['00A4040007A0000005272001', '6a82'],
    ]);
    const info = await readDeviceInfo(connection, seen);
    expect([info.serial, info.version, info.name]).toEqual([undefined, [3, 4, 9], 'YubiKey NEO']);
  });

  it('makes up no firmware for a key that tells none, whose OATH can be tried', async () => {
    const info = await readDeviceInfo(
      createScriptedConnection([
        [select, '6d00'],
        [undefined, '6a82'],
      ]),
      { ...seen, reader: 'R' },
    );
    expect(info).toEqual({ formFactor: 'unknown', fips: false, name: 'YubiKey', oathEnabled: true });
  });

  it.each(['6d00', '0012D6 9000', '0012D687 6d00', '00000000 9000'])('takes no serial from the answer %s', async (answer) => {
    const connection = createScriptedConnection([
      [select, '6d00'],
      [undefined, '030403 010500 9000'],
      [undefined, answer],
    ]);
    expect((await readDeviceInfo(connection, seen)).serial).toBeUndefined();
  });

  it('asks a key without READ CONFIG as the old keys', async () => {
    const connection = createScriptedConnection([
      [select, `${toHex(utf8('4.2.4'))}9000`],
      ['001D000000', '6d00'],
      [undefined, '040204 9000'],
      ['0001100000', '0012D687 9000'],
    ]);
    expect(await readDeviceInfo(connection, seen)).toMatchObject({ serial: 1234567, version: [4, 2, 4], name: 'YubiKey 4' });
  });

  it('says what the key refused when it does not let its configuration be read', async () => {
    const first = createScriptedConnection([
      [select, `${toHex(utf8('5.7.1'))}9000`],
      [undefined, '6f00'],
    ]);
    await expect(readDeviceInfo(first, seen)).rejects.toMatchObject({ status: 0x6f00, during: 'read config' });
    const second = createScriptedConnection([
      [select, `${toHex(utf8('5.7.1'))}9000`],
      [undefined, '03 1001 01 9000'],
      ['001D010000', '6f00'],
    ]);
    await expect(readDeviceInfo(second, seen)).rejects.toMatchObject({ status: 0x6f00, during: 'read config' });
  });

  it('reads sixteen pages and no more, of a key that always announces another', async () => {
    let page = -1;
    const transmit = async (apdu: Uint8Array) => {
      if (apdu[1] !== 0x1d) return fromHex(`${toHex(utf8('5.7.1'))}9000`);
      page += 1;
      expect(apdu[2]).toBe(page);
      return fromHex('03 1001 01 9000');
    };
    await readDeviceInfo({ exclusive: true, transmit, close: async () => {} }, seen);
    expect(page).toBe(15);
  });

  it('takes a key whose configuration does not fill its length for unreadable', async () => {
    const connection = createScriptedConnection([
      [select, `${toHex(utf8('5.4.3'))}9000`],
      ['001D000000', '07 0503050701 9000'],
    ]);
    await expect(readDeviceInfo(connection, seen)).rejects.toBeInstanceOf(MalformedReply);
  });

  it('mends what certain firmware says wrongly', () => {
    const info = (hex: string, transport: 'usb' | 'nfc' = 'usb') =>
      toDeviceInfo(parseConfigPage(fromHex(hex)), undefined, { ...seen, transport });
    // 4.2.4 supports more than it says; 4.x says its modes where newer keys say what is enabled.
    expect(info('0B 0101 06 0503040204 0301 06')).toMatchObject({ enabled: 0x3f, oathEnabled: true, name: 'YubiKey 4' });
    // A nano has no NFC whatever it says.
    const form = (byte: string, version = '050403') => info(`0F 0102023F 0503${version} 0401 ${byte} 0D01 3F`).name;
    expect([form('02'), form('04'), form('05')]).toEqual(['YubiKey 5 Nano', 'YubiKey 5C Nano', 'YubiKey 5Ci']);
    expect([form('03', '050203'), form('03', '050204')]).toEqual(['YubiKey 5C', 'YubiKey 5C NFC']);
    // A build that is not final has its version in tag 19.
    expect(info('0F 0503000000 1908 0103050801 0201 01').version).toEqual([5, 8, 1]);
    expect(info('0F 0503050703 1908 0103050801 0201 02').version).toEqual([5, 7, 3]);
    // A model that is newer than this program.
    expect(info('08 0503050803 0401 0F').formFactor).toBe('unknown');
    // Two bits of the form factor have a meaning of their own.
    expect(info('08 0503050403 0401 81')).toMatchObject({ fips: true, formFactor: 'usb-a-keychain', name: 'YubiKey 5A FIPS' });
    expect(info('08 0503050403 0401 41')).toMatchObject({ fips: false, formFactor: 'usb-a-keychain', name: 'Security Key' });
    // Firmware 4.4 is that of the FIPS series, which has no bit for it.
    expect([info('05 0503040400').fips, info('05 0503040405').fips, info('05 0503040305').fips]).toEqual([true, true, false]);
    // Nothing at all: the version of SELECT, else none.
    expect(info('00').version).toBeUndefined();
    expect(toDeviceInfo([], [5, 1, 2], seen).version).toEqual([5, 1, 2]);
    expect(() => parseConfigPage(new Uint8Array())).toThrow(MalformedReply);
    // Nothing about capabilities: let OATH be tried.
    expect(info('05 0503050403').oathEnabled).toBe(true);
  });

  it('names models as people know them', () => {
    const device: NamedDevice = {
      version: [5, 4, 3],
      formFactor: 'usb-a-keychain',
      serial: 1,
      fips: false,
      securityKey: false,
      usbSupported: 0x23f,
      nfcSupported: 0x23f,
      reader: 'Virtual PCD 00 00',
    };
    const name = (change: Partial<NamedDevice>) => deviceName({ ...device, ...change });
    const { serial: _, ...hidden } = device;
    expect(name({})).toBe('YubiKey 5 NFC');
    expect(name({ nfcSupported: 0 })).toBe('YubiKey 5A');
    expect(name({ formFactor: 'usb-c-keychain' })).toBe('YubiKey 5C NFC');
    expect(name({ formFactor: 'usb-c-keychain', nfcSupported: 0 })).toBe('YubiKey 5C');
    expect(name({ formFactor: 'usb-c-nano', nfcSupported: 0 })).toBe('YubiKey 5C Nano');
    expect(name({ formFactor: 'usb-c-lightning', nfcSupported: 0 })).toBe('YubiKey 5Ci');
    expect(name({ formFactor: 'usb-a-bio', nfcSupported: 0 })).toBe('YubiKey Bio');
    expect(name({ formFactor: 'usb-c-bio', nfcSupported: 0 })).toBe('YubiKey C Bio');
    expect(name({ formFactor: 'usb-c-keychain', fips: true })).toBe('YubiKey 5C NFC FIPS');
    expect(deviceName({ ...hidden, securityKey: true })).toBe('Security Key NFC');
    expect(name({ version: [4, 3, 5] })).toBe('YubiKey 4');
    expect(name({ version: [4, 4, 5] })).toBe('YubiKey FIPS');
    expect(name({ version: [4, 3, 5], usbSupported: 3 })).toBe('YubiKey Edge');
    expect(name({ version: [4, 3, 5], usbSupported: 0 })).toBe('YubiKey 4');
    expect(name({ version: [3, 4, 9] })).toBe('YubiKey NEO');
    expect(['1.0.0', '2.4.2'].map((version) => name({ version: versionIn(version) ?? [5, 0, 0] }))).toEqual(['YubiKey', 'YubiKey']);
    expect(name({ version: [0, 0, 1] })).toBe('YubiKey 5 NFC');
    expect(name({ version: [4, 3, 5], securityKey: true })).toBe('Security Key');
    expect(name({ securityKey: true })).toBe('Security Key NFC Enterprise');
  });

  it('names plugs as people know them', () => {
    expect(formFactors.map(formFactorText)).toEqual([
      '',
      'USB-A keychain',
      'USB-A nano',
      'USB-C keychain',
      'USB-C nano',
      'USB-C and Lightning',
      'USB-A with fingerprint',
      'USB-C with fingerprint',
    ]);
  });

  it('agrees with the virtual key', async () => {
    const key = createVirtualYubiKey({ serial: 12345678, firmware: '5.7.1', formFactor: 'usb-c-keychain', oathEnabled: false });
    const info = await readDeviceInfo({ exclusive: true, transmit: key.transmit, close: async () => {} }, seen);
    expect(info).toMatchObject({ serial: 12345678, version: [5, 7, 1], name: 'YubiKey 5C NFC', oathEnabled: false });
  });
});

describe('a YubiKey by its ATR', () => {
  const atrs = [
    ['3B FD 13 00 00 81 31 FE 15 80 73 C0 21 C0 57 59 75 62 69 4B 65 79 40', 'usb'],
    ['3B 8D 80 01 80 73 C0 21 C0 57 59 75 62 69 4B 65 79 F9', 'nfc'],
    ['3B F8 13 00 00 81 31 FE 15 59 75 62 69 6B 65 79 34 D4', 'usb'],
    ['3B 8C 80 01 59 75 62 69 6B 65 79 4E 45 4F 72 33 58', 'nfc'],
  ] as const;
  it.each(atrs)('knows %s', (atr, transport) => {
    expect(isYubiKeyAtr(fromHex(atr))).toBe(true);
    expect(transportOf(fromHex(atr))).toBe(transport);
  });
  it('does not take a bank card for one', () => {
    expect(isYubiKeyAtr(fromHex('3B 6E 00 00 80 31 80 66 B0 84 0C 01 6E 01 83 00 90 00'))).toBe(false);
    expect(isYubiKeyAtr(new Uint8Array())).toBe(false);
  });
});
