import type { IAMClientConfig } from '@aws-sdk/client-iam';
import type { STSClientConfig } from '@aws-sdk/client-sts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Caller } from '../caller.ts';
import type { HttpAnswer, SignedRequest } from './aws-http.adapter.ts';
import { exchange, isAwsAnswer } from './aws-http.adapter.ts';
import type { ClockOffset } from './clock-offset.ts';
import { measureOffset, unknownOffset } from './clock-offset.ts';
import { createAgents } from './proxy.adapter.ts';

export interface AwsTransportOptions {
  /** For HTTPS_PROXY, NO_PROXY (lower case too) and AWS_CA_BUNDLE; nothing else of it is used. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A page of something that is not AWS. The SDK tries again after 502, 503 and 504 where it may. */
export class NotAws extends Error {
  readonly $metadata: { readonly httpStatusCode: number };
  constructor(status: number) {
    super(`status ${status}`);
    this.$metadata = { httpStatusCode: status };
  }
}

/** How one call is to be sent. */
export interface Sending {
  readonly caller: Caller;
  readonly url: URL;
  /** Sent once, over a connection of its own: for what may not happen twice. Otherwise up to three tries. */
  readonly once: boolean;
  /** A try that hangs ends after this. */
  readonly limitMillis: number;
  /** Called when a request can have left this computer. */
  readonly onSent: () => void;
  readonly takeFromAnswer?: TakeFromAnswer | undefined;
}

/** Sees the bytes of an answer (status 200) before the SDK makes strings of them, and may change them where they are. */
export type TakeFromAnswer = (body: Uint8Array) => void;

/** What the clients of STS and IAM are told alike. */
export type AwsClientConfig = STSClientConfig & IAMClientConfig;

export interface PostedForm {
  readonly url: URL;
  readonly body: string;
  readonly signal: AbortSignal;
  readonly limitMillis: number;
  readonly onSent: () => void;
}

/** What the clients of STS and IAM share: connections, proxies and AWS's time. */
export interface AwsTransport {
  /**
   * The whole configuration of an SDK client for one call: everything is said, so that neither the environment nor ~/.aws
   * can turn it. Its sending throws NoAnswer and NotAws. Throws as `Agents.agentFor` does.
   */
  readonly clientConfig: (sending: Sending) => AwsClientConfig;
  /** A form sent once to a page of AWS that is no API, over the same proxies and authorities. Rejects with NoAnswer, and throws as `Agents.agentFor` does. */
  readonly post: (form: PostedForm) => Promise<HttpAnswer>;
  readonly clockOffset: () => ClockOffset;
  /** Told AWS's time minus this computer's after each answer of AWS, in milliseconds. Returns the way to stop. */
  readonly onClockOffset: (listener: (offsetMillis: number) => void) => () => void;
  /** Lets go of idle connections. */
  readonly close: () => void;
}

export const createAwsTransport = ({ env, clock, log }: AwsTransportOptions): AwsTransport => {
  const agents = createAgents(env);
  const listeners = new Set<(offsetMillis: number) => void>();
  let offset = unknownOffset;

  const learnTime = (answer: HttpAnswer): void => {
    const before = offset.offsetMillis;
    offset = measureOffset(offset, answer.headers, answer.sentAt, answer.receivedAt);
    if (!offset.measured) return;
    if (offset.offsetMillis !== before) log.info('clock offset', { millis: offset.offsetMillis });
    for (const listener of listeners) listener(offset.offsetMillis);
  };

  return {
    clientConfig: ({ caller, url, once, limitMillis, onSent, takeFromAnswer }) => {
      const agent = agents.agentFor(url, once);
      const requestHandler = {
        handle: async (request: SignedRequest, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) => {
          const signal = abortSignal ?? new AbortController().signal;
          const answer = await exchange(request, { agent, clock, signal, limitMillis, onSent });
          // Before anybody makes a string of it.
          if (answer.status === 200) takeFromAnswer?.(answer.body);
          if (!isAwsAnswer(answer)) throw new NotAws(answer.status);
          learnTime(answer);
          return { response: { statusCode: answer.status, headers: { ...answer.headers }, body: answer.body } };
        },
        destroy: () => {},
      };
      return {
        region: caller.endpoint.region,
        endpoint: url.href,
        credentials: { ...caller.credentials },
        maxAttempts: once ? 1 : 3,
        retryMode: 'standard',
        defaultsMode: 'standard',
        ignoreConfiguredEndpointUrls: true,
        useDualstackEndpoint: false,
        useFipsEndpoint: false,
        authSchemePreference: [],
        sigv4aSigningRegionSet: [],
        userAgentAppId: async () => undefined,
        defaultUserAgentProvider: async () => [['roletap']],
        // The SDK signs with the computer's own clock plus this.
        systemClockOffset: clock.now() + offset.offsetMillis - Date.now(),
        requestHandler: requestHandler as unknown as NonNullable<AwsClientConfig['requestHandler']>,
      } as AwsClientConfig;
    },
    post: async ({ url, body, signal, limitMillis, onSent }) => {
      const { protocol, hostname, port } = url;
      const headers = {
        host: url.host,
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
        accept: 'application/json',
        'user-agent': 'roletap',
      };
      const place = { protocol, hostname, port: port === '' ? undefined : Number(port), path: url.pathname };
      const request = { ...place, method: 'POST', headers, body };
      return exchange(request, { agent: agents.agentFor(url, true), clock, signal, limitMillis, onSent });
    },
    clockOffset: () => offset,
    onClockOffset: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: agents.close,
  };
};
