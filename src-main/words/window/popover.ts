/** What stands around the roles in the popover: its first line, what is missing, what a person should hear of, and the code. */

export const headerTexts = {
  activity: 'Activity',
  settings: 'Settings',
  add: 'Add',
  more: 'More',
  demo: 'Demo',
  noService: 'No smart card service',
  addByHand: 'Add a role by hand…',
  /** `source` where there is more than one. */
  findRoles: (source?: string): string => (source === undefined ? 'Find roles in IAM' : `Find ${source}’s roles in IAM`),
  addKey: 'Add an access key…',
  openInvite: 'Open an invite…',
  setUp: 'Set up…',
  addDevice: 'Set up a YubiKey…',
  renewAll: 'Renew all with one touch',
  endAll: 'End all sessions',
  tryDemo: 'Try the demo',
  devices: 'MFA devices…',
  people: 'People in an account…',
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
  openFile: 'Open the file',
  addByHand: 'Add by hand…',
  demoNeeds: 'The demo needs no YubiKey and no AWS account.',
} as const;

export const codeTexts = {
  /** Said by a screen reader. */
  copied: 'The code is on the clipboard.',
  section: 'Code',
  copy: 'Copy code',
  idle: (takesTouch: boolean): string => (takesTouch ? 'Copy a code with one touch' : 'Copy a code with one click'),
  onClipboard: (seconds: number): string => (seconds === 0 ? 'cleared from the clipboard' : `on the clipboard for ${seconds} s`),
} as const;

export const stripTexts = {
  alerts: 'Alerts',
  fewer: 'Show fewer',
  moreAlerts: (count: number): string => `${count} more`,
  answer: (action: string, title: string): string => `${action}: ${title}`,
  discovery: 'Roles from IAM',
  show: 'Show',
  unread: 'Couldn’t be read',
  patterns: 'Allowed by wildcard: enter the role name',
  nameIt: 'Enter name…',
  nameItOf: (pattern: string): string => `Enter name… (${pattern})`,
  notes: 'Notes',
  moreNotes: (count: number): string => `${count} notes`,
  unfinished: 'Unfinished',
  resume: 'Continue',
  resumeOf: (what: string): string => `Continue: ${what}`,
  ended: 'Just ended',
  undo: 'Undo',
  undoOf: (what: string): string => `Undo: ${what}`,
} as const;
