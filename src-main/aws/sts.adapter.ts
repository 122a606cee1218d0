import type { STSClient } from '@aws-sdk/client-sts';
import { NoAnswer } from './aws-http.adapter.ts';
import type { AwsTransport, AwsTransportOptions } from './aws-transport.adapter.ts';
import { createAwsTransport, NotAws } from './aws-transport.adapter.ts';
import type { Caller, MfaProof, Sts, StsResult, TemporaryCredentials } from './aws-types.ts';
import type { ClockOffset } from './clock-offset.ts';
import { stsUrl } from './endpoints.ts';
import { ProxyRefusal } from './proxy.adapter.ts';
import type { CallFacts, Failure } from './sts-errors.ts';
import { failureOfPage, failureOfRefusal, failureOfSilence } from './sts-errors.ts';

export interface StsOptions extends AwsTransportOptions {
  /** All tries of one call together, in milliseconds; 10,000 unless given. */
  readonly limitMillis?: number;
}

/** STS over the network, with what it learns of AWS's time. */
export interface StsConnection extends Sts, Pick<AwsTransport, 'clockOffset' | 'onClockOffset' | 'close'> {
  /** Loads the SDK ahead of the first call. */
  readonly warm: () => Promise<void>;
}

type Sdk = typeof import('@aws-sdk/client-sts');

/** One try of a call that may be repeated ends after this, in milliseconds: a connection that died in a sleep says nothing. */
const tryMillis = 4_000;

let loading: Promise<Sdk> | undefined;

/** The SDK is large: it is loaded with the first call. Its advice about Node versions is for developers, not for the terminal. */
const loadSdk = (): Promise<Sdk> => {
  loading ??= import('@aws-sdk/client-sts').then((sdk) => {
    const name = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';
    const before = process.env[name];
    process.env[name] = 'true';
    new sdk.STSClient({ region: 'us-east-1' }).destroy();
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
    return sdk;
  });
  return loading;
};

/** What the SDK throws for an error answer; anything else that it throws after an answer is an answer that it cannot read. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly Code?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

interface Call<T> {
  readonly action: string;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  readonly proof?: MfaProof | undefined;
  readonly roleArn?: string;
  readonly askedSeconds?: number;
  /** Undefined when the answer lacks what it must have. */
  readonly send: (sdk: Sdk, client: STSClient, abortSignal: AbortSignal) => Promise<T | undefined>;
}

interface AnsweredCredentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

const toCredentials = (answered: AnsweredCredentials | undefined): TemporaryCredentials | undefined => {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answered ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) return undefined;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expires: Expiration.getTime() };
};

const proofInput = (proof: MfaProof | undefined) => (proof ? { SerialNumber: proof.mfaSerial, TokenCode: proof.code } : {});

/**
 * STS through the AWS SDK, which is told everything, so that neither the environment nor ~/.aws can turn a call.
 * A call with a code is sent once, over a connection of its own; others up to three times. Problems: all of sts-errors.ts,
 * endpoint-refused, file-unreadable (AWS_CA_BUNDLE), cancelled.
 */
