import type { CertificateTold } from '../../../src-main/contract/certificates/pages.ts';
import type {
  AttestedView,
  PivSlotView,
  PivView,
  RequestView,
  SetUpRoleView,
  SetupView,
  SignedView,
} from '../../../src-main/contract/certificates/piv.ts';
import * as anywhereWords from '../../../src-main/words/certificates/anywhere.ts';
import * as awsSideWords from '../../../src-main/words/certificates/aws-side.ts';
import * as deedWords from '../../../src-main/words/certificates/deeds.ts';
import * as pageWords from '../../../src-main/words/certificates/page.ts';
import * as pivWords from '../../../src-main/words/certificates/piv.ts';
import * as policyWords from '../../../src-main/words/certificates/policies.ts';
import * as setUpWords from '../../../src-main/words/certificates/set-up.ts';
import * as signWords from '../../../src-main/words/certificates/sign.ts';
import * as helpCertificates from '../../../src-main/words/help/certificates.ts';
import { type Room, room } from './examples.ts';

const each = <T>(...facts: readonly T[]): readonly [T][] => facts.map((fact) => [fact]);
const day = 86_400_000;
const now = Date.UTC(2026, 10, 22);

const certificate = {
  subject: 'CN=jane,O=Example',
  issuer: 'CN=Example CA',
  from: now - day,
  until: now + 365 * day,
  serialNumber: '1234567890',
  fingerprint: '00',
  algorithm: 'p256',
  isAuthority: false,
  isForKey: true,
} as const;
const key = { algorithm: 'p256', pinPolicy: 'once', touchPolicy: 'cached', origin: 'generated' } as const;
const slots: readonly PivSlotView[] = [
  { slot: '82', key, certificate },
  { slot: '82', key, certificate: { ...certificate, isForKey: false } },
  { slot: '82', key },
  { slot: '82', key: { ...key, origin: 'imported' } },
  { slot: '82', isUnreadable: true },
];
const managementKey = { algorithm: 'aes192', isFactory: false, isUnderPin: true, touch: false } as const;
const view = (change: Partial<PivView>): PivView => ({
  version: '5.7.4',
  pin: { left: 3, total: 3 },
  puk: { left: 3, total: 3, isGivenUp: false },
  managementKey,
  slots,
  ...change,
});
const views = [
  view({}),
  view({ pin: { left: 2 }, puk: { isGivenUp: false } }),
  view({ pin: { left: 0, total: 3 }, puk: { left: 0, total: 3, isGivenUp: false } }),
  view({ puk: { isGivenUp: true } }),
  view({
    pin: { left: 3, total: 3, isFactory: true },
    puk: { left: 3, total: 3, isFactory: true, isGivenUp: false },
    managementKey: { ...managementKey, isFactory: true },
  }),
];
const proved: AttestedView = {
  serial: 12345678,
  firmware: '5.7.4',
  slot: '82',
  pinPolicy: 'once',
  touchPolicy: 'cached',
  isFips: false,
  root: 'Yubico Attestation Root 1',
};
const request = (proof: RequestView['proof']): RequestView => ({ file: 'jane.csr', subject: 'CN=jane', algorithm: 'p256', proof });
const setups = (['key', 'request', 'certificate', 'role'] as const).map(
  (waitsFor): SetupView => ({ id: '7f3c0a11', startedAt: now, slot: '82', subject: 'CN=jane', waitsFor }),
);
const signedOne: SignedView = {
  serialNumber: '1234567890',
  subject: 'CN=jane',
  issuer: 'CN=Example CA',
  signedAt: now,
  until: now + 365 * day,
  fingerprint: '00',
};
const openedRole: SetUpRoleView = {
  profile: 'dev',
  trustAnchorArn: 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/a1',
  profileArn: 'arn:aws:rolesanywhere:eu-central-1:111122223333:profile/p1',
  roleArn: 'arn:aws:iam::111122223333:role/Developer',
  made: [],
};
const serials: readonly [number | undefined][] = [[12345678], [undefined]];

