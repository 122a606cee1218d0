import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import { maybe, parsed } from '../../base/schema.ts';
import type { SignInKind, TrailEvent, TrailSignIn } from '../../contract/sessions/trail.ts';
import { harmless } from '../../contract/text.ts';

/** An event with all that AWS sent of it, fields that nobody knows here included; only the token of a session is left out. */
export interface ReadEvent extends TrailEvent {
  readonly record: unknown;
}

const text = maybe(v.string());

/** An event as LookupEvents lists it, with its JSON still as text. */
const listedEvent = v.object({
  EventId: text,
  EventName: text,
  EventSource: text,
  EventTime: maybe(v.date()),
  Username: text,
  AccessKeyId: text,
  CloudTrailEvent: text,
});

const credentials = maybe(v.looseObject({ accessKeyId: text }));

/** What is known of an event's JSON ("CloudTrail record contents"); each field is there or not. */
const eventRecord = v.looseObject({
  eventTime: text,
  awsRegion: text,
  sourceIPAddress: text,
  userAgent: text,
  errorCode: text,
  errorMessage: text,
  omitted: maybe(v.boolean()),
  recipientAccountId: text,
  userIdentity: maybe(
    v.looseObject({
      type: text,
      arn: text,
      accountId: text,
      accessKeyId: text,
      userName: text,
      sessionContext: maybe(v.looseObject({ sourceIdentity: text })),
    }),
  ),
  requestParameters: maybe(
    v.looseObject({ omitted: maybe(v.boolean()), serialNumber: text, roleArn: text, roleSessionName: text, sourceIdentity: text }),
  ),
  responseElements: maybe(v.looseObject({ omitted: maybe(v.boolean()), ConsoleLogin: text, credentials, sourceIdentity: text })),
  additionalEventData: maybe(v.looseObject({ omitted: maybe(v.boolean()), MFAIdentifier: text })),
});

type EventRecord = v.InferOutput<typeof eventRecord>;

/** As much of a text of somebody else's is kept as a line shows. */
const longest = 300;

const said = (given: string | undefined): string => {
  const plain = harmless((given ?? '').slice(0, longest * 2));
  return plain.length <= longest ? plain : `${[...plain].slice(0, longest - 1).join('')}…`;
};
const maybeSaid = (given: string | undefined): string | undefined => (given === undefined || given === '' ? undefined : said(given));

const kinds: Readonly<Record<string, SignInKind>> = { ConsoleLogin: 'console', GetSessionToken: 'session', AssumeRole: 'role' };

/** The token of a session is half of a key: it goes no further, in whatever part of an answer it stands. */
const withoutTokens = (key: string, value: unknown): unknown => (/^(?:sessionToken|secretAccessKey)$/i.test(key) ? undefined : value);

const nameOf = ({ type, arn = '', userName }: NonNullable<EventRecord['userIdentity']>): string | undefined => {
  if (type === 'AssumedRole') return arn.split('/').at(-1);
  return type === 'Root' ? 'root' : userName;
};

const signInOf = (name: string, record: EventRecord): TrailSignIn | undefined => {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) return undefined;
  const { requestParameters: asked, responseElements: got, additionalEventData: more, userIdentity } = record;
  return {
    kind,
    ...defined({
      device: maybeSaid(more?.MFAIdentifier ?? asked?.serialNumber),
      accessKeyId: maybeSaid(got?.credentials?.accessKeyId),
      roleArn: maybeSaid(asked?.roleArn),
      sourceIdentity: maybeSaid(asked?.sourceIdentity ?? got?.sourceIdentity ?? userIdentity?.sessionContext?.sourceIdentity),
    }),
  };
};

/** A failed sign-in to the console has no error code, but says so in its answer. */
const errorOf = ({ errorCode, errorMessage, responseElements }: EventRecord): TrailEvent['error'] => {
  const code = errorCode ?? (responseElements?.ConsoleLogin === 'Failure' ? 'Failure' : undefined);
  return code === undefined ? undefined : { code: said(code), ...defined({ message: maybeSaid(errorMessage) }) };
};

/** The JSON as it is, without secrets, and what is known of it. */
const parseRecord = (json: string | undefined): { readonly raw: unknown; readonly record: EventRecord } | undefined => {
  try {
    const raw: unknown = JSON.parse(json ?? '', withoutTokens);
    const record = Array.isArray(raw) ? undefined : parsed(eventRecord, raw);
    return record && { raw, record };
  } catch {
    return undefined;
  }
};

/**
 * What an event of LookupEvents says. One whose JSON is none, or that lacks it, is kept with what the list tells; undefined for what has neither an ID
 * nor a time. Pure.
 */
export const readEvent = (listed: unknown, region: string): ReadEvent | undefined => {
  const event = parsed(listedEvent, listed);
  if (event?.EventId === undefined) return undefined;
  const read = parseRecord(event.CloudTrailEvent);
  const record = read?.record;
  const at = event.EventTime?.getTime() ?? Date.parse(record?.eventTime ?? '');
  if (Number.isNaN(at)) return undefined;
  const { userIdentity: who, requestParameters, responseElements, additionalEventData } = record ?? {};
  const isOmitted = [record, requestParameters, responseElements, additionalEventData].some((part) => part?.omitted === true);
  const name = said(event.EventName);
  const accountId = said(record?.recipientAccountId ?? who?.accountId);
  return {
    id: said(event.EventId),
    at,
    name,
    service: said(event.EventSource?.replace(/\.amazonaws\.com(?:\.cn)?$/, '')),
    region: said(record?.awsRegion ?? region),
    accountId,
    who: said((who && nameOf(who)) ?? event.Username),
    from: said(record?.sourceIPAddress),
    agent: said(record?.userAgent),
    record: read?.raw ?? null,
    ...defined({
      arn: maybeSaid(who?.arn),
      accessKeyId: maybeSaid(who?.accessKeyId ?? event.AccessKeyId),
      error: record && errorOf(record),
      signIn: signInOf(name, record ?? ({} as EventRecord)),
      flaw: record === undefined ? ('broken' as const) : isOmitted ? ('omitted' as const) : undefined,
    }),
  };
};
