import type { CloudTrailClientConfig } from '@aws-sdk/client-cloudtrail';
import type { Clock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import type { Log } from '../../base/log.ts';
import { createAwsCalls, loadQuietly } from '../http/aws-call.adapter.ts';
import type { AwsTransport } from '../http/aws-transport.adapter.ts';
import { trailUrl } from '../http/endpoints.ts';
import { failureOfLookup, type LookupEvents, type TrailQuery } from './lookup-events.ts';
import { readEvent } from './trail-event.ts';

export interface TrailOptions {
  /** Shared with STS: connections, and AWS's time. */
  readonly transport: AwsTransport;
  readonly clock: Clock;
  readonly log: Log;
}

type TrailSdk = typeof import('@aws-sdk/client-cloudtrail');

/** As many events as AWS gives at a time. */
const pageSize = 50;

let loading: Promise<TrailSdk> | undefined;

/** Loaded when somebody asks for the trail: nobody else needs it. */
const loadSdk = (): Promise<TrailSdk> => {
  loading ??= loadQuietly(
    () => import('@aws-sdk/client-cloudtrail'),
    (sdk) => new sdk.CloudTrailClient({ region: 'us-east-1', defaultsMode: 'standard' }).destroy(),
  );
  return loading;
};

const inputOf = ({ by, value, from, to, next }: TrailQuery) => ({
  LookupAttributes: [{ AttributeKey: by, AttributeValue: value }],
  StartTime: new Date(from),
  EndTime: new Date(to),
  MaxResults: pageSize,
  ...defined({ NextToken: next }),
});

/** LookupEvents through the AWS SDK. */
export const createLookupEvents = ({ transport, clock, log }: TrailOptions): LookupEvents => {
  const perform = createAwsCalls({ transport, clock, log, limitMillis: 10_000 });
  return ({ caller, signal }, query) =>
    perform({
      service: 'cloudtrail',
      action: 'LookupEvents',
      caller,
      url: trailUrl(caller.endpoint),
      signal,
      once: false,
      isJson: true,
      send: async (config, abortSignal) => {
        const sdk = await loadSdk();
        const client = new sdk.CloudTrailClient(config as CloudTrailClientConfig);
        const { Events = [], NextToken } = await client.send(new sdk.LookupEventsCommand(inputOf(query)), { abortSignal });
        const events = Events.flatMap((event) => readEvent(event, caller.endpoint.region) ?? []);
        return { events, ...defined({ next: NextToken }) };
      },
      refused: (error, offsetMillis) => failureOfLookup(error, caller, offsetMillis),
    });
};
