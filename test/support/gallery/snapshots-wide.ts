import type { AccessKeysView } from '../../../src-main/contract/access-keys/rotation.ts';
import type {
  DevicesView,
  DeviceView,
  EnrollFacts,
  EnrollKeyView,
  EnrollPage,
  EnrollStep,
  EnrollView,
  FoundSecret,
} from '../../../src-main/contract/enroll.ts';
import type { AccessKeyView } from '../../../src-main/contract/problems/rotation.ts';
import type { Snapshot, Waiting } from '../../../src-main/contract/snapshot.ts';
import { keepPlan } from './key-plans.ts';
import { account, fixedNow, keyWith, snapshotWith, waitingWith } from './snapshots.ts';
import { activityScreens } from './snapshots-activity.ts';
import { certificateScreens } from './snapshots-certificates.ts';
import { firstRunScreens } from './snapshots-first-run.ts';
import { pageScreens } from './snapshots-pages.ts';
import { peopleScreens } from './snapshots-people.ts';
import { sheetScreens } from './snapshots-sheets.ts';

/** Snapshots of every page of the wizard and of the devices' screen, and of the pages beside them. */
const seconds = (count: number) => count * 1000;
const arn = (name: string) => `arn:aws:iam::111122223333:mfa/${name}`;
const stepsBy: Readonly<Record<EnrollView['path'], readonly EnrollStep[]>> = {
  iam: ['user', 'key', 'create', 'codes', 'spare', 'proof', 'profiles'],
  console: ['user', 'secret', 'codes', 'device', 'proof', 'profiles'],
  import: ['user', 'device', 'proof', 'profiles'],
};

export const enrollKeyWith = (change: Partial<EnrollKeyView> = {}): EnrollKeyView => ({
  id: 'reader 0',
  serial: 12345678,
  name: 'YubiKey 5C NFC',
  used: 12,
  places: 64,
  locked: false,
  hasAccount: false,
  canTouch: true,
  ...change,
});
const spareKey = enrollKeyWith({ id: 'reader 1', serial: 23456789, name: 'YubiKey 5 NFC', used: 3, places: 32 });

type State = EnrollView['steps'][number]['state'];
const stepsAt = (all: readonly EnrollStep[], at: EnrollStep, state: State = 'now'): EnrollView['steps'] =>
  all.map((name, index) => ({ name, state: name === at ? state : index < all.indexOf(at) ? 'done' : 'todo' }));

const nothing: EnrollFacts = { keys: [] };
const createdOnly: EnrollFacts = {
  device: { arn: arn('jane'), state: 'not-enabled' },
  keys: [{ name: 'YubiKey 5C NFC', serial: 12345678, account: arn('jane'), state: 'absent' }],
};
const stored: EnrollFacts = {
  device: { arn: arn('jane'), state: 'not-enabled' },
  keys: [{ name: 'YubiKey 5C NFC', serial: 12345678, account: arn('jane'), state: 'stored' }],
};
const enabled: EnrollFacts = { ...stored, device: { arn: arn('jane'), state: 'enabled' } };
const undoesOf = (facts: EnrollFacts): EnrollView['undoes'] => [
  ...(facts.device?.state === 'enabled' ? [{ kind: 'deactivate-device' as const, device: facts.device.arn }] : []),
  ...(facts.device === undefined ? [] : [{ kind: 'delete-device' as const, device: facts.device.arn }]),
  ...facts.keys
    .filter(({ state }) => state === 'stored')
    .map((key) => ({ kind: 'delete-account' as const, account: key.account, ...(key.serial === undefined ? {} : { serial: key.serial }) })),
];

export const enrollWith = (page: EnrollPage, at: EnrollStep, change: Partial<EnrollView> = {}): EnrollView => {
  const now = change.now ?? nothing;
  const path = change.path ?? 'iam';
  const state = change.problem === undefined ? (page.kind === 'done' ? 'done' : 'now') : 'failed';
  return {
    id: 'enroll 1',
    path,
    source: 'jane',
    steps: stepsAt(stepsBy[path], at, state),
    page,
    undoes: undoesOf(now),
    ...change,
    now,
    can: { next: true, back: false, skip: false, undo: now.device !== undefined, leave: false, ...change.can },
  };
};

const wizard = (page: EnrollPage, at: EnrollStep, change: Partial<EnrollView> = {}, rest: Partial<Snapshot> = {}): Snapshot =>
  snapshotWith({ enroll: enrollWith(page, at, change), ...rest });

