/** What stands on the page of settings: each setting with its help, in the order of the page. */

export const settingsTexts = {
  title: 'Settings',
} as const;

export const sessionSettings = {
  mfaSession: 'One touch lasts',
  mfaSessionHelp: 'How long an MFA session stays open. Until then, roles open and renew without another touch.',
  role: 'A role session lasts',
  roleHelp: 'Used when the profile sets no duration. Over 1 h, each role needs its own touch.',
  renewal: 'Renew automatically',
  renewalHelp: '15 minutes before they end, without a touch, while the MFA session is open.',
  inUse: 'Count a role as in use for',
  inUseHelp: 'Since you last tapped in or a program last requested it.',
  endAll: 'End all sessions',
  onLock: 'When the screen locks',
  keepPin: 'Remember the PIN',
  keepPinHelp: 'How long Roletap keeps it in memory, never on disk. It always goes when you remove the YubiKey.',
  onRemoval: 'When the YubiKey is removed',
  onQuit: 'When Roletap quits',
  kept: 'Where open sessions are kept',
} as const;

export const guardSettings = {
  duration: 'A guarded session lasts',
  none: 'No guarded roles',
  noneHelp: 'To guard a role, open its menu in the list.',
  remove: 'Remove',
  /** Heard after it. */
  removeOf: (role: string): string => ` the guard from ${role}`,
} as const;

export const fileSettings = {
  noFiles: 'No credentials in files',
  noFilesHelp:
    'Programs ask Roletap through credential_process, and nothing is written to the credentials file. Set up each role once: “Use in tools…” in its menu.',
  suffix: 'Profile suffix',
  suffixHelp: (suffix: string): string => `“prod” is available as the profile “prod${suffix}”.`,
  region: 'Region',
  regionHelp: 'Used when a role sets no region. Leave empty to use the source profile’s.',
  regionExample: 'eu-central-1',
} as const;

export const generalSettings = {
  shortcut: 'Shortcut',
  shortcutHelp: 'Opens the role list from any program.',
  noShortcut: 'None',
  pressKeys: 'Press keys…',
  listening: 'Shortcut: press the keys',
  changeShortcut: (keys: string): string => `Shortcut: ${keys}. Change`,
  clear: 'Clear',
  clearMore: ' the shortcut',
  login: 'Start at login',
  noLogin: 'Not available on this system.',
  theme: 'Appearance',
  language: 'Language',
  systemLanguage: 'Match system',
  languageChanged: 'The language changes when Roletap restarts',
  restart: 'Restart Roletap',
  notifications: 'Notifications',
  notificationsHelp: 'When a touch is needed, a session is about to end, or a renewal failed.',
  otherTokens: 'Tokens of other brands',
  otherTokensHelp:
    'Use tokens that generate codes like a YubiKey (OATH over a smart card reader). Roletap then tries every card in a reader.',
  accessKeys: 'Remind me to rotate access keys after',
  accessKeysHelp: 'A note appears when a key you use is older.',
  clipboard: 'Clear the clipboard after',
  clipboardHelp: 'Codes and secrets are cleared, unless you copied something else since.',
} as const;

export const programSettings = {
  /** The path of the socket stands between backticks. */
  open: (path: string): string => `Only programs running as you can connect, at \`${path}\`.`,
  closed: 'The container endpoint and credential_process work only while this is on.',
  said: 'Your decisions about programs',
  none: 'No decisions',
  noneHelp: 'Touching for a guarded role allows the program that asked. Each Cancel makes a program wait longer before it can ask again.',
  /** `terraform for prod`. */
  label: (program: string, role: string): string => `${program} for ${role}`,
  yes: (until: string): string => `Allowed until ${until}.`,
  no: (until: string): string => `Can’t ask again before ${until}.`,
  takeBack: 'Forget',
  /** Heard after it. */
  takeBackOf: (program: string, role: string): string => ` your decision about ${program} for ${role}`,
} as const;

/** What ends in `More` is heard after the button's own word. */
export const dataSettings = {
  folder: 'Roletap’s own files',
  openFolder: 'Open',
  openFolderMore: ' the folder',
  log: 'Log',
  logHelp: 'What Roletap did and what failed, for bug reports. Secrets are masked.',
  openLog: 'Open log',
  export: 'Export settings',
  exportHelp: 'Saved as a JSON file. It contains no secrets.',
  exportButton: 'Export…',
  reset: 'Reset settings',
  resetHelp: 'Restore the defaults on this page.',
  resetButton: 'Reset…',
  buttonMore: ' the settings',
  askReset: 'Reset settings?',
  keep: 'Keep settings',
  resetNow: 'Restore defaults',
  asAtFirst: 'Will be reset:',
  stays: 'Will stay:',
} as const;

export const aboutSettings = {
  version: (version: string): string => `Roletap ${version}`,
  command: 'The roletap command',
  places: {
    system: 'The package has put it on your PATH.',
    installed: 'It is in ~/.local/bin.',
    absent: 'Put it into ~/.local/bin, for use in a terminal.',
    other: 'Another program has its place in ~/.local/bin.',
    none: 'This copy of Roletap has no command to install.',
  },
  install: 'Install',
  remove: 'Remove',
  commandMore: ' the roletap command',
  licences: 'Licences',
  licencesHelp: 'Of Roletap and of everything that it contains.',
  openLicences: 'Show licences',
  diagnostics: 'Diagnostics',
  diagnosticsHelp: 'For bug reports: what `roletap doctor` finds, without secrets and names.',
  withAccounts: 'With account IDs',
  copyDiagnostics: 'Copy diagnostics',
  copied: 'Copied',
} as const;
