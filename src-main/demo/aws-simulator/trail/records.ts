import type { SimulatedCaller, SimulatorRequest, SimulatorState } from '../model/types.ts';
import { secretParameters } from '../wire/parameters.ts';
import type { XmlNode } from '../wire/xml.ts';
import { isoSeconds } from '../wire/xml.ts';

/** An event as CloudTrail keeps it; what its JSON says is the service's affair. */
export interface TrailRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventTime: string;
  readonly awsRegion: string;
  readonly readOnly: boolean;
  readonly userIdentity: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** A call that was made, refused ones included. */
export interface MadeCall {
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly caller: SimulatedCaller;
  readonly parameters: ReadonlyMap<string, string>;
  readonly result: XmlNode | undefined;
  readonly error?: { readonly code: string; readonly message: string };
  readonly request: Pick<SimulatorRequest, 'headers'>;
  readonly requestId: string;
}

const lowered = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** AWS counts AssumeRole among what only reads. */
const reads = /^(?:Get(?!SessionToken|SigninToken)|List|Generate|Simulate|Lookup|Describe|AssumeRole)/;

const field = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  typeof node === 'object' && !Array.isArray(node) ? (node as Readonly<Record<string, XmlNode | undefined>>)[name] : undefined;

export const identityOf = (caller: SimulatedCaller, accessKeyId: string): Readonly<Record<string, unknown>> => {
  const { account, user, role, session } = caller;
  const known = { principalId: caller.userId, arn: caller.arn, accountId: account.accountId, accessKeyId };
  if (caller.kind === 'root') return { type: 'Root', ...known };
  const attributes = { creationDate: isoSeconds(caller.mfaAt ?? 0), mfaAuthenticated: String(caller.mfaPresent === true) };
  if (!role) {
    const context = caller.kind === 'user-session' ? { sessionContext: { attributes } } : {};
    return { type: 'IAMUser', ...known, userName: user?.name, ...context };
  }
  const { roleId: principalId, arn, name: userName } = role;
  const sessionIssuer = { type: 'Role', principalId, arn, accountId: account.accountId, userName };
  const told = session?.sourceIdentity === undefined ? {} : { sourceIdentity: session.sourceIdentity };
  return { type: 'AssumedRole', ...known, sessionContext: { sessionIssuer, attributes, ...told } };
};

/** What of an answer is in the trail: of STS who got which key, with the token as AWS shows it. */
const responseOf = ({ action, result }: MadeCall): Readonly<Record<string, unknown>> | null => {
  const credentials = field(result, 'Credentials');
  if (credentials === undefined || !/^(?:GetSessionToken|AssumeRole)$/.test(action)) return null;
  const user = field(result, 'AssumedRoleUser');
  return {
    credentials: {
      accessKeyId: field(credentials, 'AccessKeyId'),
      sessionToken: field(credentials, 'SessionToken'),
      expiration: field(credentials, 'Expiration'),
    },
    ...(user === undefined ? {} : { assumedRoleUser: { assumedRoleId: field(user, 'AssumedRoleId'), arn: field(user, 'Arn') } }),
    ...(field(result, 'SourceIdentity') === undefined ? {} : { sourceIdentity: field(result, 'SourceIdentity') }),
  };
};

/** Passwords and codes are in no trail. */
const requestOf = (parameters: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> | null => {
  const shown = [...parameters].filter(([name]) => !['Action', 'Version', 'Password', ...secretParameters].includes(name));
  if (shown.length === 0) return null;
  return Object.fromEntries(shown.map(([name, value]) => [lowered(name), name === 'DurationSeconds' ? Number(value) : value]));
};

const newUuid = (state: SimulatorState): string =>
  Buffer.from(state.random(16))
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Where a service writes its events: IAM in one region, whatever the call was signed for. */
const regionOf = ({ service, region }: Pick<MadeCall, 'service' | 'region'>): string => (service === 'iam' ? 'us-east-1' : region);

/**
 * The events that a call leaves, by account: one with who called, and for a role of another account one there, which knows the caller's account alone
 * (CloudTrail user guide, "userIdentity element", AWSAccount).
 */
export const recordsOf = (
  state: SimulatorState,
  call: MadeCall,
): readonly { readonly accountId: string; readonly record: TrailRecord }[] => {
  const { service, action, caller, parameters, error, request, requestId } = call;
  const roleArn = action === 'AssumeRole' ? parameters.get('RoleArn') : undefined;
  const roleAccount = roleArn?.split(':')[4];
  const own = caller.account.accountId;
  const isShared = roleAccount !== undefined && roleAccount !== own && error === undefined;
  const record = (accountId: string): TrailRecord => ({
    eventVersion: '1.11',
    userIdentity:
      accountId === own ? identityOf(caller, call.accessKeyId) : { type: 'AWSAccount', principalId: caller.userId, accountId: own },
    eventTime: isoSeconds(state.now()),
    eventSource: `${service}.amazonaws.com`,
    eventName: action,
    awsRegion: regionOf(call),
    sourceIPAddress: '127.0.0.1',
    userAgent: request.headers['user-agent'] ?? '',
    ...(error === undefined ? {} : { errorCode: error.code, errorMessage: error.message }),
    requestParameters: requestOf(parameters),
    responseElements: error === undefined ? responseOf(call) : null,
    requestID: requestId,
    eventID: newUuid(state),
    readOnly: reads.test(action),
    ...(roleArn === undefined ? {} : { resources: [{ accountId: roleAccount, type: 'AWS::IAM::Role', ARN: roleArn }] }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
  });
  const accounts = isShared && state.accounts.has(roleAccount) ? [own, roleAccount] : [own];
  return accounts.map((accountId) => ({ accountId, record: record(accountId) }));
};
