import { shellWord } from '../../contract/text.ts';

/** What stands in the list of roles, in a role's menu and in its dialogs and form. */

/** What heads the roles, in the window and in the tray's menu; `all` where no account has more than one. */
export const roleGroupTexts = {
  active: 'Active',
  favourites: 'Favourites',
  recent: 'Recent',
  others: 'Other accounts',
  all: 'Roles',
  account: (accountId: string): string => `Account ${accountId}`,
} as const;

export const rowTexts = {
  tapIn: 'Tap in',
  command: (target: string): string => `aws --profile ${shellWord(target)}`,
  prod: 'prod',
  keptAlive: 'Kept alive',
  keptAliveHeard: 'kept alive',
  externalId: 'external ID',
  nextIn: (seconds: number): string => `, ${seconds} s`,
  end: 'End',
  renew: 'Renew',
  renewOf: (profile: string): string => `Renew ${profile}`,
  moreFor: (profile: string): string => `More for ${profile}`,
  tryAgainOf: (profile: string): string => `Try again: ${profile}`,
  typeCode: 'Enter a code instead',
  signIn: 'Sign in',
  tryFresh: 'Try with a fresh touch',
  replaceKeys: 'Replace expired keys',
  setUpKey: 'Set up this YubiKey',
} as const;

export const roleMenuTexts = {
  copyProfile: 'Copy aws --profile …',
  renew: 'Renew',
  tapReadOnly: 'Tap in read-only',
  tapFull: 'Tap in with full access',
  tapLimited: 'Tap in with limits…',
  readOnlyFirst: 'Read-only by default',
  openConsole: 'Open console',
  openConsoleIn: 'Open console in…',
  copyEnvironment: 'Copy environment…',
  useInTools: 'Use in tools…',
  adopt: 'Let it ask Roletap…',
  favourite: 'Favourite',
  keepAlive: 'Keep alive',
  /** In place of the switch, for sessions that last longer than a role on an MFA session can. */
  notKept: 'Keep alive: over 1 h, each session needs a touch',
  guard: 'Guard',
  account: 'Account name and colour…',
  edit: 'Edit…',
  endSession: 'End session',
} as const;

export const roleDialogTexts = {
  account: (accountId: string): string => `Account ${accountId}`,
  name: 'Name',
  nameExample: 'e.g. acme-prod',
  mark: 'Colour',
  environment: (profile: string): string => `Copy environment for ${profile}`,
  format: 'Shell',
  how: 'Contents',
  keys: { title: 'Session keys', text: 'For any tool, until the session ends.' },
  endpoint: { title: 'Roletap endpoint', text: 'No keys in your shell: the SDK gets fresh ones from Roletap.' },
  remove: (role: string): string => `Remove ${role}?`,
  removeIt: 'Remove role',
} as const;

export const roleFormTexts = {
  arn: 'Role ARN',
  name: 'Name',
  nameHelp: 'Shown in the list and used for the profile name.',
  source: 'Source',
  sourceHelp: 'The profile whose access key assumes the role.',
  noSource: 'No profile has an access key.',
  choose: 'Choose…',
  externalId: 'External ID',
  externalIdHelp: 'Only if the role’s owner requires one.',
  region: 'Region',
  regionExample: 'eu-central-1',
  regionHelp: 'Leave empty for the default.',
  duration: 'Session duration',
  add: 'Add role',
} as const;
