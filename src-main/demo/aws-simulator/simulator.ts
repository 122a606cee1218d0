import { defined } from '../../base/defined.ts';
import { createAnywhereService, type SimulatedAnywhere } from './anywhere/service.ts';
import type { Faults } from './faults.ts';
import { createFaults, faultAnswer } from './faults.ts';
import { createFederationPage } from './federation.ts';
import { iamActions } from './iam/iam.ts';
import type { SimulatedAccount } from './model/accounts.ts';
import { addAccount } from './model/accounts.ts';
import type { SimulatorSettings } from './model/settings.ts';
import { observedSettings } from './model/settings.ts';
import type { ActionCall, SimulatorFault, SimulatorLogEntry, SimulatorRequest, SimulatorResponse, SimulatorState } from './model/types.ts';
import { AwsRefusal } from './model/types.ts';
import { stsActions } from './sts.ts';
import type { MadeCall } from './trail/records.ts';
import { createTrailService, type SimulatedTrail } from './trail/trail.ts';
import { findCaller } from './wire/callers.ts';
import { hiddenParameters, secretParameters } from './wire/parameters.ts';
import { checkScope, checkSignature, parseSignature } from './wire/sigv4.ts';
import type { XmlNode } from './wire/xml.ts';
import { errorXml, successXml } from './wire/xml.ts';

/** A small STS and IAM that checks signatures, codes and policies; for tests and for trying the program out. */
export interface AwsSimulator {
  /** `partition` is `aws` unless given. */
  readonly addAccount: (accountId: string, given?: { readonly partition?: string }) => SimulatedAccount;
  readonly handle: (request: SimulatorRequest) => SimulatorResponse;
  readonly anywhere: SimulatedAnywhere;
  /** What LookupEvents tells: the calls that were made, some minutes later. */
  readonly trail: SimulatedTrail;
  readonly faults: Pick<Faults, 'add' | 'clear'>;
  /** All requests so far, without codes, secrets and tokens. */
  readonly requests: readonly SimulatorLogEntry[];
}

interface Service {
  readonly name: 'sts' | 'iam';
  readonly actions: Readonly<Record<string, (call: ActionCall) => XmlNode | undefined>>;
}

const services: Readonly<Record<string, Service>> = {
  '2011-06-15': { name: 'sts', actions: stsActions },
  '2010-05-08': { name: 'iam', actions: iamActions },
};

const parseParameters = (request: SimulatorRequest): Map<string, string> => {
  const at = request.path.indexOf('?');
  const sent = [...new URLSearchParams(at < 0 ? '' : request.path.slice(at + 1)), ...new URLSearchParams(request.body)];
  const parameters = new Map(sent);
  if (parameters.size !== sent.length) throw new AwsRefusal(400, 'MalformedQueryString', 'A parameter was given twice.');
  return parameters;
};

/** What a request turned out to be, as far as it was understood; the log entry is made from it. */
interface Progress {
  service: string;
  action: string;
  region: string;
  accessKeyId: string;
  parameters: ReadonlyMap<string, string>;
  codeSpent: boolean;
}

/** Who called, once that is sure, and what came of it; for the trail. */
type Found = Partial<Pick<MadeCall, 'caller' | 'result'>>;

/** The way of a request through the checks, in AWS's order: the first that fails answers. */
const answer = (
  state: SimulatorState,
  request: SimulatorRequest,
  requestId: string,
  progress: Progress,
  found: { -readonly [K in keyof Found]: Found[K] },
  takeFault: (action: string) => SimulatorFault | undefined,
): SimulatorResponse => {
  const parameters = parseParameters(request);
  const action = parameters.get('Action') ?? '';
  const service = services[parameters.get('Version') ?? ''];
  Object.assign(progress, { action, parameters, service: service?.name ?? 'sts' });
  const fault = takeFault(action);
  const parsed = parseSignature(request);
  Object.assign(progress, { accessKeyId: parsed.accessKeyId, region: parsed.region });
  const perform = service && Object.hasOwn(service.actions, action) ? service.actions[action] : undefined;
  if (!service || !perform) {
    throw new AwsRefusal(
      400,
      'InvalidAction',
      `Could not find operation ${action} for version ${parameters.get('Version') ?? 'NO_VERSION_SPECIFIED'}`,
    );
  }
  const { caller, secret } = findCaller(state, parsed);
  checkScope(parsed, service.name, request.headers.host ?? '', state.now(), state.settings.clockToleranceMillis);
  checkSignature(request, parsed, secret);
  found.caller = caller;
  const key = state.keys.get(parsed.accessKeyId);
  if (key) key.lastUsed = { at: state.now(), service: service.name, region: parsed.region };
  const disabled = service.name === 'sts' && caller.account.disabledRegions.has(parsed.region);
  const before = faultAnswer(disabled ? { kind: 'region-disabled' } : fault, 'before', caller.account.accountId);
  if (before) return before;
  const codeSpent = (): void => {
    progress.codeSpent = true;
  };
  const result = perform({ state, caller, action, region: parsed.region, parameters, codeSpent });
  found.result = result;
  const after = faultAnswer(fault, 'after', caller.account.accountId);
  if (after) return after;
  const body = successXml(service.name, action, requestId, result);
  return dressed({ status: 200, headers: {}, body }, fault);
};

