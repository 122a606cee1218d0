import type { CertificatesView, KeyReadingView } from '../../../src-main/contract/certificates/pages.ts';
import type { CertificateView, PivSlotView, PivView } from '../../../src-main/contract/certificates/piv.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { fixedNow, snapshotWith } from './snapshots.ts';

/** Snapshots of the page of certificates. */
const day = 86_400_000;
const certificate: CertificateView = {
  subject: 'CN=jane,O=Example',
  issuer: 'CN=Example CA,O=Example',
  from: fixedNow - 90 * day,
  until: fixedNow + 275 * day,
  serialNumber: '158453421976120344310912786650187654321',
  fingerprint: '9d3f0c1be2a76b1a64a5f0d0a3c7e1f25b9a7c6d8e4f1a2b3c4d5e6f708192a3',
  algorithm: 'p256',
  isAuthority: false,
  isForKey: true,
};
const key = { algorithm: 'p256', pinPolicy: 'once', touchPolicy: 'cached', origin: 'generated' } as const;
const slots: readonly PivSlotView[] = [
  { slot: '9a', key: { ...key, algorithm: 'rsa-2048', touchPolicy: 'never', origin: 'imported' } },
  {
    slot: '9c',
    key: { ...key, algorithm: 'p384', touchPolicy: 'always' },
    certificate: {
      ...certificate,
      subject: 'CN=Example CA,O=Example',
      algorithm: 'p384',
      isAuthority: true,
      until: fixedNow + 3_000 * day,
    },
  },
  { slot: '82', key, certificate },
  { slot: '83', key, certificate: { ...certificate, subject: 'CN=jane-build', until: fixedNow + 6.5 * day } },
  { slot: '84', key, certificate: { ...certificate, subject: 'CN=jane-2025', until: fixedNow - day } },
];
export const pivWith = (change: Partial<PivView> = {}): PivView => ({
  serial: 12345678,
  version: '5.7.4',
  pin: { left: 3, total: 3, isFactory: false },
  puk: { left: 3, total: 3, isFactory: false, isGivenUp: false },
  managementKey: { algorithm: 'aes192', isFactory: false, isUnderPin: true, touch: false },
  slots,
  ...change,
});
const reading = (change: Partial<KeyReadingView> = {}): KeyReadingView => ({
  keyId: '12345678',
  name: 'YubiKey 5C NFC',
  serial: 12345678,
  formFactor: 'usb-c-keychain',
  state: 'ready',
  piv: pivWith(),
  ...change,
});
const fresh = reading({
  keyId: '23456789',
  serial: 23456789,
  name: 'YubiKey 5 Nano',
  piv: pivWith({
    serial: 23456789,
    version: '5.4.3',
    pin: { left: 1, total: 3, isFactory: true },
    puk: { left: 0, total: 3, isFactory: true, isGivenUp: false },
    managementKey: { algorithm: '3des', isFactory: true, isUnderPin: false, touch: false },
    slots: [],
  }),
});
export const certificatesWith = (view: Partial<CertificatesView> = {}, change: Partial<Snapshot> = {}): Snapshot =>
  snapshotWith({ certificates: { keys: [reading(), fresh], ...view }, ...change });
const without = ({ piv: _, ...rest }: KeyReadingView) => rest;

export const certificateScreens = {
  certificates: certificatesWith(),
  'certificates-reading': certificatesWith({ keys: [{ ...without(reading()), state: 'reading' }] }),
  'certificates-none': certificatesWith({
    keys: [
      { ...without(reading({ name: 'Security Key NFC' })), state: 'failed', problem: { code: 'security-key' } },
      reading({ keyId: '3', serial: 3, piv: pivWith({ slots: [{ slot: '82', isUnreadable: true }] }) }),
    ],
  }),
  'certificates-no-key': certificatesWith({ keys: [] }, { card: { kind: 'no-key' } }),
} as const satisfies Record<string, Snapshot>;
