import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommandName, commandSchemas, parseCommand } from '../../../src-main/contract/commands.ts';

/** One good payload for each command. */
const good: Readonly<Record<CommandName, unknown>> = {
  tap: { role: 'dev' },
  tapLimited: { role: 'dev', limits: { policyArns: ['ReadOnlyAccess'], tags: [{ key: 'team', value: 'a', transitive: true }] } },
  findBrowsers: null,
  setReadOnlyFirst: { role: 'dev', on: true },
  end: { target: 'dev-tap' },
  endAll: null,
  openTeam: null,
  readTeam: { source: 'admin' },
  cancelTeam: null,
  openEnforce: {},
  closeEnforce: null,
  lookEnforce: { source: 'admin', scope: { kind: 'pilot', group: 'developers', user: 'kim' } },
  carryEnforce: { what: 'enforce' },
  stopEnforce: null,
  openIamUser: { arn: 'arn:aws:iam::111122223333:user/kim' },
  openSimulate: { user: 'kim' },
  closeSimulate: null,
  simulateUser: { actions: ['s3:ListAllMyBuckets'], resources: [] },
  openPolicies: null,
  closePolicies: null,
  checkPolicy: { name: '', text: '{}' },
  readPolicy: { source: 'admin', arn: 'arn:aws:iam::111122223333:policy/deny' },
  makePolicy: { source: 'admin', kind: 'self', extras: ['keys'], path: '', group: '' },
  listPolicies: { source: 'admin' },
  pickPolicy: { id: 'group/developers/RoletapManageOwnMFA' },
  openSheet: { kind: 'rescue', user: 'kim' },
  closeSheet: null,
  planSheet: {
    source: 'admin',
    draft: {
      kind: 'add',
      name: 'kim',
      path: '/eng/',
      group: 'developers',
      boundary: 'arn:aws:iam::111122223333:policy/limit',
      tags: ['team=web'],
      region: 'eu-west-3',
      policies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      roles: ['arn:aws:iam::111122223333:role/Deploy'],
      password: true,
      accessKey: false,
      invite: true,
    },
  },
  carrySheet: {},
  stopSheet: null,
  undoSheet: null,
  openLeft: { id: '7f3c' },
  exportTeam: { format: 'csv' },
  undoEnd: { ended: 'e1' },
  answerGuard: { role: 'prod', on: true },
  dismissGuard: null,
  copyCode: { keyId: '1', account: 'a' },
  cancel: { waiting: 'w' },
  answerPin: { waiting: 'w', pin: new Uint8Array([49, 50, 51, 52, 53, 54]), lastTry: false },
  openCertificates: null,
  readCertificates: null,
  openKeySetup: { keyId: '1', authority: false },
  unblockPin: { keyId: '1' },
  choosePin: { keyId: '1' },
  startKeySetup: {
    keyId: '1',
    slot: '82',
    algorithm: 'p256',
    pin: 'once',
    touch: 'cached',
    subject: 'CN=jane',
    authority: false,
    way: { kind: 'request' },
  },
  openSigning: { keyId: '1', slot: '9c' },
  openRequest: { name: '', files: [new Uint8Array([45])] },
  signRequest: { days: 365, demands: ['origin'] },
  revokeCertificate: { number: '' },
  openCertificateRole: { keyId: '1', slot: '82' },
  useCertificate: {
    keyId: '1',
    slot: '82',
    role: { name: 'dev', roleArn: 'arn', trustAnchorArn: '', profileArn: '', source: 'acme', region: 'eu-central-1' },
  },
  listAnywhere: { source: 'acme', region: 'eu-central-1' },
  copyTrustPolicy: { trustAnchorArn: 'arn', subject: '', format: 'json' },
  resumeKeySetup: { setup: '7f3c0a11' },
  undoKeySetup: { setup: '7f3c0a11' },
  openRenewal: { keyId: '1', slot: '82' },
  renewRole: { profile: 'dev' },
  renewCertificate: { keyId: '1', slot: '82', way: { kind: 'request' }, source: '', subject: '' },
  importRevocationList: { source: 'jane', trustAnchorArn: 'arn' },
  saveCertificateText: null,
  copyCertificateText: null,
  copyNeededPolicy: null,
  importCertificate: { keyId: '', files: [new Uint8Array([45])] },
  leaveCertificateStage: null,
  stopCertificateWork: null,
  openFirstRun: { door: 'key', source: '' },
  checkKey: { key: new Uint8Array([65, 10, 66]) },
  retryKey: null,
  openInvite: { file: 'kim.invite', content: '{}' },
  unsealInvite: { passphrase: new Uint8Array([49]) },
  closeInvite: null,
  planKey: { draft: { profile: 'jane', region: 'eu-central-1', keepIn: 'keyring' } },
  addKey: { draft: { profile: 'jane', region: 'eu-central-1', keepIn: 'file' } },
  forgetKey: null,
  checkSource: { source: 'jane' },
  allowAskers: { waiting: 'w1', span: 'day' },
  silenceAskers: { waiting: 'w1' },
  forgetProgram: { id: 'no\nprod\nterraform' },
  cancelTap: { role: 'dev' },
  cancelCode: null,
  answerPassword: { waiting: 'w', password: 'p', remember: false },
  answerPick: { waiting: 'w', choice: '0' },
  typeCode: { waiting: 'w' },
  lookAccessKeys: { source: 'work' },
  rotateAccessKey: { source: 'work', drop: '', graceDays: 1 },
  finishRotation: { source: 'work' },
  undoRotation: { source: 'work' },
  planKeyMove: { source: 'work', what: 'keep' },
  confirmKeyMove: { source: 'work', yes: true },
  shareKey: { source: 'work', on: true },
  answerCode: { waiting: 'w', code: '123456' },
  tapTyped: { role: 'dev' },
  unlock: { keyId: '1' },
  refresh: null,
  dismiss: { role: 'dev' },
  dismissCode: null,
  startDemo: null,
  demoTouch: null,
  copyProfile: { target: 'dev-tap' },
  openEnroll: { source: '', path: 'iam' },
  resumeEnroll: { enroll: 'e' },
  importAccount: { source: 'acme', keyId: '1', account: 'a' },
  enrollUser: { enroll: 'e', source: 'acme' },
  enrollPath: { enroll: 'e', path: 'console' },
  enrollKey: { enroll: 'e', keyId: '1', deviceName: 'jane', touch: true, spare: 'none' },
  enrollNext: { enroll: 'e' },
  enrollBack: { enroll: 'e' },
  enrollSkip: { enroll: 'e' },
  enrollUndo: { enroll: 'e' },
  enrollLeave: { enroll: 'e' },
  enrollClose: { enroll: 'e' },
  enrollSecret: { enroll: 'e', secret: 's' },
  enrollPicture: { enroll: 'e', picture: Uint8Array.of(1) },
  enrollPaste: { enroll: 'e' },
  enrollScan: { enroll: 'e' },
  enrollStore: { enroll: 'e', yes: true },
  enrollCopyCode: { enroll: 'e', index: 1 },
  enrollDevice: { enroll: 'e', device: 'arn' },
  enrollProfiles: { enroll: 'e', profiles: ['dev'] },
  openDevices: { source: 'acme' },
  closeDevices: null,
  removeDevice: { source: 'acme', device: 'arn' },
  confirmRemove: { source: 'acme', device: 'arn', yes: true },
  resyncDevice: { source: 'acme', device: 'arn' },
  resumeRemoval: { removal: 'run-1' },
  undoRemoval: { removal: 'run-1' },
  mendProfiles: { source: 'work', gone: 'arn:aws:iam::111122223333:mfa/old', device: 'arn:aws:iam::111122223333:mfa/jane' },
  cleanLeftover: { source: 'acme', item: 'i' },
  renameAccount: { keyId: '1', account: 'a', name: 'b' },
  setPassword: { keyId: '1', password: 'p', remember: false },
  removePassword: { keyId: '1' },
  forgetPassword: { keyId: '1' },
  copyAdvice: { what: 'policy', source: 'acme', device: '' },
  tapFresh: { role: 'dev' },
  tapSigningIn: { role: 'dev' },
  tapReplacing: { role: 'dev' },
  renew: { role: 'dev' },
  renewAll: null,
  setPinned: { role: 'dev', on: true },
  setGuard: { role: 'dev', on: false },
  setFavourite: { role: 'dev', on: true },
  setColour: { accountId: '111122223333', colour: 'teal' },
  setAlias: { accountId: '111122223333', alias: 'acme-dev' },
  openConsole: { role: 'dev' },
  copyEnvironment: { role: 'dev', format: 'fish', how: 'keys' },
  openActivity: null,
  showDay: { at: 1_700_000_000_000 },
  readTrail: { regions: ['eu-west-1'] },
  stopTrail: null,
  exportActivity: { filter: { role: '', asker: 'program terraform', refused: true } },
  exportPicture: { png: new Uint8Array([137]) },
  exportHistory: { format: 'csv' },
  answerAlert: { alert: 'a' },
  dismissAlert: { alert: 'a' },
  openSettings: null,
  setPreference: { name: 'guardSeconds', value: 900 },
  resetPreferences: null,
  exportSettings: null,
  openFolder: null,
  openAwsFile: { which: 'config' },
  openLog: null,
  copyDiagnostics: { accounts: false },
  openLicences: null,
  checkUpdates: null,
  installUpdate: null,
  dismissUpdate: null,
  setCommand: { wanted: true },
  openTools: { role: 'dev' },
  copyTool: { role: 'dev', tool: 'exec' },
  checkTool: { role: 'dev', tool: 'process' },
  planProcess: { role: 'dev', what: 'write' },
  confirmProcess: { role: 'dev', yes: true },
  openAddRole: { role: '', roleArn: '', source: '' },
  saveRole: { role: 'dev', draft: { name: 'dev', roleArn: 'arn', source: 'acme', externalId: '', region: '', durationSeconds: 0 } },
  removeRole: { role: 'dev' },
  findRoles: { source: 'acme' },
  closePage: null,
  hideWindow: null,
  quit: null,
  restart: null,
};