/** What a fault does to an answer that is otherwise right. */
const dressed = (response: SimulatorResponse, fault: SimulatorFault | undefined): SimulatorResponse => {
  if (fault?.kind === 'slow') return { ...response, delayMillis: fault.millis };
  if (fault?.kind === 'no-date') return { ...response, headers: { ...response.headers, date: '' } };
  if (fault?.kind !== 'date-skew') return response;
  const age = fault.ageSeconds === undefined ? {} : { age: String(fault.ageSeconds) };
  return { ...response, headers: { ...response.headers, ...age, 'x-date-skew': String(fault.millis) } };
};

/** The headers that every answer has; the Date is the simulator's clock. */
const withHeaders = (response: SimulatorResponse, now: number, requestId: string): SimulatorResponse => {
  const { date, 'x-date-skew': skew, ...others } = response.headers;
  const dated: Readonly<Record<string, string>> = date === '' ? {} : { date: new Date(now + Number(skew ?? 0)).toUTCString() };
  return { ...response, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId, ...dated, ...others } };
};

const newRequestId = (random: (bytes: number) => Uint8Array): string =>
  Buffer.from(random(16))
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Sets up an empty simulator over a clock and a source of randomness; `settings` turns single numbers. */
export const createAwsSimulator = (options: {
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly settings?: Partial<SimulatorSettings>;
}): AwsSimulator => {
  const state: SimulatorState = {
    now: options.now,
    random: options.random,
    settings: { ...observedSettings, ...options.settings },
    accounts: new Map(),
    keys: new Map(),
    sessions: new Map(),
    budgets: new Map(),
  };
  const faults = createFaults();
  const requests: SimulatorLogEntry[] = [];
  const federation = createFederationPage(state);
  const anywhere = createAnywhereService(state);
  const trail = createTrailService(state);
  const handle = (request: SimulatorRequest): SimulatorResponse => {
    const requestId = newRequestId(state.random);
    const progress: Progress = { service: 'sts', action: '', region: '', accessKeyId: '', parameters: new Map(), codeSpent: false };
    if (/^\/federation(?:\?|$)/.test(request.path)) {
      const parameters = parseParameters(request);
      const action = parameters.get('Action') ?? '';
      Object.assign(progress, { service: 'signin', action, parameters });
      const fault = faults.take(action);
      const response = faultAnswer(fault, 'before', '') ?? dressed(federation.handle(request, parameters), fault);
      requests.push({ ...logEntry(state.now(), progress, response, undefined), withCode: false });
      return withHeaders(response, state.now(), requestId);
    }
    const ofAnywhere = anywhere.handle(request, faults);
    const ofJson = ofAnywhere ?? trail.handle(request, requestId, faults);
    if (ofJson) {
      const { response, errorCode, action, accessKeyId, region } = ofJson;
      Object.assign(progress, { service: ofAnywhere ? 'rolesanywhere' : 'cloudtrail', action, accessKeyId, region });
      requests.push(logEntry(state.now(), progress, response, errorCode));
      return withHeaders(response, state.now(), requestId);
    }
    let fault: SimulatorFault | undefined;
    const takeFault = (action: string): SimulatorFault | undefined => {
      fault = faults.take(action);
      return fault;
    };
    let response: SimulatorResponse;
    let errorCode: string | undefined;
    let refusal: AwsRefusal | undefined;
    const found: Found = {};
    try {
      response = answer(state, request, requestId, progress, found, takeFault);
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error;
      refusal = error;
      errorCode = error.code;
      const body = errorXml(progress.service, error.status, error.code, error.message, requestId);
      response = dressed({ status: error.status, headers: {}, body }, fault);
    }
    const { caller, result } = found;
    if (caller) trail.note({ ...progress, caller, result, request, requestId, ...defined({ error: refusal }) });
    requests.push(logEntry(state.now(), progress, response, errorCode));
    return withHeaders(response, state.now(), requestId);
  };
  return {
    addAccount: (accountId, given = {}) => addAccount(state, accountId, given.partition ?? 'aws'),
    handle,
    anywhere: anywhere.simulated,
    trail: trail.simulated,
    faults,
    requests,
  };
};

const logEntry = (at: number, progress: Progress, response: SimulatorResponse, errorCode: string | undefined): SimulatorLogEntry => {
  const { parameters, ...known } = progress;
  const shown = [...parameters].filter(([name]) => !hiddenParameters.includes(name));
  return {
    at,
    ...known,
    parameters: Object.fromEntries(shown),
    withCode: secretParameters.some((name) => parameters.has(name)),
    ...(response.transport === undefined ? { status: response.status } : {}),
    ...defined({ errorCode }),
  };
};
