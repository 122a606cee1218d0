import type { FirstRunDoor, FoundKind, SetupView } from '../../contract/access-keys/first-run.ts';
import type { KeyView } from '../../contract/card-view.ts';
import { asSentence, together } from '../grammar.ts';

/** The welcome, and the pages behind its doors. */

/** The doors on the welcome; `hint` is what lies behind. */
export const doorWords: Readonly<Record<FirstRunDoor, { readonly title: string; readonly hint: string }>> = {
  key: { title: 'I have an access key', hint: 'Paste it, or drop the CSV file from the IAM console.' },
  invite: { title: 'I have an invite', hint: 'The file that your administrator sent you.' },
  files: { title: 'My keys are in ~/.aws already', hint: 'See what Roletap found, and what’s missing.' },
  elsewhere: { title: 'My keys are somewhere else', hint: 'aws-vault, 1Password, pass, aws login, IAM Identity Center' },
};

export const welcomeTexts = {
  title: 'Welcome to Roletap',
  about: 'Touch your YubiKey, and your tools have AWS credentials until the countdown ends.',
  doors: 'Where are your access keys?',
} as const;

export const keyFormTexts = {
  title: 'Add an access key',
  about: 'Roletap asks AWS whose it is, then keeps it in your keyring. The secret goes into no file.',
  id: 'Access key ID',
  idHint: 'Begins with AKIA. Paste both lines here, and the secret goes where it belongs.',
  secret: 'Secret access key',
  secretHint: '40 characters. AWS shows it once, when the key is created.',
  show: 'Show secret',
  hide: 'Hide secret',
  drop: 'Or drop the CSV file from the IAM console here.',
  choose: 'Choose file…',
  file: 'CSV file with an access key',
  pasted: 'The pasted text',
  check: 'Check key',
  checking: 'Asking AWS whose key it is',
  stillHere: 'You don’t need to paste the key again.',
} as const;

export const inviteTexts = {
  title: 'Open your invite',
  about: 'Your administrator made it with Roletap. It says which account and user are yours.',
  drop: 'Drop the invite here.',
  choose: 'Choose file…',
  file: 'Invite from your administrator',
  facts: 'The invite',
  account: 'Account',
  user: 'User',
  roles: 'Roles',
  region: 'Region',
  console: 'Sign-in page',
  noRoles: 'none named',
  passphrase: 'Passphrase',
  passphraseHint: 'Your administrator tells you the passphrase, not in the same message.',
  open: 'Open invite',
  opening: 'Opening the invite',
  other: 'Use another file',
  keyTitle: 'Add your access key',
  /** Of an invite without one. */
  noKey: 'There is no access key in the invite. Sign in on the sign-in page and create one, then enter it here.',
  copied: (seconds: number): string => `Your one-time password is on the clipboard. Roletap clears it in ${seconds} s.`,
} as const;

export const keyProfileTexts = {
  title: 'AWS accepted the key',
  owner: (user: string, accountId: string): string => `It belongs to ${user} in account ${accountId}.`,
  name: 'Profile name',
  nameHint: 'What you’ll type after `aws --profile`.',
  region: 'Region',
  regionHint: 'Where your tools work unless you say otherwise, such as eu-central-1.',
  change: 'This is what will be written',
  keyring: 'The access key goes into your keyring. Your tools get short-lived credentials through this line.',
  inFile: 'The access key goes into your credentials file, where any program of yours can read it.',
  passphrase: 'The access key is sealed with your passphrase. Your tools get short-lived credentials through this line.',
  passphraseField: 'Passphrase',
  passphraseHint: 'Asked once per login. A lost passphrase can’t be reset.',
  noStore: 'Without a keyring, seal the key with a passphrase, or leave it in your credentials file.',
  usePassphrase: 'Use a passphrase',
  useFile: 'Use the credentials file',
  useKeyring: 'Use the keyring',
  back: 'Use another key',
  add: 'Add profile',
} as const;

export const setupTexts = {
  title: 'Let’s set you up',
  about: 'You can stop at any point and come back.',
  ready: 'You’re all set',
  readyAbout: 'Your tools use this profile until the countdown ends.',
  steps: 'Setup',
  done: ', done',
  now: ', next',
  later: ', later',
  yubikey: 'YubiKey',
  accessKey: 'Access key',
  signIn: 'Sign-in',
  device: 'MFA device',
  roles: 'Roles',
  tap: 'First tap',
  insert: 'Insert your YubiKey.',
  addKey: 'Add key',
  setUp: 'Set up',
  goOn: 'Continue setup',
  find: 'Find roles',
  searching: 'Looking for roles in IAM',
  addByHand: 'Add by hand…',
  tapIn: 'Tap in',
  tapInTo: (role: string): string => `Tap in to ${role}`,
  tapHint: 'Choose a role and touch your YubiKey.',
  tapLater: 'One touch opens a role.',
  tapped: 'You opened a role.',
  strip: { device: 'This YubiKey isn’t set up yet', roles: 'No roles yet' },
  progress: (done: number, all: number): string => `${done}/${all}`,
  progressHeard: (done: number, all: number): string => `${done} of ${all} steps done.`,
  all: 'All steps',
} as const;

