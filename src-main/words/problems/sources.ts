import type { Problem } from '../../contract/problems/problem.ts';
import { shellWord } from '../../contract/text.ts';
import { either, listed } from '../grammar.ts';
import { fileNames } from '../platform/reader.ts';
import { again, type Where, type WordsFor } from './table.ts';

type SourceCode =
  | 'source-unsupported'
  | 'source-missing'
  | 'source-not-chosen'
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
  if (source === '') return 'Roletap found none in your AWS files or its key store.';
  switch (why) {
    case 'temporary':
      return `“${source}” has temporary keys${place}, and AWS doesn’t open MFA sessions with those.`;
    case 'no-id':
      return `“${source}” has only half an access key${place}: aws_access_key_id is missing.`;
    case 'no-secret':
      return `“${source}” has only half an access key${place}: aws_secret_access_key is missing.`;
    case 'role':
      return `“${source}” is a role and has no IAM user’s access key.`;
    default:
      return `Profile “${source}” has no access key.`;
  }
};

/** `aws configure` would write the new keys beside the token of temporary ones, which breaks the profile. */
const keylessAdvice = ({ source, why, instead }: Keyless, where: Where): string => {
  if (instead !== undefined)
    return `Use “${instead}” instead, which has an access key: as \`source_profile\`${where === 'terminal' ? ', or with `--source`' : ''}.`;
  if (why === 'role') return 'Use the profile that has your access key instead.';
  if (why === 'temporary')
    return `Add your IAM user’s access key as a separate profile and use that instead of “${source}”: \`aws configure --profile ${shellWord(`${source}-long-term`)}\`.`;
  if (source === '') return `Add your IAM user’s access key: ${where === 'terminal' ? '`roletap add`' : '`aws configure`'}.`;
  return `Add your IAM user’s access key: \`aws configure --profile ${shellWord(source)}\`.`;
};

/** Some are not to be seen, and some look like others. */
const characterWords = (character: string): string => {
  const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `the character ${character} (${name})` : `an invisible character (${name})`;
};

/** What `aws` would use without Roletap, if it did not refuse it. */
const refusedAdvice = {
  file: (where: Where) =>
    `Correct the lines that \`aws\` refuses: ${where === 'terminal' ? '`roletap doctor`' : '“Copy diagnostics” in Settings'} lists them. After that, aws can use this profile without Roletap.`,
  profile: () => '`aws` refuses profiles with two sources. Remove `credential_source` or `source_profile`.',
} as const;

/** Why a profile's credentials cannot be had from where it takes them. */
export const sourceProblems: WordsFor<SourceCode> = {
  'source-unsupported': ({ profile, setting, asksMfa, refused }, where) => ({
    title: 'This role’s credentials come from elsewhere',
    happened: `Profile “${profile}” gets them from ${setting}, not from an IAM user’s access key.`,
    advice: refused
      ? refusedAdvice[refused](where)
      : asksMfa
        ? `Set its \`source_profile\` to a profile with an IAM user’s access key. Until then, \`aws\` asks for a code itself: get one with ${where === 'terminal' ? '`roletap code`' : '“Copy code”'}.`
        : 'Use it with aws directly. Roletap isn’t needed for it.',
  }),
  'source-missing': ({ profile, source }) => ({
    title: 'The source profile is missing',
    happened:
      source === ''
        ? `Profile “${profile}” has a role_arn but no source_profile.`
        : `“${profile}” uses “${source}” as its source profile, which doesn’t exist.`,
    advice:
      source === ''
        ? `Add \`source_profile\` to “${profile}”: the profile that has your access key.`
        : `Add “${source}” to ${fileNames().credentials}, or correct the name.`,
  }),
  'source-not-chosen': () => ({
    title: 'Choose a source',
    happened: 'Roletap doesn’t know yet whose access key opens this role.',
    advice: 'Choose the profile whose access key opens this role.',
  }),
  'source-unclear': ({ role, choices }, where) => ({
    title: role === '' ? 'Several profiles have access keys' : 'Whose access key opens this role?',
    happened:
      role === ''
        ? `Roletap can’t tell whether you mean ${either(choices)}.`
        : `“${role}” sets no source profile, and several are possible: ${listed(choices)}.`,
    advice:
      role === ''
        ? `Choose one${where === 'terminal' ? `, for example \`--source ${choices[0] ?? 'PROFILE'}\`` : ' of them'}.`
        : `Add \`source_profile\` to the profile${where === 'terminal' ? ', or choose one with `--source PROFILE`' : ''}.`,
  }),
  'source-loop': ({ profiles }) => ({
    title: 'Source profiles form a loop',
    happened: `They refer to each other: ${profiles.join(' → ')}.`,
    advice: 'Add an access key to one of them, or point it to a profile that has one.',
  }),
  'source-too-far': ({ profile, limit }) => ({
    title: 'Too many roles in a row',
    happened: `“${profile}” reaches an access key only through more than ${limit} roles.`,
    advice: 'Set its `source_profile` to a profile closer to the access key.',
  }),
  'source-without-keys': (facts, where) => ({
    title:
      facts.source === ''
        ? 'No profile has an access key'
        : facts.why === 'no-secret' || facts.why === 'no-id'
          ? 'Half an access key is missing'
          : 'Source profile has no access key',
    happened: keylessWords(facts),
    advice: keylessAdvice(facts, where),
  }),
  'source-over': ({ source }, where) => ({
    title: 'The credentials have expired',
    happened: `AWS no longer accepts the credentials of profile “${source}”.`,
    advice: `Sign in again, then ${again(where)}.`,
  }),
  'guard-without-touch': ({ profile, source }) => ({
    title: 'A guarded role needs a touch',
    happened: `“${profile}” is guarded, but AWS accepts no YubiKey code with the temporary credentials of “${source}”.`,
    advice: 'Turn the guard off for this role, or set its `source_profile` to a profile with an access key.',
  }),
  'key-id-bad': ({ profile, file, line, character }) => ({
    title: 'That isn’t an access key ID',
    happened: `The access key ID of “${profile}” (${file}, line ${line}) contains ${characterWords(character)}. Only letters and digits are allowed.`,
    advice: 'Type that line again, or copy the ID from the IAM console.',
  }),
};

