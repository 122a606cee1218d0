import type { Problem } from '../../contract/problems/problem.ts';
import { shellWord } from '../../contract/text.ts';
import { fileNames } from '../platform/reader.ts';
import { again, type Where, type WordsFor } from './table.ts';

/** What a person types to sign in again. */
const signInCommand = (profile: string, how: 'login' | 'sso'): string =>
  `${how === 'sso' ? 'aws sso login' : 'aws login'} --profile ${shellWord(profile)}`;

type Facts = Extract<Problem, { readonly code: 'source-program' }>;

const titles: Readonly<Record<Facts['why'], string>> = {
  loop: 'This profile asks Roletap itself',
  line: 'The program’s line is incomplete',
  missing: 'The program doesn’t exist',
  unrunnable: 'The program can’t be run',
  slow: 'The program didn’t answer',
  asks: 'The program needs a terminal',
  'too-much': 'The program printed too much',
  exit: 'The program returned no access key',
  garbage: 'The program returned no access key',
  version: 'The program returned no access key',
  expired: 'The program returned expired credentials',
};

/** What the system says of a disk that doesn't answer. */
const silent = 'ETIMEDOUT';

/** What it printed last, as a part of a sentence. */
const lastWords = (said: string | undefined): string => (said === undefined ? '' : ` It last printed “${said.replace(/[.\s]+$/, '')}”.`);

const happened = ({ profile, program, why, said, status }: Facts): string => {
  const takes = `Profile “${profile}” gets its access key from ${program}`;
  switch (why) {
    case 'loop':
      return `The credential_process of “${profile}” is Roletap’s own, so it leads to no access key.`;
    case 'line':
      return `The credential_process of “${profile}” ends in an open quote or a backslash.`;
    case 'missing':
      return `${takes}, which doesn’t exist.`;
    case 'unrunnable':
      if (said === silent) return `${takes}, and its disk doesn’t answer.`;
      return `${takes}, which the system can’t run${said === undefined ? '' : ` (${said})`}.`;
    case 'slow':
      return `${takes}, which didn’t answer within 60 s.${lastWords(said)}`;
    case 'asks':
      return `${takes}, which needs a terminal.${lastWords(said)}`;
    case 'too-much':
      return `${takes}, which printed more than 64 kB.`;
    case 'exit':
      return `${takes}, which failed with exit code ${status ?? 1}.${lastWords(said)}`;
    case 'garbage':
      return `${takes}, which printed no credentials.${lastWords(said)}`;
    case 'version':
      return `${takes}, which printed credentials of a version other than 1.`;
    case 'expired':
      return `${takes}, which returned expired credentials.${lastWords(said)}`;
  }
};

const advice = ({ why, said }: Facts, where: Where): string => {
  switch (why) {
    case 'loop':
      return 'Use a profile that has an access key instead.';
    case 'line':
    case 'missing':
      return `Correct \`credential_process\` in ${fileNames().config}, with the program’s full path.`;
    case 'unrunnable':
      if (said === silent) return `If it is on a network disk, reconnect it, then ${again(where)}.`;
      return `Make the file executable, then ${again(where)}.`;
    case 'slow':
    case 'exit':
      return `Unlock or sign in to wherever it gets the key from, then ${again(where)}.`;
    case 'asks':
      return `Unlock it first, or make it ask in its own window, then ${again(where)}.`;
    case 'expired':
      return `Sign in there again, then ${again(where)}.`;
    default:
      return 'Run that line in a terminal. It must print JSON with Version 1, AccessKeyId and SecretAccessKey.';
  }
};

/** Programs and sign-ins that profiles take their credentials from. */
export const sourceProgramProblems: WordsFor<'source-program' | 'login-over' | 'login-failed' | 'login-denied' | 'login-incomplete'> = {
  'source-program': (facts, where) => ({ title: titles[facts.why], happened: happened(facts), advice: advice(facts, where) }),
  'login-over': ({ profile, how, region }, where) => ({
    title: region === undefined ? 'Your sign-in has expired' : 'Your sign-in isn’t known',
    happened:
      region === undefined
        ? `Profile “${profile}” uses a sign-in ${how === 'sso' ? 'to IAM Identity Center' : 'with `aws login`'}.`
        : `IAM Identity Center in ${region} doesn’t accept the sign-in of profile “${profile}”. It ended there, or belongs to another region.`,
    advice: `${region === undefined ? 'Sign in' : 'Check `sso_region`, then sign in'}: \`${signInCommand(profile, how)}\`. Then ${again(where)}.`,
  }),
  'login-failed': ({ profile, how, why, said }, where) => ({
    title: why === 'missing' ? 'The aws command is missing' : 'You aren’t signed in yet',
    happened:
      why === 'missing'
        ? 'Roletap signs in with the AWS CLI, but can’t find `aws` on this computer.'
        : why === 'slow'
          ? 'The sign-in wasn’t finished within 5 minutes.'
          : `The AWS CLI didn’t sign in.${lastWords(said)}`,
    advice:
      why === 'missing'
        ? `Install the AWS CLI${how === 'login' ? ', version 2.32 or later' : ''}, or sign in another way, then ${again(where)}.`
        : `See what it says in a terminal: \`${signInCommand(profile, how)}\`.`,
  }),
  'login-denied': ({ profile, how }) => ({
    title: 'Your sign-in lacks a permission',
    happened:
      how === 'sso'
        ? `IAM Identity Center gives you no credentials for the account and role of profile “${profile}”.`
        : `AWS doesn’t let “${profile}” get credentials from its sign-in (signin:CreateOAuth2Token).`,
    advice:
      how === 'sso'
        ? 'Compare `sso_account_id` and `sso_role_name` with the access portal, or ask your administrator for access.'
        : 'Ask your administrator for the managed policy SignInLocalDevelopmentAccess.',
  }),
  'login-incomplete': ({ profile }) => ({
    title: 'The sign-in isn’t set up',
    happened: `Profile “${profile}” or its sso-session lacks a setting for IAM Identity Center.`,
    advice: 'Set sso_account_id and sso_role_name in the profile, and sso_start_url and sso_region in its sso-session.',
  }),
};
