import * as v from 'valibot';
import { parsed, parsedJson } from '../../../base/schema.ts';
import type { Faults } from '../faults.ts';
import { faultAnswer } from '../faults.ts';
import { AwsRefusal, type SimulatorRequest, type SimulatorResponse, type SimulatorState } from '../model/types.ts';
import { findCaller, identityVerdict, policyContext } from '../wire/callers.ts';
import { checkScope, checkSignature, parseSignature } from '../wire/sigv4.ts';
import { type MadeCall, recordsOf, type TrailRecord } from './records.ts';

/** CloudTrail's event history as the simulator has it. */
export interface SimulatedTrail {
  /** Adds an event that no call here made: another service's, another computer's, a sign-in to the console. `text`: in place of its JSON, even none. */
  readonly add: (accountId: string, event: Partial<TrailRecord> & { readonly at?: number; readonly text?: string }) => void;
}

interface Kept {
  readonly record: TrailRecord;
  readonly region: string;
  readonly at: number;
  readonly text?: string;
}

export interface TrailAnswer {
  readonly action: string;
  readonly accessKeyId: string;
  readonly region: string;
  readonly response: SimulatorResponse;
  readonly errorCode?: string;
}

/** LookupEvents takes this many requests a second, in each account and region (AWS CloudTrail quotas). */
const requestsASecond = 2;
const mostResults = 50;
const keptMillis = 90 * 86_400_000;

const names: Readonly<Record<string, string>> = {
  Throttling: 'ThrottlingException',
  IncompleteSignature: 'IncompleteSignatureException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  ExpiredToken: 'ExpiredTokenException',
};

const json = (status: number, body: object): SimulatorResponse => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

const attributes = ['EventId', 'EventName', 'ReadOnly', 'Username', 'ResourceType', 'ResourceName', 'EventSource', 'AccessKeyId'] as const;

const wanted = v.object({
  LookupAttributes: v.optional(v.array(v.object({ AttributeKey: v.picklist(attributes), AttributeValue: v.string() })), []),
  StartTime: v.optional(v.number()),
  EndTime: v.optional(v.number()),
  MaxResults: v.optional(v.number(), mostResults),
  NextToken: v.optional(v.string()),
});

const identity = v.object({
  type: v.optional(v.string()),
  arn: v.optional(v.string(), ''),
  accessKeyId: v.optional(v.string()),
  userName: v.optional(v.string()),
});

const resource = v.object({ type: v.optional(v.string(), ''), ARN: v.optional(v.string(), '') });

/** An event as LookupEvents lists it; the name of a role's session is that of the session (LookupEvents, Username). */
const listed = ({ record, at, text }: Kept) => {
  const who = parsed(identity, record.userIdentity);
  const username = who?.userName ?? (who?.type === 'AssumedRole' ? who.arn.split('/').at(-1) : who?.type === 'Root' ? 'root' : undefined);
  const got = parsed(v.object({ credentials: v.object({ accessKeyId: v.string() }) }), record.responseElements)?.credentials.accessKeyId;
  const resources = [
    ...(parsed(v.array(resource), record.resources) ?? []).map(({ type, ARN }) => ({ ResourceType: type, ResourceName: ARN })),
    ...(got === undefined ? [] : [{ ResourceType: 'AWS::IAM::AccessKey', ResourceName: got }]),
  ];
  return {
    EventId: record.eventID,
    EventName: record.eventName,
    ReadOnly: String(record.readOnly),
    ...(who?.accessKeyId === undefined ? {} : { AccessKeyId: who.accessKeyId }),
    EventTime: Math.floor(at / 1000),
    EventSource: record.eventSource,
    ...(username === undefined ? {} : { Username: username }),
    Resources: resources,
    CloudTrailEvent: text ?? JSON.stringify(record),
  };
};

type Listed = ReturnType<typeof listed>;

const fits = (
  event: Listed,
  { AttributeKey: key, AttributeValue: value }: { readonly AttributeKey: string; readonly AttributeValue: string },
) =>
  key === 'ResourceName' || key === 'ResourceType'
    ? event.Resources.some((one) => one[key] === value)
    : (event as Readonly<Record<string, unknown>>)[key] === value;

