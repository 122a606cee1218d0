import * as v from 'valibot';
import type { Clock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import { parsed } from '../../base/schema.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Caller, Endpoint, TemporaryCredentials } from '../caller.ts';
import type { createAwsCalls } from '../http/aws-call.adapter.ts';
import type { AwsTransport } from '../http/aws-transport.adapter.ts';
import { anywhereUrl } from '../http/endpoints.ts';
import { sendJson } from '../http/json-call.ts';
import { failureOfSession } from './anywhere-errors.ts';
import type { CreateSession, SessionOrder, SessionSigning, SignedCall } from './create-session.ts';
import { sessionPath, signableCall } from './signing.ts';

/** What calling takes; `perform` is the one that STS uses, so that a call is limited and tried again in the same way. */
export interface CreateSessionParts {
  readonly perform: ReturnType<typeof createAwsCalls>;
  readonly transport: Pick<AwsTransport, 'clockOffset'>;
  readonly clock: Clock;
}

/** A blank or a control character would break the header, or the line of a file, that it is written to. */
const plain = v.pipe(v.string(), v.regex(/^[!-~]+$/));

const answer = v.object({
  credentialSet: v.pipe(
    v.array(
      v.object({
        credentials: v.object({
          accessKeyId: plain,
          secretAccessKey: plain,
          sessionToken: plain,
          expiration: v.pipe(v.string(), v.transform(Date.parse), v.number()),
        }),
      }),
    ),
    v.minLength(1),
  ),
});

/** Less than the five minutes for which AWS takes a signature. */
const reuseMillis = 4 * 60_000;

/** A certificate is no access key: the calls are signed before they are sent. */
const noCredentials = { accessKeyId: 'none', secretAccessKey: 'none' };

/**
 * CreateSession over the network: one request, one signature of the key. Where AWS's time is not known yet, a request without a signature asks for it first, so
 * that nobody is asked for a touch when AWS cannot be reached or the clock is off. The same signature serves further tries; only a clock that turns out to be off
 * takes another.
 */
export const createSessionCalls = ({ perform, transport, clock }: CreateSessionParts): CreateSession => {
  const callOf = (order: SessionOrder, signal: AbortSignal) => {
    const { profile, role, endpoint } = order;
    const caller: Caller = { source: profile, credentials: noCredentials, endpoint };
    const facts = { profile, roleArn: role.roleArn, region: endpoint.region, askedSeconds: order.durationSeconds };
    return {
      service: 'rolesanywhere',
      action: 'CreateSession',
      caller,
      signal,
      once: false,
      isJson: true,
      refused: (error: Parameters<typeof failureOfSession>[0], offsetMillis: number) =>
        failureOfSession(error, { ...facts, offsetMillis, hasSessionName: order.roleSessionName !== undefined }),
    } as const;
  };

  const isUnsure = (): boolean => {
    const { measured, doubtful } = transport.clockOffset();
    return !measured || doubtful !== undefined;
  };

  /** What AWS answers does not matter, only that it does. */
  const reach = async (order: SessionOrder, url: URL, signal: AbortSignal): Promise<Result<void>> => {
    const headers = { 'content-type': 'application/json', host: url.host };
    const request = { method: 'POST', path: '/sessions', headers, body: '{}' };
    const reached = await perform<true>({
      ...callOf(order, signal),
      action: 'reach',
      url: ok(url),
      send: async (config, abortSignal) => {
        await sendJson(config, url, request, abortSignal);
        return true;
      },
      refused: () => ({ problem: { code: 'aws-said', awsCode: 'reached', status: 403 }, unclear: false }),
    });
    return reached.ok || reached.problem.code === 'aws-said' ? ok(undefined) : failed(reached.problem);
  };

  const sign = async (
    { endpoint, certificate, chain }: SessionOrder,
    { url, at, body }: { readonly url: URL; readonly at: number; readonly body: string },
    hooks: SessionSigning,
    signal: AbortSignal,
  ): Promise<Result<SignedCall>> => {
    const call = signableCall({ url, region: endpoint.region, at, certificate, chain, body });
    const signature = await hooks.sign(call.digest, signal);
    if (!signature.ok) return signature;
    const signed: SignedCall = { call, signature: signature.value, at };
    if (hooks.last) hooks.last.signed = signed;
    return ok(signed);
  };

  const send = (order: SessionOrder, url: URL, { call, signature }: SignedCall, body: string, signal: AbortSignal) =>
    perform<TemporaryCredentials>({
      ...callOf(order, signal),
      url: ok(url),
      send: async (config, abortSignal) => {
        const headers = { ...call.headers, authorization: call.authorization(signature) };
        const request = { method: 'POST', path: `${url.pathname}${url.search}`, headers, body };
        const { credentials } = parsed(answer, await sendJson(config, url, request, abortSignal))?.credentialSet[0] ?? {};
        if (!credentials) return undefined;
        const { expiration: expires, ...keys } = credentials;
        return { ...keys, expires };
      },
    });

  return async (order, hooks, signal) => {
    const { role, endpoint, durationSeconds, roleSessionName } = order;
    const base = anywhereUrl(endpoint);
    if (!base.ok) return base;
    const url = new URL(sessionPath(role), base.value);
    const body = JSON.stringify({ durationSeconds, ...defined({ roleSessionName }) });
    hooks.onAws();
    // One answer alone does not decide that a clock is far off.
    for (let asked = 0; asked < 2 && isUnsure(); asked += 1) {
      const reached = await reach(order, url, signal);
      if (!reached.ok) return reached;
    }
    for (let tries = 1; ; tries += 1) {
      const at = clock.now() + transport.clockOffset().offsetMillis;
      const kept = hooks.last?.signed;
      const signed = kept && at - kept.at < reuseMillis ? ok(kept) : await sign(order, { url, at, body }, hooks, signal);
      if (!signed.ok) return signed;
      hooks.onAws();
      const made = await send(order, url, signed.value, body, signal);
      if (made.ok) return ok(made.value);
      if (hooks.last && made.problem.code === 'clock-off') delete hooks.last.signed;
      if (made.problem.code !== 'clock-off' || tries > 1) return failed(made.problem);
    }
  };
};

/** Where the calls of a role go: the endpoint of the profile, in the region of the trust anchor. */
export const inRegion = (endpoint: Endpoint, region: string): Endpoint => ({ ...endpoint, region });
