import { failed, ok, type Result } from '../../contract/result.ts';
import { parseArn, partitionOfRegion } from '../arn.ts';
import type { Endpoint, TemporaryCredentials } from '../caller.ts';
import { isLoopback, stsUrl } from './endpoints.ts';

/** AWS's sign-in page for federated users (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html). */
export interface Federation {
  /**
   * A link that signs in to the console for 15 minutes: a secret, to be opened and never logged. `region` picks where the console begins. Problems:
   * console-refused, console-unknown, aws-unreachable, aws-silent, not-aws, cancelled.
   */
  readonly signinUrl: (
    input: {
      readonly credentials: TemporaryCredentials;
      readonly partition: string;
      readonly region?: string;
      /** The service whose page comes first: `ec2`. */
      readonly service?: string;
      readonly endpoint: Endpoint;
    },
    signal: AbortSignal,
  ) => Promise<Result<string>>;
}

/** Sign-in and console of each partition; that of aws-eusc is only known with its region in front. */
const hosts: Readonly<Record<string, { readonly signin: string; readonly console: string }>> = {
  aws: { signin: 'signin.aws.amazon.com', console: 'console.aws.amazon.com' },
  'aws-cn': { signin: 'signin.amazonaws.cn', console: 'console.amazonaws.cn' },
  'aws-us-gov': { signin: 'signin.amazonaws-us-gov.com', console: 'console.amazonaws-us-gov.com' },
  'aws-eusc': { signin: 'eusc-de-east-1.signin.amazonaws-eusc.eu', console: 'console.amazonaws-eusc.eu' },
};

/**
 * The federation endpoint of a partition, or `/federation` of what overrides the role's endpoint on this computer (a simulator). Another override is a private
 * endpoint of STS, which signs nobody in. Problems: endpoint-refused; console-unknown, for a partition whose console AWS names nowhere.
 */
export const federationUrl = (partition: string, endpoint: Endpoint): Result<URL> => {
  const known = Object.hasOwn(hosts, partition) ? hosts[partition] : undefined;
  if (!known) return failed({ code: 'console-unknown', partition });
  const base = stsUrl(endpoint);
  if (!base.ok) return base;
  const url = new URL(base.value);
  if (!endpoint.override || !isLoopback(url.hostname)) return ok(new URL(`https://${known.signin}/federation`));
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/federation`;
  url.search = '';
  return ok(url);
};

/** Where the console begins: with a service, and in the region, when it is one of the partition. */
const consoleUrl = (partition: string, region: string | undefined, service = 'console'): string => {
  const url = new URL(`https://${hosts[partition]?.console}/${encodeURIComponent(service)}/home`);
  if (region !== undefined && partitionOfRegion(region) === partition) url.searchParams.set('region', region);
  return url.href;
};

/** Whether a link leads to the console of a partition, and not to what only looks like it. */
export const isConsole = (destination: string, partition: string): boolean => {
  let url: URL;
  try {
    url = new URL(destination);
  } catch {
    return false;
  }
  const host = Object.hasOwn(hosts, partition) ? hosts[partition]?.console : undefined;
  if (host === undefined || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false;
  const [first = '', ...rest] = url.hostname.split('.');
  return url.hostname === host || (partitionOfRegion(first) === partition && rest.join('.') === host);
};

/**
 * What asks for a sign-in token. Secret. No SessionDuration: with it AWS refuses sessions that were opened with an MFA session, and without it the console's
 * lasts as long as the credentials.
 */
export const tokenRequest = ({ accessKeyId, secretAccessKey, sessionToken }: TemporaryCredentials): string =>
  new URLSearchParams({
    Action: 'getSigninToken',
    Session: JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken }),
  }).toString();

/** The link that signs in, for 15 minutes. Secret. Throws for a destination that is not the partition's console. */
export const loginUrl = (
  federation: URL,
  signinToken: string,
  partition: string,
  { region, service }: { readonly region?: string | undefined; readonly service?: string | undefined },
): string => {
  const destination = consoleUrl(partition, region, service);
  if (!isConsole(destination, partition)) throw new Error('not the console');
  const url = new URL(federation);
  url.search = new URLSearchParams({ Action: 'login', Issuer: 'Roletap', Destination: destination, SigninToken: signinToken }).toString();
  return url.href;
};

/** A user's security credentials in the IAM console, or the root user's; undefined for what is neither, and in partitions without a console that is known. */
export const iamConsoleUrl = (userArn: string): string | undefined => {
  const arn = parseArn(userArn);
  const known = arn && Object.hasOwn(hosts, arn.partition) ? hosts[arn.partition] : undefined;
  if (!known || arn?.service !== 'iam') return undefined;
  const base = `https://${known.console}/iam/home#`;
  if (arn.type === 'root') return `${base}/security_credentials`;
  return arn.type === 'user' ? `${base}/users/details/${encodeURIComponent(arn.name)}?section=security_credentials` : undefined;
};