type TargetCode = 'target-clash' | 'target-has-keys' | 'target-temporary' | 'target-name-bad' | 'target-unknown';

/** How a section with temporary keys of another tool is headed, and what is known of them. */
const temporaryWords = {
  expired: { title: (target: string) => `“${target}” has expired keys`, known: 'They have expired.' },
  live: { title: (target: string) => `“${target}” has another tool’s keys`, known: 'They still work, so Roletap doesn’t touch them.' },
  unclear: {
    title: (target: string) => `“${target}” has another tool’s keys`,
    known: 'They may still work, so Roletap doesn’t touch them.',
  },
} as const;

/** Another name for the profile to which a session goes. */
const otherName = (suggestion: string, where: Where): string =>
  `Use another profile name, such as “${suggestion}”${where === 'terminal' ? `: \`--target ${suggestion}\`` : ''}.`;

export const targetProblems: WordsFor<TargetCode> = {
  'target-clash': ({ target, file, line, suggestion }, where) => ({
    title: `The name “${target}” is taken`,
    happened: `${file}, line ${line}: profile “${target}” has its own role_arn, so aws would ignore credentials saved under that name.`,
    advice: otherName(suggestion, where),
  }),
  'target-has-keys': ({ target, file, line, suggestion }, where) => ({
    title: `“${target}” has long-term keys`,
    happened: `${file}, line ${line}: it contains access keys, which Roletap never overwrites.`,
    advice: otherName(suggestion, where),
  }),
  'target-temporary': ({ target, file, line, suggestion, keys }, where) => ({
    title: temporaryWords[keys].title(target),
    happened: `${file}, line ${line}: it contains temporary keys from another tool. ${temporaryWords[keys].known}`,
    advice:
      keys !== 'expired'
        ? otherName(suggestion, where)
        : where === 'terminal'
          ? `Tap in again in a terminal, where Roletap offers to replace them, or use another profile name: \`--target ${suggestion}\`.`
          : `Replace them, or use another profile name, such as “${suggestion}”.`,
  }),
  'target-name-bad': ({ target }) => ({
    title: 'That profile name can’t be used',
    happened: `“${target}” contains characters that aws and SDKs don’t allow in a profile name.`,
    advice: 'Use letters, digits, dots, dashes and underscores.',
  }),
  'target-unknown': ({ target }, where) => ({
    title: 'No such session',
    happened: `“${target}” has no session. It may have ended already.`,
    advice: where === 'terminal' ? 'List the open sessions: `roletap sessions`.' : 'The open sessions are in the list under “Active”.',
  }),
};
