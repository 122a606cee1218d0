import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { EndpointLease } from '../../app/front-end.ts';
import type { HandedOut } from '../../app/sessions/credential-broker.ts';
import type { Clock } from '../../base/clock.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Asker } from '../../contract/values.ts';
import { type Answer, containerDocument, jsonAnswer, statusOf } from '../door/answers.ts';
import { digestOf, endpointLimits, errorDocument, type Lease, openLease } from './endpoint-rules.ts';

/** Both ends of a connection. */
export interface Ports {
  readonly asker: number;
  readonly own: number;
}

export interface EndpointNeeds {
  /** What a lease's role has now, without a person; it is not waited for longer than a second. */
  readonly credentials: (
    lease: Pick<Lease, 'role' | 'holder'>,
    signal: AbortSignal,
    ports: Ports,
  ) => HandedOut | Promise<Result<HandedOut>>;
  /** A problem in one line. */
  readonly tellProblem: (problem: Problem) => string;
  readonly clock: Clock;
  /** 0, for any that is free, but in tests. */
  readonly port?: number;
  readonly slowMillis?: number;
}

export interface ReleasableLease extends EndpointLease {
  /** Takes it back: what holds its token gets nothing any more. */
  readonly release: () => void;
}

export interface Endpoint {
  /** Opens the port with the first lease. It serves until it is released, and while `serves` says so. Problem: port-taken. */
  readonly lease: (role: string, holder: Asker, serves?: () => boolean) => Promise<Result<ReleasableLease>>;
  readonly close: () => Promise<void>;
}

export const createEndpoint = (needs: EndpointNeeds): Endpoint => {
  const { clock } = needs;
  const leases = new Map<string, Lease>();
  const sockets = new Set<Socket>();
  const slowTimers = new WeakMap<Socket, () => void>();
  /** What is being asked for now, to be given up at the end. */
  const asking = new Set<AbortController>();
  let listening: Promise<Result<Server>> | undefined;

  const refusal = (problem: Problem): Answer => jsonAnswer(errorDocument(problem, needs.tellProblem(problem)), statusOf(problem));

  /**
   * SDKs give up after one or two seconds, and must not hang at a key that blinks. What AWS takes longer for goes on, since it takes no person:
   * the next try finds it.
   */
  const withinPatience = (lease: Lease, ports: Ports): HandedOut | Promise<Result<HandedOut>> => {
    const stopping = new AbortController();
    const found = needs.credentials(lease, stopping.signal, ports);
    if (!('then' in found)) return found;
    asking.add(stopping);
    return new Promise((resolve, reject) => {
      const cancel = clock.after(endpointLimits.patienceMillis, () => resolve(failed({ code: 'touch-wanted', profile: lease.role })));
      const answered = () => {
        cancel();
        asking.delete(stopping);
      };
      found.then(resolve, reject).finally(answered);
    });
  };

  const answer = async (request: IncomingMessage, port: number): Promise<Answer> => {
    const { method = '', url = '', httpVersion, headers } = request;
    const lease = openLease({ method, url, httpVersion, headers }, leases, port);
    if ('code' in lease) return refusal(lease);
    const found = withinPatience(lease, { asker: request.socket.remotePort ?? 0, own: port });
    const handed = 'then' in found ? await found : ok(found);
    return handed.ok ? jsonAnswer(containerDocument(handed.value)) : refusal(handed.problem);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse, port: number): Promise<void> => {
    slowTimers.get(request.socket)?.();
    const { status, type, body } = await answer(request, port);
    response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body), 'Cache-Control': 'no-store' }).end(body);
    // Nothing here has a body; what was sent as one is not waited for.
    if (request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined) request.socket.destroySoon();
  };

  const listen = async (): Promise<Result<Server>> => {
    let port = needs.port ?? 0;
    const server = createServer({
      maxHeaderSize: endpointLimits.headerBytes,
      keepAliveTimeout: needs.slowMillis ?? endpointLimits.slowMillis,
      // Node would look at all connections by a timer that never rests.
      headersTimeout: 0,
      requestTimeout: 0,
      connectionsCheckingInterval: 2 ** 31 - 1,
    });
    server.maxConnections = endpointLimits.connections;
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.setTimeout(needs.slowMillis ?? endpointLimits.slowMillis, () => socket.destroy());
      // A client that sends a byte now and then is slow as well: the first request has to be there in time.
      const stop = clock.after(needs.slowMillis ?? endpointLimits.slowMillis, () => socket.destroy());
      slowTimers.set(socket, stop);
      socket.once('close', () => {
        stop();
        sockets.delete(socket);
      });
    });
    server.on('request', (request, response) => void handle(request, response, port).catch(() => response.destroy()));
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
      const { body, type } = refusal({ code: 'request-bad', why: error.code === 'HPE_HEADER_OVERFLOW' ? 'size' : 'bytes' });
      const length = Buffer.byteLength(body);
      socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`);
    });
    const errno = await new Promise<string | undefined>((resolve) => {
      // It stays: later ones (no more files may be opened) are that connection's end, not the program's.
      server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
      server.listen({ host: '127.0.0.1', port, backlog: 511 }, () => resolve(undefined));
    });
    if (errno !== undefined) return failed({ code: 'port-taken', port });
    port = (server.address() as AddressInfo).port;
    return ok(server);
  };

  const lease: Endpoint['lease'] = async (role, holder, serves = () => true) => {
    for (const [id, older] of leases) if (!older.serves()) leases.delete(id);
    listening ??= listen();
    const server = await listening;
    if (!server.ok) {
      listening = undefined;
      return server;
    }
    const id = randomBytes(16).toString('hex');
    const token = randomBytes(endpointLimits.tokenBytes).toString('hex');
    leases.set(id, { role, holder, digest: digestOf(token), serves });
    const url = `http://127.0.0.1:${(server.value.address() as AddressInfo).port}/role/${id}`;
    return ok({ url, token, release: () => void leases.delete(id) });
  };

  return {
    lease,
    close: async () => {
      leases.clear();
      for (const stopping of asking) stopping.abort();
      const server = await listening;
      listening = undefined;
      if (!server?.ok) return;
      const closed = new Promise<void>((resolve) => server.value.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
