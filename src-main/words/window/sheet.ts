/** What stands on the sheet of a question, beside the question itself. */

export const sheetTexts = {
  /** Says no to the program that asks, and to its next tries until midnight. */
  /** Before the choice of how long a program may have a guarded role. */
  allowIt: 'Allow it',
  spans: { session: 'until this session ends', hour: 'for 1 hour', day: 'for today' },
  stillTouch: 'Each new session still needs a touch.',
  notToday: 'Not today',
  notTodayHelp: 'It can’t ask again today.',
  demoKey: 'Touch the demo’s YubiKey',
  demoHelp: 'Demo key: click the gold disc to touch it.',
  /** In place of the YubiKey that is asked for. */
  typeCode: 'Enter a code instead',
  code: '6-digit code',
  codeLength: 'A code has 6 digits.',
  sendCode: 'Continue',
  password: 'Password',
  wrong: 'Wrong password. Try again.',
  remember: 'Remember in the system keyring',
  remembered: 'Remembered until you quit Roletap.',
  pin: 'PIN',
  wrongPin: 'Wrong PIN. Try another.',
  wrongPuk: 'Wrong PUK. Try another.',
  wrongManagementKey: 'Wrong management key. Try another.',
  lastTry: 'Use the last try',
  pinKept: {
    'until-removed': 'Remembered until you remove the YubiKey.',
    'until-locked': 'Remembered until you lock the screen or remove the YubiKey.',
    '1-hour': 'Remembered for 1 hour.',
    '15-minutes': 'Remembered for 15 minutes.',
    never: 'Asked each time, as your settings say.',
  },
  passphrase: 'Passphrase',
  wrongPassphrase: 'Wrong passphrase. Try again.',
  passphraseHelp: 'Asked once per login. A lost passphrase can’t be reset.',
} as const;
