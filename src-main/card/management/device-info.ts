import { fromHex, toHex } from '../../base/bytes.ts';
import { defined } from '../../base/defined.ts';
import { CardRefusal, isAppletMissing, selectCommand, sendCommand, sendExpectingOk, statusOk } from '../connection/apdu.ts';
import type { CardConnection } from '../connection/card-connection.ts';
import { MalformedReply, parseTlvs, type Tlv, tlvValue } from '../connection/tlv.ts';
import { developmentBuild, isAtLeast, isBetween, type Version, versionIn, versionOf } from '../connection/version.ts';
import { capabilities, deviceName, type FormFactor, formFactors } from './device-name.ts';

export type Transport = 'usb' | 'nfc';

export interface DeviceInfo {
  /** Absent on keys that hide it (Security Keys, old keys without OTP). */
  readonly serial?: number;
  /** Absent where neither the management applet nor that of OTP told it. OATH's own version is another matter: see `OathApplet`. */
  readonly version?: Version;
  readonly formFactor: FormFactor;
  readonly name: string;
  /** Tag 14: can be run as a FIPS device. */
  readonly fips: boolean;
  /** Capability bits enabled on the transport in use; undefined when the key cannot say (firmware before 4.1). */
  readonly enabled?: number;
  /** The OATH applet can be tried: it is enabled, or nobody knows. */
  readonly oathEnabled: boolean;
}

export interface WhereSeen {
  readonly reader: string;
  readonly transport: Transport;
}

/** A key for FIDO alone: no firmware of its line has OATH or PIV. */
export const isSecurityKey = ({ name }: DeviceInfo): boolean => name.startsWith('Security Key');

const managementId = fromHex('A000000527471117');
const otpId = fromHex('A0000005272001');
const readConfig = 0x1d;
const pageLimit = 16;

const number = (bytes: Uint8Array = new Uint8Array()): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

const maybeNumber = (bytes: Uint8Array | undefined): number | undefined => (bytes === undefined ? undefined : number(bytes));

/** One page of READ CONFIG: a length byte and its TLVs. */
export const parseConfigPage = (page: Uint8Array): readonly Tlv[] => {
  if (page.length === 0 || page[0] !== page.length - 1) throw new MalformedReply('the device configuration has a wrong length');
  return parseTlvs(page.subarray(1));
};

/** What the TLVs of all pages say, with the fix-ups for keys that say it wrongly (Yubico's own tools do the same). */
export const toDeviceInfo = (tlvs: readonly Tlv[], selected: Version | undefined, seen: WhereSeen): DeviceInfo => {
  const version = versionOf(tlvValue(tlvs, 0x05) ?? new Uint8Array()) ?? selected;
  const told = finalVersion(tlvs) ?? version;
  // One that nobody told is taken for none of those that say something wrongly.
  const final = told ?? developmentBuild;
  const form = number(tlvValue(tlvs, 0x04));
  const formFactor = formFactors[form & 0x0f] ?? 'unknown';
  const usbSupported = isBetween(final, [4, 2, 4], [4, 2, 4]) ? 0x3f : number(tlvValue(tlvs, 0x01));
  const withoutNfc =
    formFactor === 'usb-a-nano' ||
    formFactor === 'usb-c-nano' ||
    formFactor === 'usb-c-lightning' ||
    (formFactor === 'usb-c-keychain' && !isAtLeast(final, [5, 2, 4]));
  const nfcSupported = withoutNfc ? 0 : number(tlvValue(tlvs, 0x0d));
  const serial = number(tlvValue(tlvs, 0x02)) || undefined;
  // Firmware 4 reports its modes in tag 03; that we talk over CCID says that the smart-card applets are on.
  const usbEnabled = final[0] === 4 ? usbSupported : maybeNumber(tlvValue(tlvs, 0x03) ?? tlvValue(tlvs, 0x01));
  const enabled = seen.transport === 'usb' ? usbEnabled : maybeNumber(tlvValue(tlvs, 0x0e) ?? tlvValue(tlvs, 0x0d));
  const fips = (form & 0x80) !== 0 || isBetween(final, [4, 4, 0], [4, 4, 255]);
  const facts = { formFactor, fips, ...defined({ version: told, serial }) };
  const named = { ...facts, securityKey: (form & 0x40) !== 0, usbSupported, nfcSupported, reader: seen.reader };
  const known = defined({ enabled });
  return { ...facts, ...known, name: deviceName(named), oathEnabled: enabled === undefined || (enabled & capabilities.oath) !== 0 };
};

