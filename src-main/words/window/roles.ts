import { shellWord } from '../../contract/text.ts';

/** What stands in the list of roles, in a role's menu and in its dialogs and form. */

export const roleListTexts = {
  search: 'Search roles and accounts',
  clear: 'Clear',
  clearSearch: 'Clear the search',
  /** Around what was searched for. */
  nothing: { before: 'No role fits ', after: '. Try part of a profile’s name, a role or an account id.' },
} as const;

export const rowTexts = {
  tapIn: 'Tap in',
  command: (target: string): string => `aws --profile ${shellWord(target)}`,
  prod: 'prod',
  keptAlive: 'Kept alive',
  keptAliveHeard: 'kept alive',
  externalId: 'external id',
  nextIn: (seconds: number): string => `, ${seconds} s`,
  end: 'End',
  renew: 'Renew (R)',
  renewOf: (profile: string): string => `Renew ${profile}`,
  moreFor: (profile: string): string => `More for ${profile}`,
  yes: 'Yes',
  yesOf: (profile: string): string => `Yes, guard ${profile}`,
  no: 'No',
  noOf: (profile: string): string => `No, do not guard ${profile}`,
  typeCode: 'Enter a code instead',
  signIn: 'Sign in',
  tryFresh: 'Try with a fresh touch',
  replaceKeys: 'Replace the expired keys',
  setUpKey: 'Set up this YubiKey',
} as const;

export const roleMenuTexts = {
  copyProfile: 'Copy aws --profile …',
  renew: 'Renew',
  openConsole: 'Open console',
  copyEnvironment: 'Copy environment…',
  useInTools: 'Use in tools…',
  favourite: 'Favourite',
  keepAlive: 'Keep alive',
  guard: 'Guard',
  account: 'Account name and colour…',
  edit: 'Edit…',
  endSession: 'End session',
} as const;

export const roleDialogTexts = {
  account: (accountId: string): string => `Account ${accountId}`,
  name: 'Name',
  nameExample: 'e.g. acme-prod',
  mark: 'Mark',
  environment: (profile: string): string => `Environment of ${profile}`,
  format: 'For',
  how: 'What',
  keys: { title: 'The session’s keys', text: 'For any tool, until the session ends.' },
  endpoint: { title: 'Roletap’s endpoint', text: 'No keys: the SDK asks Roletap, which keeps them fresh.' },
  remove: (role: string): string => `Remove ${role}?`,
} as const;

export const roleFormTexts = {
  arn: 'Role ARN',
  name: 'Name',
  nameHelp: 'In the list, and in the name of its target.',
  source: 'Source',
  sourceHelp: 'The profile whose access key may assume the role.',
  noSource: 'No profile has an access key of its own.',
  choose: 'Choose…',
  externalId: 'External id',
  externalIdHelp: 'Only where whoever gave you the role wants one.',
  region: 'Region',
  regionExample: 'eu-central-1',
  regionHelp: 'Of its target. Empty: as the settings say.',
  duration: 'A session lasts',
  add: 'Add the role',
} as const;