/** Fields in which nothing is an answer: any source, the name that Roletap chooses, no device. */
const mayBeEmpty = [
  'openInvite.content',
  'openEnroll.source',
  'importAccount.source',
  'enrollKey.deviceName',
  'copyAdvice.device',
  'rotateAccessKey.drop',
  'startKeySetup.subject',
  'importCertificate.keyId',
  'renewCertificate.source',
  'renewCertificate.subject',
  'openRequest.name',
  'revokeCertificate.number',
  'copyTrustPolicy.subject',
  'setAlias.alias',
  'openFirstRun.source',
  'openAddRole.role',
  'openAddRole.roleArn',
  'openAddRole.source',
  'saveRole.role',
  'checkPolicy.name',
  'checkPolicy.text',
  'readPolicy.arn',
  'makePolicy.path',
  'makePolicy.group',
];

const names = Object.keys(commandSchemas) as readonly CommandName[];

describe('a command', () => {
  it.each(names)('%s is taken as it was sent', (name) => {
    expect(parseCommand(name, good[name])).toEqual({ name, payload: good[name] });
  });

  it.each(names)('%s is refused with anything more or less', (name) => {
    const payload = good[name];
    if (payload === null) {
      expect(parseCommand(name, undefined)).toEqual({ name, payload: null });
      for (const other of [{}, [], 0, '', false]) expect(parseCommand(name, other)).toBeUndefined();
      return;
    }
    expect(parseCommand(name, undefined)).toBeUndefined();
    expect(parseCommand(name, { ...(payload as object), extra: 1 })).toBeUndefined();
    for (const field of Object.keys(payload as object)) {
      const { [field]: _, ...rest } = payload as Record<string, unknown>;
      expect(parseCommand(name, rest)).toBeUndefined();
      const misfit = typeof (payload as Record<string, unknown>)[field] === 'number' ? -1 : 7;
      expect(parseCommand(name, { ...rest, [field]: misfit })).toBeUndefined();
      expect(parseCommand(name, { ...rest, [field]: '' }) !== undefined).toBe(mayBeEmpty.includes(`${name}.${field}`));
    }
  });

  it.each([
    ['inherits its fields', Object.create({ role: 'dev' })],
    ['has another prototype', Object.assign(Object.create({ polluted: true }), { role: 'dev' })],
    ['has no prototype', Object.assign(Object.create(null), { role: 'dev' })],
    ['brings a __proto__ of its own', JSON.parse('{"role":"dev","__proto__":{"polluted":true}}')],
    ['is a list', Object.assign([], { role: 'dev' })],
    ['is of a class', Object.assign(new Map(), { role: 'dev' })],
    ['is a text that is too long', { role: 'x'.repeat(1025) }],
    ['is a text object', { role: new String('dev') }],
  ])('is refused when its payload %s', (_, payload) => {
    expect(parseCommand('tap', payload)).toBeUndefined();
  });

  it('takes the longest text', () => {
    expect(parseCommand('tap', { role: 'x'.repeat(1024) })).toBeDefined();
  });

  it.each([['explode'], ['constructor'], ['__proto__'], ['hasOwnProperty'], [undefined], [['tap']], [{ toString: (): string => 'tap' }]])(
    'of the name %s is none',
    (name) => {
      expect(parseCommand(name, { role: 'dev' })).toBeUndefined();
    },
  );

  it('is never more than what was sent, and parsing never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.anything(), (name, payload) => {
        const command = parseCommand(name, payload);
        expect(command === undefined || command.payload === null || JSON.stringify(command.payload) === JSON.stringify(payload)).toBe(true);
      }),
    );
  });
});