/** Tag 19: the version of a build that is not final stands there, not in tag 05. */
const finalVersion = (tlvs: readonly Tlv[]): Version | undefined => {
  const qualifier = tlvValue(tlvs, 0x19);
  if (!qualifier) return undefined;
  const parts = parseTlvs(qualifier);
  return number(tlvValue(parts, 0x02)) === 2 ? undefined : versionOf(tlvValue(parts, 0x01) ?? new Uint8Array());
};

/** The TLVs of the first page and of those that it announces (tag 10, firmware 5.7). */
const withFurtherPages = async (connection: CardConnection, first: Uint8Array): Promise<readonly Tlv[]> => {
  let tlvs = parseConfigPage(first);
  const all = [...tlvs];
  for (let page = 1; page < pageLimit && number(tlvValue(tlvs, 0x10)) > 0; page++) {
    tlvs = parseConfigPage(await sendExpectingOk(connection, { instruction: readConfig, p1: page }, 'read config'));
    all.push(...tlvs);
  }
  return all;
};

/** What a key without READ CONFIG tells: version and serial through the OTP applet, where that is reachable. */
const readOldKey = async (connection: CardConnection, selected: Version | undefined, seen: WhereSeen): Promise<DeviceInfo> => {
  // The NEO wants its management applet left in a way of its own; every other key refuses that without harm.
  if (selected?.[0] === 3) await connection.transmit(fromHex('A4040008'));
  const otp = await sendCommand(connection, selectCommand(otpId));
  // A refusal brings no data.
  const version = selected ?? versionOf(otp.data);
  let serial: number | undefined;
  if (otp.status === statusOk) {
    const reply = await sendCommand(connection, { instruction: 0x01, p1: 0x10 });
    if (reply.status === statusOk && reply.data.length === 4) serial = number(reply.data) || undefined;
  }
  const facts = { formFactor: 'unknown' as const, fips: false, ...defined({ version, serial }) };
  const named = { ...facts, securityKey: false, usbSupported: 0, nfcSupported: 0, reader: seen.reader };
  return { ...facts, name: deviceName(named), oathEnabled: true };
};

/**
 * Who this key is: management applet (SELECT, READ CONFIG with its pages), else the OTP applet.
 * Rejects with `CardFault`, `CardRefusal` (a refusal that does not mean "old key") or `MalformedReply`.
 */
export const readDeviceInfo = async (connection: CardConnection, seen: WhereSeen): Promise<DeviceInfo> => {
  const reply = await sendCommand(connection, selectCommand(managementId));
  if (reply.status !== statusOk) return readOldKey(connection, undefined, seen);
  // "Virtual mgr - FW version 5.4.3"; the Edge writes its status word twice, which does no harm here.
  const selected = versionIn(new TextDecoder().decode(reply.data));
  if (selected && !isAtLeast(selected, [4, 1, 0])) return readOldKey(connection, selected, seen);
  const first = await sendCommand(connection, { instruction: readConfig });
  if (isAppletMissing(first.status)) return readOldKey(connection, selected, seen);
  if (first.status !== statusOk) throw new CardRefusal(first.status, 'read config');
  return toDeviceInfo(await withFurtherPages(connection, first.data), selected, seen);
};

/** By the ATR: T0 of a YubiKey says F over USB (`3B FD ...`), 8 over NFC (`3B 8D ...`). */
export const transportOf = (atr: Uint8Array): Transport => (((atr[1] ?? 0xf0) & 0xf0) === 0xf0 ? 'usb' : 'nfc');

const marks = ['597562694b6579', '597562696b6579', '8073c021c05759'];

/** The ATR's historical bytes spell `YubiKey` or `Yubikey`, or begin in the newer form `80 73 C0 21 C0 57 59`. */
export const isYubiKeyAtr = (atr: Uint8Array): boolean => {
  const hex = toHex(atr);
  return marks.some((mark) => hex.includes(mark));
};
