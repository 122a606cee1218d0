import type { Problem } from '../../contract/problems/problem.ts';
import { shellWord } from '../../contract/text.ts';
import { duration, span } from '../grammar.ts';
import { fileNames } from '../platform/reader.ts';
import { Again, again, type WordsFor } from './table.ts';

type AwsCode =
  | 'code-refused'
  | 'serial-refused'
  | 'role-refused'
  | 'duration-refused'
  | 'keys-refused'
  | 'secret-wrong'
  | 'root-keys'
  | 'caller-not-user'
  | 'session-expired'
  | 'clock-off'
  | 'region-disabled'
  | 'throttled'
  | 'aws-unreachable'
  | 'ca-bundle-bad'
  | 'aws-silent'
  | 'aws-hung-up'
  | 'not-aws'
  | 'aws-said';

/** Why there was no way, as a clause; what is unknown stays the system's own word. */
const unreachableWords = (reason: string): string => {
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing answers at that address',
    ENOTFOUND: 'DNS doesn’t know that name',
    EAI_AGAIN: 'DNS doesn’t answer',
    ENETUNREACH: 'this computer is offline',
    EHOSTUNREACH: 'there is no route to it',
    ECONNRESET: 'the connection was closed right away',
    ETIMEDOUT: 'nothing answered in time',
    EPROTO: 'the server at that address doesn’t speak HTTPS',
    'not-loopback': 'that name belongs to another computer, and plain http works only on this one',
    'proxy-407': 'the proxy needs a user name and password',
    'proxy-unsupported': 'HTTPS_PROXY isn’t the address of an http or https proxy',
    'proxy-socks': 'HTTPS_PROXY names a SOCKS proxy, which neither aws nor Roletap can use',
  };
  const status = /^proxy-(\d+)$/.exec(reason)?.[1];
  if (Object.hasOwn(known, reason)) return known[reason] ?? reason;
  if (status !== undefined) return `the proxy refused (status ${status})`;
  return /CERT|SELF_SIGNED|UNABLE_TO_/.test(reason) ? `its certificate isn’t trusted (${reason})` : reason;
};

/** Behind the name of the file. */
const bundleWords: Readonly<Record<string, string>> = {
  ENOENT: 'doesn’t exist',
  ENOTDIR: 'doesn’t exist',
  EISDIR: 'is a folder',
  EACCES: 'can’t be read (permission denied)',
  EPERM: 'can’t be read (permission denied)',
  ETIMEDOUT: 'can’t be read: its disk doesn’t answer (ETIMEDOUT)',
  empty: 'is empty',
  'no-certificate': 'contains no PEM certificate',
  expired: 'contains only expired certificates',
};

/** What came in place of AWS's answer, as a sentence. */
const foreignWords = ({ host, status, what, detail = '' }: Extract<Problem, { code: 'not-aws' }>): string => {
  const numbered = status === undefined ? '' : ` (status ${status})`;
  if (status === 407) return `A proxy answered for ${host} and needs a user name and password${numbered}.`;
  switch (what) {
    case 'page':
      return `${host} answered with a web page${numbered}. That is usually a network’s or proxy’s sign-in page.`;
    case 'redirect':
      return `${host} answered with a redirect${numbered}, which AWS never does. That is usually a network’s or proxy’s sign-in page.`;
    case 'empty':
      return `${host} sent an empty answer${numbered}.`;
    case 'too-long':
      return `The answer from ${host}${numbered} was longer than 4 MB, far more than AWS ever sends.`;
    case 'not-http':
      return `The answer from ${host}${numbered} isn’t HTTP (${detail}).`;
    case 'other':
      return `The answer from ${host}${numbered} isn’t in AWS’s format.`;
  }
};