const can = (change: Partial<EnrollView['can']>): EnrollView['can'] => ({
  next: false,
  back: false,
  skip: false,
  undo: false,
  leave: false,
  ...change,
});
const touch: Waiting = waitingWith({
  for: { kind: 'key', name: 'YubiKey 5C NFC' },
  since: fixedNow - seconds(6),
  deadline: fixedNow + seconds(8.6),
});

const janesPhone: DeviceView = {
  serial: arn('jane-phone'),
  kind: 'virtual',
  enabledAt: Date.parse('2024-02-11T09:00:00Z'),
  onKeys: [],
  knownKeys: [],
};
const userPage: Extract<EnrollPage, { kind: 'user' }> = {
  kind: 'user',
  sources: [
    { profile: 'jane', accountId: '111122223333', user: 'jane' },
    { profile: 'acme-staging', accountId: '222233334444', user: 'jane.doe' },
    { profile: 'old-root', problem: { code: 'root-keys', source: 'old-root' } },
  ],
  chosen: 'jane',
  devices: [],
  checking: false,
};
const keyPage: Extract<EnrollPage, { kind: 'key' }> = {
  kind: 'key',
  user: 'jane',
  keys: [enrollKeyWith()],
  chosen: 'reader 0',
  deviceName: 'jane',
  otherName: 'jane-yk-12345678',
  touch: true,
  spare: 'device',
  needsSession: false,
};
const profilesPage: Extract<EnrollPage, { kind: 'profiles' }> = {
  kind: 'profiles',
  file: '/home/jane/.aws/config',
  profiles: [{ profile: 'prod-admin' }, { profile: 'dev-power' }, { profile: 'data-lake', already: arn('jane-phone') }],
  diff: [
    { kind: 'same', text: '[profile prod-admin]', line: 12 },
    { kind: 'same', text: 'role_arn = arn:aws:iam::111122223333:role/Admin', line: 13 },
    { kind: 'same', text: 'source_profile = jane', line: 14 },
    { kind: 'add', text: `mfa_serial = ${arn('jane')}`, line: 15 },
    { kind: 'same', text: '', line: 16 },
    { kind: 'same', text: '[profile data-lake]', line: 21 },
    { kind: 'remove', text: `mfa_serial = ${arn('jane-phone')}`, line: 24 },
    { kind: 'add', text: `mfa_serial = ${arn('jane')}`, line: 25 },
  ],
};
const working = { kind: 'working', what: 'creating' } as const;
const longUser = 'maximiliane.von-und-zu-hohenstein-lauenburg@platform-engineering.acme.example';

const consolePath = { path: 'console' } as const;
const secretPage: EnrollPage = { kind: 'secret', keys: [enrollKeyWith()], chosen: 'reader 0', touch: true };

const foundPage = (found: FoundSecret): EnrollPage => ({ ...secretPage, found: { ...found, serial: 12345678 } });

/** Set up with another tool. */
const phoneAccount = 'Amazon Web Services:jane-phone@111122223333';

const devicesView: DevicesView = {
  source: 'jane',
  user: { name: 'jane', arn: 'arn:aws:iam::111122223333:user/jane', accountId: '111122223333' },
  state: 'ready',
  devices: [
    {
      serial: account.id,
      kind: 'virtual',
      enabledAt: Date.parse('2026-11-03T09:00:00Z'),
      onKeys: [{ keyId: 'reader 0', serial: 12345678, account: account.id }],
      knownKeys: [12345678],
    },
    { serial: arn('jane-yk-23456789'), kind: 'virtual', enabledAt: Date.parse('2026-11-03T09:04:00Z'), onKeys: [], knownKeys: [23456789] },
    {
      serial: 'arn:aws:iam::111122223333:u2f/user/jane/laptop-XYZ',
      kind: 'fido',
      enabledAt: Date.parse('2025-06-20T12:00:00Z'),
      onKeys: [],
      knownKeys: [],
    },
  ],
  leftovers: [
    { kind: 'device', serial: arn('jane-old') },
    { kind: 'account', keyId: 'reader 0', keySerial: 12345678, account: arn('jane-2023') },
  ],
  importable: [],
};
const ownKey: AccessKeyView = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  active: true,
  createdAt: fixedNow - 94 * 86_400_000,
  used: { at: fixedNow - 180_000, service: 's3', region: 'us-east-1' },
  isOwn: true,
};
const otherKey: AccessKeyView = {
  accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
  active: true,
  createdAt: fixedNow - 20 * 86_400_000,
  used: 'never',
  isOwn: false,
};
const accessKeysOf = (keys: readonly AccessKeyView[]): AccessKeysView => ({ source: 'jane', user: 'jane', keys, alsoIn: ['default'] });
const oneDevice = { devices: devicesView.devices.slice(0, 1), leftovers: [] };
const devices = (change: Partial<DevicesView> = {}, rest: Partial<Snapshot> = {}): Snapshot =>
  snapshotWith({ devices: { ...devicesView, ...change }, ...rest });

