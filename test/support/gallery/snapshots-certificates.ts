import type { CertificatesView, KeyReadingView } from '../../../src-main/contract/certificates/pages.ts';
import type {
  CertificateView,
  PivSlotView,
  PivView,
  RequestView,
  SetupView,
  SignedView,
} from '../../../src-main/contract/certificates/piv.ts';
import type { Snapshot, Waiting } from '../../../src-main/contract/snapshot.ts';
import { fixedNow, snapshotWith, waitingWith } from './snapshots.ts';

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
  snapshotWith({
    certificates: { keys: [reading(), fresh], stage: { kind: 'keys' }, unfinished: [], sources: ['jane', 'acme-staging'], ...view },
    ...change,
  });
const setups: readonly SetupView[] = [
  { id: 's1', startedAt: fixedNow - 3 * day, serial: 12345678, slot: '85', subject: 'CN=deploy', waitsFor: 'certificate' },
  { id: 's2', startedAt: fixedNow - day, serial: 99999999, slot: '82', subject: 'CN=jane-spare', waitsFor: 'request' },
];
const proved: RequestView['proof'] = {
  proved: {
    serial: 12345678,
    firmware: '5.7.4',
    slot: '85',
    pinPolicy: 'once',
    touchPolicy: 'cached',
    isFips: false,
    root: 'Yubico Attestation Root 1',
  },
};
const request = { kind: 'request', serial: 12345678, slot: '85', subject: 'CN=deploy', proof: proved, setup: 's1' } as const;
const signed: SignedView = {
  serialNumber: '158453421976120344310912786650187654321',
  subject: 'CN=jane',
  issuer: 'CN=Example CA,O=Example',
  signedAt: fixedNow - day,
  until: fixedNow + 364 * day,
  fingerprint: '00',
  keySerial: 12345678,
  slot: '82',
};
const signing = {
  kind: 'sign',
  serial: 12345678,
  slot: '9c',
  subject: 'CN=Example CA,O=Example',
  signed: [signed, { ...signed, serialNumber: '2', subject: 'CN=old', revokedAt: fixedNow - day }],
} as const;
const anywhere = 'arn:aws:rolesanywhere:eu-central-1:111122223333:';
const roleArn = 'arn:aws:iam::111122223333:role/Developer';
const pinQuestion = (change: Partial<Waiting>): Snapshot =>
  certificatesWith(
    { stage: { kind: 'setup', keyId: '23456789', isAuthority: false }, working: 'set-up' },
    {
      waiting: [
        waitingWith({
          kind: 'pin',
          for: { kind: 'certificate', deed: 'set-up', subject: 'CN=jane' },
          key: { name: 'YubiKey 5 Nano', serial: 23456789, formFactor: 'usb-c-nano' },
          ...change,
        }),
      ],
    },
  );
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
  'certificates-unfinished': certificatesWith({
    unfinished: [
      ...setups,
      {
        id: 's3',
        startedAt: fixedNow - day,
        serial: 12345678,
        slot: '83',
        subject: 'CN=jane-build',
        waitsFor: 'certificate',
        keepsKey: true,
      },
    ],
    stage: { kind: 'keys', told: { kind: 'stored', slot: '82', certificate, replaced: 'CN=jane-2025' } },
  }),
  'certificates-setup': certificatesWith({ stage: { kind: 'setup', keyId: '23456789', isAuthority: false } }),
  'certificates-setup-existing': certificatesWith({ stage: { kind: 'setup', keyId: '12345678', isAuthority: false } }),
  'certificates-setup-gone': certificatesWith({ keys: [], stage: { kind: 'setup', keyId: '23456789', isAuthority: false } }),
  'certificates-setup-reading': certificatesWith({
    keys: [{ ...without(fresh), state: 'reading' }],
    stage: { kind: 'setup', keyId: '23456789', isAuthority: false },
  }),
  'certificates-setup-authority': certificatesWith({ stage: { kind: 'setup', keyId: '12345678', isAuthority: true } }),
  'certificates-setup-failed': certificatesWith({
    stage: { kind: 'setup', keyId: '12345678', isAuthority: false, setup: 's1' },
    unfinished: setups,
    problem: { code: 'pin-wrong', serial: 12345678, left: 2 },
  }),
  'certificates-new-pin': pinQuestion({ asks: 'new-pin' }),
  'certificates-management-key': pinQuestion({ asks: 'management-key' }),
  'certificates-blocked': certificatesWith({
    keys: [
      reading({ piv: pivWith({ pin: { left: 0, total: 3 } }) }),
      reading({
        ...{ keyId: '23456789', serial: 23456789, name: 'YubiKey 5 Nano' },
        piv: pivWith({ pin: { left: 0, total: 3 }, puk: { left: 0, total: 3, isGivenUp: false } }),
      }),
    ],
  }),
  'certificates-puk': certificatesWith(
    { working: 'unblock' },
    {
      waiting: [
        waitingWith({
          ...{ kind: 'pin', asks: 'puk', tries: 2 },
          for: { kind: 'certificate', deed: 'unblock', subject: 'YubiKey 5 Nano' },
          key: { name: 'YubiKey 5 Nano', serial: 23456789, formFactor: 'usb-c-nano' },
        }),
      ],
    },
  ),
  'certificates-pin': pinQuestion({ tries: 1 }),
  'certificates-pin-wrong': pinQuestion({ tries: 2, wrong: true }),
  'certificates-puk-wrong': pinQuestion({ asks: 'puk', tries: 2, wrong: true }),
  'certificates-management-key-wrong': pinQuestion({ asks: 'management-key', wrong: true }),
  'certificates-touch': pinQuestion({ kind: 'touch' }),
  'certificates-request': certificatesWith({ stage: request, unfinished: setups }),
  'certificates-request-unproved': certificatesWith({ stage: { ...request, proof: { why: 'absent' } }, working: 'import' }),
  'certificates-renew': certificatesWith({ stage: { kind: 'renew', keyId: '12345678', slot: '83', subject: 'CN=jane-build' } }),
  'certificates-bare-key': certificatesWith({ keys: [reading({ piv: pivWith({ slots: [{ slot: '85', key }] }) })] }),
  'certificates-first': certificatesWith({ stage: { kind: 'renew', keyId: '12345678', slot: '85', subject: '' } }),
  'certificates-role': certificatesWith({ stage: { kind: 'role', keyId: '12345678', slot: '82', subject: 'CN=jane,O=Example' } }),
  'certificates-role-refused': certificatesWith({
    stage: { kind: 'role', keyId: '12345678', slot: '82', subject: 'CN=jane,O=Example', setup: 's3' },
    unfinished: [
      {
        ...{ id: 's3', startedAt: fixedNow, serial: 12345678, slot: '82', subject: 'CN=jane,O=Example', waitsFor: 'role', keepsKey: true },
        draft: {
          ...{ name: 'dev', roleArn, trustAnchorArn: `${anywhere}trust-anchor/a2`, profileArn: `${anywhere}profile/p1` },
          ...{ source: '', region: '' },
        },
      },
    ],
    problem: { code: 'certificate-refused', profile: 'dev', roleArn, why: 'denied' },
  }),
  'certificates-role-working': certificatesWith({
    stage: { kind: 'role', keyId: '12345678', slot: '82', subject: 'CN=jane,O=Example' },
    working: 'role',
    moment: 'proof',
  }),
  'certificates-role-listed': certificatesWith({
    stage: { kind: 'role', keyId: '12345678', slot: '82', subject: 'CN=jane,O=Example' },
    listed: {
      source: 'jane',
      region: 'eu-central-1',
      anchors: [
        { arn: `${anywhere}trust-anchor/a1`, name: 'example-ca', enabled: true },
        { arn: `${anywhere}trust-anchor/a2`, name: 'old-ca', enabled: false },
      ],
      profiles: [{ arn: `${anywhere}profile/p1`, name: 'developers', enabled: true, roleArns: [roleArn] }],
    },
  }),
  'certificates-role-denied': certificatesWith({
    stage: { kind: 'role', keyId: '12345678', slot: '82', subject: 'CN=jane,O=Example', setup: 's3' },
    unfinished: [
      {
        ...{ id: 's3', startedAt: fixedNow - day, serial: 12345678, slot: '82', subject: 'CN=jane,O=Example' },
        ...{ waitsFor: 'role', profile: 'dev', trustAnchorArn: `${anywhere}trust-anchor/a1` },
      },
    ],
    problem: { code: 'iam-denied', action: 'iam:CreateRole', resource: roleArn, explicit: false },
  }),
  'certificates-role-done': certificatesWith({
    stage: {
      kind: 'done',
      subject: 'CN=jane,O=Example',
      role: {
        profile: 'dev',
        roleArn,
        trustAnchorArn: `${anywhere}trust-anchor/a1`,
        profileArn: `${anywhere}profile/p1`,
        made: ['trust-anchor', 'role', 'profile'],
      },
    },
  }),
  'certificates-sign': certificatesWith({
    stage: { ...signing, request: { file: 'dev.csr', subject: 'CN=dev', algorithm: 'p256', proof: proved } },
  }),
  'certificates-sign-empty': certificatesWith({
    stage: { ...signing, signed: [] },
    problem: { code: 'attestation-refused', why: 'touch' },
  }),
  'certificates-signed': certificatesWith({ stage: { ...signing, made: { kind: 'certificate', certificate: signed } } }),
  'certificates-revoked': certificatesWith({ stage: { ...signing, made: { kind: 'list', revoked: 1 } } }),
  'certificates-list-imported': certificatesWith({
    stage: { ...signing, made: { kind: 'list', revoked: 1, imported: `${anywhere}crl/c1` } },
  }),
  'certificates-authority': certificatesWith({
    stage: { kind: 'authority', serial: 12345678, slot: '9c', subject: 'CN=Example CA', proof: proved },
  }),
  'certificates-no-key': certificatesWith({ keys: [] }, { card: { kind: 'no-key' } }),
} as const satisfies Record<string, Snapshot>;