/** What AWS, or the way to it, can answer. */
export const awsProblems: WordsFor<AwsCode> = {
  'code-refused': ({ mfaSerial }, where) => ({
    title: 'AWS rejected the code',
    happened: `The code doesn’t match ${mfaSerial}. A code works once, within about 30 seconds.`,
    advice: `${Again(where)} with a fresh code. If AWS rejects that too, AWS has a different secret: add the MFA device again.`,
  }),
  'serial-refused': ({ mfaSerial }) => ({
    title: 'AWS doesn’t recognize this MFA device',
    happened: `${mfaSerial} isn’t an MFA device of the user this access key belongs to.`,
    advice: `Compare \`mfa_serial\` in ${fileNames().config} with the device in the IAM console, under your user and Security credentials.`,
  }),
  'role-refused': ({ roleArn, reason }, where) => ({
    title: 'AWS refused this role',
    happened: `${roleArn} doesn’t exist, doesn’t trust you, or you aren’t allowed to assume it.${reason === undefined ? '' : ` AWS said: ${reason.replace(/[.\s]+$/, '')}.`}`,
    advice:
      where === 'terminal'
        ? `Some roles need a recent touch: \`roletap tap ${roleArn} --direct\` uses a fresh one. If that is refused too, check the ARN and ask the role’s owner about its trust policy and external ID.`
        : 'Check the ARN, then ask the role’s owner whether its trust policy allows you and requires an external ID.',
  }),
  'duration-refused': ({ askedSeconds, reason }) => ({
    title: 'The session would be too long',
    happened:
      reason === 'chained'
        ? `Roletap asked for ${duration(askedSeconds)}, but a role assumed from another role gets 1 h at most.`
        : `Roletap asked for ${duration(askedSeconds)}, which is longer than this role allows.`,
    advice: 'Set a smaller `duration_seconds` in the profile, or ask for a longer maximum session duration on the role.',
  }),
  'keys-refused': ({ source }, where) => ({
    title: 'AWS rejected the access key',
    happened: `The access key in profile “${source}” doesn’t exist, or is inactive or deleted.`,
    advice: `Create a new access key for your user in the IAM console and save it in ${fileNames().credentials}. If Roletap keeps the key${where === 'terminal' ? `: \`roletap add ${shellWord(source)}\`` : `, use “Add an access key…” with the profile name ${source}`}.`,
  }),
  'secret-wrong': ({ source }) => ({
    title: 'The secret access key is wrong',
    happened: `AWS knows the access key ID in profile “${source}”, but the secret access key doesn’t match it.`,
    advice: 'Copy `aws_secret_access_key` again. Usually the end is cut off or there is an extra space.',
  }),
  'root-keys': ({ source }) => ({
    title: 'Root user keys can’t be used',
    happened: `Profile “${source}” has a root user’s access key. The root user can’t assume roles and shouldn’t have access keys.`,
    advice: 'Delete the root user’s access key in AWS and use an IAM user’s instead.',
  }),
  'caller-not-user': ({ source, arn }, where) => ({
    title: 'These keys aren’t an IAM user’s',
    happened: `The keys in profile “${source}” belong to ${arn}. Only IAM users have MFA devices.`,
    advice:
      where === 'terminal'
        ? 'Use a profile with an IAM user’s access key: `--source PROFILE`, or `source_profile` in the role’s profile.'
        : 'Choose a profile with an IAM user’s access key, or set it as `source_profile` in the role’s profile.',
  }),
  'session-expired': ({ source }, where) => ({
    title: 'The MFA session ended',
    happened: `The session for “${source}” expired or AWS revoked it.`,
    advice: `${Again(where)}. One touch opens a new one.`,
  }),
  'clock-off': ({ seconds }) => ({
    title: 'This computer’s clock is wrong',
    happened: `It is ${span(Math.abs(seconds))} ${seconds > 0 ? 'behind' : 'ahead of'} AWS, so AWS rejects its requests.`,
    advice: 'Turn on automatic date and time in the system settings.',
  }),
  'region-disabled': ({ region }) => ({
    title: `Region ${region} is disabled`,
    happened: `Your account hasn’t enabled ${region}, so AWS issues no credentials there.`,
    advice: 'Set another `region` in the profile, or enable the region in your AWS account settings.',
  }),
  throttled: ({ status, waitSeconds }, where) => ({
    title: 'AWS is limiting requests',
    happened: `Your account sent too many requests in a short time${status === undefined ? '' : ` (status ${status})`}.`,
    advice: `Wait ${waitSeconds === undefined ? 'half a minute' : span(waitSeconds)}, then ${again(where)}.`,
  }),
  'aws-unreachable': ({ host, reason, allProxy }, where) => ({
    title: 'Can’t reach AWS',
    happened: `${host} can’t be reached: ${unreachableWords(reason)}. No code was sent${
      allProxy ? ', and neither aws nor Roletap reads ALL_PROXY.' : '.'
    }`,
    advice: /^proxy-[a-z]/.test(reason)
      ? `Set HTTPS_PROXY to an http or https proxy, or unset it, then ${again(where)}.`
      : allProxy
        ? `If AWS is behind a proxy, set HTTPS_PROXY to its http or https address (SOCKS doesn’t work), then ${again(where)}.`
        : reason.startsWith('proxy-')
          ? `Check the address, user name and password in HTTPS_PROXY, then ${again(where)}.`
          : /CERT|SELF_SIGNED|UNABLE_TO_/.test(reason)
            ? 'If your company inspects secure connections, set AWS_CA_BUNDLE to its certificates. Otherwise, don’t trust this network.'
            : `Check your network, VPN and proxy (HTTPS_PROXY), then ${again(where)}.`,
  }),
  'ca-bundle-bad': ({ setting, file, why }, where) => ({
    title: 'The CA bundle can’t be used',
    happened: `${setting} points to ${file}, which ${bundleWords[why] ?? `can’t be read (${why})`}.${why === 'expired' ? '' : ' Nothing was sent.'}`,
    advice: `Set ${setting} to a PEM file with the certificates to trust, or unset it, then ${again(where)}.`,
  }),
  'aws-silent': ({ host, seconds }, where) => ({
    title: 'AWS didn’t answer',
    happened: `${host} accepted the request but sent no answer for ${span(seconds)}.`,
    advice: `Check your network, then ${again(where)}. Roletap will use a fresh code.`,
  }),
  'aws-hung-up': ({ host, status }, where) => ({
    title: 'The connection to AWS broke',
    happened:
      status === undefined
        ? `${host} accepted the request, then closed the connection without answering.`
        : `${host} closed the connection in the middle of its answer (status ${status}).`,
    advice: `Check your network, VPN and proxy, then ${again(where)}. Roletap will use a fresh code.`,
  }),
  'not-aws': (facts, where) => {
    const { host, status = 0, what, waitSeconds } = facts;
    if (status >= 500)
      return {
        title: `AWS or a proxy failed (${status})`,
        happened: `${host} answered with status ${status}. AWS may have received the request.`,
        advice: `Wait ${waitSeconds === undefined ? 'a minute' : span(waitSeconds)}, then ${again(where)}. If it keeps happening, check the AWS Health Dashboard or ask whoever runs the proxy.`,
      };
    return {
      title: 'Something other than AWS answered',
      happened: foreignWords(facts),
      advice:
        status === 407
          ? `Add the proxy’s user name and password to HTTPS_PROXY, then ${again(where)}.`
          : what === 'too-long' || what === 'not-http'
            ? `Check the proxy (HTTPS_PROXY) and the endpoint (AWS_ENDPOINT_URL), then ${again(where)}.`
            : `Sign in to the network in a browser, then ${again(where)}.`,
    };
  },
  'aws-said': ({ awsCode, status, requestId, waitSeconds }, where) => {
    const request = requestId === undefined ? '' : `, request ${requestId}`;
    const happened = `AWS answered ${awsCode} (status ${status}${request})`;
    if (status >= 500)
      return {
        title: `AWS had a problem (${status})`,
        happened: `${happened}. It may have used the code.`,
        advice: `Wait ${waitSeconds === undefined ? 'a minute' : span(waitSeconds)}, then ${again(where)}. If it keeps happening, check the AWS Health Dashboard.`,
      };
    if (status < 400)
      return {
        title: `AWS’s answer is incomplete (${status})`,
        happened: `${happened}, but part of the answer is missing.`,
        advice: `${Again(where)}. If it keeps happening, check the proxy (HTTPS_PROXY) and the endpoint (AWS_ENDPOINT_URL).`,
      };
    return {
      title: 'AWS refused the request',
      happened: `${happened}.`,
      advice: 'Try again in a minute. If it keeps happening, look the code up in the AWS documentation or show it to your administrator.',
    };
  },
};
