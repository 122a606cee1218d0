import { type TeamDeed, teamOutcomes, teamPlans } from '../../../src-main/contract/history.ts';
import type { TeamProblem } from '../../../src-main/contract/problems/team.ts';
import { type EnforceView, enforceSteps } from '../../../src-main/contract/team/enforce.ts';
import { enrollForSteps } from '../../../src-main/contract/team/enroll.ts';
import { nextSteps, personFlags } from '../../../src-main/contract/team/people.ts';
import { addSteps } from '../../../src-main/contract/team/plan.ts';
import { listedKinds } from '../../../src-main/contract/team/policies.ts';
import { policyKinds, policyRules } from '../../../src-main/contract/team/policy.ts';
import { type AnyRemoval, allRemovals, type RemovePlanView, removeSteps } from '../../../src-main/contract/team/remove.ts';
import { type RescuePlanView, type RescueStep, rescueSteps } from '../../../src-main/contract/team/rescue.ts';
import { roleFormats, roleNotes, roleSteps } from '../../../src-main/contract/team/role.ts';
import { mfaGroups, peopleFilters } from '../../../src-main/contract/team/shown.ts';
import { verdicts } from '../../../src-main/contract/team/simulate.ts';
import * as addingWords from '../../../src-main/words/team/adding.ts';
import * as deedWords from '../../../src-main/words/team/deeds.ts';
import * as enforceWords from '../../../src-main/words/team/enforce.ts';
import * as enforcingWords from '../../../src-main/words/team/enforcing.ts';
import * as enrollForWords from '../../../src-main/words/team/enroll.ts';
import * as pageWords from '../../../src-main/words/team/page.ts';
import * as peopleWords from '../../../src-main/words/team/people.ts';
import * as planWords from '../../../src-main/words/team/plan.ts';
import * as policiesWords from '../../../src-main/words/team/policies.ts';
import * as policyWords from '../../../src-main/words/team/policy.ts';
import * as removeWords from '../../../src-main/words/team/remove.ts';
import * as rescueWords from '../../../src-main/words/team/rescue.ts';
import * as roleWords from '../../../src-main/words/team/role.ts';
import * as sheetWords from '../../../src-main/words/team/sheets.ts';
import * as simulateWords from '../../../src-main/words/team/simulate.ts';
import * as trailWords from '../../../src-main/words/trail/trail.ts';
import { type Room, room } from './examples.ts';

const trailDenied = { code: 'iam-denied', action: 'cloudtrail:LookupEvents', resource: '*', explicit: false } as const;

const lifted = Date.parse('2026-12-01T14:00:00Z');

const unsafeExamples: readonly Extract<TeamProblem, { readonly code: 'enforce-unsafe' }>[] = [
  { code: 'enforce-unsafe', group: 'developers', names: ['kim'] },
  { code: 'enforce-unsafe', group: 'developers', names: ['kim'], isBare: true },
  { code: 'enforce-unsafe', group: 'developers', names: ['kim', 'lee'], unknown: ['lee'] },
  { code: 'enforce-unsafe', group: 'developers', names: ['lee'], unknown: ['lee'] },
];

const removal = (what: AnyRemoval): RemovePlanView => ({
  source: 'admin',
  accountId: '111122223333',
  user: 'kim',
  userArn: 'arn:aws:iam::111122223333:user/kim',
  what,
  isNow: false,
  keys: [],
  steps: [],
  unread: [],
});
const waiting: RemovePlanView = { ...removal('keys'), deleteAt: lifted };

/** A group's policies, put and taken away. */
const changes = (['self', 'deny'] as const).flatMap((policy) =>
  [false, true].map((isRemoval): [{ policy: typeof policy; isRemoval: boolean; group: string }] => [
    { policy, isRemoval, group: 'developers' },
  ]),
);