const keptIn: Readonly<Record<FoundKind, string>> = {
  file: 'in your AWS files',
  store: 'kept in the key store',
  process: 'from a program',
  login: 'from your sign-in',
  sso: 'from IAM Identity Center',
  certificate: 'on your YubiKey, as a certificate',
};

/** `jane, kept in the key store`. */
export const accessKeyWords = ({ source, kind }: Pick<SetupView, 'source' | 'kind'>): string =>
  source === undefined || kind === undefined ? 'Roletap needs your own credentials first.' : `${source}, ${keptIn[kind]}`;

/** `YubiKey 5C NFC, 12345678, firmware 5.7.1`, as far as it tells. */
export const yubikeyWords = ({ name, serial, firmware }: Pick<KeyView, 'name' | 'serial' | 'firmware'>): string =>
  [name, ...(serial === undefined ? [] : [serial]), ...(firmware === '' ? [] : [`firmware ${firmware}`])].join(', ');

/** The user's device in the words of the list: the name after `mfa/`. */
export const deviceWords = ({ device, source }: Pick<SetupView, 'device' | 'source'>): string =>
  device !== undefined
    ? device.slice(device.lastIndexOf(':') + 1)
    : source === undefined
      ? 'Makes your YubiKey the MFA device of your IAM user.'
      : `No YubiKey is set up as ${source}’s MFA device yet.`;

export const rolesWords = ({ roles, source }: Pick<SetupView, 'roles' | 'source'>): string =>
  roles > 0
    ? roles === 1
      ? '1 role'
      : `${roles} roles`
    : source === undefined
      ? 'What you can open with a tap.'
      : `Find the roles ${source} can assume.`;

/** What a screen reader says when a step of the list was done. */
export const setupAnnouncement = (before: SetupView | undefined, after: SetupView | undefined): string => {
  const done = (setup: SetupView | undefined) => [
    ...(setup?.device === undefined ? [] : [setupTexts.device]),
    ...(setup !== undefined && setup.roles > 0 ? [setupTexts.roles] : []),
    ...(setup?.opened ? [setupTexts.tap] : []),
  ];
  const old = done(before);
  return together(
    ...done(after)
      .filter((step) => !old.includes(step))
      .map((step) => asSentence(`${step}${setupTexts.done}`)),
  );
};

export const filesDoorTexts = {
  title: 'What’s in your AWS files',
  about: (config: string, credentials: string): string => `Roletap read ${config} and ${credentials}.`,
  found: 'Found',
  none: 'No profile here has credentials of its own. Add your access key, and Roletap writes the profile.',
  missing: 'Needs attention',
  where: (kind: FoundKind): string => keptIn[kind],
  next: 'Set up',
  nextOf: (profile: string): string => `Set up ${profile}`,
  keepOf: (profile: string): string => `Keep in key store: ${profile}’s access key`,
} as const;

export const elsewhereTexts = {
  title: 'Keys that another program keeps',
  about: (config: string): string => `Add one of these to ${config}. Roletap sees the change by itself.`,
  copyOf: (name: string): string => `Copy the lines for ${name}`,
  found: 'Found in your files',
  waiting: 'Waiting for a profile of this kind',
  check: 'Check',
  checkOf: (profile: string): string => `Check ${profile}`,
  checking: 'Asking AWS',
  works: 'Works: AWS accepted its credentials.',
} as const;

/** Where keys may be beside the AWS files, and the profile lines that each takes. Names in capitals are for the person to fill in. */
export const elsewhereLines: readonly {
  readonly name: string;
  readonly kinds: readonly FoundKind[];
  readonly hint: string;
  readonly lines: string;
}[] = [
  {
    name: 'aws-vault',
    kinds: ['process'],
    hint: 'Give the profile a name that aws-vault doesn’t use itself.',
    lines: '[profile jane]\nregion = eu-central-1\ncredential_process = aws-vault export --no-session --format=json VAULT_PROFILE',
  },
  {
    name: '1Password',
    kinds: ['process'],
    hint: 'The item holds the JSON that AWS documents for credential_process.',
    lines: '[profile jane]\nregion = eu-central-1\ncredential_process = op read "op://VAULT/ITEM/credentials"',
  },
  {
    name: 'pass',
    kinds: ['process'],
    hint: 'The entry holds the JSON that AWS documents for credential_process.',
    lines: '[profile jane]\nregion = eu-central-1\ncredential_process = pass show aws/jane',
  },
  {
    name: 'aws login',
    kinds: ['login'],
    hint: 'Run aws login --profile jane. It writes these lines.',
    lines: '[profile jane]\nregion = eu-central-1\nlogin_session = arn:aws:iam::111122223333:user/jane',
  },
  {
    name: 'IAM Identity Center',
    kinds: ['sso'],
    hint: 'Run aws configure sso. It writes these lines.',
    lines:
      '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-central-1\n\n[profile jane]\nsso_session = acme\nsso_account_id = 111122223333\nsso_role_name = Developer\nregion = eu-central-1',
  },
];
