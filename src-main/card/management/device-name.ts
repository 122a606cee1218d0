import { isBetween, type Version } from '../connection/version.ts';

export type FormFactor =
  | 'unknown'
  | 'usb-a-keychain'
  | 'usb-a-nano'
  | 'usb-c-keychain'
  | 'usb-c-nano'
  | 'usb-c-lightning'
  | 'usb-a-bio'
  | 'usb-c-bio';

/** Tag 04 of the device configuration, low four bits. */
export const formFactors: readonly FormFactor[] = [
  'unknown',
  'usb-a-keychain',
  'usb-a-nano',
  'usb-c-keychain',
  'usb-c-nano',
  'usb-c-lightning',
  'usb-a-bio',
  'usb-c-bio',
];

const formFactorTexts: Readonly<Record<FormFactor, string>> = {
  unknown: '',
  'usb-a-keychain': 'USB-A keychain',
  'usb-a-nano': 'USB-A nano',
  'usb-c-keychain': 'USB-C keychain',
  'usb-c-nano': 'USB-C nano',
  'usb-c-lightning': 'USB-C and Lightning',
  'usb-a-bio': 'USB-A with fingerprint',
  'usb-c-bio': 'USB-C with fingerprint',
};

/** E.g. `USB-C keychain`; empty when the key does not say. */
export const formFactorText = (formFactor: FormFactor): string => formFactorTexts[formFactor];

/** Capability bits of tags 01, 03, 0D and 0E. */
export const capabilities = { otp: 0x001, u2f: 0x002, ccid: 0x004, openpgp: 0x008, piv: 0x010, oath: 0x020, fido2: 0x200 } as const;

export interface NamedDevice {
  readonly version?: Version;
  readonly formFactor: FormFactor;
  readonly serial?: number;
  readonly fips: boolean;
  readonly securityKey: boolean;
  readonly usbSupported: number;
  /** 0 on a key without NFC. */
  readonly nfcSupported: number;
  /** The name of the reader that the USB driver made, which knows the NEO. */
  readonly reader: string;
}

const smartCardApplets = capabilities.openpgp | capabilities.piv | capabilities.oath;

const fifthGeneration = (device: NamedDevice): string => {
  const { formFactor } = device;
  const nano = formFactor === 'usb-a-nano' || formFactor === 'usb-c-nano';
  const bio = formFactor === 'usb-a-bio' || formFactor === 'usb-c-bio';
  const plug = formFactor.startsWith('usb-c-') ? (formFactor === 'usb-c-lightning' ? 'Ci' : 'C') : '';
  const nfc = device.nfcSupported !== 0;
  const parts = device.securityKey ? ['Security Key', plug] : bio ? ['YubiKey', plug] : [`YubiKey 5${plug}`];
  if (nano) parts.push('Nano');
  if (nfc) parts.push('NFC');
  else if (formFactor === 'usb-a-keychain' && !device.securityKey) parts[0] = 'YubiKey 5A';
  if (bio) parts.push('Bio');
  if (device.fips) parts.push('FIPS');
  if (device.securityKey && device.serial !== undefined) parts.push('Enterprise');
  return parts.filter((part) => part !== '').join(' ');
};

/** Model as people know it, e.g. `YubiKey 5C NFC`, `YubiKey 5 Nano`, `YubiKey NEO`. */
export const deviceName = (device: NamedDevice): string => {
  if (/\bneo\b/i.test(device.reader)) return 'YubiKey NEO';
  const { version } = device;
  if (version === undefined) return 'YubiKey';
  const [major] = version;
  if (device.securityKey && major < 5) return 'Security Key';
  if (major === 3) return 'YubiKey NEO';
  if (major === 4) {
    if (isBetween(version, [4, 4, 0], [4, 4, 255])) return 'YubiKey FIPS';
    return (device.usbSupported & smartCardApplets) === 0 && device.usbSupported !== 0 ? 'YubiKey Edge' : 'YubiKey 4';
  }
  if (major >= 1 && major < 3) return 'YubiKey';
  return fifthGeneration(device);
};
