import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { HandedOut } from '../../app/sessions/credential-broker.ts';
import type { Clock } from '../../base/clock.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { isOtherUser, kernelConnections } from '../../storage/loopback-peer.adapter.ts';
import { processDocument } from '../door/answers.ts';
import { endpointLimits, errorDocument } from './endpoint-rules.ts';
import { createMetadataTokens } from './metadata-rules.ts';

export interface MetadataNeeds {
  /** The role as it is called in the routes. */
  readonly role: string;
  readonly port: number;
  /** What the role has now, without a person. */
  readonly credentials: (signal: AbortSignal) => Promise<Result<HandedOut>>;
  /** A problem in one line. */
  readonly tellProblem: (problem: Problem) => string;
  readonly clock: Clock;
}

export interface MetadataServer {
  /** What AWS_EC2_METADATA_SERVICE_ENDPOINT takes: without a slash at its end, which some SDKs trip over. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const plain = (response: ServerResponse, status: number, text: string, headers: Readonly<Record<string, string>> = {}): void => {
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Content-Length': length, 'Cache-Control': 'no-store', ...headers }).end(text);
};

/**
 * Listens on this computer's loopback alone. A token is there for the asking, so on Linux the kernel says whether it is this user who asks; others get nothing.
 * Problem: port-taken.
 */
export const serveMetadata = async ({ role, port, credentials, tellProblem, clock }: MetadataNeeds): Promise<Result<MetadataServer>> => {
  const tokens = createMetadataTokens();
  const sockets = new Set<Socket>();
  const stopping = new AbortController();
  let own = port;

  const give = async (response: ServerResponse): Promise<void> => {
    const lent = await credentials(stopping.signal);
    if (!lent.ok) return plain(response, 503, `${JSON.stringify(errorDocument(lent.problem, tellProblem(lent.problem)))}\n`);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = processDocument(lent.value);
    const document = {
      Code: 'Success',
      LastUpdated: new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      Type: 'AWS-HMAC',
      AccessKeyId,
      SecretAccessKey,
      Token: SessionToken,
      Expiration,
    };
    plain(response, 200, `${JSON.stringify(document)}\n`, { 'Content-Type': 'application/json' });
  };

  /** Asked once for each connection, which stays its user's. */
  const others = new WeakMap<Socket, Promise<boolean>>();
  const isOthers = ({ socket }: IncomingMessage): Promise<boolean> => {
    const known = others.get(socket) ?? isOtherUser(socket, kernelConnections, clock).catch(() => true);
    others.set(socket, known);
    return known;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', httpVersion, headers } = request;
    if (await isOthers(request)) return plain(response, 403, '');
    const found = tokens.answer({ method, url, httpVersion, headers }, { port: own, role, now: clock.now() });
    switch (found.kind) {
      case 'token':
        return plain(response, 200, found.token, { 'X-Aws-Ec2-Metadata-Token-Ttl-Seconds': String(found.seconds) });
      case 'name':
        return plain(response, 200, role);
      case 'credentials':
        return give(response);
      case 'refused':
        return plain(response, found.status, '');
    }
  };

  const server = createServer({ maxHeaderSize: endpointLimits.headerBytes, requestTimeout: endpointLimits.slowMillis });
  server.maxConnections = endpointLimits.connections;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.setTimeout(endpointLimits.slowMillis, () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (request, response) => void handle(request, response).catch(() => response.destroy()));
  const errno = await new Promise<string | undefined>((resolve) => {
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ host: '127.0.0.1', port }, () => resolve(undefined));
  });
  if (errno !== undefined) return failed({ code: 'port-taken', port });
  own = (server.address() as AddressInfo).port;
  return ok({
    url: `http://127.0.0.1:${own}`,
    close: async () => {
      stopping.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  });
};
