import type { Problem } from '../../contract/problems/problem.ts';
import { duration, span } from '../english.ts';
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
    ENOTFOUND: 'its name is not known',
    EAI_AGAIN: 'its name could not be looked up',
    ENETUNREACH: 'this computer is offline',
    EHOSTUNREACH: 'no network leads there',
    ECONNRESET: 'the connection was cut at once',
    ETIMEDOUT: 'nothing answered in time',
    EPROTO: 'what answers at that address does not speak HTTPS',
    'not-loopback': 'its name stands for another computer, and plain http goes to this one only',
    'proxy-407': 'the proxy asks for a user name and a password',
    'proxy-unsupported': 'HTTPS_PROXY is not the address of an http or https proxy',
    'proxy-socks': 'HTTPS_PROXY names a SOCKS proxy, which aws does not use, and Roletap does not',
  };
  const status = /^proxy-(\d+)$/.exec(reason)?.[1];
  if (Object.hasOwn(known, reason)) return known[reason] ?? reason;
  if (status !== undefined) return `the proxy refused with status ${status}`;
  return /CERT|SELF_SIGNED|UNABLE_TO_/.test(reason) ? `its certificate is not trusted (${reason})` : reason;
};

/** Behind the name of the file. */
const bundleWords: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  ENOTDIR: 'is not there',
  EISDIR: 'is a folder',
  EACCES: 'cannot be read: you may not',
  EPERM: 'cannot be read: you may not',
  ETIMEDOUT: 'cannot be read: its disk does not answer (ETIMEDOUT)',
  empty: 'is empty',
  'no-certificate': 'holds no certificate in PEM form',
  expired: 'holds only certificates whose time is over',
};

/** What came in place of AWS's answer, as a sentence. */
const foreignWords = ({ host, status, what, detail = '' }: Extract<Problem, { code: 'not-aws' }>): string => {
  const numbered = status === undefined ? '' : ` (status ${status})`;
  if (status === 407) return `A proxy answered for ${host} and asks for a user name and a password${numbered}.`;
  switch (what) {
    case 'page':
      return `The answer from ${host}${numbered} is a web page, not AWS. A sign-in page of a network or a proxy does this.`;
    case 'redirect':
      return `${host} answered with a redirect${numbered}, which AWS never does. A network’s sign-in page or a proxy does this.`;
    case 'empty':
      return `${host} sent an empty answer${numbered}.`;
    case 'too-long':
      return `The answer from ${host}${numbered} went on past 4 MB, so Roletap stopped reading. AWS’s answers are much shorter.`;
    case 'not-http':
      return `What ${host} answered${numbered} isn’t HTTP (${detail}).`;
    case 'other':
      return `The answer from ${host}${numbered} isn’t one that AWS gives.`;
  }
};

