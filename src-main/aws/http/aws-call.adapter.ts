import { limitTime } from '../../base/abort.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Result } from '../../contract/result.ts';
import type { AwsResult, Caller } from '../caller.ts';
import type { AwsError, Failure } from './aws-errors.ts';
import { failureOfPage, failureOfSilence } from './aws-errors.ts';
import { NoAnswer } from './aws-http.adapter.ts';
import type { AwsClientConfig, AwsTransport, TakeFromAnswer } from './aws-transport.adapter.ts';
import { NotAws } from './aws-transport.adapter.ts';
import { ProxyRefusal } from './proxy.adapter.ts';

/** What the SDK throws for an error answer; anything else that it throws after an answer is an answer that it cannot read. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly Code?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** One call of one service. */
export interface AwsCall<T> {
  readonly service: 'sts' | 'iam';
  readonly action: string;
  readonly caller: Caller;
  readonly url: Result<URL>;
  readonly signal: AbortSignal;
  /** For what may not happen twice: sent once, over a connection of its own. Others are tried up to three times. */
  readonly once: boolean;
  /** Sees the bytes of an answer before the SDK does, and may blank out what the SDK must not copy. */
  readonly takeFromAnswer?: TakeFromAnswer | undefined;
  /** Makes a client, sends, and gives the value; undefined when the answer lacks what it must have. */
  readonly send: (config: AwsClientConfig, abortSignal: AbortSignal) => Promise<T | undefined>;
  /** AWS refused; the offset is AWS's time minus this computer's in milliseconds, after this answer. */
  readonly refused: (error: AwsError, offsetMillis: number) => Failure;
}

export interface AwsCallOptions {
  readonly transport: AwsTransport;
  readonly clock: Clock;
  readonly log: Log;
  /** All tries of one call together, in milliseconds. */
  readonly limitMillis: number;
}

/** One try of a call that may be repeated ends after this, in milliseconds: a connection that died in a sleep says nothing. */
const tryMillis = 4_000;

/**
 * Runs `load` without the advice about Node versions that the SDK prints with its first client: it is for developers, not for the terminal.
 * `first` makes that client.
 */
export const loadQuietly = async <S>(load: () => Promise<S>, first: (sdk: S) => void): Promise<S> => {
  const sdk = await load();
  const name = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';
  const before = process.env[name];
  process.env[name] = 'true';
  first(sdk);
  if (before === undefined) delete process.env[name];
  else process.env[name] = before;
  return sdk;
};

/**
 * What STS and IAM have in common: the limit of time, giving up, and what each way of failing is called. Problems: `refused`, those of
 * silence and of pages that are not AWS, the URL's own, file-unreadable (AWS_CA_BUNDLE), cancelled.
 */
export const createAwsCalls = ({ transport, clock, log, limitMillis }: AwsCallOptions) => {
  const failureOf = <T>(error: unknown, host: string, call: AwsCall<T>, sent: boolean, seconds: number): Failure => {
    if (error instanceof NoAnswer) return failureOfSilence(host, error.code, error.sent, seconds);
    if (error instanceof NotAws) return failureOfPage(host, error.$metadata.httpStatusCode);
    const { name = '', message = '', Code, $fault, $metadata } = error as SdkError;
    const status = $metadata?.httpStatusCode ?? 0;
    if ($fault !== undefined && status > 0) {
      const refusal = { code: Code ?? name, message, status, requestId: $metadata?.requestId };
      return call.refused(refusal, transport.clockOffset().offsetMillis);
    }
    if (sent) return { problem: { code: 'not-aws', host, status }, unclear: true };
    // A mistake of ours. The SDK's own error is left behind: it can hold the request.
    throw new Error(`the ${call.service} client failed: ${name}`);
  };

  return async <T>(call: AwsCall<T>): Promise<AwsResult<T>> => {
    const { service, action, caller, signal, once } = call;
    if (!call.url.ok) return { ...call.url, unclear: false };
    const url = call.url.value;
    const started = clock.now();
    const limit = limitTime(clock, limitMillis, signal);
    let sent = false;
    const finish = (failure: Failure): AwsResult<T> => {
      log.warn(`${service} ${action} failed`, { host: url.host, problem: failure.problem.code, unclear: failure.unclear });
      return { ok: false, ...failure };
    };
    try {
      if (signal.aborted) return finish({ problem: { code: 'cancelled' }, unclear: false });
      const onSent = (): void => {
        sent = true;
      };
      const tryLimit = once ? limitMillis : Math.min(tryMillis, limitMillis);
      const { takeFromAnswer } = call;
      const config = transport.clientConfig({ caller, url, once, limitMillis: tryLimit, onSent, takeFromAnswer });
      const value = await call.send(config, limit.signal);
      if (value === undefined) return finish({ problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: true });
      log.info(`${service} ${action}`, { host: url.host, millis: Math.round(clock.now() - started) });
      return { ok: true, value };
    } catch (error) {
      const seconds = (clock.now() - started) / 1000;
      if (limit.isLate()) return finish(failureOfSilence(url.hostname, 'ETIMEDOUT', sent, seconds));
      if (signal.aborted) return finish({ problem: { code: 'cancelled' }, unclear: sent });
      if (error instanceof ProxyRefusal) return finish(failureOfSilence(url.hostname, error.code, false, seconds));
      if (isFileError(error)) return finish({ problem: { code: 'file-unreadable', file: error.path, errno: error.code }, unclear: false });
      return finish(failureOf(error, url.hostname, call, sent, seconds));
    } finally {
      limit.unlink();
    }
  };
};

/** A file that could not be read on the way (AWS_CA_BUNDLE): its path and errno. */
export const isFileError = (error: unknown): error is { readonly path: string; readonly code: string } =>
  typeof (error as { readonly path?: unknown }).path === 'string' && typeof (error as { readonly code?: unknown }).code === 'string';
