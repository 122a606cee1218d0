import type { KeyObject } from 'node:crypto';
import type { Faults } from '../faults.ts';
import { faultAnswer } from '../faults.ts';
import { AwsRefusal, type SimulatorFault, type SimulatorRequest, type SimulatorResponse, type SimulatorState } from '../model/types.ts';
import { findCaller, identityVerdict, policyContext } from '../wire/callers.ts';
import { checkScope, checkSignature, parseSignature } from '../wire/sigv4.ts';
import { operationOf } from './operations.ts';
import { createPrivateCa } from './private-ca.ts';
import { createSession } from './sessions.ts';
import { type AnywhereState, addAnchor, addProfile, newUuid } from './state.ts';

/** Roles Anywhere as the simulator has it: CreateSession, and what it needs of trust anchors and profiles. */
export interface SimulatedAnywhere {
  /** Adds a trust anchor for this authority (PEM), and gives its ARN; enabled unless said otherwise. */
  readonly addAnchor: (
    accountId: string,
    region: string,
    pem: string,
    given?: { readonly name?: string; readonly enabled?: boolean },
  ) => string;
  /** Adds a profile with these roles, and gives its ARN. */
  readonly addProfile: (
    accountId: string,
    region: string,
    roleArns: readonly string[],
    given?: {
      readonly name?: string;
      readonly enabled?: boolean;
      readonly durationSeconds?: number;
      readonly acceptRoleSessionName?: boolean;
    },
  ) => string;
  /** Revokes a certificate, by its serial number in hex. */
  readonly revoke: (trustAnchorArn: string, serialNumber: string) => void;
  readonly setEnabled: (arn: string, enabled: boolean) => void;
  /** Adds a private CA with this key (P-256) and certificate, and gives its ARN. */
  readonly addPrivateCa: (
    accountId: string,
    region: string,
    authority: {
      readonly key: KeyObject;
      readonly pem: string;
      readonly pendingAnswers?: number;
      readonly active?: boolean;
      readonly shortLived?: boolean;
    },
  ) => string;
}

export interface AnywhereAnswer {
  readonly action: string;
  readonly accessKeyId: string;
  readonly region: string;
  readonly response: SimulatorResponse;
  readonly errorCode?: string;
}

/** The names that services with JSON have for what the query protocol calls otherwise. */
const jsonNames: Readonly<Record<string, { readonly code: string; readonly status: number }>> = {
  Throttling: { code: 'ThrottlingException', status: 429 },
  IncompleteSignature: { code: 'IncompleteSignatureException', status: 403 },
  SignatureDoesNotMatch: { code: 'InvalidSignatureException', status: 403 },
  InvalidClientTokenId: { code: 'UnrecognizedClientException', status: 403 },
  ExpiredToken: { code: 'ExpiredTokenException', status: 403 },
  InternalFailure: { code: 'InternalServerException', status: 500 },
};

const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): SimulatorResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const refusal = (error: AwsRefusal): SimulatorResponse => {
  const { code, status } = jsonNames[error.code] ?? error;
  return json(status, { message: error.message }, { 'x-amzn-errortype': `${code}:http://internal.amazon.com/coral/` });
};

const parseBody = (body: string): Readonly<Record<string, unknown>> => {
  try {
    return body === '' ? {} : (JSON.parse(body) as Readonly<Record<string, unknown>>);
  } catch {
    throw new AwsRefusal(400, 'ValidationException', 'The body is no JSON');
  }
};

/** Private CA speaks JSON with its operation in a header. */
const caAction = ({ headers }: SimulatorRequest): keyof ReturnType<typeof createPrivateCa> | undefined => {
  const [, action] =
    /^ACMPrivateCA\.(IssueCertificate|GetCertificate|DescribeCertificateAuthority)$/.exec(headers['x-amz-target'] ?? '') ?? [];
  return action as keyof ReturnType<typeof createPrivateCa> | undefined;
};

const isSession = ({ method, path }: SimulatorRequest): boolean => method === 'POST' && /^\/sessions(?:\?|$)/.test(path);