/** The rooms of words about certificates on YubiKeys, with examples. */
export const certificateRooms: Readonly<Record<string, Room>> = {
  'help/certificates.ts': room(helpCertificates, {}),
  'certificates/piv.ts': room(pivWords, {
    algorithmWords: [['p256'], ['rsa-2048'], [undefined]],
    pinPolicyWords: each('never', 'once', 'always', 'match-once', 'match-always', 'unknown'),
    touchPolicyWords: each('never', 'always', 'cached', 'unknown'),
    slotWords: each(...slots),
    validWords: [
      [{ slot: '82', certificate }, now],
      [{ slot: '82', certificate }, now - 2 * day],
      [{ slot: '82', certificate }, now + 400 * day],
      [{ slot: '82', key }, now],
    ],
    pinWords: each(...views),
    factoryWords: each(...views.slice(-1)),
    pivSaid: {
      title: each({ name: 'YubiKey 5C NFC', serial: 12345678 }),
      askPuk: serials,
      lastPukTry: serials,
      unblocked: each('YubiKey 12345678'),
      pinStays: [
        ['YubiKey 12345678', true],
        ['YubiKey 12345678', false],
      ],
      choosePinOn: each('YubiKey 5C NFC 12345678'),
      unblockOn: each('YubiKey 5C NFC 12345678'),
    },
  }),
  'certificates/deeds.ts': room(deedWords, {
    certificatePurpose: [
      ...(['set-up', 'unblock', 'undo', 'request', 'import', 'role', 'list', 'sign', 'revoke'] as const).map(
        (work): [typeof work, string] => [work, 'CN=jane'],
      ),
      ['import', ''],
    ],
  }),
  'certificates/aws-side.ts': room(awsSideWords, {
    momentWords: each('rsa-key', 'private-ca', 'sign', 'trust-anchor', 'role', 'profile', 'proof', 'settling'),
    resourceChoice: each({ name: 'example-ca', enabled: true }, { name: 'old-ca', enabled: false }),
    madeWords: each<SetUpRoleView>(openedRole, { ...openedRole, made: ['trust-anchor', 'role', 'profile'] }),
    awsRoleTexts: {
      title: each('CN=jane'),
      forRoleOf: each('CN=jane'),
      doneTitle: each('dev'),
      done: [['CN=jane', openedRole.roleArn]],
    },
  }),
  'certificates/sign.ts': room(signWords, {
    requestWords: each(request({ proved })),
    signedWords: each(signedOne, { ...signedOne, keySerial: 12345678, revokedAt: now }),
    listWords: each(1, 2),
    signTexts: {
      signWith: each('CN=Example CA'),
      title: each('CN=Example CA'),
      signed: each(signedOne),
      revokeOf: each('CN=jane'),
      askRevoke: each('CN=jane'),
    },
  }),
  'certificates/policies.ts': room(policyWords, {
    pinChoice: each('once', 'always', 'never'),
    touchChoice: each('cached', 'always', 'never'),
    policyWarning: each(
      { pinPolicy: 'never', touchPolicy: 'never' },
      { pinPolicy: 'never', touchPolicy: 'cached' },
      { pinPolicy: 'once', touchPolicy: 'never' },
    ),
  }),
  'certificates/set-up.ts': room(setUpWords, {
    algorithmChoice: each('p256', 'rsa-2048'),
    proofWords: [
      [{ proved }],
      ...(['absent', 'malformed', 'foreign', 'other-key', 'other-slot'] as const).map((why): [RequestView['proof']] => [{ why }]),
    ],
    setupWaits: each(...setups),
    undoQuestion: each(...setups.slice(-2), ...setups.slice(-2).map((setup) => ({ ...setup, keepsKey: true }))),
    certificateToldWords: each<CertificateTold>(
      { kind: 'stored', slot: '82', certificate },
      { kind: 'stored', slot: '82', certificate, replaced: 'CN=jane-2025' },
      { kind: 'undone', slot: '82', left: 'nothing' },
      { kind: 'unblocked', name: 'YubiKey 5C NFC', serial: 12345678 },
    ),
    setUpTexts: {
      startOn: each('YubiKey 5C NFC 12345678'),
      startAuthorityOn: each('YubiKey 5C NFC 12345678'),
      storeOf: each('CN=jane'),
      storeOn: each('YubiKey 5C NFC 12345678'),
      requestOf: each('CN=jane'),
      continueOf: each('CN=jane'),
      undoOf: each('CN=jane'),
      requestFirstFor: each('82'),
      renewOf: each('CN=jane'),
    },
    requestTexts: { title: each('CN=jane'), authorityTitle: each('CN=Example CA') },
  }),
  'certificates/page.ts': room(pageWords, {
    slotTitle: each('9a', '82'),
    slotKeyWords: each(...slots, { slot: '82', key: { ...key, algorithm: undefined } as never }),
    issuedWords: [[certificate], [{ ...certificate, issuer: 'CN=jane,O=Example' }]],
    certificateTag: [
      [certificate, now],
      [certificate, now + 364 * day],
      [certificate, now + 365 * day],
      [certificate, now + 340 * day],
      [certificate, now + 400 * day],
      [certificate, now - 2 * day],
    ],
    certificateTexts: { detailsOf: each('82'), ofKey: each('YubiKey 5C NFC 12345678') },
  }),
  'certificates/anywhere.ts': room(anywhereWords, {
    anywhereSaid: {
      askPin: serials,
      askNewPin: serials,
      askManagementKey: serials,
      lastTry: serials,
      plan: serials,
      planExisting: [['CN=jane', '9a']],
      noCertificates: each('chain.pem'),
      planKey: [['p256', '82']],
      planRequest: each('CN=jane'),
      planAuthority: each('CN=Example CA'),
      planCaKey: [[23456789, '9c']],
      planNewRole: [
        [openedRole.roleArn, ['arn:aws:iam::aws:policy/ReadOnlyAccess'], 43_200],
        [openedRole.roleArn, [], 3600],
      ],
      planRole: each('dev'),
      otherFormats: [
        [openedRole.trustAnchorArn, 'CN=jane', false],
        [openedRole.trustAnchorArn, 'CN=jane', true],
      ],
      demands: each(
        { asksPin: true, wantsTouch: true },
        { asksPin: true, wantsTouch: false },
        { asksPin: false, wantsTouch: true },
        { asksPin: false, wantsTouch: false },
      ),
      lost: each(['O=Example\\, Inc.']),
      thenContinue: each('7f3c0a11'),
      made: {
        'trust-anchor': each('arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/ID'),
        role: each(openedRole.roleArn),
        profile: each('arn:aws:rolesanywhere:eu-central-1:111122223333:profile/ID'),
      },
      ready: each('dev'),
      needsYes: each('setup', 'sign'),
      needsSubject: each('setup', 'request'),
      needsFile: each('import', 'sign'),
      proof: [
        [{ proved }],
        ...(['absent', 'malformed', 'foreign', 'other-key', 'other-slot'] as const).map((why): [RequestView['proof']] => [{ why }]),
      ],
      requestIn: each('jane.csr'),
      importCommand: serials,
      authorityIn: each('ca.pem'),
      imported: [['CN=jane', '82', now]],
      replaced: each('CN=jane'),
      undone: [
        ['82', 'nothing'],
        ['82', 'key'],
        ['82', 'all'],
      ],
      waits: each(...setups),
      waysOn: each(...setups),
      asks: each(request({ proved })),
      maySign: each(365),
      signed: [['CN=jane', '1234567890', now]],
      signedIn: each('jane.pem'),
      revokedOn: each(now),
      listIn: each('ca.crl'),
      importList: each('ca.crl'),
      listImported: each('arn:aws:rolesanywhere:eu-central-1:111122223333:crl/ID'),
    },
  }),
};
