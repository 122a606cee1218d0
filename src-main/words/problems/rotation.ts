import type { WordsFor } from './table.ts';

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
  'access-key-limit': ({ user }) => ({
    title: 'This user has two access keys',
    happened: `AWS allows ${user} two access keys, and both exist already.`,
    advice: 'Run `roletap rotate` to see both and choose which one to delete.',
  }),
  'access-keys-two': ({ user, keys }) => {
    const other = keys.find(({ isOwn }) => !isOwn)?.accessKeyId ?? '';
    return {
      title: 'This user has two access keys',
      happened: `AWS allows ${user} only two, so there is no room for a new one. Nothing was changed.`,
      advice: `If nothing needs ${other} any more, delete it first: \`roletap rotate --drop ${other}\`.`,
    };
  },
  'new-key-unusable': ({ accessKeyId, seconds }) => ({
    title: 'The new access key doesn’t work',
    happened: `AWS created ${accessKeyId} but didn’t accept it within ${seconds} s. Roletap deleted it, and your old key still works.`,
    advice: 'Try again in a few minutes.',
  }),
  'rotation-missing': ({ source }) => ({
    title: 'No rotation to continue',
    happened: `Roletap hasn’t rotated the access key of “${source}”, or the old key is already deleted.`,
    advice: 'Start one: `roletap rotate`.',
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
