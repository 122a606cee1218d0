import type { EnrollPage, EnrollView, FoundSecret } from '../../contract/enroll.ts';
import { theKey } from '../grammar.ts';

/** What stands on the wizard's pages, beside the words of each page. */

export const wizardTexts = {
  steps: 'Steps',
  facts: 'What exists now',
  cancelOf: (kind: string): string => (kind === 'step' ? 'Stop waiting' : 'Cancel touch'),
  undo: 'Undo and close',
  leave: 'Stop without undoing',
  more: 'More',
  askLeave: 'Stop without undoing?',
  leaveHelp: 'This stays, and Roletap no longer offers to finish or undo it.',
  askClose: 'Close without finishing?',
  closeHelp: 'This exists now. It stays until you finish or undo it.',
  stay: 'Continue setup',
  closeForNow: 'Finish later',
  askUndo: 'Undo this setup?',
  undoWould: 'Undo will',
} as const;

export const userPageTexts = {
  profile: 'Profile',
  none: 'No profile has an access key yet.',
  addKey: 'Add an access key',
  who: ({ user, accountId }: { readonly user?: string; readonly accountId?: string }): string =>
    user === undefined ? 'Select it to see which IAM user this is.' : `${user}${accountId === undefined ? '' : ` in account ${accountId}`}`,
  mayNot: 'Not allowed to create MFA devices?',
  useConsole: 'Set it up in the AWS console instead',
  /** The way back. */
  mayCreate: 'You’ll add the device on AWS’s own page.',
  useIam: 'Let Roletap create it instead',
} as const;

export const keyPageTexts = {
  keys: 'YubiKey',
  none: 'No YubiKey is connected. Insert one.',
  hasPassword: 'has a password',
  locked: 'You’ll be asked for its password to see how much space is left.',
  replaced: 'It has an account with this name, which will be replaced. The old codes stop working.',
  touch: 'Require touch',
  deviceName: 'Device name in AWS',
  otherName: 'Many policies allow only one name. The other common choice:',
  spare: 'Spare key, in case you lose this one',
  needsSession: (user: string): string => `${user} already has an MFA device, so AWS requires an MFA session. One touch opens it.`,
} as const;

export const secretPageTexts = {
  secret: 'Secret key or otpauth link',
  paste: 'Paste from clipboard',
  help: 'A picture of the QR code works too. The clipboard and this field are cleared right away.',
  scan: 'Scan the screen',
  scanHelp: 'Show the QR code on your screen first. Roletap looks once and keeps no picture.',
  drop: 'Drop a picture of the QR code here, or',
  choose: 'Choose file…',
  picture: 'QR code picture',
  tooLarge: 'This file is larger than 40 MB. Take a screenshot of only the QR code.',
} as const;

export const foundSecretTexts = {
  title: ({ isAws }: Pick<FoundSecret, 'isAws'>): string => (isAws ? 'Store this account?' : 'This isn’t from AWS'),
  found: ({ issuer, account }: Pick<FoundSecret, 'issuer' | 'account'>): string =>
    issuer === undefined
      ? account === undefined
        ? 'The QR code doesn’t say which account it is for.'
        : `The account is “${account}”. Who it is for isn’t said.`
      : `The account is “${account ?? 'unnamed'}” at “${issuer}”.`,
  effect: (serial?: number): string => `It goes to ${theKey(serial)}, and nothing of it stays on this computer.`,
  notAws: 'AWS names itself “Amazon Web Services” there. Store it only if you know where it comes from.',
  store: 'Store on the YubiKey',
  discard: 'Don’t store',
} as const;

export const codesPageTexts = {
  moment: 'One moment…',
  /** Before the seconds. */
  goesOn: (afterCode: boolean): string => (afterCode ? 'AWS accepts each code only once. Next code in' : 'Continues in'),
  seconds: (count: number): string => ` ${count} s`,
  first: 'First code',
  second: 'Second code',
  made: 'received',
  nextCode: 'next code in',
  nextPair: 'next pair in',
  touch: 'waiting for your touch',
  demoTouch: 'Touch',
  asking: 'reading the YubiKey',
  later: 'after the first',
  /** As AWS's page calls its fields. */
  fields: ['MFA code 1', 'MFA code 2'],
  /** Behind a ring with the seconds. */
  left: (seconds: number): string => (seconds === 0 ? 'expired' : 's left'),
  copyOf: (field: string): string => `Copy ${field}`,
} as const;

export const devicePageTexts = {
  arn: 'Device ARN',
  arnExample: 'arn:aws:iam::111122223333:mfa/jane',
  help: ({ guess }: Pick<Extract<EnrollPage, { kind: 'device' }>, 'guess'>, path: EnrollView['path']): string => {
    if (guess === undefined) return 'It starts with arn:aws:iam:: and ends with the name you chose. One touch then tests it.';
    return path === 'import'
      ? 'Guessed from the account’s name. Compare it with the AWS console: your user, Security credentials, MFA. One touch then tests it.'
      : 'Guessed from your user name. Compare it with the AWS console. One touch then tests it.';
  },
} as const;

export const lastPagesTexts = {
  profiles: 'Profiles that sign in as this user',
  names: (device: string): string => ` now uses ${device}`,
  unticked: 'The preview shows all of them. Profiles you clear stay as they are.',
  device: 'MFA device',
  spare: 'Spare',
  written: 'Profiles',
  left: 'Left behind',
  leftWhere: 'Remove it yourself when you no longer need it.',
} as const;
