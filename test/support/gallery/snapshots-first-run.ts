import type { FirstRunView, FoundSource, InviteView, KeyStage, SetupView } from '../../../src-main/contract/access-keys/first-run.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { keepPlan } from './key-plans.ts';
import { account, roleWith, snapshotWith } from './snapshots.ts';

/** Snapshots of the pages behind the doors of the welcome. */
const none = { roles: [], sessions: [], mfaSessions: [], discovery: [] } as const;
const firstRun = (view: Partial<FirstRunView>, rest: Partial<Snapshot> = {}): Snapshot =>
  snapshotWith({ ...none, firstRun: { door: 'key', stage: { kind: 'key' }, working: false, sources: [], strays: [], ...view }, ...rest });

const config = '/home/jane/.aws/config';
const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const profileStage: Extract<KeyStage, { readonly kind: 'profile' }> = {
  kind: 'profile',
  accessKeyId,
  userArn: 'arn:aws:iam::111122223333:user/team/jane',
  draft: { profile: 'jane', region: 'eu-central-1', keepIn: 'keyring' },
  changes: [
    {
      file: config,
      diff: [
        { kind: 'add', line: 1, text: '[profile jane]' },
        { kind: 'add', line: 2, text: '# roletap: this profile asks Roletap for its credentials (1f0c)' },
        { kind: 'add', line: 3, text: 'credential_process = /home/jane/.config/roletap/roletap-credentials jane' },
        { kind: 'add', line: 4, text: 'region = eu-central-1' },
      ],
    },
  ],
};
const sealedInvite: InviteView = {
  file: 'jane.invite',
  user: 'jane',
  userArn: 'arn:aws:iam::111122223333:user/jane',
  accountId: '111122223333',
  alias: 'acme-main',
  console: 'https://acme-main.signin.aws.amazon.com/console',
  region: 'eu-central-1',
  roles: ['arn:aws:iam::111122223333:role/Deploy', 'arn:aws:iam::222233334444:role/team/ReadOnly'],
  state: 'sealed',
};
const jane: SetupView = { source: 'jane', kind: 'store', roles: 0, opened: false };
const setup = (view: SetupView, rest: Partial<Snapshot> = {}): Snapshot =>
  firstRun({ stage: { kind: 'setup', source: 'jane' } }, { setup: view, ...rest });
const deploy = roleWith('deploy', 'Deploy', '111122223333');
const open = snapshotWith().roles.find(({ state }) => state.kind === 'active')?.state;
const searched = { source: 'jane', found: 0, unread: [], patterns: [] } as const;
const source = (profile: string, kind: FoundSource['kind'], check: FoundSource['check'] = 'none'): FoundSource => ({
  profile,
  kind,
  check,
});