/** Name -> what main would have sent; shown in the wide window. */
export const wideScreens = {
  'wizard-user': wizard(userPage, 'user'),
  'wizard-user-checking': wizard(
    { kind: 'user', sources: userPage.sources.map(({ profile }) => ({ profile })), chosen: 'jane', checking: true },
    'user',
    { can: can({}) },
  ),
  'wizard-user-none': wizard({ kind: 'user', sources: [], checking: false }, 'user', { can: can({}) }),
  'wizard-key': wizard(keyPage, 'key', { can: can({ next: true, back: true }) }),
  'wizard-key-odd': wizard(
    {
      ...keyPage,
      keys: [
        enrollKeyWith({ locked: true, hasAccount: true }),
        spareKey,
        enrollKeyWith({
          id: 'reader 2',
          serial: 34567890,
          name: 'YubiKey NEO',
          used: 28,
          places: 28,
          problem: { code: 'yubikey-full', limit: 28 },
        }),
      ],
      touch: false,
      needsSession: true,
    },
    'key',
    { can: can({ next: true, back: true }) },
  ),
  'wizard-no-key': wizard({ ...keyPage, keys: [] }, 'key', { can: can({ back: true }) }),
  'wizard-creating': wizard(working, 'create', { can: can({}) }),
  'wizard-waiting-for-aws': wizard({ kind: 'working', what: 'waiting-for-aws', until: fixedNow + seconds(7.6) }, 'proof', {
    now: enabled,
    can: can({}),
  }),
  'wizard-proof-step': wizard(
    { kind: 'working', what: 'proving' },
    'proof',
    { now: enabled, can: can({}) },
    {
      waiting: [waitingWith({ kind: 'step', since: fixedNow - seconds(18.4), deadline: fixedNow + seconds(11.6) })].map((waiting) => ({
        ...waiting,
        for: { kind: 'code', account: 'jane' } as const,
      })),
    },
  ),
  'wizard-session-touch': wizard({ kind: 'working', what: 'session' }, 'create', { can: can({}) }, { waiting: [touch] }),
  'wizard-codes-first': wizard(
    { kind: 'codes', touches: 0, refused: false },
    'codes',
    { now: stored, can: can({ undo: true }) },
    { waiting: [touch] },
  ),
  'wizard-codes-second': wizard(
    { kind: 'codes', touches: 1, refused: false },
    'codes',
    { now: stored, can: can({ undo: true }) },
    { waiting: [touch] },
  ),
  'wizard-codes-refused': wizard({ kind: 'codes', touches: 0, refused: true, until: fixedNow + seconds(17.6) }, 'codes', {
    now: stored,
    can: can({ undo: true }),
  }),
  'wizard-spare': wizard({ kind: 'spare', spare: 'device', keys: [] }, 'spare', { now: enabled, can: can({ skip: true }) }),
  'wizard-spare-in': wizard(
    {
      kind: 'spare',
      spare: 'device',
      keys: [enrollKeyWith({ problem: { code: 'spare-is-same-key', serial: 12345678 } }), spareKey],
    },
    'spare',
    { now: enabled, can: can({ next: true, skip: true }) },
  ),
  'wizard-profiles': wizard(profilesPage, 'profiles', { now: enabled, can: can({ next: true, skip: true }) }),
  'wizard-done': wizard(
    {
      kind: 'done',
      device: arn('jane'),
      spare: arn('jane-yk-23456789'),
      profiles: ['prod-admin', 'dev-power'],
      left: [],
    },
    'profiles',
    { now: enabled, can: can({}) },
  ),
  'wizard-done-left': wizard(
    { kind: 'done', device: arn('jane'), profiles: [], left: ['The account arn:aws:iam::111122223333:mfa/jane-old on YubiKey 23456789'] },
    'profiles',
    { now: enabled, can: can({}) },
  ),
  'wizard-found': wizard({ kind: 'found', startedAt: fixedNow - seconds(86_400), user: 'jane', deviceName: 'jane' }, 'codes', {
    now: stored,
    can: can({ next: true, undo: true, leave: true }),
  }),
  'wizard-secret': wizard(secretPage, 'secret', { ...consolePath, can: can({ back: true }) }),
  'wizard-secret-found': wizard(
    foundPage({ issuer: 'Amazon Web Services', account: 'jane@111122223333', isAws: true }),
    'secret',
    consolePath,
  ),
  'wizard-secret-foreign': wizard(foundPage({ issuer: 'GitHub', account: 'octocat', isAws: false }), 'secret', consolePath),
  'wizard-two-codes': wizard(
    {
      kind: 'two-codes',
      codes: [
        { digits: '131746', ends: fixedNow + seconds(11.6) },
        { digits: '902215', ends: fixedNow + seconds(41.6) },
      ],
    },
    'codes',
    { ...consolePath, now: { keys: stored.keys }, can: can({ next: true, back: true }) },
  ),
  'wizard-two-codes-wait': wizard(
    { kind: 'two-codes', codes: [] },
    'codes',
    { ...consolePath, now: { keys: stored.keys }, can: can({}) },
    {
      waiting: [
        {
          ...waitingWith({ kind: 'step', toType: true, since: fixedNow - seconds(3), deadline: fixedNow + seconds(11.6) }),
          for: { kind: 'code', account: 'jane' },
        },
      ],
    },
  ),
  'wizard-device': wizard({ kind: 'device', guess: arn('jane') }, 'device', {
    ...consolePath,
    now: { keys: stored.keys },
    can: can({ next: true, undo: true }),
  }),
  'wizard-import': wizard({ kind: 'device', guess: arn('jane-phone') }, 'device', {
    path: 'import',
    now: { keys: [{ name: 'YubiKey 5C NFC', serial: 12345678, account: phoneAccount, state: 'stored' }] },
    undoes: [],
    can: can({ back: true, undo: true }),
  }),
  'wizard-failed-name-taken': wizard(working, 'create', {
    problem: { code: 'device-name-taken', deviceName: 'jane', state: 'not-enabled' },
    now: createdOnly,
    can: can({ next: true, back: true }),
    undoes: [],
  }),
  'wizard-failed-denied': wizard(working, 'create', {
    problem: {
      code: 'iam-denied',
      action: 'iam:CreateVirtualMFADevice',
      resource: arn('jane'),
      explicit: false,
    },
    can: can({ next: true, back: true }),
  }),
  'wizard-failed-codes': wizard({ kind: 'codes', touches: 2, refused: true }, 'codes', {
    problem: { code: 'device-codes-refused', device: arn('jane') },
    now: stored,
    can: can({ next: true, undo: true, leave: true }),
  }),
  'wizard-failed-pulled': wizard({ kind: 'codes', touches: 1, refused: false }, 'codes', {
    problem: { code: 'yubikey-removed', serial: 12345678 },
    now: stored,
    can: can({ next: true, undo: true, leave: true }),
  }),
  'wizard-failed-limit': wizard(keyPage, 'key', { problem: { code: 'device-limit', limit: 8 }, can: can({ back: true }) }),
  'wizard-failed-picture': wizard(secretPage, 'secret', {
    ...consolePath,
    problem: { code: 'picture-unusable', why: 'several-codes' },
    can: can({ back: true }),
  }),
  'wizard-failed-network': wizard(working, 'create', {
    problem: { code: 'aws-unreachable', host: 'iam.amazonaws.com', reason: 'ENETUNREACH' },
    now: { device: { arn: arn('jane'), state: 'unknown' }, keys: [] },
    can: can({ next: true, undo: true, leave: true }),
  }),
  'wizard-long-names': wizard(
    {
      ...keyPage,
      user: longUser,
      deviceName: longUser.split('@')[0] ?? longUser,
      otherName: `${longUser.split('@')[0]}-yk-12345678`,
    },
    'key',
    { can: can({ next: true, back: true }) },
  ),
  'wizard-password': wizard(
    keyPage,
    'key',
    {},
    { waiting: [waitingWith({ kind: 'password', for: { kind: 'key', name: 'YubiKey 5C NFC' } })] },
  ),
  devices: devices(),
  'devices-access-keys': devices({ leftovers: [] }, { accessKeys: { source: 'jane', state: 'ready', seen: accessKeysOf([ownKey]) } }),
  'devices-access-keys-two': devices(
    { leftovers: [] },
    { accessKeys: { source: 'jane', state: 'ready', seen: accessKeysOf([ownKey, otherKey]) } },
  ),
  'devices-rotated': devices(
    { leftovers: [] },
    {
      accessKeys: {
        source: 'jane',
        state: 'ready',
        seen: {
          ...accessKeysOf([
            { ...ownKey, active: false, isOwn: false },
            { ...otherKey, isOwn: true, createdAt: fixedNow - 60_000, used: 'never' },
          ]),
          rotation: {
            source: 'jane',
            user: 'jane',
            oldKey: ownKey.accessKeyId,
            oldKeyState: 'inactive',
            isSwapped: true,
            newKey: otherKey.accessKeyId,
            deletesAt: fixedNow + 86_400_000,
          },
        },
      },
    },
  ),
  'devices-key-in-file': devices(oneDevice, { keyPlace: { source: 'jane', state: 'ready', place: 'file' } }),
  'devices-keep': devices(oneDevice, { keyPlace: { source: 'jane', state: 'ready', place: 'file', plan: keepPlan } }),
  'devices-keep-passphrase': devices(oneDevice, {
    keyPlace: {
      source: 'jane',
      state: 'ready',
      place: 'file',
      plan: { ...keepPlan, needsPassphrase: true },
      problem: { code: 'key-store-closed', why: 'absent' },
    },
  }),
  'devices-moving': devices(oneDevice, { keyPlace: { source: 'jane', state: 'working', place: 'file' } }),
  'devices-shared': devices(oneDevice, { keyPlace: { source: 'jane', state: 'ready', place: 'keyring', shared: true } }),
  'devices-kept': devices(oneDevice, { keyPlace: { source: 'jane', state: 'ready', place: 'keyring', done: 'keep' } }),
  'devices-loading': devices({ state: 'loading', devices: [], leftovers: [] }),
  'devices-none': devices(
    { devices: [], leftovers: [] },
    {
      card: { kind: 'present', keys: [keyWith({ hasPassword: true }), keyWith({ id: 'reader 1', serial: 23456789, hasPassword: false })] },
    },
  ),
  'devices-working': devices({ working: { what: 'resync', serial: account.id }, leftovers: [] }),
  'devices-mend': devices({
    leftovers: [],
    mend: {
      gone: arn('jane-yk-98765432'),
      device: account.id,
      file: '/home/jane/.aws/config',
      profiles: ['jane', 'prod-admin'],
      diff: [
        { kind: 'same', text: '[profile jane]', line: 4 },
        { kind: 'remove', text: `mfa_serial = ${arn('jane-yk-98765432')}`, line: 5 },
        { kind: 'add', text: `mfa_serial = ${account.id}`, line: 5 },
        { kind: 'same', text: 'region = eu-central-1', line: 6 },
        { kind: 'same', text: '[profile prod-admin]', line: 12 },
        { kind: 'remove', text: `mfa_serial = ${arn('jane-yk-98765432')}`, line: 13 },
        { kind: 'add', text: `mfa_serial = ${account.id}`, line: 13 },
      ],
    },
  }),
  'devices-confirm': devices({
    confirm: { serial: account.id, isLast: false, others: [arn('jane-yk-23456789')], spareKeys: [23456789] },
  }),
  'devices-confirm-last': devices({
    devices: devicesView.devices.slice(0, 1),
    confirm: { serial: account.id, isLast: true, others: [], spareKeys: [] },
  }),
  'devices-failed': devices({
    state: 'failed',
    devices: [],
    leftovers: [],
    problem: { code: 'iam-denied', action: 'iam:ListMFADevices', resource: 'arn:aws:iam::111122223333:user/jane', explicit: true },
  }),
  'devices-refused': devices({ problem: { code: 'device-codes-refused', device: account.id } }),
  'devices-import': devices({
    devices: [{ ...janesPhone, onKeys: [{ keyId: 'reader 0', serial: 12345678, account: phoneAccount }] }],
    leftovers: [],
    importable: [
      { keyId: 'reader 0', keySerial: 12345678, account: phoneAccount, guess: arn('jane-phone') },
      { keyId: 'reader 0', keySerial: 12345678, account: 'AWS:platform-engi~0123456789@111122223333' },
    ],
  }),
  'devices-phone': devices(
    { devices: [janesPhone], leftovers: [] },
    { card: { kind: 'present', keys: [keyWith({ oath: 'locked', accounts: [] })] } },
  ),
  ...pageScreens,
  ...certificateScreens,
  ...firstRunScreens,
  ...activityScreens,
  ...peopleScreens,
  ...sheetScreens,
} as const satisfies Record<string, Snapshot>;

export type WideScreenName = keyof typeof wideScreens;
export const wideScreenNames = Object.keys(wideScreens) as readonly WideScreenName[];