export const createTrailService = (state: SimulatorState) => {
  const kept = new Map<string, Kept[]>();
  const asked = new Map<string, number[]>();

  const put = (accountId: string, one: Kept): void => {
    const all = kept.get(accountId) ?? [];
    all.push(one);
    kept.set(accountId, all);
  };

  /** Each call that is made here leaves its events. */
  const note = (call: MadeCall): void => {
    for (const { accountId, record } of recordsOf(state, call)) put(accountId, { record, region: record.awsRegion, at: state.now() });
  };

  const simulated: SimulatedTrail = {
    add: (accountId, { at = state.now(), text, ...given }) => {
      const record: TrailRecord = {
        eventVersion: '1.11',
        eventID: `${accountId}-${kept.get(accountId)?.length ?? 0}`,
        eventName: 'GetObject',
        eventSource: 's3.amazonaws.com',
        eventTime: new Date(at).toISOString(),
        awsRegion: 'us-east-1',
        readOnly: true,
        userIdentity: { type: 'AWSService' },
        sourceIPAddress: '198.51.100.7',
        userAgent: 'aws-cli/2',
        ...given,
      };
      put(accountId, { record, region: record.awsRegion, at, ...(text === undefined ? {} : { text }) });
    },
  };

  /** Throws ThrottlingException for the third request of a second. */
  const takeTurn = (place: string): void => {
    const recent = (asked.get(place) ?? []).filter((at) => at > state.now() - 1000);
    if (recent.length >= requestsASecond) throw new AwsRefusal(400, 'Throttling', 'Rate exceeded');
    asked.set(place, [...recent, state.now()]);
  };

  const lookUp = (accountId: string, region: string, body: string): object => {
    const query = parsedJson(wanted, body);
    if (!query) throw new AwsRefusal(400, 'InvalidLookupAttributesException', 'The lookup attributes are not valid.');
    const { LookupAttributes: by, StartTime, EndTime, MaxResults, NextToken } = query;
    if (by.length > 1) throw new AwsRefusal(400, 'InvalidLookupAttributesException', 'You can specify only one lookup attribute.');
    if (MaxResults < 1 || MaxResults > mostResults)
      throw new AwsRefusal(400, 'InvalidMaxResultsException', `MaxResults must be between 1 and ${mostResults}.`);
    const now = state.now();
    const [from, to] = [(StartTime ?? 0) * 1000, EndTime === undefined ? Number.POSITIVE_INFINITY : EndTime * 1000];
    if (from > to || from > now) throw new AwsRefusal(400, 'InvalidTimeRangeException', 'The start time is after the end time.');
    const [, place = '0', until = String(now)] = /^(\d+)\.(\d+)$/.exec(Buffer.from(NextToken ?? '', 'base64').toString()) ?? [];
    if (NextToken !== undefined && place === '0') throw new AwsRefusal(400, 'InvalidNextTokenException', 'The token is not valid.');
    const seen = (kept.get(accountId) ?? [])
      .filter((one) => one.region === region && one.at + state.settings.trailDelayMillis <= Number(until))
      .filter(({ at }) => at >= from && at <= to && at > now - keptMillis)
      .sort((a, b) => b.at - a.at)
      .map(listed)
      .filter((event) => by.every((attribute) => fits(event, attribute)));
    const next = Number(place) + MaxResults;
    const token = Buffer.from(`${next}.${until}`).toString('base64');
    return { Events: seen.slice(Number(place), next), ...(next < seen.length ? { NextToken: token } : {}) };
  };

  /** The answer to a LookupEvents; undefined for a request of another service. */
  const handle = (request: SimulatorRequest, requestId: string, faults: Pick<Faults, 'take'>): TrailAnswer | undefined => {
    const [, action] = /CloudTrail_20131101\.(\w+)$/.exec(request.headers['x-amz-target'] ?? '') ?? [];
    if (action !== 'LookupEvents') return undefined;
    const fault = faults.take(action);
    const known = { action, accessKeyId: '', region: '' };
    try {
      const signature = parseSignature(request);
      Object.assign(known, { accessKeyId: signature.accessKeyId, region: signature.region });
      const { caller, secret } = findCaller(state, signature);
      checkScope(signature, 'cloudtrail', request.headers.host ?? '', state.now(), state.settings.clockToleranceMillis);
      checkSignature(request, signature, secret);
      const before = faultAnswer(fault, 'before', caller.account.accountId);
      if (before) return { ...known, response: before };
      if (identityVerdict(caller, 'cloudtrail:LookupEvents', '*', policyContext(state, caller)) !== 'allow')
        throw new AwsRefusal(
          400,
          'AccessDeniedException',
          `User: ${caller.arn} is not authorized to perform: cloudtrail:LookupEvents because no identity-based policy allows the cloudtrail:LookupEvents action`,
        );
      const { accountId } = caller.account;
      takeTurn(`${accountId} ${signature.region}`);
      const response = json(200, lookUp(accountId, signature.region, request.body));
      note({ ...known, service: 'cloudtrail', caller, parameters: new Map(), result: undefined, request, requestId });
      return { ...known, response: fault?.kind === 'slow' ? { ...response, delayMillis: fault.millis } : response };
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error;
      const errorCode = names[error.code] ?? error.code;
      return { ...known, response: json(400, { __type: errorCode, message: error.message }), errorCode };
    }
  };

  return { simulated, handle, note };
};
