import type { KeyStoreProblem } from '../../contract/problems/key-store.ts';
import { shellWord } from '../../contract/text.ts';
import type { WordsFor } from './table.ts';

type Closed = Extract<KeyStoreProblem, { readonly code: 'key-store-closed' }>['why'];
type Malformed = Extract<KeyStoreProblem, { readonly code: 'access-key-malformed' }>;
type Refused = Extract<KeyStoreProblem, { readonly code: 'access-key-refused' }>;
type Csv = Extract<KeyStoreProblem, { readonly code: 'csv-unusable' }>['why'];

const closed: { readonly [W in Closed]: readonly [happened: string, advice: string] } = {
  absent: [
    'No secret store runs in this session. Over SSH and in containers that is usual.',
    'Try again in a desktop session. Until then, your access key can stay in the credentials file.',
  ],
  locked: ['Your keyring is locked, and its question was dismissed.', 'Unlock the keyring, then try again.'],
  unmade: [
    'A secret store runs here, but it has no default keyring.',
    'Create a keyring named “Login” in your system’s password app, then try again.',
  ],
  silent: ['Your keyring hasn’t answered. It may be asking for its password.', 'Answer its question, then try again.'],
  refused: ['Your keyring didn’t keep what it was given.', 'Look at it in your system’s password app, then try again.'],
};

const malformed = ({ why, length }: Malformed): readonly [happened: string, advice: string] => {
  switch (why) {
    case 'swapped':
      return ['The secret stands in the place of the ID.', 'Give the access key ID first. It begins with AKIA.'];
    case 'temporary':
      return [
        'An ID that begins with ASIA belongs to temporary credentials.',
        'Give the access key of an IAM user. Its ID begins with AKIA.',
      ];
    case 'no-id':
      return [
        'That isn’t an access key ID. One has 16 to 128 letters and digits, and begins with AKIA.',
        'Copy it again from the IAM console.',
      ];
    case 'no-secret':
      return ['The secret access key is missing.', 'Give it after the access key ID.'];
    case 'odd-secret':
      return length === undefined || length === 40
        ? ['The secret holds a character that no secret access key has.', 'Copy it again, without spaces or quotes.']
        : [`The secret has ${length} characters, and should have 40.`, 'Copy it again, to the last character.'];
  }
};

const refused = ({ accessKeyId, why }: Refused): readonly [happened: string, advice: string] => {
  switch (why) {
    case 'unknown':
      return [
        `AWS doesn’t accept ${accessKeyId}. It was deleted, is inactive, or was mistyped.`,
        'Check it in the IAM console, or create a new access key there.',
      ];
    case 'secret':
      return [
        `AWS knows ${accessKeyId}, but the secret belongs to another key or is cut off.`,
        'Copy the secret again. If it’s lost, create a new access key.',
      ];
    case 'root':
      return [
        `${accessKeyId} belongs to the account’s root user, which can’t assume roles.`,
        'Delete that key in AWS, and use the access key of an IAM user.',
      ];
    case 'not-user':
      return [`${accessKeyId} doesn’t belong to an IAM user.`, 'Use the access key of an IAM user.'];
  }
};

const csv: { readonly [W in Csv]: readonly [happened: string, advice: string] } = {
  'no-key': [
    'It has no columns “Access key ID” and “Secret access key”.',
    'Use the file that the IAM console offers when it creates an access key.',
  ],
  several: ['It holds more than one access key.', 'Leave one row below the header, then try again.'],
  unreadable: ['It can’t be read.', 'Check its path and permissions.'],
};

/** The key store, and access keys that a person gives. */
export const keyStoreProblems: WordsFor<KeyStoreProblem['code']> = {
  'key-store-closed': ({ why }) => {
    const [happened, advice] = closed[why];
    return { title: 'Can’t open your keyring', happened, advice };
  },
  'kept-key-unusable': ({ source, why }) => ({
    title: 'Can’t open the access key',
    happened:
      why === 'other-key'
        ? `The access key of “${source}” was kept under another keyring.`
        : `The access key of “${source}” isn’t what Roletap wrote.`,
    advice:
      why === 'other-key'
        ? 'Unlock that keyring, or create a new access key in AWS.'
        : 'Create a new access key in AWS, and delete the old one.',
  }),
  'key-store-broken': ({ file }) => ({
    title: 'Can’t read the key store',
    happened: `${file} isn’t what Roletap wrote. Nothing in it was changed.`,
    advice: 'Restore it from a backup, or move it away and add your access keys again.',
  }),
  'key-store-unwritable': ({ file, errno }) => ({
    title: 'Can’t write the key store',
    happened: `The system refused to write ${file} (${errno}). Nothing was changed.`,
    advice: 'Make room on the disk, or correct the permissions, then try again.',
  }),
  'passphrase-needed': ({ source }) => ({
    title: 'Your passphrase is needed',
    happened: `The access key of “${source}” is kept under your passphrase, which wasn’t given since you logged in.`,
    advice: 'Run `roletap unlock` in a terminal, then try again.',
  }),
  'passphrase-wrong': () => ({
    title: 'That isn’t your passphrase',
    happened: 'Nothing opens with it. A lost passphrase can’t be reset.',
    advice: 'Try again. If it’s lost, delete passphrase.json and access-keys.json in Roletap’s folder, and add your keys again.',
  }),
  'passphrase-unset': () => ({
    title: 'No passphrase is set',
    happened: 'Nothing is kept under a passphrase here.',
    advice: 'Add an access key with `roletap add`.',
  }),
  'access-key-malformed': (facts) => {
    const [happened, advice] = malformed(facts);
    return { title: 'That isn’t an access key', happened, advice };
  },
  'access-key-refused': (facts) => {
    const [happened, advice] = refused(facts);
    return { title: 'AWS rejected the access key', happened, advice };
  },
  'csv-unusable': ({ file, why }) => {
    const [happened, advice] = csv[why];
    return { title: 'Can’t use that file', happened: `${file}: ${happened.charAt(0).toLowerCase()}${happened.slice(1)}`, advice };
  },
  'profile-exists': ({ profile }) => ({
    title: 'That profile exists',
    happened: `Your AWS files have a profile “${profile}” already.`,
    advice: `Choose another name. If the access key is in that profile, \`roletap keep ${shellWord(profile)}\` moves it into the key store.`,
  }),
  'profile-name-bad': ({ profile }) => ({
    title: 'That name can’t be a profile',
    happened: `“${profile}” has characters that AWS’s tools read differently.`,
    advice: 'Use letters, digits, hyphens and underscores.',
  }),
  'key-not-in-file': ({ source, kept }) => ({
    title: 'There is no key to move',
    happened: kept
      ? `The access key of “${source}” is in the key store already.`
      : `Profile “${source}” has no access key in your AWS files.`,
    advice: kept ? `\`roletap keep ${shellWord(source)} --undo\` puts it back into the file.` : 'Add one with `roletap add`.',
  }),
  'key-not-kept': ({ source }) => ({
    title: 'The key isn’t in the key store',
    happened: `Roletap keeps no access key for “${source}”.`,
    advice: `\`roletap keep ${shellWord(source)}\` moves it there from your AWS files.`,
  }),
};
