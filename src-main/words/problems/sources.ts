import type { Problem } from '../../contract/problems/problem.ts';
import { shellWord } from '../../contract/text.ts';
import { either, listed } from '../english.ts';
import { again, type WordsFor } from './table.ts';

type SourceCode =
  | 'source-unsupported'
  | 'source-missing'
  | 'source-unclear'
  | 'source-loop'
  | 'source-too-far'
  | 'source-without-keys'
  | 'source-over'
  | 'guard-without-touch'
  | 'key-id-bad';

type Keyless = Extract<Problem, { readonly code: 'source-without-keys' }>;

const keylessWords = ({ source, why, at }: Keyless): string => {
  const place = at ? ` (${at.file}, line ${at.line})` : '';
  if (source === '') return 'AWS needs the access key of an IAM user to know who you are, and none is in your AWS files.';
  switch (why) {
    case 'temporary':
      return `“${source}” has temporary keys${place}, and AWS opens no MFA session with those.`;
    case 'no-id':
      return `“${source}” has only half an access key${place}: aws_access_key_id is missing.`;
    case 'no-secret':
      return `“${source}” has only half an access key${place}: aws_secret_access_key is missing.`;
    case 'role':
      return `“${source}” is a role, and has no access key of an IAM user.`;
    default:
      return `Profile “${source}” has no access key, so there is nothing to sign with.`;
  }
};

/** `aws configure` would write the new keys beside the token of temporary ones, which breaks the profile. */
const keylessAdvice = ({ source, why, instead }: Keyless): string => {
  if (instead !== undefined) return `Name “${instead}” in its place, which has an access key: as \`source_profile\`, or with \`--source\`.`;
  if (why === 'role') return 'Name the profile that has your access key in its place.';
  if (why === 'temporary')
    return `Put the access key of your IAM user into a profile of its own, and name that in place of “${source}”: \`aws configure --profile ${shellWord(`${source}-long-term`)}\`.`;
  return `Add the access key of your IAM user: \`aws configure${source === '' ? '' : ` --profile ${shellWord(source)}`}\`.`;
};

/** Some are not to be seen, and some look like others. */
const characterWords = (character: string): string => {
  const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `the character ${character} (${name})` : `a character that cannot be seen (${name})`;
};

/** What `aws` would use without Roletap, if it did not refuse it. */
const refusedAdvice = {
  file: 'Correct the lines because of which `aws` refuses your AWS files: `roletap doctor` names them. Then aws uses it without Roletap.',
  profile: '`aws` takes no profile with two sources. Remove `credential_source` or `source_profile`.',
} as const;

/** Why a profile's credentials cannot be had from where it takes them. */
export const sourceProblems: WordsFor<SourceCode> = {
  'source-unsupported': ({ profile, setting, asksMfa, refused }) => ({
    title: 'This role takes its credentials from elsewhere',
    happened: `Profile “${profile}” gets them by ${setting}, not from an access key of an IAM user.`,
    advice: refused
      ? refusedAdvice[refused]
      : asksMfa
        ? 'Name a profile with an access key of an IAM user as its `source_profile`. Until then `aws` asks for the code itself; `roletap code` makes one.'
        : 'Nothing to do: aws uses it without Roletap.',
  }),
  'source-missing': ({ profile, source }) => ({
    title: 'The source profile is missing',
    happened:
      source === ''
        ? `Profile “${profile}” has role_arn and no source_profile, so nothing says whose access key opens the role.`
        : `“${source}” is to be the source of “${profile}”, and there is no such profile.`,
    advice:
      source === ''
        ? `Add \`source_profile\` to “${profile}”, with the name of the profile that has your access key.`
        : `Add “${source}” to ~/.aws/credentials, or correct the name.`,
  }),
  'source-unclear': ({ role, choices }) => ({
    title: role === '' ? 'Several profiles have access keys' : 'Whose keys should open this role?',
    happened:
      role === ''
        ? `It could be the IAM user of ${either(choices)}.`
        : `“${role}” names no source profile, and more than one could be meant: ${listed(choices)}.`,
    advice:
      role === ''
        ? `Name one, for example \`--source ${choices[0] ?? 'PROFILE'}\`.`
        : 'Add `source_profile` to the profile, or name one in the terminal with `--source PROFILE`.',
  }),
  'source-loop': ({ profiles }) => ({
    title: 'The source profiles run in a circle',
    happened: `${profiles.join(' → ')}: each waits for the next one’s credentials.`,
    advice: 'Let one of them have access keys, or point it at a profile that has.',
  }),
  'source-too-far': ({ profile, limit }) => ({
    title: 'Too many roles on the way',
    happened: `Between “${profile}” and the nearest access key there are more than ${limit} roles, each named as the \`source_profile\` of the one before.`,
    advice: 'Name a profile that is nearer to the access key as its `source_profile`.',
  }),
  'source-without-keys': (facts) => ({
    title: facts.source === '' ? 'No profile has an access key' : 'The source profile has no access key',
    happened: keylessWords(facts),
    advice: keylessAdvice(facts),
  }),
  'source-over': ({ source }, where) => ({
    title: 'The credentials have expired',
    happened: `AWS no longer accepts what profile “${source}” gets from its program or sign-in.`,
    advice: `Sign in there again, then ${again(where)}.`,
  }),
  'guard-without-touch': ({ profile, source }) => ({
    title: 'A guarded role takes a touch',
    happened: `“${profile}” is guarded, and the credentials of “${source}” are temporary: AWS takes no code from a YubiKey with those.`,
    advice: 'Turn the guard off for this role, or name a profile with an access key as its `source_profile`.',
  }),
  'key-id-bad': ({ profile, file, line, character }) => ({
    title: 'That is no access key ID',
    happened: `The access key ID of “${profile}” (${file}, line ${line}) holds ${characterWords(character)}. AWS’s are made of letters and digits only.`,
    advice: 'Type that line anew, or copy the ID from the IAM console again.',
  }),
};
