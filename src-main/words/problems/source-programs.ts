import type { Problem } from '../../contract/problems/problem.ts';
import { shellWord } from '../../contract/text.ts';
import { Again, again, type Where, type WordsFor } from './table.ts';

/** What a person types to sign in again. */
const signInCommand = (profile: string, how: 'login' | 'sso'): string =>
  `${how === 'sso' ? 'aws sso login' : 'aws login'} --profile ${shellWord(profile)}`;

type Facts = Extract<Problem, { readonly code: 'source-program' }>;

const titles: Readonly<Record<Facts['why'], string>> = {
  loop: 'This profile asks Roletap itself',
  line: 'The program’s line is not closed',
  missing: 'The program is missing',
  unrunnable: 'The program can’t be run',
  slow: 'The program didn’t answer',
  asks: 'The program asks a question',
  'too-much': 'The program printed too much',
  exit: 'The program gave no access key',
  garbage: 'The program gave no access key',
  version: 'The program gave no access key',
  expired: 'The program gave expired credentials',
};

/** What the system says of a disk that doesn't answer. */
const silent = 'ETIMEDOUT';

/** What it printed last, as a part of a sentence. */
const lastWords = (said: string | undefined): string => (said === undefined ? '' : ` Its last words: “${said.replace(/[.\s]+$/, '')}”.`);

const happened = ({ profile, program, why, said, status }: Facts): string => {
  const takes = `Profile “${profile}” takes its access key from ${program}`;
  switch (why) {
    case 'loop':
      return `The credential_process of “${profile}” is Roletap’s own, so there is no access key behind it.`;
    case 'line':
      return `The credential_process of “${profile}” has a quote or a backslash with nothing after it.`;
    case 'missing':
      return `${takes}, and there is no such program.`;
    case 'unrunnable':
      if (said === silent) return `${takes}, and its disk doesn’t answer.`;
      return `${takes}, and the system refuses to run it${said === undefined ? '' : ` (${said})`}.`;
    case 'slow':
      return `${takes}, which had not answered after 60 s.${lastWords(said)}`;
    case 'asks':
      return `${takes}, which asks in a terminal. Roletap gives it none.${lastWords(said)}`;
    case 'too-much':
      return `${takes}, which printed more than 64 kB. Credentials are shorter.`;
    case 'exit':
      return `${takes}, which ended with exit code ${status ?? 1}.${lastWords(said)}`;
    case 'garbage':
      return `${takes}, which printed something else than credentials.${lastWords(said)}`;
    case 'version':
      return `${takes}, which printed another version of credentials than 1, the only one there is.`;
    case 'expired':
      return `${takes}, which gave credentials that are over already.${lastWords(said)}`;
  }
};

const advice = ({ why, said }: Facts, where: Where): string => {
  switch (why) {
    case 'loop':
      return 'Name a profile that has an access key in its place.';
    case 'line':
    case 'missing':
      return 'Correct `credential_process` in ~/.aws/config, with the whole path of the program.';
    case 'unrunnable':
      if (said === silent) return `If it is on a network disk, reconnect it, then ${again(where)}.`;
      return `Make the file executable, then ${again(where)}.`;
    case 'slow':
    case 'exit':
      return `Unlock or sign in where it takes the key from, then ${again(where)}.`;
    case 'asks':
      return `Unlock it beforehand, or let it ask in a window of its own, then ${again(where)}.`;
    case 'expired':
      return `${Again(where)} after you have signed in there again.`;
    default:
      return 'Run its line in a terminal to see what it prints: one JSON document with Version 1, AccessKeyId and SecretAccessKey.';
  }
};

/** Programs and sign-ins that profiles take their credentials from. */
export const sourceProgramProblems: WordsFor<'source-program' | 'login-over' | 'login-failed' | 'login-denied' | 'login-incomplete'> = {
  'source-program': (facts, where) => ({ title: titles[facts.why], happened: happened(facts), advice: advice(facts, where) }),
  'login-over': ({ profile, how }, where) => ({
    title: 'Your sign-in has ended',
    happened: `Profile “${profile}” takes its credentials from a sign-in ${how === 'sso' ? 'at IAM Identity Center' : 'with `aws login`'}.`,
    advice: `Sign in: \`${signInCommand(profile, how)}\`. Then ${again(where)}.`,
  }),
  'login-failed': ({ profile, how, why, said }, where) => ({
    title: why === 'missing' ? 'The aws command is missing' : 'You are not signed in yet',
    happened:
      why === 'missing'
        ? 'Roletap signs in through the AWS CLI, and finds no `aws` on this computer.'
        : why === 'slow'
          ? 'The sign-in was not finished within 5 minutes.'
          : `The AWS CLI did not sign in.${lastWords(said)}`,
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
        ? 'Compare `sso_account_id` and `sso_role_name` with what the access portal shows, or ask your administrator for access.'
        : 'Ask your administrator for the managed policy SignInLocalDevelopmentAccess.',
  }),
  'login-incomplete': ({ profile }) => ({
    title: 'The sign-in is not set up',
    happened: `Profile “${profile}” lacks a setting for IAM Identity Center, or its sso-session does.`,
    advice: 'It takes sso_account_id and sso_role_name in the profile, and sso_start_url and sso_region in its sso-session.',
  }),
};
