import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import type { Agent, IncomingMessage } from 'node:http';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { onAbort } from '../../base/jobs.ts';
import { isLoopbackAddress } from './endpoints.ts';

/** What the SDK hands over to be sent, signed already. */
export interface SignedRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Milliseconds by this computer's clock. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** No whole answer came. `code` is Node's, or `too-long`; `sent` says that the request may have arrived; `status` is that of an answer that began. */
export class NoAnswer extends Error {
  readonly code: string;
  readonly sent: boolean;
  readonly status: number | undefined;
  constructor(code: string, sent: boolean, status?: number) {
    super(code);
    this.code = code;
    this.sent = sent;
    this.status = status;
  }
}

/** No answer of STS or IAM is nearly as long. */
const answerLimit = 4 * 1024 * 1024;

const codeOf = (error: unknown): string => {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[\w-]{1,60}$/.test(code) ? code : 'unknown';
};

const readAll = async (incoming: IncomingMessage): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > answerLimit) throw Object.assign(new Error('too long'), { code: 'too-long' });
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  // An answer can hold a seed or a session: one copy is enough.
  for (const chunk of chunks) chunk.fill(0);
  return whole;
};

/** Plain http leaves this computer for nowhere, whatever its names stand for today: they are looked up here, and only what is this computer is connected to. */
export const loopbackOnly =
  (
    lookUp: (host: string, options: LookupAllOptions, callback: (error: Error | null, found: LookupAddress[]) => void) => void,
  ): LookupFunction =>
  (host, options, callback) => {
    lookUp(host, { ...options, all: true }, (error, found) => {
      const own = error ? [] : found.filter(({ address }) => isLoopbackAddress(address));
      const [first] = own;
      if (!first) callback(error ?? Object.assign(new Error('not this computer'), { code: 'not-loopback' }), []);
      else if (options.all) callback(null, own);
      else callback(null, first.address, first.family);
    });
  };
const lookupLoopback = loopbackOnly(lookup);

/**
 * Sends one request once and reads the whole answer. Rejects with NoAnswer (never with the request in it).
 * `onSent` is called when the request can have left this computer; `limitMillis` ends a try that hangs (ETIMEDOUT).
 */
export const exchange = (
  request: SignedRequest,
  options: {
    readonly agent: Agent;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly limitMillis: number;
    readonly onSent: () => void;
  },
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const { clock, signal } = options;
    const sentAt = clock.now();
    let sent = false;
    let status: number | undefined;
    const markSent = (): void => {
      sent = true;
      options.onSent();
    };
    const outgoing = (request.protocol === 'https:' ? secureRequest : plainRequest)({
      host: request.hostname.replace(/^\[|\]$/g, ''),
      port: request.port,
      method: request.method,
      path: request.path,
      headers: { ...request.headers },
      agent: options.agent,
      ...(request.protocol === 'https:' ? {} : { lookup: lookupLoopback }),
    });
    const cancelLimit = clock.after(options.limitMillis, () => giveUp('ETIMEDOUT'));
    let unlink = (): void => {};
    const finish = (): void => {
      cancelLimit();
      unlink();
    };
    const fail = (error: unknown): void => {
      finish();
      reject(new NoAnswer(codeOf(error), sent, status));
    };
    // A request that has no connection yet, since a proxy is still asked for one, tells nobody that it was destroyed.
    const giveUp = (code: string): void => {
      const error = new NoAnswer(code, sent);
      outgoing.destroy(error);
      fail(error);
    };
    outgoing.once('socket', (socket) => {
      if (socket.connecting) socket.once(request.protocol === 'https:' ? 'secureConnect' : 'connect', markSent);
      else markSent();
    });
    outgoing.once('error', fail);
    // A status of the hundreds is none yet: it is told of when nothing follows.
    outgoing.on('information', (information) => {
      status = information.statusCode;
    });
    outgoing.once('upgrade', (incoming, socket) => {
      status = incoming.statusCode;
      socket.destroy();
      fail(new NoAnswer('upgrade', sent));
    });
    outgoing.once('response', (incoming) => {
      status = incoming.statusCode;
      readAll(incoming).then((body) => {
        finish();
        const headers: Record<string, string> = {};
        for (const [name, value] of Object.entries(incoming.headers))
          headers[name] = Array.isArray(value) ? value.join(',') : (value ?? '');
        resolve({ status: incoming.statusCode ?? 0, headers, body, sentAt, receivedAt: clock.now() });
      }, fail);
    });
    outgoing.end(typeof request.body === 'string' || request.body instanceof Uint8Array ? request.body : undefined);
    unlink = onAbort(signal, () => giveUp('aborted'));
  });
