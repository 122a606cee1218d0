/** What stands on the page of settings: each setting with its help, in the order of the page. */

export const settingsTexts = {
  title: 'Settings',
} as const;

export const sessionSettings = {
  mfaSession: 'One touch lasts',
  mfaSessionHelp: 'The life of an MFA session: until it ends, roles open and renew without another touch.',
  role: 'A role’s session lasts',
  roleHelp: 'Where its profile says nothing. More than 1 h takes a touch for each role.',
  renewal: 'Roles that renew by themselves',
  renewalHelp: '15 minutes before the end, without a touch, while the MFA session lives.',
  inUse: 'A role is in use for',
  inUseHelp: 'Counted from the last tap, or from the last time a program asked for it.',
  endAll: 'End all sessions',
  onLock: 'When the screen locks',
  onRemoval: 'When the YubiKey is pulled out',
  onQuit: 'When Roletap quits',
  kept: 'Where open sessions are kept',
} as const;

export const guardSettings = {
  duration: 'A guarded session lasts',
  none: 'No role is guarded',
  noneHelp: 'Guard one in its menu in the list of roles.',
  remove: 'Remove',
  /** Heard after it. */
  removeOf: (role: string): string => ` the guard of ${role}`,
} as const;

export const fileSettings = {
  noFiles: 'No credentials in files',
  noFilesHelp:
    'Programs ask Roletap by credential_process, and nothing is written to the credentials file. Each role needs its line once: see “Use in tools…” in its menu.',
  suffix: 'Behind a target’s name',
  suffixHelp: (suffix: string): string => `The session of “prod” is in the profile “prod${suffix}”.`,
  region: 'Region',
  regionHelp: 'Of targets whose role names none. Empty: the one that its source’s calls go to.',
  regionExample: 'eu-central-1',
} as const;

export const generalSettings = {
  shortcut: 'Shortcut',
  shortcutHelp: 'Shows the roles from any program, ready to search.',
  noShortcut: 'None',
  pressKeys: 'Press keys…',
  listening: 'Shortcut: press the keys',
  changeShortcut: (keys: string): string => `Shortcut: ${keys}. Change it`,
  clear: 'Clear',
  clearMore: ' the shortcut',
  login: 'Start at login',
  noLogin: 'This system offers no way to do so.',
  theme: 'Appearance',
  notifications: 'Notifications',
  notificationsHelp: 'When a touch is asked for, when a session is about to end, and when a renewal was refused.',
  otherTokens: 'Tokens of other brands',
  otherTokensHelp:
    'Use those that make codes as a YubiKey does (OATH over a smart card reader). Roletap then tries every card in a reader.',
  clipboard: 'Codes and secrets stay on the clipboard for',
  clipboardHelp: 'Then they are cleared, unless you copied something else.',
} as const;

export const programSettings = {
  /** The path of the socket stands between backticks. */
  open: (path: string): string => `Only programs of your own user get in, at \`${path}\`.`,
  closed: 'The container endpoint and credential_process work while it is open.',
  said: 'What you said to programs',
  none: 'Nothing that counts now',
  noneHelp: 'A touch for a guarded role allows the program that asked. Cancel makes one wait longer each time before it may ask again.',
  /** `terraform for prod`. */
  label: (program: string, role: string): string => `${program} for ${role}`,
  yes: (until: string): string => `May have its session until ${until}.`,
  no: (until: string): string => `Nobody is asked in its name before ${until}.`,
  takeBack: 'Take back',
  /** Heard after it. */
  takeBackOf: (program: string, role: string): string => ` what you said to ${program} for ${role}`,
} as const;

/** What ends in `More` is heard after the button's own word. */
export const dataSettings = {
  folder: 'Roletap’s own files',
  openFolder: 'Open',
  openFolderMore: ' the folder',
  log: 'Log',
  logHelp: 'What Roletap did and what failed, for a bug report. Secrets are masked.',
  openLog: 'Open log',
  export: 'Export the settings',
  exportHelp: 'As a JSON file. There is no secret in it.',
  exportButton: 'Export…',
  reset: 'Reset the settings',
  resetHelp: 'All settings on this page as they were at first.',
  resetButton: 'Reset…',
  buttonMore: ' the settings',
  askReset: 'Reset the settings?',
  keep: 'Keep them',
  resetNow: 'Reset',
  asAtFirst: 'As at first:',
  stays: 'Stays:',
} as const;
