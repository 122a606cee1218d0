import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SimulatorRequest, SimulatorResponse } from './model/types.ts';

/** A running simulator. */
export interface AwsSimulatorServer {
  /** `http://127.0.0.1:PORT`, for both services. */
  readonly url: string;
  /** Breaks all connections, also those that are kept silent. */
  readonly close: () => Promise<void>;
}

/** Longest body of a query that either service takes, with room to spare. */
const bodyLimit = 1024 * 1024;

const readRequest = async (incoming: IncomingMessage): Promise<SimulatorRequest> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) throw new Error('the body is too long');
    chunks.push(chunk);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = Array.isArray(value) ? value.join(',') : (value ?? '');
  return { method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers, body: Buffer.concat(chunks).toString('utf8') };
};

const send = (outgoing: ServerResponse, response: SimulatorResponse): void => {
  // Node must not add a Date of its own: the simulator's clock may be another.
  outgoing.sendDate = false;
  outgoing.writeHead(response.status, { ...response.headers, 'content-length': Buffer.byteLength(response.body) });
  outgoing.end(response.body);
};

/** Binds the simulator to a free port of 127.0.0.1; `onMistake` hears of what the simulator does not know (a bug of the caller). */
export const serveAwsSimulator = async (
  simulator: { readonly handle: (request: SimulatorRequest) => SimulatorResponse },
  onMistake: (error: unknown) => void = () => {},
): Promise<AwsSimulatorServer> => {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming)
      .then((request) => {
        const response = simulator.handle(request);
        if (response.transport === 'reset') incoming.socket.resetAndDestroy();
        else if (response.transport === 'hang') return;
        else if (response.delayMillis === undefined) send(outgoing, response);
        else {
          const timer = setTimeout(() => {
            timers.delete(timer);
            send(outgoing, response);
          }, response.delayMillis);
          timers.add(timer);
        }
      })
      .catch((error: unknown) => {
        onMistake(error);
        send(outgoing, {
          status: 501,
          headers: { 'content-type': 'text/plain' },
          body: `The simulator cannot do this: ${String(error)}\n`,
        });
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
