import * as activity from '../../../src-main/words/window/activity.ts';
import * as box from '../../../src-main/words/window/box.ts';
import * as consoleWords from '../../../src-main/words/window/console.ts';
import * as devices from '../../../src-main/words/window/devices.ts';
import * as enroll from '../../../src-main/words/window/enroll.ts';
import * as firstRun from '../../../src-main/words/window/first-run.ts';
import * as kit from '../../../src-main/words/window/kit.ts';
import * as limits from '../../../src-main/words/window/limits.ts';
import * as popover from '../../../src-main/words/window/popover.ts';
import * as roles from '../../../src-main/words/window/roles.ts';
import * as settings from '../../../src-main/words/window/settings.ts';
import * as sheet from '../../../src-main/words/window/sheet.ts';
import * as tools from '../../../src-main/words/window/tools.ts';
import * as updates from '../../../src-main/words/window/updates.ts';
import { type Room, room } from './examples.ts';

/** What stands in the window beside the facts: labels, headings and helps, with examples where they take a fact. */

export const windowRooms: Readonly<Record<string, Room>> = {
  'window/kit.ts': room(kit, {
    kitTexts: { dismissOf: [['AWS rejected the code']], seconds: [[12]], changeOf: [['~/.aws/config']] },
    problemTexts: {
      awsSaid: [['AccessDenied'], ['AccessDenied', '7c1f']],
      copyPolicyOf: [['iam:EnableMFADevice']],
    },
  }),
  'window/popover.ts': room(popover, {
    headerTexts: { findRoles: [[], ['jane']] },
    missingTexts: { also: [['no YubiKey']] },
    codeTexts: { idle: [[true], [false]], onClipboard: [[14], [0]] },
    stripTexts: {
      moreAlerts: [[3]],
      answer: [['Renew', 'prod-admin’s session ends soon']],
      nameItOf: [['arn:aws:iam::*:role/Deploy']],
      moreNotes: [[3]],
      resumeOf: [['Setting up jane’s MFA device isn’t finished']],
      undoOf: [['Removing jane’s MFA device isn’t finished']],
    },
  }),
  'window/box.ts': room(box, {
    boxTexts: { count: [[1], [4]], moreFor: [['prod-admin']] },
    roleDeedTexts: {
      tap: [['prod-admin']],
      tapReadOnly: [['prod-admin']],
      tapFull: [['prod-admin']],
      tapLimited: [['prod-admin']],
      readOnlyFirst: [['prod-admin']],
      fullFirst: [['prod-admin']],
      copy: [['prod-admin-tap']],
      console: [['prod-admin']],
      consoleIn: [['prod-admin']],
      renew: [['prod-admin']],
      environment: [['prod-admin']],
      tools: [['prod-admin']],
      adopt: [['build']],
      end: [['prod-admin']],
      favour: [['prod-admin']],
      unfavour: [['prod-admin']],
      keep: [['prod-admin']],
      unkeep: [['prod-admin']],
      guard: [['prod-admin']],
      unguard: [['prod-admin']],
      account: [['acme-prod']],
      edit: [['partner']],
    },
    deedTexts: {
      devicesOf: [['jane']],
      rotate: [['jane']],
      code: [['jane @ 111122223333']],
      unlock: [['YubiKey 5C NFC 12345678']],
      undo: [['prod-admin ended']],
      endUnknown: [['old-tap']],
    },
  }),
  'window/console.ts': room(consoleWords, {
    consoleTexts: { title: [['prod-admin']], gone: [['chrome/Profile 1']], role: [['prod-admin']], account: [['acme-prod']] },
  }),
  'window/limits.ts': room(limits, {
    limitsTexts: { title: [['prod-admin']], 'read-only': { text: [['ReadOnlyAccess']] }, audit: { text: [['SecurityAudit']] } },
  }),
  'window/first-run.ts': room(firstRun, {
    inviteTexts: { copied: [[20]] },
    keyProfileTexts: { owner: [['jane', '111122223333']] },
    setupTexts: { tapInTo: [['prod-admin']], progress: [[2, 5]], progressHeard: [[2, 5]] },
    accessKeyWords: [
      [{}],
      ...(['file', 'store', 'process', 'login', 'sso'] as const).map((kind): [{ source: string; kind: typeof kind }] => [
        { source: 'jane', kind },
      ]),
    ],
    yubikeyWords: [[{ name: 'YubiKey 5C NFC', serial: 12345678, firmware: '5.7.1' }], [{ name: 'YubiKey', firmware: '' }]],
    deviceWords: [[{}], [{ source: 'jane' }], [{ source: 'jane', device: 'arn:aws:iam::111122223333:mfa/jane' }]],
    rolesWords: [[{ roles: 0 }], [{ roles: 0, source: 'jane' }], [{ roles: 1 }], [{ roles: 3 }]],
    setupAnnouncement: [
      [
        { roles: 0, opened: false },
        { roles: 3, opened: true, device: 'arn:aws:iam::111122223333:mfa/jane' },
      ],
    ],
    filesDoorTexts: {
      about: [['~/.aws/config', '~/.aws/credentials']],
      where: [['file'], ['store']],
      nextOf: [['jane']],
      keepOf: [['jane']],
    },
    elsewhereTexts: { about: [['~/.aws/config']], copyOf: [['pass']], checkOf: [['jane']] },
  }),
  'window/sheet.ts': room(sheet, {}),
  'window/roles.ts': room(roles, {
    roleGroupTexts: { account: [['111122223333']] },
    rowTexts: {
      command: [['prod-admin-tap'], ['prod admin']],
      nextIn: [[12]],
      renewOf: [['prod-admin']],
      tryAgainOf: [['prod-admin']],
      moreFor: [['prod-admin']],
    },
    roleDialogTexts: { account: [['111122223333']], environment: [['prod-admin']], remove: [['ops']] },
  }),
  'window/activity.ts': room(activity, {
    activityTexts: {
      step: [['Previous day', 'Yesterday, 27 Nov']],
      whyOf: [['AWS rejected the code']],
      lane: [['prod-admin', 'acme-prod']],
    },
  }),
  'window/devices.ts': room(devices, {
    devicesTexts: {
      title: [[], ['jane']],
      account: [['111122223333']],
      since: [['3 November 2026']],
      resyncOf: [['mfa/jane']],
      renameOf: [['mfa/jane']],
      nameOn: [[], [12345678]],
      lostOf: [['mfa/jane']],
      lostHelp: [[true], [false]],
      copyLost: [[true], [false]],
      copiedLost: [[true], [false]],
      removeOf: [['mfa/jane']],
      askRemove: [['mfa/jane']],
    },
    accessKeyTexts: {
      old: [[90]],
      graceOf: [[0], [1], [7]],
      dropOf: [['AKIAIOSFODNN7EXAMPLE']],
      askDrop: [['AKIAIOSFODNN7EXAMPLE']],
      askFinish: [['AKIAIOSFODNN7EXAMPLE']],
    },
    keyPlaceTexts: { keepRoles: [[['dev', 'prod']]], putBackRoles: [[['dev']]] },
    mendTexts: {
      title: [[1], [2]],
      about: [['mfa/jane-old', 'mfa/jane', ['jane', 'prod-admin']]],
    },
    leftoverTexts: { account: [[], [12345678]], cleanUpOf: [['mfa/jane']], importOf: [['mfa/jane']] },
    keyPasswordTexts: {
      firmware: [
        ['5.7.1', ''],
        ['5.7.1', 'locked'],
      ],
      passwordOf: [[12345678]],
      removeOf: [[12345678]],
    },
  }),
  'window/enroll.ts': room(enroll, {
    foundSecretTexts: {
      title: [[{ isAws: true }], [{ isAws: false }]],
      found: [
        [{}],
        [{ account: 'octocat' }],
        [{ issuer: 'Amazon Web Services', account: 'jane@111122223333' }],
        [{ issuer: 'GitHub', account: 'octocat' }],
      ],
      effect: [[], [12345678]],
    },
    wizardTexts: { cancelOf: [['step'], ['touch']] },
    userPageTexts: { who: [[{}], [{ user: 'jane' }], [{ user: 'jane', accountId: '111122223333' }]] },
    keyPageTexts: { needsSession: [['jane']] },
    codesPageTexts: { goesOn: [[true], [false]], seconds: [[12]], left: [[12], [0]], copyOf: [['MFA code 1']] },
    devicePageTexts: {
      help: [
        [{}, 'console'],
        [{ guess: 'arn:aws:iam::111122223333:mfa/jane' }, 'console'],
        [{ guess: 'arn:aws:iam::111122223333:mfa/jane' }, 'import'],
      ],
    },
    lastPagesTexts: { names: [['mfa/jane']] },
  }),
  'window/settings.ts': room(settings, {
    guardSettings: { removeOf: [['prod-admin']] },
    fileSettings: { suffixHelp: [['-tap']] },
    generalSettings: { changeShortcut: [['Ctrl Alt Y']] },
    aboutSettings: { version: [['1.2.3']] },
    programSettings: {
      open: [['/run/user/1000/roletap/socket']],
      label: [['terraform', 'prod-admin']],
      yes: [['18:00']],
      no: [['18:04']],
      takeBackOf: [['terraform', 'prod-admin']],
    },
  }),
  'window/updates.ts': room(updates, {
    updateTexts: {
      loading: [['1.3.0']],
      ready: [['1.3.0']],
      readyPackage: [['1.3.0']],
      readyByHand: [['1.3.0', 'sudo apt install /home/jane/.cache/roletap_1.3.0_amd64.deb']],
      notice: [['1.3.0']],
      noticeByHand: [['sudo apt install /home/jane/.cache/roletap_1.3.0_amd64.deb']],
      current: [['22 November, 09:00']],
      notes: [['1.3.0']],
      restart: [['1.3.0']],
    },
    updateState: [
      [{ manner: 'repository', stage: 'idle' }],
      [{ manner: 'quit', stage: 'checking' }],
      [{ manner: 'quit', stage: 'loading', loading: { version: '1.3.0', notes: '' } }],
      [{ manner: 'quit', stage: 'idle' }],
      [{ manner: 'quit', stage: 'idle', checked: Date.UTC(2026, 10, 22, 9) }],
      [{ manner: 'quit', stage: 'idle', failure: 'unreachable' }],
      [{ manner: 'quit', stage: 'idle', ready: { version: '1.3.0', notes: '' } }],
      [{ manner: 'password', stage: 'idle', ready: { version: '1.3.0', notes: '' }, held: true }],
      [{ manner: 'hand', stage: 'idle', ready: { version: '1.3.0', notes: '' }, command: 'sudo apt install /tmp/roletap.deb' }],
    ],
    noticeText: [
      [{ manner: 'quit', stage: 'idle' }],
      [{ manner: 'password', stage: 'idle' }],
      [{ manner: 'hand', stage: 'idle', command: 'sudo apt install /tmp/roletap.deb' }],
    ],
    noteLines: [['### Added\n\n- Roles open with a certificate.']],
  }),
  'window/tools.ts': room(tools, {
    toolPageTexts: {
      title: [['prod-admin']],
      profile: [['prod-admin-tap']],
      role: [['Admin', '111122223333']],
      source: [['jane', 'key from a program']],
      checkOf: [['One command']],
      copyOf: [['One command']],
    },
  }),
};
