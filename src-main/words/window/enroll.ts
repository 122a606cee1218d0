import type { EnrollPage, EnrollView } from '../../contract/enroll.ts';

/** What stands on the wizard's pages, beside the words of each page. */

export const wizardTexts = {
  steps: 'Steps',
  facts: 'What exists now',
  cancelOf: (kind: string): string => (kind === 'step' ? 'Cancel the wait' : 'Cancel the touch'),
  undo: 'Undo and close',
  leave: 'Leave it',
  askClose: 'Close before it is finished?',
  closeHelp: 'This is there now. It stays, and Roletap offers to go on or to undo it.',
  stay: 'Stay',
  closeForNow: 'Close, go on later',
  askUndo: 'Undo what this run made?',
  undoWould: 'Undo would, in this order',
} as const;

export const userPageTexts = {
  profile: 'Profile',
  none: 'No profile has an access key of its own. Add one with the command aws configure, then come back.',
  who: ({ user, accountId }: { readonly user?: string; readonly accountId?: string }): string =>
    user === undefined ? 'Who this is shows when you choose it.' : `${user}${accountId === undefined ? '' : ` in account ${accountId}`}`,
  mayNot: 'May you not create MFA devices yourself?',
  useConsole: 'Use AWS’s console page instead',
} as const;

export const keyPageTexts = {
  keys: 'YubiKey',
  none: 'No YubiKey is plugged in. Put one in; it shows up here.',
  hasPassword: 'has a password',
  locked: 'How full it is shows when it is unlocked; you will be asked.',
  replaced: 'An account of this name is on it and will be replaced. Its codes stop working.',
  touch: 'Require touch',
  deviceName: 'Name of the device in AWS',
  otherName: 'Policies often allow a single name. The other usual one:',
  spare: 'A second key, in case this one is lost',
  needsSession: (user: string): string =>
    `${user} has a device already. AWS lets it change devices only in an MFA session, so one touch comes first.`,
} as const;

export const secretPageTexts = {
  secret: 'Secret key or otpauth link',
  paste: 'Paste from clipboard',
  help: 'A picture on the clipboard works too. Clipboard and field are wiped at once.',
  drop: 'Drop a picture of the QR code here, or',
  choose: 'Choose a file…',
  picture: 'Picture of the QR code',
  tooLarge: 'This file is larger than 40 MB. Take a screenshot of the code alone.',
} as const;

export const codesPageTexts = {
  moment: 'A moment…',
  /** Before the seconds. */
  goesOn: (afterCode: boolean): string => (afterCode ? 'AWS takes each code once; the next one comes in' : 'It goes on in'),
  seconds: (count: number): string => ` ${count} s`,
  first: 'First code',
  second: 'Second code',
  made: 'made',
  nextCode: 'the next code in',
  nextPair: 'the next pair in',
  touch: 'waiting for your touch',
  demoTouch: 'Touch',
  asking: 'asking the YubiKey',
  later: 'after the first',
  /** As AWS's page calls its fields. */
  fields: ['MFA code 1', 'MFA code 2'],
  /** Behind a ring with the seconds. */
  left: (seconds: number): string => (seconds === 0 ? 'its time has passed' : 's left'),
  copyOf: (field: string): string => `Copy ${field}`,
} as const;

export const devicePageTexts = {
  arn: 'ARN of the device',
  arnExample: 'arn:aws:iam::111122223333:mfa/jane',
  help: ({ guess }: Pick<Extract<EnrollPage, { kind: 'device' }>, 'guess'>, path: EnrollView['path']): string => {
    if (guess === undefined) return 'It begins with arn:aws:iam:: and ends with the name you gave it. A touch then proves it.';
    return path === 'import'
      ? 'This is a guess from the account’s name. Compare it with the console, under your user, Security credentials, MFA. A touch then proves it.'
      : 'This is a guess from your user’s name. Compare it with the console. A touch then proves it.';
  },
} as const;

export const lastPagesTexts = {
  profiles: 'Profiles that use this user',
  names: (device: string): string => ` names ${device} now`,
  unticked: 'The change is shown for all of them; a profile without its tick stays as it is.',
  device: 'MFA device',
  spare: 'Spare',
  written: 'Profiles',
  left: 'This is left',
} as const;
