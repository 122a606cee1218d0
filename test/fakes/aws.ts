// Loaded now, so that no test waits for it.
import '@aws-sdk/client-cloudtrail';
import '@aws-sdk/client-iam';
import '@aws-sdk/client-sts';
import { createHash } from 'node:crypto';
import { answerKind } from '../../src-main/aws/http/answer-kind.ts';
import type { SignedRequest } from '../../src-main/aws/http/aws-http.adapter.ts';
import { NoAnswer } from '../../src-main/aws/http/aws-http.adapter.ts';
import { unknownOffset } from '../../src-main/aws/http/aws-time.ts';
import { type AwsClientConfig, type AwsTransport, NotAws } from '../../src-main/aws/http/aws-transport.adapter.ts';
import { createFederation } from '../../src-main/aws/http/federation.adapter.ts';
import type { Federation } from '../../src-main/aws/http/federation-url.ts';
import { createCallIam } from '../../src-main/aws/iam/call-iam.adapter.ts';
import { createIam } from '../../src-main/aws/iam/iam.adapter.ts';
import { createIamReader } from '../../src-main/aws/iam/iam-reader.adapter.ts';
import type { Iam, RoleSearch } from '../../src-main/aws/iam/iam-types.ts';
import type { CallIam } from '../../src-main/aws/iam/team-iam.ts';
import { createRoleSearch } from '../../src-main/aws/policies/role-search.ts';
import { createSts } from '../../src-main/aws/sts/sts.adapter.ts';
import type { Sts } from '../../src-main/aws/sts/sts.ts';
import { createLookupEvents } from '../../src-main/aws/trail/lookup-events.adapter.ts';
import type { LookupEvents } from '../../src-main/aws/trail/lookup-events.ts';
import { type Clock, sleep } from '../../src-main/base/clock.ts';
import type { Log } from '../../src-main/base/log.ts';
import { silentLog } from '../../src-main/base/log.ts';
import type { SimulatorSettings } from '../../src-main/demo/aws-simulator/model/settings.ts';
import { type AwsSimulator, createAwsSimulator } from '../../src-main/demo/aws-simulator/simulator.ts';

export interface InProcessAws {
  readonly simulator: AwsSimulator;
  readonly sts: Sts;
  readonly iam: Iam;
  readonly roleSearch: RoleSearch;
  readonly callIam: CallIam;
  readonly lookupEvents: LookupEvents;
  readonly federation: Federation;
  readonly onClockOffset: (listener: (offsetMillis: number) => void) => void;
  /** Every seed that was made, as the simulator has it. */
  readonly seeds: readonly Uint8Array[];
  /** New adapters over the same simulator: what a program that is started again has. */
  readonly adapters: (
    log?: Log,
  ) => Pick<InProcessAws, 'sts' | 'iam' | 'roleSearch' | 'callIam' | 'lookupEvents' | 'federation' | 'onClockOffset'>;
}

/** The real adapters and the real SDK over the simulator, without a network: time is the clock's, and AWS's is `skewMillis` ahead of it. */
export const createInProcessAws = (clock: Clock, skewMillis = 0, settings: Partial<SimulatorSettings> = {}): InProcessAws => {
  const seeds: Uint8Array[] = [];
  let made = 0;
  const simulator = createAwsSimulator({
    now: () => clock.now() + skewMillis,
    settings,
    random: (length) => {
      made += 1;
      const first = createHash('sha256').update(`random ${made}`).digest();
      const bytes = Uint8Array.from(Buffer.concat([first, createHash('sha256').update(first).digest()]).subarray(0, length));
      if (length === 40) seeds.push(bytes);
      return bytes;
    },
  });

  const adapters: InProcessAws['adapters'] = (log = silentLog) => {
    const listeners = new Set<(offsetMillis: number) => void>();
    let offset = unknownOffset;
    const transport: AwsTransport = {
      clientConfig: async ({ caller, url, limitMillis, onSent, takeFromAnswer, isJson }) => ({
        region: caller.endpoint.region,
        endpoint: url.href,
        credentials: { ...caller.credentials },
        maxAttempts: 1,
        retryMode: 'standard',
        defaultsMode: 'standard',
        ignoreConfiguredEndpointUrls: true,
        useDualstackEndpoint: false,
        useFipsEndpoint: false,
        authSchemePreference: [],
        sigv4aSigningRegionSet: [],
        userAgentAppId: async () => undefined,
        defaultUserAgentProvider: async () => [['roletap']],
        systemClockOffset: clock.now() + offset.offsetMillis - Date.now(),
        requestHandler: {
          handle: async (request: SignedRequest, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) => {
            onSent();
            const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
            const body = typeof request.body === 'string' ? request.body : Buffer.from((request.body ?? []) as Uint8Array).toString('utf8');
            const answer = simulator.handle({ method: request.method, path: request.path, headers, body });
            if (answer.transport === 'hang') await sleep(clock, limitMillis, abortSignal);
            if (answer.transport) throw new NoAnswer(answer.transport === 'reset' ? 'ECONNRESET' : 'ETIMEDOUT', true);
            const bytes = Uint8Array.from(Buffer.from(answer.body));
            if (answer.status === 200) takeFromAnswer?.(bytes);
            const kind = answerKind({ ...answer, body: bytes }, isJson);
            if (kind !== 'aws' && kind !== 'cut-off') throw new NotAws(answer.status, kind);
            offset = { ...offset, offsetMillis: skewMillis, measured: true };
            for (const listener of listeners) listener(skewMillis);
            return { response: { statusCode: answer.status, headers: { ...answer.headers }, body: bytes } };
          },
          destroy: () => {},
        } as unknown as NonNullable<AwsClientConfig['requestHandler']>,
      }),
      post: async ({ url, body, onSent }) => {
        onSent();
        const answer = simulator.handle({ method: 'POST', path: url.pathname, headers: { host: url.host }, body });
        const bytes = Uint8Array.from(Buffer.from(answer.body));
        return { status: answer.status, headers: { ...answer.headers }, body: bytes, sentAt: clock.now(), receivedAt: clock.now() };
      },
      exchange: async () => {
        throw new NoAnswer('ECONNREFUSED', false);
      },
      hasOnlyAllProxy: () => false,
      clockOffset: () => offset,
      onClockOffset: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close: () => {},
    };
    const sts = createSts({ env: {}, clock, log, transport });
    return {
      sts,
      roleSearch: createRoleSearch({ reader: createIamReader({ transport, clock, log }), sts }),
      iam: createIam({ transport, clock, log }),
      callIam: createCallIam({ transport, clock, log }),
      lookupEvents: createLookupEvents({ transport, clock, log }),
      federation: createFederation({ transport, clock, log }),
      onClockOffset: transport.onClockOffset,
    };
  };
  return { simulator, seeds, adapters, ...adapters() };
};
