import { counted } from '../grammar.ts';

/** The box in which everything is found: what it says of what it found, and what can be done with a role or without one. */

export const boxTexts = {
  label: 'Search or run a command',
  clear: 'Clear',
  clearSearch: 'Clear search',
  found: 'Results',
  roles: 'Roles',
  actions: 'Actions',
  count: (count: number): string => counted(count, { one: 'result', other: 'results' }),
  /** Around what was searched for. */
  nothing: { before: 'No results for ', after: '. Try part of a role’s name, an account ID or a command such as “settings”.' },
  /** What Enter does with a role. */
  tapIn: 'Tap in',
  copyLine: 'Copy line',
  show: 'Show',
  tools: 'Set up tools',
  more: 'more',
  moreFor: (role: string): string => `Actions for ${role}`,
  leave: 'back',
  copied: 'Copied',
  shortcuts: 'Keyboard shortcuts',
} as const;

export const shortcutTexts = {
  title: 'Keyboard shortcuts',
  search: 'Search from anywhere',
  searchHow: 'just type',
  first: 'Do what’s selected',
  walk: 'Move',
  more: 'More actions',
  console: 'Open console',
  renew: 'Renew',
  end: 'End session',
  settings: 'Settings',
  refresh: 'Refresh',
  larger: 'Zoom in',
  smaller: 'Zoom out',
  usual: 'Actual size',
  back: 'Clear, then hide',
  everywhere: 'Show Roletap from any program',
} as const;

/** What can be done with a role: how it is told in the box, of the role's name. */
export const roleDeedTexts = {
  tap: (role: string): string => `Tap in to ${role}`,
  tapReadOnly: (role: string): string => `Tap in to ${role} read-only`,
  tapFull: (role: string): string => `Tap in to ${role} with full access`,
  tapLimited: (role: string): string => `Tap in to ${role} with limits…`,
  readOnlyFirst: (role: string): string => `Open ${role} read-only by default`,
  fullFirst: (role: string): string => `Open ${role} with full access by default`,
  copy: (target: string): string => `Copy aws --profile ${target}`,
  console: (role: string): string => `Open console as ${role}`,
  consoleIn: (role: string): string => `Open console as ${role} in…`,
  renew: (role: string): string => `Renew ${role}`,
  environment: (role: string): string => `Copy environment for ${role}…`,
  tools: (role: string): string => `Use ${role} in tools…`,
  adopt: (role: string): string => `Let ${role} ask Roletap…`,
  end: (role: string): string => `End ${role}`,
  favour: (role: string): string => `Add ${role} to favourites`,
  unfavour: (role: string): string => `Remove ${role} from favourites`,
  keep: (role: string): string => `Keep ${role} alive`,
  unkeep: (role: string): string => `Stop keeping ${role} alive`,
  guard: (role: string): string => `Guard ${role}`,
  unguard: (role: string): string => `Stop guarding ${role}`,
  account: (account: string): string => `Name and colour of ${account}…`,
  edit: (role: string): string => `Edit ${role}…`,
} as const;

/** What else is typed for the same; words with a space between. */
export const roleDeedWords = {
  tap: 'tap in assume login',
  tapReadOnly: 'read only readonly look',
  tapFull: 'full access whole tap',
  tapLimited: 'limits policy tag session less',
  readOnlyFirst: 'read only readonly default always',
  copy: 'copy line profile',
  console: 'console open browser web',
  consoleIn: 'console browser profile container service region',
  renew: 'renew refresh',
  environment: 'environment env export copy shell keys',
  tools: 'tools use terraform',
  adopt: 'adopt take over helper aws_signing_helper certificate',
  end: 'end stop close logout',
  favourite: 'favourite star',
  keep: 'keep alive pin',
  guard: 'guard',
  account: 'account name colour alias rename',
  edit: 'edit change remove delete',
} as const;

/** What concerns no single role. */
export const deedTexts = {
  devicesOf: (source: string): string => `Show ${source}’s MFA devices…`,
  rotate: (source: string): string => `Rotate ${source}’s access key…`,
  code: (account: string): string => `Copy code for ${account}`,
  unlock: (key: string): string => `Unlock ${key}`,
  undo: (what: string): string => `Undo: ${what}`,
  endUnknown: (target: string): string => `End ${target}`,
  light: 'Use the light theme',
  dark: 'Use the dark theme',
  system: 'Use the system’s theme',
  log: 'Open the log',
  folder: 'Open Roletap’s folder',
} as const;

export const deedWords = {
  endAll: 'end all stop close lock logout sessions',
  renewAll: 'renew all refresh sessions touch',
  settings: 'settings preferences options',
  activity: 'activity today history log sessions',
  people: 'people team users mfa iam',
  addByHand: 'add new role',
  findRoles: 'find search discover roles iam',
  addKey: 'add new access key',
  setUp: 'set up yubikey mfa device enroll qr code add new',
  certificates: 'certificates piv x509 roles anywhere yubikey slots ca',
  devices: 'mfa devices yubikey lost remove resync',
  rotate: 'rotate access key age old',
  code: 'code otp mfa copy token',
  unlock: 'unlock password key',
  undo: 'undo restore',
  refresh: 'refresh reload',
  demo: 'demo try',
  theme: 'theme dark light mode appearance',
  log: 'log file problem debug',
  folder: 'folder files directory',
  shortcuts: 'keyboard shortcuts keys help',
  quit: 'quit exit close',
} as const;
