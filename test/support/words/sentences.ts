import type { RotationView } from '../../../src-main/contract/access-keys/rotation.ts';
import { type ActivityItem, noFilter } from '../../../src-main/contract/activity.ts';
import type { Alert, EndedView } from '../../../src-main/contract/alerts.ts';
import type { DeviceView, EnrollView } from '../../../src-main/contract/enroll.ts';
import type { FileFlaw } from '../../../src-main/contract/problems/files.ts';
import type { AccessKeyView } from '../../../src-main/contract/problems/rotation.ts';
import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import { tools } from '../../../src-main/contract/tools.ts';
import { readTypedArn } from '../../../src-main/contract/typed-arn.ts';
import type { Asker, AskingProgram } from '../../../src-main/contract/values.ts';
import * as keepingWords from '../../../src-main/words/access-keys/keeping.ts';
import * as rotationWords from '../../../src-main/words/access-keys/rotation.ts';
import * as sharingWords from '../../../src-main/words/access-keys/sharing.ts';
import * as strayKeys from '../../../src-main/words/access-keys/stray-keys.ts';
import * as activityWords from '../../../src-main/words/activity.ts';
import * as alertsWords from '../../../src-main/words/alerts.ts';
import * as askersWords from '../../../src-main/words/askers.ts';
import * as devicesWords from '../../../src-main/words/devices.ts';
import * as discoveryWords from '../../../src-main/words/discovery.ts';
import * as enrollButtons from '../../../src-main/words/enroll/buttons.ts';
import * as enrollFacts from '../../../src-main/words/enroll/facts.ts';
import * as enrollPages from '../../../src-main/words/enroll/pages.ts';
import * as grammar from '../../../src-main/words/grammar.ts';
import * as helpDevices from '../../../src-main/words/help/devices.ts';
import * as helpEveryDay from '../../../src-main/words/help/every-day.ts';
import * as helpTable from '../../../src-main/words/help/help-table.ts';
import * as helpSetUp from '../../../src-main/words/help/set-up.ts';
import * as helpTeam from '../../../src-main/words/help/team.ts';
import * as usageWords from '../../../src-main/words/help/usage.ts';
import * as keysWords from '../../../src-main/words/keys.ts';
import * as limitWords from '../../../src-main/words/limits/kinds.ts';
import * as noticesWords from '../../../src-main/words/notices.ts';
import * as notifications from '../../../src-main/words/notifications.ts';
import * as selfTest from '../../../src-main/words/platform/self-test.ts';
import * as fileFlaws from '../../../src-main/words/problems/file-flaws.ts';
import * as problemWords from '../../../src-main/words/problems/problem-words.ts';
import * as questions from '../../../src-main/words/questions.ts';
import * as roleForm from '../../../src-main/words/roles/form.ts';
import * as roleWords from '../../../src-main/words/roles/role.ts';
import * as settingsWords from '../../../src-main/words/settings.ts';
import * as terminalWords from '../../../src-main/words/terminal.ts';
import * as toolsWords from '../../../src-main/words/tools.ts';
import * as trayWords from '../../../src-main/words/tray.ts';
import * as wideWindow from '../../../src-main/words/wide-window.ts';
import { account as accountView, fixedNow, keyWith, roleWith, screens, sessionOf, waitingWith } from '../gallery/snapshots.ts';
import { activity, yesterday } from '../gallery/snapshots-activity.ts';
import { pageScreens } from '../gallery/snapshots-pages.ts';
import { sessionScreens } from '../gallery/snapshots-sessions.ts';
import { wideScreens } from '../gallery/snapshots-wide.ts';
import { certificateRooms } from './certificate-sentences.ts';
import { type Room, room } from './examples.ts';
import { problemExamples } from './problem-examples.ts';
import { teamRooms } from './team-sentences.ts';
import { windowRooms } from './window-sentences.ts';

/** Every room of words with examples: mostly what the screens of the gallery show. `npm run words` prints it. */
const each = <T>(...facts: readonly T[]): readonly [T][] => facts.map((fact) => [fact]);