/** What AWS, or the way to it, can answer. */
export const awsProblems: WordsFor<AwsCode> = {
  'code-refused': ({ mfaSerial }, where) => ({
    title: 'AWS refused the code',
    happened: `AWS did not accept the code of ${mfaSerial}. Each code works once, and only in its half minute.`,
    advice: `${Again(where)} for a fresh code. If AWS refuses that too, the MFA device in AWS was set up with another secret: add it again.`,
  }),
  'serial-refused': ({ mfaSerial }) => ({
    title: 'AWS does not know this MFA device',
    happened: `${mfaSerial} is not an MFA device of the user whose access key was used.`,
    advice: 'Compare `mfa_serial` in ~/.aws/config with the device in the IAM console, under your user and Security credentials.',
  }),
  'role-refused': ({ roleArn, reason }, where) => ({
    title: 'AWS refused this role',
    happened: `${roleArn} does not exist, does not trust your user, or your user may not assume it.${reason === undefined ? '' : ` AWS said: ${reason.replace(/[.\s]+$/, '')}.`}`,
    advice:
      where === 'terminal'
        ? `Some roles only open soon after a touch: \`roletap tap ${roleArn} --direct\` takes a fresh one. If that is refused too, check the ARN, and ask the role’s owner whether its trust policy names you or wants an external ID.`
        : 'Check the ARN first. Then ask whoever owns the role whether its trust policy names you, and whether it asks for an external id.',
  }),
  'duration-refused': ({ askedSeconds, reason }) => ({
    title: 'The session would be too long',
    happened:
      reason === 'chained'
        ? `${duration(askedSeconds)} was asked for, but a role that is reached through another role gets 1 h at most.`
        : `${duration(askedSeconds)} was asked for, which is more than this role allows.`,
    advice: 'Set a smaller `duration_seconds` in its profile, or have the maximum session duration of the role raised.',
  }),
  'keys-refused': ({ source }) => ({
    title: 'AWS does not accept the access key',
    happened: `The access key of profile “${source}” was deleted, made inactive, or never existed.`,
    advice: 'Make a new access key for your user in the IAM console and put it into ~/.aws/credentials.',
  }),
  'secret-wrong': ({ source }) => ({
    title: 'The secret key does not match',
    happened: `AWS knows the access key id of profile “${source}”, but the secret beside it is another one.`,
    advice: 'Copy `aws_secret_access_key` again, whole. A cut-off end or a space too many is the usual cause.',
  }),
  'root-keys': ({ source }) => ({
    title: 'Root user keys are not used here',
    happened: `Profile “${source}” holds the keys of an account’s root user. Root cannot assume roles, and its keys should not exist.`,
    advice: 'Delete the root access key in AWS, and use the key of an IAM user.',
  }),
  'caller-not-user': ({ source, arn }) => ({
    title: 'These keys are no IAM user’s',
    happened: `The keys of profile “${source}” are those of ${arn}. Only an IAM user has MFA devices, and roles that open with them.`,
    advice: 'Name a profile with the access key of an IAM user: `--source PROFILE`, or `source_profile` in the profile of the role.',
  }),
  'session-expired': ({ source }, where) => ({
    title: 'The MFA session ended',
    happened: `The session of “${source}” ended, or AWS withdrew it.`,
    advice: `${Again(where)}; one touch starts a new one.`,
  }),
  'clock-off': ({ seconds }) => ({
    title: 'This computer’s clock is off',
    happened: `It is ${span(Math.abs(seconds))} ${seconds > 0 ? 'behind' : 'ahead of'} AWS. Requests signed that far off are refused.`,
    advice: 'Switch on automatic time in the system settings. On Linux: `sudo timedatectl set-ntp true`.',
  }),
  'region-disabled': ({ region }) => ({
    title: `The region ${region} is switched off`,
    happened: `Your account does not use ${region}, so AWS gives no credentials there.`,
    advice: 'Set another `region` in the profile, or enable the region in the account settings.',
  }),
  throttled: ({ status, waitSeconds }, where) => ({
    title: 'AWS asks for patience',
    happened: `Too many requests came from your account in a short time${status === undefined ? '' : ` (status ${status})`}.`,
    advice: `Wait ${waitSeconds === undefined ? 'half a minute' : span(waitSeconds)} and ${again(where)}.`,
  }),
  'aws-unreachable': ({ host, reason, allProxy }, where) => ({
    title: 'No way to AWS',
    happened: `${host} could not be reached: ${unreachableWords(reason)}. No code was sent.${
      allProxy ? ' ALL_PROXY is set, which neither aws nor Roletap reads.' : ''
    }`,
    advice: /^proxy-[a-z]/.test(reason)
      ? `Name an http or https proxy in HTTPS_PROXY, or remove it where no proxy is needed, and ${again(where)}.`
      : allProxy
        ? `If AWS is behind a proxy, name it in HTTPS_PROXY, as an http or https address: a SOCKS proxy doesn’t do. Then ${again(where)}.`
        : reason.startsWith('proxy-')
          ? `Check the proxy (HTTPS_PROXY) with its user name and password, or sign in to it, then ${again(where)}.`
          : /CERT|SELF_SIGNED|UNABLE_TO_/.test(reason)
            ? 'If your company checks secure connections, name its certificates in AWS_CA_BUNDLE. Otherwise do not go on in this network.'
            : `Check the network, the VPN and the proxy (HTTPS_PROXY), then ${again(where)}.`,
  }),
  'ca-bundle-bad': ({ setting, file, why }, where) => ({
    title: 'The CA bundle cannot be used',
    happened: `What ${setting} names is of no use: ${file} ${bundleWords[why] ?? `cannot be read (${why})`}.${why === 'expired' ? '' : ' Nothing was sent.'}`,
    advice: `Let ${setting} name a PEM file with the certificates to trust, or remove it, and ${again(where)}.`,
  }),
  'aws-silent': ({ host, seconds }, where) => ({
    title: 'AWS did not answer',
    happened: `${host} took the request and said nothing for ${span(seconds)}.`,
    advice: `Check the network and ${again(where)}; if a code was sent, Roletap takes a fresh one.`,
  }),
  'aws-hung-up': ({ host, status }, where) => ({
    title: 'The connection to AWS broke',
    happened:
      status === undefined
        ? `${host} took the request and hung up before it answered.`
        : `${host} began to answer (status ${status}) and hung up in the middle.`,
    advice: `Check the network, the VPN and the proxy, and ${again(where)}; if a code was sent, Roletap takes a fresh one.`,
  }),
  'not-aws': (facts, where) => {
    const { host, status = 0, what, waitSeconds } = facts;
    if (status >= 500)
      return {
        title: `AWS, or a proxy, had a problem (${status})`,
        happened: `${host} answered with status ${status}, so it’s not known whether AWS got the request.`,
        advice: `Wait ${waitSeconds === undefined ? 'a minute' : span(waitSeconds)} and ${again(where)}. If it goes on, ask whoever runs the proxy, or look at the AWS Health Dashboard.`,
      };
    return {
      title: 'Something else answered for AWS',
      happened: foreignWords(facts),
      advice:
        status === 407
          ? `Put the proxy’s user name and password into HTTPS_PROXY, and ${again(where)}.`
          : what === 'too-long' || what === 'not-http'
            ? `Check the proxy (HTTPS_PROXY) and the endpoint (AWS_ENDPOINT_URL), and ${again(where)}.`
            : `Open a browser, sign in to the network, and ${again(where)}.`,
    };
  },
  'aws-said': ({ awsCode, status, requestId, waitSeconds }, where) => {
    const request = requestId === undefined ? '' : `, request ${requestId}`;
    const happened = `AWS answered ${awsCode} (status ${status}${request})`;
    if (status >= 500)
      return {
        title: `AWS had a problem (${status})`,
        happened: `${happened}, so it’s not known whether it used the code.`,
        advice: `Wait ${waitSeconds === undefined ? 'a minute' : span(waitSeconds)} and ${again(where)}. If it goes on, look at the AWS Health Dashboard.`,
      };
    if (status < 400)
      return {
        title: `AWS’s answer lacks a part (${status})`,
        happened: `${happened}, without everything that belongs in it.`,
        advice: `${Again(where)}. If it stays, check the proxy (HTTPS_PROXY) and the endpoint (AWS_ENDPOINT_URL).`,
      };
    return {
      title: 'AWS refused the request',
      happened: `${happened}.`,
      advice: 'Try again in a minute. If it stays, search for that code in the AWS documentation or show it to your administrator.',
    };
  },
};
