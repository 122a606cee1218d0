import { chmod } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { onAbort } from '../../base/jobs.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type FindPeer, openPeerCredentials } from '../askers/peer-credentials.adapter.ts';
import { askerOf, tellsAsker } from '../askers/peers.ts';
import { createIsPast, peerOf, type SeenPeer, seePeer } from '../askers/process-lookup.adapter.ts';
import { type Answer, problemAnswer } from '../door/answers.ts';
import type { Broker } from '../door/door.ts';
import { answerOrBug, createDoor, type FindAsker, type LeaseForCommand } from '../door/door.ts';
import { limits, readHead, readRequest, wantsPlain } from '../door/protocol.ts';
import { prepareSocketPlace } from './socket-place.adapter.ts';

export interface SocketServer {
  readonly path: string;
  /** Problem: socket-unsafe. */
  readonly open: () => Promise<Result<void>>;
  /** Those who wait get an answer; what does not take it within a second is cut off. */
  readonly close: () => Promise<void>;
}

export interface SocketServerNeeds {
  readonly path: string;
  readonly platform: string;
  /** This user's; undefined on Windows. */
  readonly uid: number | undefined;
  readonly broker: Broker;
  readonly lease: LeaseForCommand;
  readonly version: string;
  /** A problem in one line, for `Accept: text/plain`. */
  readonly tellProblem: (problem: Problem) => string;
  readonly clock: Clock;
  /** How long a request may take to be there; see `limits`. */
  readonly slowMillis?: number;
}

const farewellMillis = 1_000;
const lookMillis = 1_000;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** The body as text. Problems: request-bad (size, bytes). The connection stays, so that the answer can be told. */
const readBody = (request: IncomingMessage): Promise<Result<string>> =>
  new Promise((resolve) => {
    const bad = (why: 'size' | 'bytes') => resolve(failed({ code: 'request-bad', why }));
    const chunks: Uint8Array[] = [];
    let size = 0;
    request.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > limits.bodyBytes) bad('size');
      else chunks.push(chunk);
    });
    request.once('end', () => {
      try {
        resolve(ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))));
      } catch {
        bad('bytes');
      }
    });
    request.once('error', () => bad('bytes'));
    request.once('close', () => bad('bytes'));
  });

const headersOf = ({ type, body }: Answer) => ({
  'Content-Type': type,
  'Content-Length': Buffer.byteLength(body),
  'Cache-Control': 'no-store',
  Connection: 'close',
});

/** Listens for programs of this user. HTTP by Node, everything that is decided in door.ts and protocol.ts. */
export const createSocketServer = (needs: SocketServerNeeds): SocketServer => {
  const { path, uid, clock } = needs;
  const closed = { code: 'app-missing', path, quit: true } as const;
  const door = createDoor({ broker: needs.broker, version: needs.version, lease: needs.lease, closed });
  let findPeer: FindPeer = () => undefined;
  const isPast = createIsPast();
  /** Who connected. */
  const peers = new WeakMap<Socket, SeenPeer>();
  const sockets = new Set<Socket>();
  const slowTimers = new WeakMap<Socket, () => void>();

  /** A program that was killed leaves its launcher and curl behind, which would wait on: so while a person is asked, the program itself is looked after. */
  const abortWithout = (pid: number, gone: AbortController): void => {
    const look = () => {
      if (gone.signal.aborted) return;
      if (isAlive(pid)) stop = clock.after(lookMillis, look);
      else gone.abort();
    };
    let stop = clock.after(lookMillis, look);
    onAbort(gone.signal, () => stop());
  };

  const respond = async (request: IncomingMessage): Promise<{ readonly work: Promise<Result<Answer>>; readonly gone: AbortController }> => {
    const gone = new AbortController();
    const head = readHead({
      method: request.method ?? '',
      url: request.url ?? '',
      httpVersion: request.httpVersion,
      headers: request.headers,
    });
    if (!head.ok) return { work: Promise.resolve(head), gone };
    const body = await readBody(request);
    if (!body.ok) return { work: Promise.resolve(body), gone };
    const read = readRequest(head.value, request.headers['content-type'] ?? '', body.value);
    if (!read.ok) return { work: Promise.resolve(read), gone };
    slowTimers.get(request.socket)?.();
    const findAsker: FindAsker = async (claim, waits) => {
      const seen = peers.get(request.socket) ?? { credentials: undefined, seen: [] };
      const asker = askerOf(claim, await peerOf(needs.platform, seen, claim, tellsAsker(claim, uid)), uid);
      if (waits && asker.ok && asker.value.kind === 'program' && asker.value.sure) abortWithout(asker.value.pid, gone);
      return asker;
    };
    return { work: door.answer(read.value, findAsker, gone.signal), gone };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { work, gone } = await respond(request);
    // With a reason of its own: making the usual one takes longer than giving an answer.
    response.once('close', () => gone.abort('gone'));
    if (response.destroyed) gone.abort('gone');
    const line = (problem: Problem) => (wantsPlain(request.headers) ? needs.tellProblem(problem) : undefined);
    const answer = await answerOrBug(work, line);
    if (response.destroyed) return;
    response.writeHead(answer.status, headersOf(answer)).end(answer.body);
    answer.sent?.();
    // What still comes of a request that was refused is thrown away until the time for it is over.
    request.resume();
  };

  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    // Node would look at all connections by a timer that never rests; each connection has one of its own below.
    headersTimeout: 0,
    requestTimeout: 0,
    connectionsCheckingInterval: 2 ** 31 - 1,
  });
  server.maxRequestsPerSocket = 1;
  server.maxConnections = limits.connections;
  server.on('request', (request, response) => void handle(request, response).catch(() => response.destroy()));
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    peers.set(socket, seePeer(needs.platform, findPeer(socket), isPast, tellsAsker({}, uid)));
    const stop = clock.after(needs.slowMillis ?? limits.slowMillis, () => socket.destroy());
    slowTimers.set(socket, stop);
    socket.once('close', () => {
      stop();
      sockets.delete(socket);
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    const why = error.code === 'HPE_HEADER_OVERFLOW' ? 'size' : 'bytes';
    const answer = problemAnswer({ code: 'request-bad', why });
    const headers = Object.entries(headersOf(answer)).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 400 Bad Request\r\n${headers.join('')}\r\n${answer.body}`);
  });

  const open = async (): Promise<Result<void>> => {
    findPeer = await openPeerCredentials(needs.platform);
    const prepared = await prepareSocketPlace(path, uid);
    if (!prepared.ok) return prepared;
    const errno = await new Promise<string | undefined>((resolve) => {
      // It stays: later ones (no more files may be opened) are that connection's end, not the program's.
      server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
      server.listen({ path, backlog: 511 }, () => resolve(undefined));
    });
    if (errno !== undefined) return failed({ code: 'socket-unsafe', path, why: 'errno', errno });
    if (uid !== undefined) await chmod(path, 0o600).catch(() => {});
    return ok(undefined);
  };

  const close = async (): Promise<void> => {
    door.close();
    if (!server.listening) return;
    const ended = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const cut = clock.after(farewellMillis, () => {
      for (const socket of sockets) socket.destroy();
    });
    await ended;
    cut();
  };

  return { path, open, close };
};
