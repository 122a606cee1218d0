import type { IAMClient } from '@aws-sdk/client-iam';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { partitionOfRegion } from '../arn.ts';
import type { AwsResult, Caller } from '../caller.ts';
import { createAwsCalls, loadQuietly } from '../http/aws-call.adapter.ts';
import type { AwsTransport, TakeFromAnswer } from '../http/aws-transport.adapter.ts';
import { iamRegion, iamUrl } from '../http/endpoints.ts';
import type { IamAction, IamCallFacts } from './iam-errors.ts';
import { failureOfIamRefusal } from './iam-errors.ts';

export interface IamOptions {
  /** Shared with STS: connections, and AWS's time. */
  readonly transport: AwsTransport;
  readonly clock: Clock;
  readonly log: Log;
  /** All tries of one call (of one page of a list) together, in milliseconds; 10,000 unless given. */
  readonly limitMillis?: number;
}

export type IamSdk = typeof import('@aws-sdk/client-iam');

/** The most that IAM takes. It may give fewer, and then says that there is more. */
export const pageSize = 1000;

let loading: Promise<IamSdk> | undefined;

/** The SDK is large: it is loaded with the first call. */
const loadSdk = (): Promise<IamSdk> => {
  loading ??= loadQuietly(
    () => import('@aws-sdk/client-iam'),
    (sdk) => new sdk.IAMClient({ region: 'us-east-1', defaultsMode: 'standard' }).destroy(),
  );
  return loading;
};

export interface IamCall<T> extends Pick<IamCallFacts, 'userName' | 'serial' | 'accessKeyId' | 'device' | 'about'> {
  readonly action: IamAction;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  /** It changes something, so it is sent once. */
  readonly changes: boolean;
  readonly takeFromAnswer?: TakeFromAnswer;
  /** Undefined when the answer lacks what it must have. */
  readonly send: (sdk: IamSdk, client: IAMClient, options: { readonly abortSignal: AbortSignal }) => Promise<T | undefined>;
}

/** One call of IAM: its endpoint and region, its client, and what its refusals are called. */
export const createIamCalls = ({ transport, clock, log, limitMillis = 10_000 }: IamOptions) => {
  const perform = createAwsCalls({ transport, clock, log, limitMillis });
  return <T>(call: IamCall<T>): Promise<AwsResult<T>> => {
    const { action, signal, userName, serial, accessKeyId, device, about } = call;
    const region = iamRegion(call.caller.endpoint);
    const caller: Caller = { ...call.caller, endpoint: { ...call.caller.endpoint, region } };
    const facts = {
      source: caller.source,
      region,
      session: caller.credentials.sessionToken !== undefined,
      action,
      userName,
      serial,
      accessKeyId,
      device,
      about,
    };
    return perform({
      service: 'iam',
      action,
      caller,
      url: iamUrl(caller.endpoint),
      signal,
      once: call.changes,
      takeFromAnswer: call.takeFromAnswer,
      send: async (config, abortSignal) => {
        const sdk = await loadSdk();
        return call.send(sdk, new sdk.IAMClient(config), { abortSignal });
      },
      refused: (error, offsetMillis) =>
        failureOfIamRefusal(error, { ...facts, offsetMillis, partition: partitionOfRegion(region) ?? 'aws' }),
    });
  };
};
