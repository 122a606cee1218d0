/** What stands around the roles in the popover: its first line, what is missing, what a person should hear of, and the code. */

export const headerTexts = {
  today: 'Today',
  settings: 'Settings',
  add: 'Add',
  more: 'More',
  demo: 'Demo',
  noService: 'No card service',
  addByHand: 'Add a role by hand…',
  /** `source` where there is more than one. */
  findRoles: (source?: string): string => (source === undefined ? 'Find roles in IAM' : `Find roles of ${source} in IAM`),
  addDevice: 'Add a YubiKey as MFA device…',
  renewAll: 'Renew all with one touch',
  endAll: 'End all sessions',
  tryDemo: 'Try the demo',
  devices: 'MFA devices…',
  quit: 'Quit Roletap',
} as const;

export const missingTexts = {
  reading: 'Reading your profiles',
  example: 'A role looks like this in the config file:',
  /** A role profile as AWS documents it, with account ids that stand for others. */
  configExample: `[profile dev]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = default
mfa_serial = arn:aws:iam::111122223333:mfa/jane`,
  /** `title` as in the middle of a sentence. */
  also: (title: string): string => `Also: ${title}.`,
  addByHand: 'Add by hand…',
  demoNeeds: 'The demo needs no YubiKey and no AWS account.',
} as const;

export const codeTexts = {
  section: 'Code',
  copy: 'Copy code',
  idle: (takesTouch: boolean): string => (takesTouch ? 'One touch copies a code' : 'One click copies a code'),
  onClipboard: (seconds: number): string => (seconds === 0 ? 'gone from the clipboard' : `on the clipboard for ${seconds} s`),
} as const;

export const stripTexts = {
  alerts: 'Alerts',
  fewer: 'Show fewer',
  moreAlerts: (count: number): string => `${count} more`,
  answer: (action: string, title: string): string => `${action}: ${title}`,
  discovery: 'Roles from IAM',
  show: 'Show',
  unread: 'Could not be read',
  patterns: 'Allowed by a pattern: which role is it?',
  nameIt: 'Name it…',
  nameItOf: (pattern: string): string => `Name it… (${pattern})`,
  notes: 'Notes',
  moreNotes: (count: number): string => `${count} notes`,
  unfinished: 'Not finished',
  goOn: 'Go on',
  goOnOf: (what: string): string => `Go on: ${what}`,
  undo: 'Undo',
  undoOf: (what: string): string => `Undo: ${what}`,
} as const;
