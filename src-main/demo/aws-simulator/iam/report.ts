import type { AccessKeyState, AccountState, ActionCall, SimulatorState, UserState } from '../model/types.ts';
import { AwsRefusal } from '../model/types.ts';
import type { XmlNode } from '../wire/xml.ts';
import { isoSeconds } from '../wire/xml.ts';
import { getAccountAuthorizationDetails } from './account-details.ts';
import { arnStart, authorize, paged, userXml } from './common.ts';

/** AWS makes no newer report within four hours, in milliseconds. */
const reportMillis = 4 * 3_600_000;

const keyColumns = (number: 1 | 2): readonly string[] =>
  ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map((name) => `access_key_${number}_${name}`);
const columns = [
  ...['user', 'arn', 'user_creation_time', 'password_enabled', 'password_last_used', 'password_last_changed', 'password_next_rotation'],
  'mfa_active',
  ...keyColumns(1),
  ...keyColumns(2),
  ...['cert_1_active', 'cert_1_last_rotated', 'cert_2_active', 'cert_2_last_rotated'],
];

const keyCells = (key: AccessKeyState | undefined): readonly string[] => {
  if (!key) return ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
  const { lastUsed } = key;
  return [
    String(key.active),
    isoSeconds(key.created),
    ...(lastUsed ? [isoSeconds(lastUsed.at), lastUsed.region, lastUsed.service] : ['N/A', 'N/A', 'N/A']),
  ];
};

const rowOf = (state: SimulatorState, user: UserState): string => {
  const [first, second] = [...state.keys.values()].filter((key) => key.user === user);
  const hasMfa = [...user.account.devices.values()].some((device) => device.user === user);
  const { login, root } = user;
  const used = login?.used === undefined ? 'no_information' : isoSeconds(login.used);
  const password = root
    ? ['not_supported', used, 'not_supported', 'not_supported']
    : login
      ? ['true', used, isoSeconds(login.created), 'N/A']
      : ['false', 'N/A', 'N/A', 'N/A'];
  const name = root ? '<root_account>' : user.name;
  return [
    name,
    user.arn,
    isoSeconds(user.created),
    ...password,
    String(hasMfa),
    ...keyCells(first),
    ...keyCells(second),
    'false',
    'N/A',
    'false',
    'N/A',
  ].join(',');
};

/** LF, no newline at the end; the root user first, then the others without regard to case. */
const reportOf = (state: SimulatorState, account: AccountState): string => {
  const users = [...account.users.values()].sort(
    (a, b) => Number(b.root) - Number(a.root) || (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1),
  );
  return [columns.join(','), ...users.map((user) => rowOf(state, user))].join('\n');
};

const generateReport = (call: ActionCall): XmlNode => {
  authorize(call, '*');
  const { state } = call;
  const { account } = call.caller;
  const now = state.now();
  const before = account.report;
  if (!before || now - before.made >= reportMillis) {
    account.report = { text: reportOf(state, account), made: now, ready: now + state.settings.reportDelayMillis };
    return { State: 'STARTED', Description: 'No report exists. Starting a new report generation task' };
  }
  return { State: now < before.ready ? 'INPROGRESS' : 'COMPLETE' };
};

const getReport = (call: ActionCall): XmlNode => {
  authorize(call, '*');
  const { report } = call.caller.account;
  const now = call.state.now();
  if (!report) throw new AwsRefusal(410, 'ReportNotPresent', 'Unknown');
  if (now < report.ready) throw new AwsRefusal(404, 'ReportInProgress', 'Unknown');
  if (now - report.made >= reportMillis) throw new AwsRefusal(410, 'ReportExpired', 'Unknown');
  return { Content: Buffer.from(report.text).toString('base64'), ReportFormat: 'text/csv', GeneratedTime: isoSeconds(report.made) };
};

const listUsers = (call: ActionCall): XmlNode => {
  const prefix = call.parameters.get('PathPrefix') ?? '/';
  authorize(call, `${arnStart(call)}:user${prefix}`);
  const users = [...call.caller.account.users.values()].filter((user) => !user.root && user.path.startsWith(prefix));
  return paged(call, 'Users', users, (user) => ({
    ...userXml(user),
    PasswordLastUsed: user.login?.used === undefined ? undefined : isoSeconds(user.login.used),
  }));
};

/** What AWS tells an administrator of all users. */
export const reportActions: Readonly<Record<string, (call: ActionCall) => XmlNode | undefined>> = {
  GenerateCredentialReport: generateReport,
  GetCredentialReport: getReport,
  ListUsers: listUsers,
  GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
};
