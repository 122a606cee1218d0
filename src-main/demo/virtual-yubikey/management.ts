import { concatBytes, fromHex, utf8 } from '../../base/bytes.ts';
import { type Applet, empty, ok, refuse, writeTlv } from './apdu.ts';

export type VirtualFormFactor =
  | 'usb-a-keychain'
  | 'usb-a-nano'
  | 'usb-c-keychain'
  | 'usb-c-nano'
  | 'usb-c-lightning'
  | 'usb-a-bio'
  | 'usb-c-bio';

const formFactors: readonly VirtualFormFactor[] = [
  'usb-a-keychain',
  'usb-a-nano',
  'usb-c-keychain',
  'usb-c-nano',
  'usb-c-lightning',
  'usb-a-bio',
  'usb-c-bio',
];

export type Firmware = readonly [major: number, minor: number, patch: number];

/** `5.4.3` -> [5, 4, 3]. Throws on anything else. */
export const parseFirmware = (text: string): Firmware => {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  const [major, minor, patch] = parts ?? [];
  if (major === undefined || minor === undefined || patch === undefined) throw new Error('firmware is not major.minor.patch');
  return [major, minor, patch];
};

export const atLeast = (firmware: Firmware, major: number, minor: number, patch: number): boolean => {
  const [a, b, c] = firmware;
  return a !== major ? a > major : b !== minor ? b > minor : c >= patch;
};

export interface ManagementOptions {
  readonly firmware: Firmware;
  /** Undefined: the key does not show it. */
  readonly serial: number | undefined;
  readonly formFactor: VirtualFormFactor;
  readonly oathEnabled: boolean;
  readonly pivEnabled: boolean;
  /** A key for FIDO alone. */
  readonly securityKey: boolean;
  readonly nfc: boolean;
}

const everything = 0x023f;
const fidoOnly = 0x0202;
const oathBit = 0x20;
const pivBit = 0x10;

const u16 = (value: number) => [value >> 8, value & 0xff];
const u32 = (value: number) => [value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];

/** The device configuration in its pages; from firmware 5.7 on there is a second one, announced by tag 10. */
const configPages = (options: ManagementOptions): readonly Uint8Array[] => {
  const { firmware, serial, formFactor, oathEnabled, pivEnabled, securityKey, nfc } = options;
  const supported = securityKey ? fidoOnly : everything;
  const enabled = supported & ~((oathEnabled ? 0 : oathBit) | (pivEnabled ? 0 : pivBit));
  const paged = atLeast(firmware, 5, 7, 0);
  const first = concatBytes(
    writeTlv(0x01, u16(supported)),
    ...(serial === undefined ? [] : [writeTlv(0x02, u32(serial))]),
    writeTlv(0x03, u16(enabled)),
    writeTlv(0x04, [(formFactors.indexOf(formFactor) + 1) | (securityKey ? 0x40 : 0)]),
    writeTlv(0x05, firmware),
    writeTlv(0x06, [0, 0]),
    writeTlv(0x07, [15]),
    writeTlv(0x08, [0]),
    ...(nfc ? [writeTlv(0x0d, u16(supported)), writeTlv(0x0e, u16(enabled))] : []),
    writeTlv(0x0a, [0]),
    ...(paged ? [writeTlv(0x10, [1])] : []),
  );
  if (!paged) return [first];
  return [first, concatBytes(writeTlv(0x13, utf8('VIRTUAL-1')), writeTlv(0x14, [0, 0]), writeTlv(0x15, [0, 0]), writeTlv(0x16, [0]))];
};

/** The management applet: version text on SELECT, READ CONFIG (1D) page by page from firmware 4.1.0 on. */
export const createVirtualManagement = (options: ManagementOptions): Applet => {
  const pages = configPages(options);
  return {
    aid: fromHex('A0 00 00 05 27 47 11 17'),
    remainingInstruction: 0xc0,
    select: () => utf8(`Virtual mgr - FW version ${options.firmware.join('.')}`),
    handle: ({ ins, p1, p2 }) => {
      if (ins !== 0x1d || !atLeast(options.firmware, 4, 1, 0)) return refuse(0x6d00);
      const page = p2 === 0 ? pages[p1] : undefined;
      return page ? ok(concatBytes(Uint8Array.of(page.length), page)) : refuse(0x6b00);
    },
  };
};

/** The OTP applet as far as hosts ask it over CCID: status on SELECT, and the serial. */
export const createVirtualOtp = ({ firmware, serial }: ManagementOptions): Applet => {
  // Version, programming sequence, touch level, mode 6 (OTP, FIDO and CCID).
  const status = Uint8Array.of(...firmware, 0, 0, 0, 6);
  return {
    aid: fromHex('A0 00 00 05 27 20 01'),
    remainingInstruction: 0xc0,
    select: () => status,
    handle: ({ ins, p1, p2 }) => {
      if (ins === 0x03) return ok(status);
      if (ins !== 0x01) return refuse(0x6d00);
      if (p1 !== 0x10 || p2 !== 0) return refuse(0x6b00);
      return serial === undefined ? ok(empty) : ok(Uint8Array.from(u32(serial)));
    },
  };
};
