import type { NotificationTexts } from '../../../src-main/words/notifications.ts';
import type { TrayWords } from '../../../src-main/words/tray.ts';

/** Words that say what they were given, so that a test sees whether the right thing was given. */
export const plainWords: TrayWords = {
  tooltip: (state) => `Roletap: ${state}`,
  yubiKey: (card) => (card.kind === 'present' ? (card.keys[0]?.name ?? 'none') : card.kind),
  title: (left) => `${left}`,
  role: (role, place) => (place === undefined ? role.profile : `${role.profile} in ${place}`),
  session: (session, role, minutes) => `${role?.profile ?? session.target} — ${minutes} min left`,
  alert: (alert) => `Alert ${alert.id}`,
  renewAll: 'Renew all',
  undoEnd: (ended) => `Undo ${ended.names.join()}`,
  cancel: (waiting) => `Cancel ${waiting.kind}`,
  copyCode: (code) => `Copy code for ${code.account?.label}`,
  codes: 'Codes',
  codeOf: (account, alias, key) => `${account.name} ${alias ?? account.accountId} ${key?.serial ?? ''}`.trim(),
  moreRoles: (count) => `${count} more`,
  renew: 'Renew',
  keepAlive: 'Keep alive',
  openConsole: 'Open console',
  endSession: 'End session',
  copyProfile: 'Copy profile',
  open: 'Open Roletap',
  activity: 'Activity',
  settings: 'Settings',
  setUp: 'Set up a YubiKey',
  endAll: 'End all sessions',
  update: (version) => `Update to ${version}`,
  quit: 'Quit',
};

export const plainNotifications: NotificationTexts = {
  alert: (alert) => ({ title: `Alert ${alert.id}`, body: alert.kind, action: 'Answer' }),
  opened: ({ target }, role) => ({ title: `Opened ${target}`, body: role?.profile ?? 'none', action: 'End', second: 'Console' }),
  question: (question) => ({ title: `Question ${question.id}`, body: `${question.askers?.length ?? 0} ask`, action: 'Cancel' }),
};
