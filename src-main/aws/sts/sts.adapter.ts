import type { STSClient } from '@aws-sdk/client-sts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { SessionLimits } from '../../contract/sessions/limits.ts';
import { homeRegion, isAlwaysOn, partitionOfRegion } from '../arn.ts';
import type { AwsResult, Caller, TemporaryCredentials } from '../caller.ts';
import { createAwsCalls, loadQuietly } from '../http/aws-call.adapter.ts';
import type { CallFacts } from '../http/aws-errors.ts';
import { failureOfRefusal } from '../http/aws-errors.ts';
import type { AwsTransport, AwsTransportOptions } from '../http/aws-transport.adapter.ts';
import { createAwsTransport } from '../http/aws-transport.adapter.ts';
import { stsRegion, stsUrl } from '../http/endpoints.ts';
import { limitsInput } from './limits-input.ts';
import type { CallerIdentity, MfaProof, Sts } from './sts.ts';

export interface StsOptions extends AwsTransportOptions {
  /** All tries of one call together, in milliseconds; 10,000 unless given. */
  readonly limitMillis?: number;
  /** Shared with IAM; made here unless given. */
  readonly transport?: AwsTransport;
}

/** STS over the network, with what it learns of AWS's time. */
export interface StsConnection extends Sts, Pick<AwsTransport, 'clockOffset' | 'onClockOffset' | 'close'> {
  /** Loads the SDK ahead of the first call. */
  readonly warm: () => Promise<void>;
}

type Sdk = typeof import('@aws-sdk/client-sts');

let loading: Promise<Sdk> | undefined;

/** The SDK is large: it is loaded with the first call. */
const loadSdk = (): Promise<Sdk> => {
  loading ??= loadQuietly(
    () => import('@aws-sdk/client-sts'),
    (sdk) => new sdk.STSClient({ region: 'us-east-1', defaultsMode: 'standard' }).destroy(),
  );
  return loading;
};

interface Call<T> {
  readonly action: string;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  readonly proof?: MfaProof | undefined;
  readonly roleArn?: string;
  readonly askedSeconds?: number;
  readonly limits?: SessionLimits | undefined;
  /** Undefined when the answer lacks what it must have. */
  readonly send: (sdk: Sdk, client: STSClient, abortSignal: AbortSignal) => Promise<T | undefined>;
}

interface AnsweredCredentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

/** A blank or a control character would break the header, or the line of a file, that it is written to. */
const isPlain = (text: string | undefined): text is string => text !== undefined && /^[!-~]+$/.test(text);

const toCredentials = (answered: AnsweredCredentials | undefined): TemporaryCredentials | undefined => {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answered ?? {};
  if (!isPlain(AccessKeyId) || !isPlain(SecretAccessKey) || !isPlain(SessionToken) || !Expiration) return undefined;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expires: Expiration.getTime() };
};

const proofInput = (proof: MfaProof | undefined) => (proof ? { SerialNumber: proof.mfaSerial, TokenCode: proof.code } : {});

/**
 * STS through the AWS SDK, which is told everything, so that neither the environment nor ~/.aws can turn a call.
 * A call with a code is sent once, over a connection of its own; others up to three times. Problems: all of sts-errors.ts,
 * endpoint-refused, ca-bundle-bad, cancelled.
 */
export const createSts = ({ limitMillis = 10_000, ...options }: StsOptions): StsConnection => {
  const { clock, log } = options;
  const transport = options.transport ?? createAwsTransport(options);
  const perform = createAwsCalls({ transport, clock, log, limitMillis });

  const ask = <T>(call: Call<T>): Promise<AwsResult<T>> =>
    perform({
      service: 'sts',
      action: call.action,
      caller: { ...call.caller, endpoint: { ...call.caller.endpoint, region: stsRegion(call.caller.endpoint) } },
      url: stsUrl(call.caller.endpoint),
      signal: call.signal,
      once: call.proof !== undefined,
      send: async (config, abortSignal) => {
        const sdk = await loadSdk();
        // One client per call: it costs a fifth of a millisecond, and its keys go with it.
        return call.send(sdk, new sdk.STSClient(config), abortSignal);
      },
      refused: (error, offsetMillis) => failureOfRefusal(error, factsOf(call, offsetMillis)),
    });

  const identityCall = (caller: Caller, signal: AbortSignal): Call<CallerIdentity> => ({
    action: 'GetCallerIdentity',
    caller,
    signal,
    send: async (sdk, client, abortSignal) => {
      const { Arn, Account, UserId } = await client.send(new sdk.GetCallerIdentityCommand({}), { abortSignal });
      return Arn && Account && UserId ? { arn: Arn, accountId: Account, userId: UserId } : undefined;
    },
  });

  /** A region that is off in the user's account knows none of its keys and sessions: before they are blamed, a region is asked that no account can switch off. */
  const run = async <T>(call: Call<T>): Promise<AwsResult<T>> => {
    const answer = await ask(call);
    const { endpoint } = call.caller;
    if (answer.ok || !isUnknownKey(answer.problem) || isAlwaysOn(endpoint.region)) return answer;
    const home = { ...endpoint, region: homeRegion(partitionOfRegion(endpoint.region) ?? 'aws') };
    const who = await ask(identityCall({ ...call.caller, endpoint: home }, call.signal));
    return who.ok ? { ok: false, problem: { code: 'region-disabled', region: endpoint.region }, unclear: false } : answer;
  };

  return {
    callerIdentity: (caller, signal) => run(identityCall(caller, signal)),
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
        limits: input.limits,
        askedSeconds: input.durationSeconds,
        send: async (sdk, client, abortSignal) => {
          const command = new sdk.AssumeRoleCommand({
            RoleArn: input.roleArn,
            RoleSessionName: input.roleSessionName,
            DurationSeconds: input.durationSeconds,
            ...defined({ ExternalId: input.externalId }),
            ...limitsInput(input.limits),
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

const isUnknownKey = (problem: Problem): boolean =>
  problem.code === 'keys-refused' || (problem.code === 'session-expired' && !problem.ended);

const factsOf = (call: Call<unknown>, offsetMillis: number): CallFacts => ({
  source: call.caller.source,
  region: call.caller.endpoint.region,
  session: call.caller.credentials.sessionToken !== undefined,
  offsetMillis,
  mfaSerial: call.proof?.mfaSerial,
  roleArn: call.roleArn,
  askedSeconds: call.askedSeconds,
  limits: call.limits,
});