/** What the administrator's side says, and what CloudTrail saw. */
export const teamRooms: Readonly<Record<string, Room>> = {
  'team/enforce.ts': room(enforceWords, {
    enforceStepWords: enforceSteps.flatMap((step): [typeof step, Pick<EnforceView, 'scope' | 'group'>][] => [
      [step, { scope: 'group', group: 'developers' }],
      [step, { scope: 'account', group: '111122223333' }],
    ]),
    enforceDeedWords: [['own-mfa group developers'], ['deny user kim']],
    enforceStateWords: [['done'], ['todo'], ['blocked']],
    safeWords: [
      [{ group: 'developers', members: [], lockedOut: [], isEnforced: false }],
      [{ group: 'developers', members: [{ name: 'kim', devices: 1 }], lockedOut: [], isEnforced: false }],
      [{ group: 'developers', members: [{ name: 'kim', devices: 1 }], lockedOut: [], isEnforced: true }],
      [{ group: 'developers', members: [{ name: 'kim', devices: 0 }], lockedOut: ['kim'], isEnforced: false }],
      [{ group: 'developers', members: [{ name: 'kim', devices: 0 }], lockedOut: ['kim'], isEnforced: true }],
      ...[false, true].flatMap((isEnforced): [Parameters<typeof enforceWords.safeWords>[0]][] => [
        [{ group: 'developers', members: [{ name: 'lee' }], lockedOut: ['lee'], isEnforced }],
        [{ group: 'developers', members: [{ name: 'kim', devices: 0 }, { name: 'lee' }], lockedOut: ['kim', 'lee'], isEnforced }],
      ]),
    ],
    breakGlassProblem: (['missing', 'in-group', 'no-mfa'] as const).map((why) => [
      { code: 'enforce-break-glass', user: 'emergency', why, ...(why === 'in-group' ? { group: 'developers' } : {}) },
    ]),
    unsafeProblem: unsafeExamples.flatMap((facts): [typeof facts, boolean][] => [
      [facts, true],
      [facts, false],
    ]),
    scopeWords: [[{ scope: 'account', group: '111122223333' }], [{ scope: 'group', group: 'developers' }]],
    enforceSaid: {
      waysOn: [['7f3c']],
      undone: [['developers']],
      finished: [['developers']],
      devices: [[undefined], [0], [1], [2]],
      outside: [[0], [1], [3]],
      report: [[Date.UTC(2026, 10, 22, 4), '04:00']],
      confirm: [['developers']],
      confirmOff: [['developers']],
      unread: [[1], [2]],
    },
  }),
  'team/plan.ts': room(planWords, {
    teamStepWords: [...addSteps.map((name): [{ name: typeof name; on: string }] => [{ name, on: 'jane' }]), [{ name: 'invite', on: '' }]],
    inviteSaid: { whose: [['jane', 'acme (111122223333)']], roles: [[['Developer']], [['Developer', 'Reader']]] },
    stepStateWords: [['there'], ['begun'], ['done']],
    planSaid: {
      plan: [[{ user: 'jane', accountId: '111122223333', source: 'admin' }]],
      undoes: [[['iam:DeleteUser', 'iam:DeleteLoginProfile']]],
      step: [['Create the user jane']],
      added: [['jane', 'arn:aws:iam::111122223333:user/jane']],
      signIn: [['https://acme.signin.aws.amazon.com/console']],
      invite: [
        ['/home/admin/jane.invite', true],
        ['/home/admin/jane.invite', false],
      ],
      copied: [[20]],
      waysOn: [['7f3c']],
      undone: [['jane']],
    },
  }),
  'team/enroll.ts': room(enrollForWords, {
    enrollForStepWords: enrollForSteps.map((name) => [{ name, on: name === 'device' ? 'kim-yk-12345678' : 'kim' }]),
    enrollForSaid: {
      plan: [[{ user: 'kim', keyName: 'YubiKey 5C NFC', keySerial: 12345678, accountId: '111122223333', source: 'admin' }]],
      done: [[{ user: 'kim', keyName: 'YubiKey 5C NFC', keySerial: 12345678 }], [{ user: 'kim', keyName: 'YubiKey 5C NFC' }]],
      waysOn: [['7f3c']],
      undone: [[{ user: 'kim', keyName: 'YubiKey 5C NFC', keySerial: 12345678 }]],
    },
  }),
  'team/simulate.ts': room(simulateWords, {
    verdictWords: verdicts.map((verdict) => [verdict]),
    simulateTexts: {
      title: [['kim']],
      oddAction: [['frob']],
      oddResource: [['frob']],
      by: [[['RoletapDenyWithoutMFA']], [['RoletapDenyWithoutMFA', 'limit']]],
    },
  }),
  'team/rescue.ts': room(rescueWords, {
    rescueStepWords: ['kim', ''].flatMap((on) => rescueSteps.map((name): [{ name: RescueStep; on: string }] => [{ name, on }])),
    rescueSaid: {
      plan: [[{ user: 'kim', accountId: '111122223333', source: 'admin' }]],
      roleSessions: [['kim']],
      whichDevice: [[['kim-yk-12345678', 'kim-phone']]],
      askDevice: [['kim']],
      done: [[{ user: 'kim', devices: ['kim'], keys: [] }], [{ user: 'kim', devices: [], keys: ['AKIA1', 'AKIA2'] }]],
      next: [['kim']],
      later: [['7f3c', Date.UTC(2026, 10, 22, 4)]],
      lifted: [['kim']],
      waysOn: [['7f3c']],
      undone: [['kim']],
    },
  }),
  'team/remove.ts': room(removeWords, {
    orphanProblem: ['terminal', 'window'].map((where) => [{ device: 'arn:aws:iam::111122223333:mfa/kim' }, where]),
    removeStepWords: [
      ...removeSteps.map((name): [{ name: typeof name; on: string }] => [{ name, on: 'kim' }]),
      [{ name: 'delete-keys', on: 'AKIA1', isLater: true }],
    ],
    goneWords: [[{ steps: removeSteps.map((name) => ({ name, action: '', on: '', state: 'todo' as const })) }]],
    removeSaid: {
      title: allRemovals.map((what) => ['kim', what]),
      running: allRemovals.map((what) => [what]),
      key: [
        [true, 'never used'],
        [false, ''],
      ],
      has: [
        [{ user: 'kim', hasPassword: true, keys: [], devices: [] }],
        [{ user: 'kim', hasPassword: false, keys: [{ accessKeyId: 'AKIA1', isActive: true }], devices: [] }],
      ],
      carry: allRemovals.map((what) => [what]),
      plan: allRemovals.map((what) => [{ user: 'kim', what, accountId: '111122223333', source: 'admin' }]),
      done: [...allRemovals.map((what): [RemovePlanView] => [removal(what)]), [waiting]],
      undone: [['kim']],
      sessions: [['kim']],
      later: [[lifted]],
      unfinished: [
        [waiting, 1, 2],
        [removal('user'), 1, 4],
        [removal('access'), 1, 4],
        [removal('device'), 0, 1],
      ],
      laterAt: [['7f3c', lifted]],
      waysOn: [['7f3c']],
    },
  }),
  'team/role.ts': room(roleWords, {
    roleFlaws: {
      trust: [
        ['kim', true],
        ['kim', false],
      ],
      'external-id': [['x', false]],
      'mfa-age': [['30', false]],
      'certificate-age': [
        ['', true],
        ['', false],
      ],
      'max-session': [['60', false]],
    },
    roleStepWords: roleSteps.map((name) => [{ name, on: 'Deploy' }]),
    roleNoteWords: roleNotes.map((note) => [note, { mfaAgeSeconds: 3600, maxSessionSeconds: 43_200, accountId: '111122223333' }]),
    roleNoteShort: roleNotes.map((note) => [note, { mfaAgeSeconds: 3600, maxSessionSeconds: 43_200, accountId: '111122223333' }]),
    roleSaid: {
      plan: [[{ role: 'Deploy', accountId: '111122223333', source: 'admin' }]],
      group: [['developers']],
      undoes: [[['iam:DeleteRole', 'iam:DeleteGroupPolicy']]],
      added: [['Deploy', 'arn:aws:iam::111122223333:role/Deploy']],
      waysOn: [['7f3c']],
      undone: [['Deploy']],
    },
  }),
  'team/people.ts': room(peopleWords, {
    mfaWords: [
      ['unknown'],
      ['unread'],
      [[]],
      [[{ kind: 'yubikey' }, { kind: 'yubikey' }, { kind: 'passkey' }]],
      [[{ kind: 'virtual' }, { kind: 'hardware' }]],
    ],
    flagWords: personFlags.map((flag) => [flag]),
    stepWords: nextSteps.map((step) => [step]),
    gapWords: [
      [{ what: 'report', action: 'iam:GetCredentialReport' }],
      [{ what: 'new-report' }],
      [{ what: 'users', action: 'iam:ListUsers' }],
      [{ what: 'virtual-devices' }],
      [{ what: 'tags', action: 'iam:ListMFADeviceTags' }],
      [{ what: 'devices', action: 'iam:ListMFADevices', count: 12 }],
    ],
    progressOfTeam: [
      [{ what: 'session', done: 0, total: 0 }],
      [{ what: 'report', done: 1, total: 30 }],
      [{ what: 'policies', done: 1200, total: 0 }],
      [{ what: 'devices', done: 12, total: 340 }],
      [{ what: 'tags', done: 12, total: 340 }],
    ],
    peopleSaid: {
      generated: [
        [Date.UTC(2026, 10, 22, 4), '04:00', false],
        [Date.UTC(2026, 10, 22, 4), '04:00', true],
      ],
      orphans: [[1], [3]],
      summary: [
        [1, 0],
        [12, 9],
      ],
      ago: [[0], [12]],
      age: [[94]],
    },
  }),
  'team/adding.ts': room(addingWords, {
    addingTexts: {
      done: [['kim']],
      undone: [['kim']],
      copied: [[20]],
      unfinished: [['kim', 2, 6]],
      showOf: [['kim']],
      copyOf: [['Terraform']],
    },
    stepStateWord: [['there'], ['todo'], ['begun'], ['done']],
  }),
  'team/deeds.ts': room(deedWords, {
    deedWords: [
      ...teamPlans.map((plan): [TeamDeed] => [{ plan, on: 'kim', outcome: 'done' }]),
      ...teamOutcomes.map((outcome): [TeamDeed] => [{ plan: 'rescue', on: 'kim', outcome }]),
    ],
  }),
  'team/policies.ts': room(policiesWords, {
    policiesTexts: {
      line: [[12]],
      shownOf: [
        [1, 1],
        [12, 12],
        [100, 340],
      ],
      attach: [['developers']],
      replace: [['developers']],
      detach: [['developers']],
    },
    placeWords: listedKinds.map((kind) => [{ kind, holder: 'developers' }]),
    foundWords: [[{}], [{ errors: 0, warnings: 0 }], [{ errors: 1, warnings: 2 }]],
    groupPolicySheet: {
      title: changes,
      plan: changes.map(([change]): [typeof change & { accountId: string; source: string }] => [
        { ...change, accountId: '111122223333', source: 'admin' },
      ]),
      step: changes,
      carry: [[false], [true]],
      done: changes,
      undone: [['developers']],
      unfinished: [['developers']],
      waysOn: [['7f3c']],
      withoutMfa: [['developers']],
    },
    policyKindWords: policyKinds.map((kind) => [kind]),
    comparedWords: [
      [{ group: 'developers' }],
      [{ group: 'developers', change: [] }],
      [{ group: 'developers', change: [{ kind: 'add', text: '{', line: 1 }] }],
    ],
  }),
  'team/sheets.ts': room(sheetWords, {
    roleSheet: { done: [['Deploy']], undone: [['Deploy']], unfinished: [['Deploy', 1, 3]], groupPolicy: [['developers']] },
    formatWords: roleFormats.map((format) => [format]),
    enrollSheet: {
      title: [['kim']],
      done: [['kim']],
      undone: [['kim']],
      give: [[{ keyName: 'YubiKey 5C NFC', user: 'kim' }], [{ keyName: 'YubiKey 5C NFC', keySerial: 12_345_678, user: 'kim' }]],
      unfinished: [['kim', 1, 2]],
    },
    rescueSheet: {
      title: [['kim']],
      also: [
        [{ keys: [], unread: [] }],
        [{ keys: [], unread: [{ what: 'keys', problem: trailDenied }] }],
        [{ keys: [{ accessKeyId: 'AKIAEXAMPLE', isActive: true }], unread: [] }],
        [{ keys: [1, 2].map((one) => ({ accessKeyId: `AKIAEXAMPLE${one}`, isActive: true })), unread: [] }],
      ],
      done: [['kim']],
      undone: [['kim']],
      over: [['kim']],
      later: [[lifted]],
      unfinished: [
        [{ user: 'kim', liftAt: lifted, steps: [{ name: 'lift', state: 'todo' }] } as unknown as RescuePlanView, 2, 3],
        [{ user: 'kim', steps: [{ name: 'keys', state: 'todo' }] } as unknown as RescuePlanView, 1, 4],
      ],
    },
    rowTexts: { more: [['kim']], stepFor: [['Set up MFA', 'kim']] },
  }),
  'team/enforcing.ts': room(enforcingWords, { enforcingTexts: { unfinished: [['developers', 1, 2]] } }),
  'team/page.ts': room(pageWords, {
    groupChoice: [[{ name: 'developers' }], [{ name: 'developers', members: 1 }], [{ name: 'developers', members: 12 }]],
    deniedWords: [
      [{ action: 'iam:ListGroups', resource: '*', explicit: false }],
      [{ action: 'iam:GetGroup', resource: 'arn:aws:iam::111122223333:group/developers', explicit: true }],
    ],
    filterWords: peopleFilters.map((filter) => [filter, 3]),
    groupWords: mfaGroups.map((group) => [group]),
    pictureOfTeam: [
      [
        [
          ['yubikey', 12],
          ['none', 3],
        ],
      ],
    ],
    shownWords: [
      [1, 1],
      [24, 24],
      [3, 24],
    ],
    agoWords: [[0], [1], [12]],
    keyUse: [
      [{}, undefined],
      [{ used: 'never' }, undefined],
      [{ used: { at: 0, service: 's3', region: 'eu-west-1' } }, 3],
      [{ used: { at: 0, service: 'iam', region: '' } }, 0],
    ],
    sortWords: [['MFA']],
  }),
  'trail/trail.ts': room(trailWords, {
    signInWords: [['console'], ['session'], ['role']],
    originWords: [
      [{ origin: 'here', isMine: true }],
      [{ origin: 'elsewhere', isMine: true }],
      [{ origin: 'elsewhere', isMine: false }],
      [{ origin: 'key', isMine: true }],
    ],
    eventFlawWords: [[{ flaw: 'omitted' }], [{ flaw: 'broken' }]],
    trailGapWords: [
      [{ what: 'closed', profile: 'prod', accountId: '222233334444' }, 'acme-prod'],
      [{ what: 'unread', profile: 'prod', accountId: '222233334444', region: 'eu-west-1', problem: trailDenied }, 'acme-prod'],
      [{ what: 'unread', profile: 'prod', accountId: '222233334444', region: 'eu-west-1', problem: { code: 'throttled' } }, 'acme-prod'],
      [
        {
          what: 'unread',
          profile: 'prod',
          accountId: '222233334444',
          region: 'ap-east-1',
          problem: { code: 'region-disabled', region: 'ap-east-1' },
        },
        'acme-prod',
      ],
      [{ what: 'unread', profile: 'prod', accountId: '222233334444', problem: { code: 'clock-off', seconds: 400 } }, 'acme-prod'],
      [{ what: 'more', accountId: '222233334444', region: 'us-east-1', pages: 100 }, 'acme-prod'],
    ],
    lastDeviceWords: [[{ who: 'jane', device: 'arn:aws:iam::111122223333:mfa/jane', at: Date.UTC(2026, 10, 22, 4), isMine: true }, 'UTC']],
    callsWords: [[{ calls: 1, errors: 0 }], [{ calls: 12, errors: 1 }]],
    trailSaid: { reading: [[1], [350]] },
  }),
  'team/policy.ts': room(policyWords, {
    findingWords: policyRules.map((rule) => [
      { rule, level: 'error', line: 7, about: ['iam:ListMFADevices', 'sts:GetSessionToken'], length: 6200, limit: 6144 },
    ]),
    levelWords: [['error'], ['warning'], ['note']],
    policySaid: {
      statement: [[2], [2, 'Own']],
      summary: [
        [1, 2, 0],
        [0, 1, 1],
      ],
    },
  }),
};
