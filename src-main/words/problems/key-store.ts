import type { KeyStoreProblem } from '../../contract/problems/key-store.ts';
import { shellWord } from '../../contract/text.ts';
import { Again, type WordsFor } from './table.ts';

type Closed = Extract<KeyStoreProblem, { readonly code: 'key-store-closed' }>['why'];
type Malformed = Extract<KeyStoreProblem, { readonly code: 'access-key-malformed' }>;
type Refused = Extract<KeyStoreProblem, { readonly code: 'access-key-refused' }>;
type Csv = Extract<KeyStoreProblem, { readonly code: 'csv-unusable' }>['why'];

const closed: { readonly [W in Closed]: readonly [happened: string, advice: string] } = {
  absent: [
    'This session has no keyring. That is usual over SSH and in containers.',
    'Try again in a desktop session. Until then, your access key can stay in the credentials file.',
  ],
  locked: ['Your keyring is locked and wasn’t unlocked.', 'Unlock the keyring, then try again.'],
  unmade: [
    'This computer has a keyring service, but no default keyring.',
    'Create a keyring named “Login” in your system’s password app, then try again.',
  ],
  silent: ['Your keyring hasn’t answered. It may be asking for its password.', 'Unlock it, then try again.'],
  refused: ['Your keyring didn’t save the key.', 'Check it in your system’s password app, then try again.'],
};

const malformed = ({ why, length }: Malformed): readonly [happened: string, advice: string] => {
  switch (why) {
    case 'swapped':
      return ['This is the secret, not the access key ID.', 'Enter the access key ID first. It starts with AKIA.'];
    case 'temporary':
      return ['IDs that start with ASIA belong to temporary credentials.', 'Use an IAM user’s access key. Its ID starts with AKIA.'];
    case 'no-id':
      return [
        'That isn’t an access key ID. IDs have 16 to 128 letters and digits and start with AKIA.',
        'Copy it again from the IAM console.',
      ];
    case 'no-secret':
      return ['The secret access key is missing.', 'Enter it after the access key ID.'];
    case 'odd-secret':
      return length === undefined || length === 40
        ? ['The secret contains a character that isn’t allowed.', 'Copy it again, without spaces or quotes.']
        : [`The secret has ${length} characters instead of 40.`, 'Copy the whole secret again.'];
  }
};

const refused = ({ accessKeyId, why }: Refused): readonly [happened: string, advice: string] => {
  switch (why) {
    case 'unknown':
      return [
        `AWS doesn’t accept ${accessKeyId}. It is inactive, deleted or mistyped.`,
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
        'Delete that key in AWS and use an IAM user’s access key.',
      ];
    case 'not-user':
      return [`${accessKeyId} doesn’t belong to an IAM user.`, 'Use an IAM user’s access key.'];
  }
};

