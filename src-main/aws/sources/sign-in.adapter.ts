import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { failureOfSilence } from '../http/aws-errors.ts';
import { NoAnswer, type SignedRequest } from '../http/aws-http.adapter.ts';
import type { AwsTransport } from '../http/aws-transport.adapter.ts';
import type { SignIn } from './sign-in-source.ts';
import type { SourceCredentials } from './source-types.ts';

export interface SignInOptions {
  readonly transport: Pick<AwsTransport, 'exchange'>;
  readonly configPath: string;
  readonly credentialsPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One call, in milliseconds. */
const limitMillis = 10_000;

/** What became of the calls of one sign-in. */
interface Seen {
  /** Of the answer to what was asked for last: credentials, or a new token. */
  status?: number;
  /** That was a new token, by which the sign-in goes on. */
  isRenewal?: boolean;
  /** Of the portal of Identity Center that was asked. */
  region?: string;
  silent?: { readonly host: string; readonly code: string; readonly sent: boolean };
}

/** What the SDK hands over. */
interface SdkRequest extends SignedRequest {
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
}

/** The part of a service's name that its variable has, as AWS's settings reference lists them. */
const variableOf = (host: string): string => (host.startsWith('portal.') ? 'SSO' : host.startsWith('oidc.') ? 'SSO_OIDC' : 'SIGNIN');

const queryOf = (query: SdkRequest['query']): string =>
  Object.entries(query ?? {})
    .flatMap(([name, value]) =>
      value === null ? [] : [value].flat().map((each) => `${encodeURIComponent(name)}=${encodeURIComponent(each)}`),
    )
    .join('&');

/** The SDK's requests go our way: by our proxies and authorities, and where a variable sends them. */
const handlerFor = ({ transport, env }: SignInOptions, seen: Seen, signal: AbortSignal) => ({
  handle: async ({ query, ...request }: SdkRequest) => {
    const host = request.hostname;
    const override = env[`AWS_ENDPOINT_URL_${variableOf(host)}`] ?? env.AWS_ENDPOINT_URL;
    const target = override ? new URL(override) : undefined;
    const place = target
      ? { protocol: target.protocol, hostname: target.hostname, port: target.port === '' ? undefined : Number(target.port) }
      : {};
    const asked = queryOf(query);
    const path = `${request.path}${asked === '' ? '' : `?${asked}`}`;
    try {
      const answer = await transport.exchange({ ...request, ...place, path }, { signal, limitMillis });
      seen.status = answer.status;
      seen.isRenewal = host.startsWith('oidc.');
      seen.region = /^portal\.sso\.([^.]+)\./.exec(host)?.[1] ?? '';
      return { response: { statusCode: answer.status, headers: { ...answer.headers }, body: answer.body } };
    } catch (error) {
      if (error instanceof NoAnswer) seen.silent = { host: target?.hostname ?? host, code: error.code, sent: error.sent };
      throw error;
    }
  },
  destroy: () => {},
});

const incomplete = /required (?:parameters|property)|incomplete|could not be found|does not contain|conflicting/i;

/** The SDK tells failures by sentences; what came over the network is surer. */
const problemOf = (profile: string, kind: 'login' | 'sso', { status = 0, silent, isRenewal, region }: Seen, message: string): Problem => {
  if (silent) return failureOfSilence({ ...silent, seconds: limitMillis / 1000 }).problem;
  if (status >= 500) return { code: 'aws-said', awsCode: 'InternalServerError', status };
  if (status === 429) return { code: 'throttled' };
  if (status === 401 && region) return { code: 'login-over', profile, how: kind, region };
  // A sign-in that can't go on has ended, whatever its service calls that.
  if (status >= 400 && status !== 401 && ((kind === 'sso' && !isRenewal) || /insufficient permissions/i.test(message)))
    return { code: 'login-denied', profile, how: kind };
  return incomplete.test(message) ? { code: 'login-incomplete', profile } : { code: 'login-over', profile, how: kind };
};

/** Sign-ins through the providers of AWS's SDK, which read and renew what `aws login` and `aws sso login` left on this computer. */
export const createSignIn = (options: SignInOptions): SignIn => ({
  credentials: async (profile, kind, signal): Promise<Result<SourceCredentials>> => {
    const seen: Seen = {};
    const clientConfig = {
      requestHandler: handlerFor(options, seen, signal),
      maxAttempts: 1,
      ignoreConfiguredEndpointUrls: true,
      useDualstackEndpoint: false,
      useFipsEndpoint: false,
      defaultsMode: 'standard',
      userAgentAppId: async () => undefined,
      defaultUserAgentProvider: async () => [['roletap']],
    };
    const init = {
      profile,
      filepath: options.credentialsPath,
      configFilepath: options.configPath,
      ignoreCache: true,
      clientConfig,
    } as object;
    try {
      const provider = (await import('./sign-in-providers.adapter.ts')).signInProviders[kind](init);
      const { accessKeyId, secretAccessKey, sessionToken = '', expiration } = await provider();
      if (signal.aborted) return failed({ code: 'cancelled' });
      const expires = expiration?.getTime();
      return ok({ kind: 'temporary', accessKeyId, secretAccessKey, sessionToken, ...(expires === undefined ? {} : { expires }) });
    } catch (error) {
      if (signal.aborted) return failed({ code: 'cancelled' });
      // The SDK's own error is left behind: it can hold the request.
      return failed(problemOf(profile, kind, seen, (error as Error).message));
    }
  },
});