export const createAnywhereService = (aws: SimulatorState) => {
  const state: AnywhereState = { aws, anchors: new Map(), profiles: new Map(), lists: new Map(), authorities: new Map() };

  const privateCa = createPrivateCa(state);

  /** Who asks, when they sign for this service and are allowed to. */
  const authorize = (request: SimulatorRequest, service: 'rolesanywhere' | 'acm-pca', name: string) => {
    const signature = parseSignature(request);
    const { caller, secret } = findCaller(aws, signature);
    checkScope(signature, service, request.headers.host ?? '', aws.now(), aws.settings.clockToleranceMillis);
    checkSignature(request, signature, secret);
    const action = `${service}:${name}`;
    const resource = `arn:${caller.account.partition}:${service}:${signature.region}:${caller.account.accountId}:*`;
    if (identityVerdict(caller, action, resource, policyContext(aws, caller)) === 'allow') return { signature, caller };
    throw new AwsRefusal(
      403,
      'AccessDeniedException',
      `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`,
    );
  };

  const manage = (request: SimulatorRequest, found: NonNullable<ReturnType<typeof operationOf>>) => {
    const { operation, id } = found;
    const { signature, caller } = authorize(request, 'rolesanywhere', operation.action);
    const query = new URLSearchParams(request.path.split('?')[1] ?? '');
    const done = operation.perform({ state, caller, region: signature.region, id, query, sent: parseBody(request.body) });
    return { response: json(operation.status ?? 200, done), accessKeyId: signature.accessKeyId, region: signature.region };
  };

  const certify = (request: SimulatorRequest, action: keyof typeof privateCa) => {
    const { signature } = authorize(request, 'acm-pca', action);
    const response = json(200, privateCa[action](parseBody(request.body)));
    return { response, accessKeyId: signature.accessKeyId, region: signature.region };
  };

  const account = (accountId: string) => {
    const found = aws.accounts.get(accountId);
    if (!found) throw new Error(`there is no account ${accountId}`);
    return found;
  };

  const simulated: SimulatedAnywhere = {
    addAnchor: (accountId, region, pem, { name = 'anchor', enabled = true } = {}) =>
      addAnchor(state, account(accountId), region, {
        name,
        source: { sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData: pem } },
        enabled,
      }).arn,
    addProfile: (accountId, region, roleArns, given = {}) => {
      const { name = 'profile', enabled = true, durationSeconds = 3600, acceptRoleSessionName = false } = given;
      return addProfile(state, account(accountId), region, { name, roleArns, enabled, durationSeconds, acceptRoleSessionName }).arn;
    },
    revoke: (arn, serialNumber) => void [...state.anchors.values()].find((anchor) => anchor.arn === arn)?.crls.push([serialNumber]),
    addPrivateCa: (accountId, region, { key, pem, pendingAnswers = 0, active = true, shortLived = false }) => {
      const { partition } = account(accountId);
      const arn = `arn:${partition}:acm-pca:${region}:${accountId}:certificate-authority/${newUuid(aws)}`;
      state.authorities.set(arn, { arn, key, pem, pendingAnswers, active, shortLived });
      return arn;
    },
    setEnabled: (arn, enabled) => {
      for (const one of [...state.anchors.values(), ...state.profiles.values()]) if (one.arn === arn) one.enabled = enabled;
    },
  };

  /** The answer to a request of this service; undefined for one of another. Faults come before and after, as for the others. */
  const handle = (request: SimulatorRequest, faults: Pick<Faults, 'take'>): AnywhereAnswer | undefined => {
    const found = isSession(request) ? undefined : operationOf(request);
    const ofCa = caAction(request);
    if (!found && !ofCa && !isSession(request)) return undefined;
    const action = found?.operation.action ?? ofCa ?? 'CreateSession';
    // Who asks only whether there is an answer does not meet what is to go wrong with the real call.
    const fault: SimulatorFault | undefined = found || request.headers.authorization !== undefined ? faults.take(action) : undefined;
    const known = { action, accessKeyId: '', region: '' };
    try {
      const before = faultAnswer(fault, 'before', '');
      if (before) return { ...known, response: before };
      const answered = found
        ? manage(request, found)
        : ofCa
          ? certify(request, ofCa)
          : { response: json(201, createSession(state, request)) };
      const response = faultAnswer(fault, 'after', '') ?? answered.response;
      return { ...known, ...answered, response: fault?.kind === 'slow' ? { ...response, delayMillis: fault.millis } : response };
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error;
      return { ...known, response: refusal(error), errorCode: jsonNames[error.code]?.code ?? error.code };
    }
  };

  return { simulated, handle };
};