export const createSts = ({ limitMillis = 10_000, ...options }: StsOptions): StsConnection => {
  const { clock, log } = options;
  const transport = createAwsTransport(options);

  const failureOf = (error: unknown, host: string, facts: CallFacts, sent: boolean, seconds: number): Failure => {
    if (error instanceof NoAnswer) return failureOfSilence(host, error.code, error.sent, seconds);
    if (error instanceof NotAws) return failureOfPage(host, error.$metadata.httpStatusCode);
    const { name = '', message = '', Code, $fault, $metadata } = error as SdkError;
    const status = $metadata?.httpStatusCode ?? 0;
    if ($fault !== undefined && status > 0) {
      return failureOfRefusal({ code: Code ?? name, message, status, requestId: $metadata?.requestId }, facts);
    }
    if (sent) return { problem: { code: 'not-aws', host, status }, unclear: true };
    // A mistake of ours. The SDK's own error is left behind: it can hold the request.
    throw new Error(`the STS client failed: ${name}`);
  };

  const run = async <T>(call: Call<T>): Promise<StsResult<T>> => {
    const { caller, signal } = call;
    const endpoint = stsUrl(caller.endpoint);
    if (!endpoint.ok) return { ...endpoint, unclear: false };
    const url = endpoint.value;
    const started = clock.now();
    const controller = new AbortController();
    let sent = false;
    let late = false;
    const abort = (): void => controller.abort();
    signal.addEventListener('abort', abort, { once: true });
    const cancelLimit = clock.after(limitMillis, () => {
      late = true;
      controller.abort();
    });
    const finish = (failure: Failure): StsResult<T> => {
      log.warn(`sts ${call.action} failed`, { host: url.host, problem: failure.problem.code, unclear: failure.unclear });
      return { ok: false, ...failure };
    };
    try {
      if (signal.aborted) return finish({ problem: { code: 'cancelled' }, unclear: false });
      const sdk = await loadSdk();
      const once = call.proof !== undefined;
      const onSent = (): void => {
        sent = true;
      };
      // One client per call: it costs a fifth of a millisecond, and its keys go with it.
      const tryLimit = once ? limitMillis : Math.min(tryMillis, limitMillis);
      const client = new sdk.STSClient(transport.clientConfig({ caller, url, once, limitMillis: tryLimit, onSent }));
      const value = await call.send(sdk, client, controller.signal);
      if (value === undefined) return finish({ problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: true });
      log.info(`sts ${call.action}`, { host: url.host, millis: Math.round(clock.now() - started) });
      return { ok: true, value };
    } catch (error) {
      const seconds = (clock.now() - started) / 1000;
      if (late) return finish(failureOfSilence(url.hostname, 'ETIMEDOUT', sent, seconds));
      if (signal.aborted) return finish({ problem: { code: 'cancelled' }, unclear: sent });
      if (error instanceof ProxyRefusal) return finish(failureOfSilence(url.hostname, error.code, false, seconds));
      if (isFileError(error)) return finish({ problem: { code: 'file-unreadable', file: error.path, errno: error.code }, unclear: false });
      return finish(failureOf(error, url.hostname, factsOf(call, transport.clockOffset()), sent, seconds));
    } finally {
      cancelLimit();
      signal.removeEventListener('abort', abort);
    }
  };

  return {
    callerIdentity: (caller, signal) =>
      run({
        action: 'GetCallerIdentity',
        caller,
        signal,
        send: async (sdk, client, abortSignal) => {
          const { Arn, Account, UserId } = await client.send(new sdk.GetCallerIdentityCommand({}), { abortSignal });
          return Arn && Account && UserId ? { arn: Arn, accountId: Account, userId: UserId } : undefined;
        },
      }),
    sessionToken: (caller, proof, durationSeconds, signal) =>
      run({
        action: 'GetSessionToken',
        caller,
        signal,
        proof,
        askedSeconds: durationSeconds,
        send: async (sdk, client, abortSignal) => {
          const input = { DurationSeconds: durationSeconds, ...proofInput(proof) };
          return toCredentials((await client.send(new sdk.GetSessionTokenCommand(input), { abortSignal })).Credentials);
        },
      }),
    assumeRole: (caller, input, signal) =>
      run({
        action: 'AssumeRole',
        caller,
        signal,
        proof: input.proof,
        roleArn: input.roleArn,
        askedSeconds: input.durationSeconds,
        send: async (sdk, client, abortSignal) => {
          const command = new sdk.AssumeRoleCommand({
            RoleArn: input.roleArn,
            RoleSessionName: input.roleSessionName,
            DurationSeconds: input.durationSeconds,
            ...(input.externalId === undefined ? {} : { ExternalId: input.externalId }),
            ...proofInput(input.proof),
          });
          const { Credentials, AssumedRoleUser } = await client.send(command, { abortSignal });
          const credentials = toCredentials(Credentials);
          return credentials && AssumedRoleUser?.Arn ? { ...credentials, assumedRoleArn: AssumedRoleUser.Arn } : undefined;
        },
      }),
    onClockOffset: transport.onClockOffset,
    clockOffset: transport.clockOffset,
    warm: async () => {
      await loadSdk();
    },
    close: transport.close,
  };
};

const factsOf = (call: Call<unknown>, offset: ClockOffset): CallFacts => ({
  source: call.caller.source,
  region: call.caller.endpoint.region,
  session: call.caller.credentials.sessionToken !== undefined,
  offsetMillis: offset.offsetMillis,
  mfaSerial: call.proof?.mfaSerial,
  roleArn: call.roleArn,
  askedSeconds: call.askedSeconds,
});

const isFileError = (error: unknown): error is { readonly path: string; readonly code: string } =>
  typeof (error as { readonly path?: unknown }).path === 'string' && typeof (error as { readonly code?: unknown }).code === 'string';