const csv: { readonly [W in Csv]: readonly [happened: string, advice: string] } = {
  'no-key': ['It has no columns “Access key ID” and “Secret access key”.', 'Use the CSV file from the IAM console.'],
  several: ['It contains more than one access key.', 'Leave one row below the header, then try again.'],
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
    happened: why === 'other-key' ? `“${source}” was saved with another keyring.` : `The saved access key for “${source}” is damaged.`,
    advice:
      why === 'other-key'
        ? 'Unlock that keyring, or create a new access key in AWS.'
        : 'Create a new access key in AWS and delete the old one.',
  }),
  'key-store-broken': ({ file }) => ({
    title: 'Can’t read your access keys',
    happened: `${file} is damaged. It wasn’t changed.`,
    advice: 'Restore it from a backup, or move it aside and add your access keys again.',
  }),
  'key-store-unwritable': ({ file, errno }) => ({
    title: 'Can’t save your access keys',
    happened: `${file} can’t be written (${errno}). Nothing was changed.`,
    advice: 'Check that folder’s free space and permissions, then try again.',
  }),
  'passphrase-needed': ({ source }, where) => ({
    title: 'Your passphrase is needed',
    happened: `${source}’s access key is sealed with your passphrase, which you haven’t entered since you logged in.`,
    advice: where === 'terminal' ? 'Run `roletap unlock`, then try again.' : `${Again(where)} and enter it.`,
  }),
  'passphrase-wrong': ({ folder }) => ({
    title: 'That isn’t your passphrase',
    happened: 'It doesn’t open your access keys. A lost passphrase can’t be reset.',
    advice: `Try again. If it’s lost, delete passphrase.json and access-keys.json in ${folder}, and add your keys again.`,
  }),
  'passphrase-unset': () => ({
    title: 'No passphrase is set',
    happened: 'No access key on this computer is sealed with one.',
    advice: 'To seal an access key with one, use `roletap add --passphrase`.',
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
  'profile-exists': ({ profile }, where) => ({
    title: 'That profile exists',
    happened: `Your AWS files already have a profile “${profile}”.`,
    advice: `Choose another name. If the access key is in that profile, ${where === 'terminal' ? `\`roletap keep ${shellWord(profile)}\`` : '“Keep in key store…” under “MFA devices”'} lets Roletap keep it.`,
  }),
  'profile-name-bad': ({ profile }) => ({
    title: 'That name can’t be a profile',
    happened: `“${profile}” contains characters that AWS tools read differently.`,
    advice: 'Use letters, digits, hyphens and underscores.',
  }),
  'key-not-in-file': ({ source, kept }, where) => ({
    title: 'There is no key to move',
    happened: kept ? `Roletap already keeps the access key for “${source}”.` : `Profile “${source}” has no access key in your AWS files.`,
    advice: kept
      ? `${where === 'terminal' ? `\`roletap keep ${shellWord(source)} --undo\`` : '“Put back in file…”'} moves it back to the file.`
      : `Add one with ${where === 'terminal' ? '`roletap add`' : '“Add an access key…”'}.`,
  }),
  'key-not-kept': ({ source }, where) => ({
    title: 'Roletap doesn’t keep this key',
    happened: `The access key for “${source}” isn’t in Roletap’s key store.`,
    advice: `${where === 'terminal' ? `\`roletap keep ${shellWord(source)}\`` : '“Keep in key store…”'} moves it there from your AWS files.`,
  }),
};

type RotationCode =
  | 'access-key-missing'
  | 'access-key-limit'
  | 'access-keys-two'
  | 'new-key-unusable'
  | 'rotation-missing'
  | 'rotation-other-user'
  | 'rotation-foreign';

/** What can go wrong while an access key is rotated. */
export const rotationProblems: WordsFor<RotationCode> = {
  'access-key-missing': ({ accessKeyId }) => ({
    title: 'That access key is gone',
    happened: `AWS no longer has access key ${accessKeyId} for this user.`,
    advice: 'Check the IAM console, under your user and Security credentials.',
  }),
  'access-key-limit': ({ user }, where) => ({
    title: 'This user has two access keys',
    happened: `AWS allows ${user} two access keys, and both exist already.`,
    advice:
      where === 'terminal'
        ? 'Run `roletap rotate` to see both and choose which one to delete.'
        : 'Delete one first: in the IAM console, or your own with “Delete and rotate…” under “MFA devices”.',
  }),
  'access-keys-two': ({ user, keys }, where) => {
    const other = keys.find(({ isOwn }) => !isOwn)?.accessKeyId ?? '';
    return {
      title: 'This user has two access keys',
      happened: `AWS allows ${user} only two, so there is no room for a new one. Nothing was changed.`,
      advice: `If nothing needs ${other} any more, delete it first: ${where === 'terminal' ? `\`roletap rotate --drop ${other}\`` : '“Delete and rotate…”'}.`,
    };
  },
  'new-key-unusable': ({ accessKeyId, seconds }) => ({
    title: 'The new access key doesn’t work',
    happened: `AWS created ${accessKeyId} but didn’t accept it within ${seconds} s. Roletap deleted it, and your old key still works.`,
    advice: 'Try again in a few minutes.',
  }),
  'rotation-missing': ({ source }, where) => ({
    title: 'No rotation to continue',
    happened: `Roletap hasn’t rotated the access key of “${source}”, or the old key is already deleted.`,
    advice: `Start one: ${where === 'terminal' ? '`roletap rotate`' : '“Rotate access key…” under “MFA devices”'}.`,
  }),
  'rotation-other-user': ({ source, userArn, oldKey }) => ({
    title: 'This profile now has another user',
    happened: `Roletap rotated a key for ${userArn}, but “${source}” has someone else’s access key now. Nothing was changed.`,
    advice: `Put that user’s key back into the profile, or delete ${oldKey} in the IAM console.`,
  }),
  'rotation-foreign': ({ source }) => ({
    title: 'Roletap doesn’t keep this key',
    happened: `The credentials of “${source}” come from another program, which Roletap can’t write to.`,
    advice: 'Rotate the key with that program.',
  }),
};