export const firstRunScreens = {
  'key-form': firstRun({}),
  'key-form-checking': firstRun({ working: true }),
  'key-form-cut': firstRun({ problem: { code: 'access-key-malformed', why: 'odd-secret', length: 39 } }),
  'key-form-root': firstRun({ problem: { code: 'access-key-refused', accessKeyId, why: 'root' } }),
  'key-form-offline': firstRun({ problem: { code: 'aws-unreachable', host: 'sts.eu-central-1.amazonaws.com', reason: 'ENOTFOUND' } }),
  'invite-form': firstRun({ door: 'invite' }),
  'invite-not': firstRun({ door: 'invite', problem: { code: 'invite-unusable', file: 'holiday.json', why: 'not-an-invite' } }),
  'invite-sealed': firstRun({ door: 'invite', invite: sealedInvite }),
  'invite-wrong': firstRun({ door: 'invite', invite: sealedInvite, problem: { code: 'invite-passphrase-wrong', file: 'jane.invite' } }),
  'invite-other': firstRun({
    door: 'invite',
    invite: sealedInvite,
    problem: { code: 'invite-other-user', invited: sealedInvite.userArn, given: 'arn:aws:iam::111122223333:user/lee' },
  }),
  'invite-offline': firstRun({
    door: 'invite',
    invite: sealedInvite,
    problem: { code: 'aws-unreachable', host: 'sts.eu-central-1.amazonaws.com', reason: 'ENOTFOUND' },
  }),
  'invite-open': firstRun({ door: 'invite', invite: { ...sealedInvite, roles: [], state: 'open', copiedSeconds: 20 } }),
  'key-profile': firstRun({ stage: profileStage }),
  'key-profile-taken': firstRun({
    stage: { ...profileStage, changes: [] },
    problem: { code: 'profile-exists', profile: 'jane' },
  }),
  'key-profile-no-store': firstRun({ stage: profileStage, problem: { code: 'key-store-closed', why: 'absent' } }),
  'key-profile-passphrase': firstRun({
    stage: { ...profileStage, draft: { ...profileStage.draft, keepIn: 'passphrase' } },
    problem: { code: 'passphrase-wrong', folder: '/home/jane/.local/share/roletap' },
  }),
  'key-profile-in-file': firstRun({ stage: { ...profileStage, draft: { ...profileStage.draft, keepIn: 'file' } } }),
  'setup-no-key': setup(jane, { card: { kind: 'no-key' }, code: { state: { kind: 'idle' } } }),
  'setup-device': setup(jane),
  'setup-unfinished': setup({ ...jane, unfinished: '8f1e' }),
  'setup-roles': setup({ ...jane, device: account.id }, { discovery: [{ ...searched, state: 'none' }] }),
  'setup-roles-failed': setup(
    { ...jane, device: account.id },
    {
      discovery: [
        {
          ...searched,
          state: 'failed',
          problem: {
            code: 'iam-denied',
            action: 'iam:ListUserPolicies',
            resource: 'arn:aws:iam::111122223333:user/team/jane',
            explicit: false,
          },
        },
      ],
    },
  ),
  'setup-tap': setup({ ...jane, device: account.id, roles: 2 }, { roles: [deploy, roleWith('read-only', 'ReadOnly', '111122223333')] }),
  'setup-done': setup(
    { ...jane, device: account.id, roles: 1, opened: true },
    { roles: [roleWith('deploy', 'Deploy', '111122223333', open === undefined ? {} : { state: open })] },
  ),
  'files-found': firstRun(
    {
      door: 'files',
      sources: [source('jane', 'file'), source('acme-ci', 'process')],
      strays: [
        { where: 'shell', file: '/home/jane/.zshrc', line: 12 },
        { where: 'backup', file: '/home/jane/.aws/credentials.bak' },
      ],
    },
    {
      notices: [
        { kind: 'profile', profile: 'legacy', problem: { code: 'source-missing', profile: 'legacy', source: 'old-laptop' } },
        { kind: 'file', file: config, line: 12, flaw: 'duplicate-section', refusedByCli: false, detail: 'profile dev' },
      ],
    },
  ),
  'files-keep': firstRun(
    { door: 'files', sources: [source('jane', 'file'), source('acme-ci', 'file')] },
    { keyPlace: { source: 'jane', state: 'ready', place: 'file', plan: keepPlan } },
  ),
  'files-kept': firstRun(
    { door: 'files', sources: [source('jane', 'store'), source('acme-ci', 'file')] },
    { keyPlace: { source: 'jane', state: 'ready', place: 'keyring', done: 'keep' } },
  ),
  'files-none': firstRun({ door: 'files' }),
  elsewhere: firstRun({ door: 'elsewhere' }),
  'elsewhere-found': firstRun({
    door: 'elsewhere',
    sources: [
      source('jane', 'process', 'works'),
      source('acme', 'sso'),
      { ...source('vault', 'process', 'failed'), problem: { code: 'keys-refused', source: 'vault' } },
      source('other', 'login', 'checking'),
    ],
  }),
} as const satisfies Record<string, Snapshot>;
