import type { SettingsView } from '../../../src-main/contract/preferences.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { type AddRoleView, type Tool, type ToolLine, type ToolsView, tools } from '../../../src-main/contract/tools.ts';
import { snapshotWith } from './snapshots.ts';

/** Snapshots of the pages of the wide window beside the wizard and the devices. */
const settingsView: SettingsView = {
  folder: '/home/jane/.config/roletap',
  shortcut: 'on',
  canStartAtLogin: true,
  about: { version: '1.2.3', runtime: 'Electron 45.5.0, Chromium 150.0.7800.1, Node 24.11.0' },
  command: 'absent',
  guarded: [
    { roleArn: 'arn:aws:iam::111122223333:role/Admin', profile: 'prod-admin' },
    { roleArn: 'arn:aws:iam::777788889999:role/platform/break-glass/AccountOwnerWithoutBoundary' },
  ],
  programs: [
    {
      id: 'yes',
      said: 'yes',
      profile: 'prod-admin',
      until: Date.UTC(2026, 10, 22, 18),
      program: {
        kind: 'program',
        name: 'terraform',
        pid: 4121,
        executable: '/usr/local/bin/terraform',
        folder: '/home/jane/infra',
        sure: true,
      },
    },
    {
      id: 'no',
      said: 'no',
      profile: 'dev-power',
      until: Date.UTC(2026, 10, 22, 18, 4),
      program: { kind: 'program', name: 'nightly.py', pid: 4190, executable: '/usr/bin/python3.11', sure: true },
    },
  ],
};
const settings = (view: Partial<SettingsView> = {}, change: Partial<Snapshot> = {}): Snapshot =>
  snapshotWith({ settings: { ...settingsView, ...view }, ...change });
const { preferences } = snapshotWith();

const launcher = '/home/jane/.config/roletap/launcher';
const texts: Readonly<Record<Tool, string>> = {
  profile: 'aws --profile prod-admin-tap sts get-caller-identity',
  process: `credential_process = ${launcher} prod-admin-tap`,
  exec: 'roletap exec prod-admin-tap -- aws sts get-caller-identity',
  shell: 'roletap shell prod-admin-tap',
  endpoint: '',
};
const lines = (checks: Partial<Record<Tool, Pick<ToolLine, 'check' | 'problem'>>> = {}): readonly ToolLine[] =>
  tools.map((tool) => ({ tool, text: texts[tool], ...(checks[tool] ?? { check: 'none' }) }));
export const toolsView: ToolsView = {
  role: 'prod-admin',
  profile: 'prod-admin',
  target: 'prod-admin-tap',
  delivery: 'file',
  lines: lines(),
  working: false,
};
export const toolsWith = (change: Partial<ToolsView> = {}): Snapshot => snapshotWith({ tools: { ...toolsView, ...change } });
const file = '/home/jane/.aws/config';

const form = (
  change: Partial<Omit<AddRoleView, 'draft'>> & { readonly draft?: Partial<AddRoleView['draft']> } = {},
  rest: Partial<Snapshot> = {},
) => {
  const { draft, ...view } = change;
  const empty = { name: '', roleArn: '', source: 'jane', externalId: '', region: '', durationSeconds: 0 };
  return snapshotWith({ addRole: { sources: ['acme-staging', 'jane'], draft: { ...empty, ...draft }, ...view }, ...rest });
};
const filled = { name: 'ops', roleArn: 'arn:aws:iam::777788889999:role/teams/Ops', source: 'jane' };

