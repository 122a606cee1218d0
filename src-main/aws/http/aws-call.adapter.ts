import { type Clock, limitTime, sleep } from '../../base/clock.ts';
import type { LinkedAbort } from '../../base/jobs.ts';
import type { Log } from '../../base/log.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Result } from '../../contract/result.ts';
import type { AwsResult, Caller } from '../caller.ts';
import type { AwsError, Failure } from './aws-errors.ts';
import { failureOfForeign, failureOfSilence } from './aws-errors.ts';
import { NoAnswer } from './aws-http.adapter.ts';
import type { AwsClientConfig, AwsTransport, TakeFromAnswer } from './aws-transport.adapter.ts';
import { NotAws } from './aws-transport.adapter.ts';
import { BundleFault } from './ca-bundle.adapter.ts';
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
  readonly service: 'sts' | 'iam' | 'rolesanywhere' | 'acm-pca' | 'cloudtrail';
  readonly action: string;
  readonly caller: Caller;
  readonly url: Result<URL>;
  readonly signal: AbortSignal;
  /** For what may not happen twice: sent once, over a connection of its own. Others up to three times. */
  readonly once: boolean;
  /** Sees the bytes of an answer before the SDK does, and may blank out what the SDK must not copy. */
  readonly takeFromAnswer?: TakeFromAnswer | undefined;
  /** See `Sending.isJson`. */
  readonly isJson?: boolean | undefined;
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

/** A call that is sent once ends after this, in milliseconds: two codes of steps in a row, and the answers to both, take less than 40 s. */
const onceMillis = 8_000;

/** Before the second and the third try, in milliseconds. */
const pauses = [100, 400] as const;

/** Ways that open again by themselves, as against a name that leads nowhere or a certificate that nobody trusts. */
const passing = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'];

/** Whether the same request may meet a better answer: after a fault of the server or of the way, and, once its time is known, after a clock that is off. */
const mayPass = (problem: Problem, tries: number): boolean => {
  switch (problem.code) {
    case 'aws-unreachable':
      return passing.includes(problem.reason);
    case 'aws-silent':
    case 'aws-hung-up':
    case 'throttled':
      return true;
    case 'aws-said':
    case 'not-aws':
      return (problem.status ?? 0) >= 500;
    case 'clock-off':
      return tries === 1;
    default:
      return false;
  }
};

/** For how long the one who answered wants to be left alone, in milliseconds. */
const wantedPause = (problem: Problem): number => ('waitSeconds' in problem ? (problem.waitSeconds ?? 0) * 1000 : 0);

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
 * What STS and IAM have in common: the limit of time, further tries, giving up, and what each way of failing is called. A pause that AWS asks for is kept,
 * or told at once where it is longer than the limit. Problems: `refused`, those of silence and of answers that are not AWS's, the URL's own,
 * ca-bundle-bad, cancelled.
 */
export const createAwsCalls = ({ transport, clock, log, limitMillis }: AwsCallOptions) => {
  /** One try of a call that began at `began`. */
  const send = async <T>(
    call: AwsCall<T>,
    url: URL,
    began: number,
    limit: LinkedAbort & { readonly isLate: () => boolean },
  ): Promise<AwsResult<T>> => {
    const { service, action, caller, signal, once, takeFromAnswer, isJson } = call;
    const host = url.hostname;
    const started = clock.now();
    let sent = false;
    let waitSeconds: number | undefined;
    const silence = (code: string, isSent: boolean, status?: number): AwsResult<T> => ({
      ok: false,
      ...failureOfSilence({
        host,
        code,
        sent: isSent,
        seconds: (clock.now() - began) / 1000,
        status,
        allProxy: transport.hasOnlyAllProxy(url),
      }),
    });
    try {
      const onSent = (): void => {
        sent = true;
      };
      const onWait = (seconds: number): void => {
        waitSeconds = seconds;
      };
      const tryLimit = Math.min(once ? onceMillis : tryMillis, limitMillis);
      const sending = { caller, url, once, limitMillis: tryLimit, onSent, onWait, takeFromAnswer, isJson, signal: limit.signal };
      const config = await transport.clientConfig(sending);
      const value = await call.send(config, limit.signal);
      if (value === undefined) return { ok: false, problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: true };
      log.info(`${service} ${action}`, { host: url.host, millis: Math.round(clock.now() - started) });
      return { ok: true, value };
    } catch (error) {
      if (error instanceof BundleFault && !signal.aborted) return { ok: false, problem: error.problem, unclear: false };
      if (limit.isLate()) return silence('ETIMEDOUT', sent);
      if (signal.aborted) return { ok: false, problem: { code: 'cancelled' }, unclear: sent };
      if (error instanceof ProxyRefusal) return silence(error.code, false);
      if (error instanceof NoAnswer) return silence(error.code, error.sent, error.status);
      if (error instanceof NotAws) return { ok: false, ...failureOfForeign(host, error, waitSeconds) };
      const { name = '', message = '', Code, $fault, $metadata } = error as SdkError;
      const status = $metadata?.httpStatusCode ?? 0;
      if ($fault !== undefined && status > 0) {
        const refusal = { code: Code ?? name, message, status, requestId: $metadata?.requestId, waitSeconds };
        return { ok: false, ...call.refused(refusal, transport.clockOffset().offsetMillis) };
      }
      if (sent) return { ok: false, problem: { code: 'not-aws', host, status, what: 'other' }, unclear: true };
      // A mistake of ours. The SDK's own error is left behind: it can hold the request.
      throw new Error(`the ${service} client failed: ${name}`);
    }
  };

  return async <T>(call: AwsCall<T>): Promise<AwsResult<T>> => {
    const { service, action, signal, once } = call;
    if (!call.url.ok) return { ...call.url, unclear: false };
    if (signal.aborted) return { ok: false, problem: { code: 'cancelled' }, unclear: false };
    const url = call.url.value;
    const began = clock.now();
    const limit = limitTime(clock, limitMillis, signal);
    try {
      let good: AwsResult<T> | undefined;
      for (let tries = 1; ; tries++) {
        const answer = await send(call, url, began, limit);
        if (!answer.ok) log.warn(`${service} ${action} failed`, { host: url.host, problem: answer.problem.code, unclear: answer.unclear });
        if (answer.ok) good = answer;
        const isSettled = answer.ok ? !transport.clockOffset().doubtful : good !== undefined || !mayPass(answer.problem, tries);
        const pause = pauses[tries - 1];
        if (once || isSettled || pause === undefined) return good ?? answer;
        const millis = answer.ok ? 0 : Math.max(pause, wantedPause(answer.problem));
        if (clock.now() + millis >= began + limitMillis) return good ?? answer;
        if (millis > 0) await sleep(clock, millis, limit.signal);
        if (signal.aborted) return { ok: false, problem: { code: 'cancelled' }, unclear: false };
      }
    } finally {
      limit.unlink();
    }
  };
};