const snapshots = Object.values({ ...screens, ...sessionScreens, ...wideScreens, ...pageScreens });
const some = <T>(of: (snapshot: (typeof snapshots)[number]) => readonly (T | undefined)[]): readonly [T][] =>
  each(...snapshots.flatMap(of).filter((fact): fact is T => fact !== undefined));

const account = 'arn:aws:iam::111122223333:mfa/jane';
const terraform = { kind: 'program', name: 'terraform', pid: 4121, folder: '~/infra', sure: true } as const;
const python = { kind: 'program', name: 'python3', pid: 4190, sure: false } as const;
const askers: readonly Asker[] = [
  terraform,
  python,
  { kind: 'person', front: 'tray' },
  { kind: 'person', front: 'terminal' },
  { kind: 'renewal' },
];
const keys = [
  keyWith(),
  keyWith({ busy: true }),
  keyWith({ heldBy: 'scdaemon' }),
  ...(['reading', 'locked', 'disabled', 'unreadable'] as const).map((oath) => keyWith({ oath })),
];
const cards = some(({ card }) => [card]).concat([[{ kind: 'starting' }]]);
const kinds = ['touch', 'password', 'insert', 'pick', 'step', 'code'] as const;
const role = { kind: 'role', profile: 'dev-power', roleArn: 'arn:aws:iam::222233334444:role/PowerUser', roleName: 'PowerUser' } as const;
const purposes = [
  { ...role, accountId: '222233334444' },
  { kind: 'code', account },
  { kind: 'key', name: 'YubiKey 5C NFC' },
  { kind: 'renewal', source: 'jane' },
  { kind: 'rotation', source: 'jane' },
  { kind: 'access-key', source: 'jane' },
] as const;
const fault = { code: 'aws-said', awsCode: 'InternalFailure', status: 500 } as const;
const accessKeys: readonly AccessKeyView[] = [
  { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', active: true, createdAt: fixedNow - 94 * 86_400_000, used: 'never', isOwn: true },
  {
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    active: true,
    createdAt: fixedNow - 94 * 86_400_000,
    used: { at: fixedNow - 180_000, service: 's3', region: 'us-east-1' },
    isOwn: true,
  },
  { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', active: false, createdAt: fixedNow - 60_000, isOwn: false },
];
const typedAfter = [
  { code: 'account-missing', account, serials: [12345678] },
  { code: 'card-service-missing' },
  { code: 'card-service-silent' },
  { code: 'card-access-denied' },
  { code: 'no-code-device', user: 'jane', has: 'hardware' },
  { code: 'mfa-serial-bad', profile: 'dev', mfaSerial: 'GAHT12345678', why: 'hardware' },
  { code: 'code-refused', mfaSerial: account },
  { code: 'code-spent', mfaSerial: account, waitSeconds: 12 },
  fault,
] as const;
const ends = each<EndedView>(
  { id: 'e1', names: ['prod-admin'], all: false, until: 0 },
  { id: 'e2', names: ['prod-admin', 'data-lake'], all: true, until: 0 },
);
const waits = kinds.flatMap((kind) => [
  ...(kind === 'step' || kind === 'touch' ? [waitingWith({ kind, for: purposes[0], after: fault })] : []),
  ...(kind === 'step' ? [waitingWith({ kind, for: purposes[0], after: { code: 'serial-refused', mfaSerial: account } })] : []),
  ...(kind === 'code' ? typedAfter.map((after) => waitingWith({ kind, account, for: purposes[0], after })) : []),
  ...purposes.map((purpose) => waitingWith({ kind, for: purpose })),
  waitingWith({ kind, account, askers: [terraform, python], guarded: true, wrong: true }),
]);
const roles = some(({ roles: shown }) => shown.slice(0, 8));
const alerts: readonly [Alert][] = [
  ...some(({ alerts: shown }) => shown),
  ...each<Alert>({ id: 'a', kind: 'certificate-ends', profile: 'dev', subject: 'CN=jane', ends: fixedNow - 86_400_000, days: -1 }),
];
const active = roleWith('prod-admin', 'Admin', '111122223333');
const session = sessionOf(active, 2_850_000);
const views = some<EnrollView>(({ enroll }) => [enroll]);
const devices = some<DeviceView>(({ devices: shown }) => shown?.devices ?? []);
const arns = [
  '',
  'arn:aws:iam::111122223333:role/Admin',
  'arn:aws-us-gov:iam::111122223333:role/Ops',
  'arn:aws:iam::*:role/Deploy',
  'arn:aws:iam::111122223333:role/De*',
  'jane',
].map(readTypedArn);
const changes = snapshots.flatMap((after, index) => {
  const before = snapshots[index - 1];
  return before === undefined ? [] : [[before, after] as const];
});
const pairs = <T>(of: (snapshot: (typeof snapshots)[number]) => T | undefined): readonly [T, T][] =>
  changes.flatMap(([before, after]) => {
    const [was, is] = [of(before), of(after)];
    return was === undefined || is === undefined ? [] : [[was, is]];
  });
const times = [0, 1000, 42_500, 60_000, 2_850_000, 7_800_000, 43_199_000];
const seconds = [1, 45, 94, 900, 5400, 7800, 43_200];

const removals = each(
  ...(['begun', 'done'] as const).flatMap((deactivated) =>
    (['todo', 'begun', 'done'] as const).flatMap((deleted) =>
      [true, false].map((isLast) => ({
        id: '7f3c',
        user: 'jane',
        deviceName: 'jane-yk-1',
        startedAt: fixedNow,
        removal: { device: `${account}-yk-1`, isLast, deactivated, deleted },
      })),
    ),
  ),
);

const rotationViews: readonly RotationView[] = [
  { source: 'jane', user: 'jane', oldKey: 'AKIAI44QH8DHBEXAMPLE', oldKeyState: 'active', isSwapped: false },
  ...(['active', 'inactive', 'deleted'] as const).map((oldKeyState) => ({
    source: 'jane',
    user: 'jane',
    oldKey: 'AKIAI44QH8DHBEXAMPLE',
    oldKeyState,
    isSwapped: true,
    newKey: 'AKIAIOSFODNN7EXAMPLE',
    ...(oldKeyState === 'inactive' ? { deletesAt: fixedNow + 86_400_000 } : {}),
  })),
];

const [oneItem, ...moreItems] = activity().items;
const barExamples: readonly [readonly [ActivityItem, ...ActivityItem[]], string][] =
  oneItem === undefined
    ? []
    : [...[oneItem, ...moreItems].map((item) => [[item], 'UTC'] as [[ActivityItem], string]), [[oneItem, ...moreItems], 'UTC']];

export const rooms: Readonly<Record<string, Room>> = {
  'grammar.ts': room(grammar, {
    together: [['Insert your YubiKey.', 'It is needed once.']],
    counted: [0, 1, 2].map((count) => [count, { one: 'role', other: 'roles' }]),
    formFor: [1, 2].map((count) => [count, { one: 'renewed once', other: `renewed ${count} times` }]),
    date: each(fixedNow),
    compare: [],
    longDay: [[fixedNow, 'UTC']],
    shortDay: [
      [fixedNow, false, 'UTC'],
      [fixedNow, true, 'UTC'],
    ],
    clockTime: [[fixedNow, 'UTC']],
    listed: each<readonly string[]>([], ['a'], ['a', 'b'], ['a', 'b', 'c']),
    asSentence: each('The disk is full', 'Whose YubiKey is it?'),
    either: each<readonly string[]>(['a'], ['a', 'b'], ['a', 'b', 'c']),
    inSentence: each('The disk is full', 'AWS rejected the code'),
    duration: each(...seconds),
    span: each(...seconds),
    shortLeft: each(...times),
    spokenLeft: each(...times),
    minutesLeft: each(0, 1, 47, 720),
    theKey: [[], [12345678]],
    TheKey: [[], [12345678]],
    yourKey: [[], [12345678]],
    fullName: [[keyWith()], [{ name: 'YubiKey 5C NFC' }]],
  }),
  'keys.ts': room(keysWords, {
    keyWords: each(...keys),
    cardWords: cards,
    noKeyWords: each(['Canokeys Canokey']),
    unlockWords: each(keyWith()),
  }),
  'askers.ts': room(askersWords, {
    shortened: each('/home/jane/infra'),
    programWords: [[terraform], [python]],
    processWords: each<AskingProgram>(
      terraform,
      python,
      { ...terraform, executable: '/home/jane/terraform' },
      { ...terraform, name: 'aws', executable: '/usr/bin/python3.11' },
    ),
    programAndFolder: [[terraform], [python]],
    programPieces: [[terraform], [python]],
    askingPieces: [
      [terraform, 'prod-admin', 'acme-prod'],
      [python, 'prod-admin'],
    ],
    askingWords: [[terraform, 'prod-admin']],
    wordsOf: [[[{ kind: 'name', text: 'terraform' }]]],
    askedByWords: each(...askers),
    askerWords: each(...askers),
    othersWords: each(0, 3),
  }),
  'questions.ts': room(questions, {
    subjectOf: each(...waits),
    waitingWords: waits.flatMap((wait) => [[wait], [wait, wait.deadline - 11_600, 'acme-prod']]),
    progressWords: each(...waits.filter(({ kind }) => kind === 'touch' || kind === 'step')),
    moreQuestions: each(1, 2),
    sourceWaitWords: [
      ['jane', undefined],
      ['vault', 'process'],
      ['work', 'sso'],
    ],
    waitingForWords: [...each<Parameters<typeof questions.waitingForWords>[0]>(...kinds, 'card', 'aws', 'file'), ['aws', fault]],
    spacedCode: each('031746'),
  }),
  'notices.ts': room(noticesWords, {
    noticeWords: some(({ notices }) => notices),
    doorWords: each({ state: 'closed' }, { state: 'open', path: '/run/user/1000/roletap/socket' }),
    keptWords: each('keyring', 'login', 'process'),
    notesWords: each(...snapshots),
  }),
  'alerts.ts': room(alertsWords, { alertWords: alerts, spokenAlert: alerts }),
  'notifications.ts': room(notifications, {
    notificationWords: {
      alert: alerts,
      question: each(...waits),
      opened: [
        [session, active],
        [{ ...session, guarded: true }, undefined],
      ],
    },
  }),
  'tray.ts': room(trayWords, {
    trayWords: {
      tooltip: snapshots.map((snapshot) => ['active', snapshot, 2_850_000]),
      yubiKey: cards,
      title: each(...times),
      role: [...roles, ...roles.slice(0, 1).map(([role]): [RoleView, string] => [role, 'acme-dev'])],
      session: [
        [session, active, 47],
        [{ ...session, guarded: true }, undefined, 0],
      ],
      alert: alerts,
      undoEnd: ends,
      cancel: each(...waits),
      copyCode: some(({ code }) => [code]),
      codeOf: [
        [accountView, undefined, undefined],
        [accountView, 'acme-dev', keyWith()],
        [{ id: 'Acme:mail', issuer: 'Acme', name: 'mail', touch: 'required', forAws: true }, undefined, undefined],
      ],
      moreRoles: each(12),
      update: each('1.3.0'),
    },
  }),
  'discovery.ts': room(discoveryWords, {
    unreadWords: some(({ discovery }) => discovery.flatMap(({ unread }) => unread)),
    rolesWords: each(0, 1, 12),
    discoveryWords: some(({ discovery }) => discovery),
  }),
  'roles/role.ts': room(roleWords, {
    endedWords: ends,
    anywhereRolesSaid: {
      certificate: each({ wanted: '' }, { wanted: 'CN=jane' }, { wanted: '', slot: '82' }),
      serving: each('dev'),
      needsArn: each('--trust-anchor'),
      which: each('--trust-anchor'),
      added: each('dev'),
      adopted: each('dev'),
      givenBack: each('dev'),
      callsHelper: each('dev'),
    },
    guardWords: { question: each('prod-admin') },
    roleStateWords: some(({ roles: shown }) => shown.slice(0, 8).map(({ state }) => state)),
    announcementWords: roles,
    sourceKindWords: each(
      {},
      { sourceKind: 'store' },
      { sourceKind: 'process' },
      { sourceKind: 'login' },
      { sourceKind: 'sso' },
      { sourceKind: 'certificate' },
      {
        sourceKind: 'certificate',
        certificate: { trustAnchorArn: '', profileArn: '', wanted: '', isHelper: false, until: Date.UTC(2027, 7, 24) },
      },
      { sourceKind: 'certificate', certificate: { trustAnchorArn: '', profileArn: '', wanted: '', isHelper: true } },
      {
        sourceKind: 'certificate',
        certificate: { trustAnchorArn: '', profileArn: '', wanted: '', isHelper: true, until: Date.UTC(2027, 7, 24) },
      },
    ),
    roleNameWords: each({ user: true, roleName: 'jane' }, { roleName: 'Developer' }),
    originWords: each(
      { origin: 'config', maybe: false },
      { origin: 'iam', maybe: true },
      { origin: 'iam', maybe: false },
      { origin: 'added', maybe: false },
    ),
    endWords: some(({ roles: shown }) => shown.map(({ state }) => state)).map(([state]) => [state, fixedNow]),
    lacksLineWords: each('dev-tap'),
    clipboardWords: each(20),
    partitionName: each('aws-cn', 'aws-us-gov', 'aws-eusc'),
  }),
  'limits/kinds.ts': room(limitWords, {
    limitsWords: each(
      { kind: 'read-only', of: 'prod', policies: ['ReadOnlyAccess'], ownPolicy: false, tags: [] },
      { kind: 'policy', of: 'prod', policies: ['Deployers', 'Readers'], ownPolicy: false, tags: ['team=web'], sourceIdentity: 'jane' },
    ),
  }),
  'roles/form.ts': room(roleForm, {
    roleFormTitle: each({}, { role: 'ops' }),
    arnWords: each(...arns),
    roleDurations: [[0, 3600]],
    removeRoleWords: each(true, false),
  }),
  'activity.ts': room(activityWords, {
    whenWords: some(({ activity }) => activity?.items ?? []).map(([item]) => [item, 'UTC']),
    stateWords: some(({ activity }) => activity?.items ?? []),
    courseWords: some(({ activity }) => activity?.items ?? []).map(([item]) => [item, 'UTC']),
    refusedWords: [[{ code: 'asker-refused', profile: 'prod', until: fixedNow }, 'UTC']],
    whoWords: some(({ activity }) => activity?.items ?? []),
    askerCell: some(({ activity }) => activity?.items ?? []),
    givenWords: each(
      { given: [terraform] },
      { given: [terraform, python, { kind: 'person', front: 'tray' }, { kind: 'person', front: 'terminal' }] },
    ),
    dayWords: [0, 1, 9].map((days) => [fixedNow - days * 86_400_000, fixedNow, 'UTC']),
    askerName: each('person', 'renewal', 'program terraform'),
    barWords: barExamples,
    barTitle: barExamples,
    pictureWords: [
      [fixedNow, activity().items, noFilter, 'UTC'],
      [fixedNow, activity().items, { role: 'network-ops', asker: 'program terraform', refused: true }, 'UTC'],
    ],
    timelineWords: some(({ activity }) => [activity]),
    activityAnnouncement: [[activity(), activity(yesterday)]],
  }),
  'settings.ts': room(settingsWords, {
    countedOptions: [
      ['mfaSessionSeconds', 43_200],
      ['roleSeconds', 3600],
      ['guardSeconds', 900],
      ['inUseMinutes', 60],
      ['clipboardSeconds', 20],
      ['accessKeyDays', 90],
    ],
    shortcutTaken: each('Ctrl+Alt+Y'),
  }),
  'tools.ts': room(toolsWords, {
    toolWords: each(...tools),
    checkWords: tools.flatMap((tool) => each({ tool, check: 'works' as const }, { tool, check: 'checking' as const })),
    deliveryWords: (['file', 'process'] as const).flatMap((delivery) =>
      [true, false].map((noFiles): [{ delivery: 'file' | 'process'; target: string }, boolean] => [
        { delivery, target: 'dev-tap' },
        noFiles,
      ]),
    ),
    helperWords: [
      ['calls', 'dev'],
      ['took-over', 'dev'],
      ['own', 'dev'],
    ],
    planWords: [
      ...some(({ tools: shown }) => [shown?.plan]),
      [{ what: 'remove', file: '/home/jane/.aws/config', diff: [] }],
      [{ what: 'adopt', file: '/home/jane/.aws/config', diff: [], hadPin: true }],
      [{ what: 'remove', file: '/home/jane/.aws/config', diff: [] }, 'took-over'],
      [{ what: 'remove', file: '/home/jane/.aws/config', diff: [] }, 'own'],
    ],
    toolsAnnouncement: pairs(({ tools: shown }) => shown),
  }),
  'devices.ts': room(devicesWords, {
    deviceKindWords: each('virtual', 'fido', 'hardware'),
    holderWords: devices,
    ownedDevicesWords: each([], devices.slice(0, 1).flat(), devices.slice(0, 3).flat()),
    importableWords: some(({ devices: shown }) => shown?.importable ?? []),
    devicesWorkWords: each('session', 'resync', 'deactivate', 'delete', 'delete-account', 'rename'),
    otherWaysWords: some(({ devices: shown }) => [shown?.confirm]),
    removalStateWords: removals,
    removalWords: devices.map(([device]) => [device, device.serial]),
    devicesAnnouncement: pairs(({ devices: shown }) => shown),
  }),
  'enroll/pages.ts': room(enrollPages, {
    workWords: each(
      'checking',
      'session',
      'creating',
      'storing',
      'enabling',
      'waiting-for-aws',
      'proving',
      'writing',
      'undoing',
      'looking',
    ),
    pageWords: views,
    secretNote: views,
    wizardAnnouncement: pairs(({ enroll }) => enroll),
  }),
  'enroll/buttons.ts': room(enrollButtons, { nextWords: views, backWords: views, skipWords: views }),
  'enroll/facts.ts': room(enrollFacts, {
    shortArn: each(account),
    factCells: views,
    undoWords: some(({ enroll }) => enroll?.undoes ?? []),
    placesWords: some(({ enroll }) => (enroll?.page.kind === 'key' ? enroll.page.keys : [])),
    whoseDevice: [
      ['jane', 'jane'],
      ['jane-phone', 'jane'],
    ],
    unfinishedWords: [...some(({ unfinished }) => unfinished), ...removals],
  }),
  'wide-window.ts': room(wideWindow, {
    touchReason: each(...snapshots),
    wideTitle: each(...snapshots),
    wideAnnouncement: changes.map(([before, after]) => [before, after]),
  }),
  'access-keys/keeping.ts': room(keepingWords, {
    accessKeysSaid: {
      askName: each('jane'),
      askRegion: each('eu-central-1'),
      belongsTo: each('arn:aws:iam::111122223333:user/jane'),
      changes: each('/home/jane/.aws/config'),
      added: [
        ['jane', 'keyring'],
        ['jane', 'passphrase'],
        ['jane', 'file'],
      ],
      next: [
        ['jane', true],
        ['jane', false],
      ],
      roles: each<readonly string[]>(['prod', 'dev']),
      moved: [
        ['jane', 'keyring'],
        ['jane', 'passphrase'],
      ],
      rotate: each('jane'),
      putBack: each('jane'),
    },
  }),
  'access-keys/sharing.ts': room(sharingWords, {
    sharingTexts: { on: each('jane'), fact: each('jane'), about: each('jane') },
    sharingSaid: { shared: each('jane'), ended: each('jane'), advice: each('jane'), keys: each('jane') },
  }),
  'access-keys/stray-keys.ts': room(strayKeys, {
    strayKeyWords: (
      [
        { where: 'environment' },
        { where: 'shell', file: '/home/jane/.zshrc', line: 12 },
        { where: 'backup', file: '/home/jane/.aws/credentials.bak' },
      ] as const
    ).flatMap((key) => [[key, 'window'] as const, [key, 'terminal'] as const]),
  }),
  'access-keys/rotation.ts': room(rotationWords, {
    accessKeyWords: accessKeys.map((key) => [key, fixedNow]),
    alsoInWords: each<readonly string[]>(['default'], ['default', 'work']),
    otherUserWords: accessKeys.map((key) => [key, fixedNow]),
    retiredKeyWords: each({ accessKeyId: 'AKIAI44QH8DHBEXAMPLE', days: 1 }, { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', days: 0 }),
    rotationPageWords: rotationViews.map((view) => [view, fixedNow]),
    rotationWaysOn: each(...rotationViews),
    rotationWords: each(...rotationViews),
  }),
  'terminal.ts': room(terminalWords, {
    keysSaid: {
      copied: each(20),
      held: each(keyWith({ heldBy: 'scdaemon' }), keyWith({ problem: { code: 'yubikey-busy' } })),
      accounts: each(0, 1, 12),
      renamed: [['AWS:jane', account]],
      password: [
        [keyWith(), true],
        [{ name: 'YubiKey 5C NFC' }, false],
      ],
    },
    programsSaid: {
      yes: each(Date.UTC(2026, 10, 22, 17, 14)),
      no: each(Date.UTC(2026, 10, 22, 17, 14)),
      forgotten: [['terraform', 'prod-admin']],
      silenced: [['terraform', 'prod-admin']],
    },
    sessionsSaid: {
      ended: each('prod-admin-tap'),
      mfaEnded: each('jane'),
      mfa: each('jane'),
      tapped: [
        ['prod-admin-tap', '59m', '2026-11-22T17:14:18Z'],
        ['prod-admin-tap', '59m'],
      ],
      open: [['◕', '47m', 'prod-admin-tap']],
      roleIn: [['Admin', 'acme-production']],
      console: [['prod-admin'], ['prod-admin', 'Chromium, Work']],
      withoutAddOn: each('Firefox, default, Acme'),
      keysEnd: each('2026-11-22T17:14:18Z'),
      signInNow: each('work'),
      mayBeOld: [['prod-admin'], ['prod-admin', 2_850_000]],
      expiredKeys: [['prod-tap', '/home/jane/.aws/credentials', 41]],
      hidden: each({ config: true, credentials: true }, { config: true, credentials: false }, { config: false, credentials: true }),
      oddBytes: each(['ODD'], ['ODD', 'EVEN']),
    },
    historySaid: {
      ended: each('person', 'lock', 'pulled', 'quit', 'gone'),
      until: each('2026-11-22T17:14:18Z'),
      declined: each('2026-11-22T17:14:18Z'),
    },
    devicesSaid: {
      none: each('jane'),
      holders: devices,
      leftDevice: each(account),
      leftAccount: [['AWS:jane'], ['AWS:jane', 12345678]],
      unused: [['AWS:jane', account]],
      inStep: each(account),
      last: [[account, 'jane']],
      others: [['jane', devices.slice(0, 2).flat()]],
      removed: each(account),
      noSuchRemoval: each('7f3c'),
      waysOn: removals,
      isBack: [[account, 'jane']],
      accountDeleted: [['AWS:jane'], ['AWS:jane', 12345678]],
      accountStays: each(23456789),
    },
    lostSaid: {
      needsDevice: each<readonly string[]>([], [account, `${account}-yk-1`]),
      mended: [['prod', account]],
      spareLater: [
        ['acme', true],
        ['acme', false],
      ],
      askAdministrator: each('jane'),
      afterwards: each('acme'),
    },
    enrollSaid: {
      codes: each(true, false),
      undoWould: each('Delete mfa/jane in AWS'),
      waysOn: views,
      noSuchRun: each('7f3c'),
      undone: each<readonly string[]>([], ['mfa/jane']),
      enrolled: each(account),
      spareDevice: each(account),
      written: each('prod'),
      notWritten: each(account),
      left: each('mfa/jane'),
      byHand: each('', 'acme'),
      codeToType: [[0, '123456']],
      whenTyped: each('7f3c'),
      device: each(undefined, account),
      needsDevice: each('enroll', 'import'),
    },
    findSaid: {
      none: each('jane'),
      unreadPart: [
        ['group-policies', 'devs', 'AWS denied iam:GetGroupPolicy.'],
        ['roles', undefined, 'AWS denied iam:ListRoles.'],
      ],
    },
    doctorSaid: {
      newer: [['/home/jane/.config/Roletap/access-keys.json']],
      certificate: [['CN=jane,O=Example', Date.UTC(2026, 10, 28)]],
      otherCommand: [['/usr/bin/roletap']],
      commandAdvice: [['ln -s /home/jane/roletap/out/cli.cjs /home/jane/.local/bin/roletap']],
      key: [['5.7.1', 1, 12]],
      roles: [[2, '/home/jane/.aws/config']],
      open: [
        ['/home/jane/.aws/credentials', 'read', '0644'],
        ['/home/jane/.aws', 'change', '0777'],
      ],
      openAdvice: [['chmod 600 /home/jane/.aws/credentials']],
      activeOne: each('jane'),
      activeMore: [['jane', ['AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE']]],
      activeAdvice: each('jane'),
      activeUnknown: each('AWS denied iam:ListAccessKeys on arn:aws:iam::111122223333:user/jane.'),
      activeUnasked: each<readonly string[]>(['jane'], ['jane', 'work']),
    },
  }),
  'platform/self-test.ts': room(selfTest, {
    selfTestSaid: {
      runtime: [['24.22.3', 'linux x64 6.12']],
      modules: each<readonly string[]>(['smartcard', 'koffi']),
      notLoaded: each<readonly string[]>(['koffi']),
      readers: each(0, 1),
      noKeyring: each('absent'),
      launcher: each('curl'),
      noLauncher: each('curl'),
      unsigned: each('invalid signature'),
    },
  }),
  'help/devices.ts': room(helpDevices, {}),
  'help/every-day.ts': room(helpEveryDay, {}),
  'help/help-table.ts': room(helpTable, { helpSaid: { each: [[], ['team']] } }),
  'help/set-up.ts': room(helpSetUp, {}),
  'help/team.ts': room(helpTeam, {}),
  ...teamRooms,
  ...windowRooms,
  ...certificateRooms,
  'help/usage.ts': room(usageWords, {
    usageSaid: {
      unknownCommand: each('frob'),
      unknownOption: each('--frob'),
      guess: [['Unknown command “fnid”', 'find']],
      needs: each('keep', 'anywhere', 'tap', 'exec', 'resync', 'rename', 'password', 'completion', 'prompt', 'end'),
      needsOneOf: [['password', ['set', 'remove']]],
      wordTooMany: [['tap', 'now']],
      otherOption: [['keys', 'copy']],
      eitherOf: [['history', '--csv', '--json']],
      onlyOneOf: [['import', [usageWords.usageRules.account, '--secret-stdin', '--picture']]],
      onlyWith: [['enroll', '--device', ['--console', '--resume']]],
      notBeside: [['enroll', '--console', ['--name', '--spare', '--resume', '--undo']]],
      oddBytes: [['exec', '\ufffd']],
      nothingCame: [...each<usageWords.GivenOnInput>('new-pin', 'puk', 'password', 'code'), ['pin', 12345678]],
    },
    usageRules: {
      span: [['--mfa-age', 'soon']],
      action: [['read']],
      resource: [['bucket']],
      shell: each(['sh', 'fish', 'cmd']),
      arn: each('jane'),
      algorithm: each(['p256', 'p384']),
      touch: each(['cached', 'never']),
      pinPolicy: each(['once', 'never']),
      sessionSpan: each('--max-session'),
      format: each(['json', 'terraform']),
    },
  }),
  'problems/problem-words.ts': room(problemWords, {
    problemWords: (['tray', 'window', 'form', 'terminal'] as const).flatMap((where) =>
      problemExamples.map((problem): Parameters<typeof problemWords.problemWords> => [problem, { where }]),
    ),
  }),
  'problems/file-flaws.ts': room(fileFlaws, {
    flawWords: fileFlaws.allFlaws.map((flaw): [FileFlaw] => [flaw]),
  }),
};

/** Files of words in which no sentence stands for itself: they make the others. */
export const withoutSentences = [
  'locale.ts',
  // Which roles stand together, and in what order.
  'roles/groups.ts',
  'roles/order.ts',
  'limits/problems.ts',
  'platform/reader.ts',
  'problems/table.ts',
  // The tables of problem-words.ts.
  'problems/anywhere.ts',
  'problems/aws.ts',
  'problems/card.ts',
  'problems/certificates.ts',
  'problems/devices.ts',
  'problems/files.ts',
  'problems/source-programs.ts',
  'problems/key-store.ts',
  'problems/sources.ts',
  'problems/piv.ts',
  'problems/programs.ts',
  'problems/surroundings.ts',
  'team/problems.ts',
  'problems/installation.ts',
];