export const pageScreens = {
  settings: settings(),
  'settings-changed': settings(
    { shortcut: 'taken', canStartAtLogin: false, guarded: [], problem: { code: 'disk-full', file: '/media/stick/roletap-settings.json' } },
    {
      preferences: {
        ...preferences,
        language: 'de',
        renewal: 'pinned',
        noFiles: true,
        endOnLock: true,
        mfaSessionSeconds: 5400,
        notifications: false,
      },
      sessionsKept: 'process',
      door: {
        state: 'failed',
        problem: { code: 'socket-unsafe', path: '/run/user/1000/roletap/socket', why: 'folder-foreign' },
      },
    },
  ),
  'settings-update': settings(
    {},
    {
      update: {
        manner: 'quit',
        stage: 'idle',
        ready: { version: '1.3.0', notes: '### Added\n- Consoles side by side\n- `roletap activity`\n' },
      },
    },
  ),
  tools: toolsWith(),
  'tools-checked': toolsWith({
    lines: lines({
      profile: { check: 'works' },
      process: { check: 'checking' },
      exec: { check: 'failed', problem: { code: 'app-missing', path: '/run/user/1000/roletap/socket' } },
      endpoint: { check: 'failed', problem: { code: 'touch-wanted', profile: 'prod-admin' } },
    }),
  }),
  'tools-plan': toolsWith({
    plan: {
      what: 'write',
      file,
      diff: [
        { kind: 'same', line: 18, text: 'mfa_serial = arn:aws:iam::111122223333:mfa/jane' },
        { kind: 'add', line: 19, text: '' },
        { kind: 'add', line: 20, text: '[profile prod-admin-tap]' },
        { kind: 'add', line: 21, text: `credential_process = ${launcher} prod-admin-tap` },
        { kind: 'add', line: 22, text: 'region = eu-central-1' },
      ],
      alsoRemoves: { file: '/home/jane/.aws/credentials', target: 'prod-admin-tap' },
    },
  }),
  'tools-process': toolsWith({
    delivery: 'process',
    plan: {
      what: 'remove',
      file,
      diff: [
        { kind: 'remove', line: 20, text: '[profile prod-admin-tap]' },
        { kind: 'remove', line: 21, text: `credential_process = ${launcher} prod-admin-tap` },
      ],
    },
  }),
  'tools-helper': toolsWith({
    helper: 'calls',
    plan: {
      what: 'adopt',
      file,
      hadPin: true,
      diff: [
        { kind: 'same', line: 18, text: '[profile prod-admin]' },
        {
          kind: 'remove',
          line: 19,
          text: 'credential_process = aws_signing_helper credential-process --certificate pkcs11:id=%05?pin-value=… --role-arn arn:aws:iam::777788889999:role/Admin',
        },
        { kind: 'add', line: 19, text: `credential_process = ${launcher} prod-admin` },
        { kind: 'add', line: 20, text: 'roletap_role_arn = arn:aws:iam::777788889999:role/Admin' },
      ],
    },
  }),
  'tools-took-over': toolsWith({ helper: 'took-over', delivery: 'process', target: 'prod-admin' }),
  'tools-certificate': toolsWith({ helper: 'own', delivery: 'process', target: 'prod-admin' }),
  'tools-certificate-remove': toolsWith({
    ...{ helper: 'own', delivery: 'process', target: 'prod-admin' },
    plan: {
      what: 'remove',
      file,
      diff: [
        { kind: 'remove', line: 20, text: '[profile prod-admin]' },
        { kind: 'remove', line: 21, text: `credential_process = ${launcher} prod-admin` },
        { kind: 'remove', line: 22, text: 'roletap_role_arn = arn:aws:iam::777788889999:role/Admin' },
      ],
    },
  }),
  'tools-clash': {
    ...toolsWith({ problem: { code: 'process-clash', target: 'prod-admin-tap', key: 'role_arn', file, line: 12 } }),
    roles: snapshotWith().roles.map((role) => ({ ...role, state: { kind: 'idle' } })),
    sessions: [],
  },
  'role-new': form(),
  'role-pattern': form({ draft: { roleArn: 'arn:aws:iam::777788889999:role/Deploy-*' } }),
  'role-problem': form({
    draft: { ...filled, externalId: 'x' },
    problem: { code: 'external-id-bad', externalId: 'x' },
  }),
  'role-name-taken': form({ draft: { ...filled, name: 'prod-admin' }, problem: { code: 'role-name-taken', name: 'prod-admin' } }),
  'role-change': form(
    { role: 'prod-admin', draft: { ...filled, name: 'prod-admin', externalId: 'acme/7', region: 'eu-west-1', durationSeconds: 7200 } },
    { roles: snapshotWith().roles.map((role) => ({ ...role, can: { ...role.can, end: role.state.kind === 'active', edit: true } })) },
  ),
} as const satisfies Record<string, Snapshot>;
