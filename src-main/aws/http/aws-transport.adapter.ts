import type { IAMClientConfig } from '@aws-sdk/client-iam';
import type { STSClientConfig } from '@aws-sdk/client-sts';
import { type Clock, limitTime } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { ForeignAnswer } from '../../contract/problems/aws.ts';
import type { Caller } from '../caller.ts';
import { answerKind, isAboutTime, waitOf } from './answer-kind.ts';
import type { HttpAnswer, SignedRequest } from './aws-http.adapter.ts';
import { exchange, NoAnswer } from './aws-http.adapter.ts';
import { type ClockOffset, measureOffset, unknownOffset } from './aws-time.ts';
import { createAgents, hasOnlyAllProxy } from './proxy.adapter.ts';

export interface AwsTransportOptions {
  /** For HTTPS_PROXY, NO_PROXY (lower case too) and AWS_CA_BUNDLE; nothing else of it is used. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
}

/** An answer of something that is not AWS. */
export class NotAws extends Error {
  readonly status: number;
  readonly what: ForeignAnswer;
  constructor(status: number, what: ForeignAnswer) {
    super(`status ${status}`);
    this.status = status;
    this.what = what;
  }
}

/** How one call is to be sent. */
export interface Sending {
  readonly caller: Caller;
  readonly url: URL;
  /** Over a connection of its own: for what may not happen twice. */
  readonly once: boolean;
  /** Ends a call that hangs. */
  readonly limitMillis: number;
  /** Called when the request can have left this computer. */
  readonly onSent: () => void;
  /** Told for how many seconds the sender of the answer wants to be left alone, where it says so. */
  readonly onWait: (seconds: number) => void;
  readonly takeFromAnswer?: TakeFromAnswer | undefined;
  /** The service answers in JSON; STS and IAM do in XML. */
  readonly isJson?: boolean | undefined;
  /** Ends the wait for a file of certificates. */
  readonly signal: AbortSignal;
}

/** Sees the bytes of an answer (status 200) before the SDK makes strings of them, and may change them where they are. */
export type TakeFromAnswer = (body: Uint8Array) => void;

/** What the clients of STS and IAM are told alike. */
export type AwsClientConfig = STSClientConfig & IAMClientConfig;

export interface PostedForm {
  readonly url: URL;
  /** See `Agents.agentFor`. */
  readonly caBundle?: string | undefined;
  readonly body: string;
  readonly signal: AbortSignal;
  readonly limitMillis: number;
  readonly onSent: () => void;
}

/** What the clients of STS and IAM share: connections, proxies and AWS's time. */
export interface AwsTransport {
  /**
   * The whole configuration of an SDK client for one call: everything is said, so that neither the environment nor ~/.aws
   * can turn it. Its sending throws NoAnswer and NotAws. Rejects as `Agents.agentFor` does.
   */
  readonly clientConfig: (sending: Sending) => Promise<AwsClientConfig>;
  /** A form sent once to a page of AWS that is no API, over the same proxies and authorities. Rejects with NoAnswer, and as `Agents.agentFor` does. */
  readonly post: (form: PostedForm) => Promise<HttpAnswer>;
  /** See `hasOnlyAllProxy`. */
  readonly hasOnlyAllProxy: (url: URL) => boolean;
  /** A request of another service of AWS, as it is and over the same proxies and authorities. Rejects as `post` does. */
  readonly exchange: (
    request: SignedRequest,
    options: { readonly caBundle?: string | undefined; readonly signal: AbortSignal; readonly limitMillis: number },
  ) => Promise<HttpAnswer>;
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
    offset = measureOffset(offset, { ...answer, aboutTime: isAboutTime(answer) });
    if (offset.doubtful) log.warn('clock offset in doubt', { millis: offset.doubtful.least });
    if (!offset.measured || offset.doubtful) return;
    if (offset.offsetMillis !== before) log.info('clock offset', { millis: offset.offsetMillis });
    for (const listener of listeners) listener(offset.offsetMillis);
  };

  return {
    clientConfig: async ({ caller, url, once, limitMillis, signal: asked, onSent, onWait, takeFromAnswer, isJson }) => {
      const agent = await agents.agentFor(url, once, caller.endpoint.caBundle, asked);
      const requestHandler = {
        handle: async (request: SignedRequest, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) => {
          const signal = abortSignal ?? new AbortController().signal;
          const answer = await exchange(request, { agent, clock, signal, limitMillis, onSent });
          // Before anybody makes a string of it.
          if (answer.status === 200) takeFromAnswer?.(answer.body);
          const wait = waitOf(answer, clock.now() + offset.offsetMillis);
          if (wait !== undefined) onWait(wait);
          const kind = answerKind(answer, isJson);
          if (kind === 'cut-off') throw new NoAnswer('ECONNRESET', true, answer.status);
          if (kind !== 'aws') throw new NotAws(answer.status, kind);
          learnTime(answer);
          return { response: { statusCode: answer.status, headers: { ...answer.headers }, body: answer.body } };
        },
        destroy: () => {},
      };
      return {
        region: caller.endpoint.region,
        endpoint: url.href,
        credentials: { ...caller.credentials },
        // Whether, and when, it is sent again is decided by who calls.
        maxAttempts: 1,
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
    post: async ({ url, caBundle, body, signal, limitMillis, onSent }) => {
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
      const limit = limitTime(clock, limitMillis, signal);
      const agent = await agents.agentFor(url, true, caBundle, limit.signal).finally(limit.unlink);
      return exchange(request, { agent, clock, signal, limitMillis, onSent });
    },
    hasOnlyAllProxy: (url) => hasOnlyAllProxy(url, env),
    exchange: async (request, { caBundle, signal, limitMillis }) => {
      const { protocol, hostname, port } = request;
      const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`);
      const limit = limitTime(clock, limitMillis, signal);
      const agent = await agents.agentFor(url, true, caBundle, limit.signal).finally(limit.unlink);
      return exchange(request, { agent, clock, signal, limitMillis, onSent: () => {} });
    },
    clockOffset: () => offset,
    onClockOffset: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: agents.close,
  };
};
