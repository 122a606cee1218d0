import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../base/clock.ts';
import { isOtherUser, kernelConnections } from './loopback-peer.adapter.ts';

/** An address on loopback that leads on to a secret link, once: what stands on a command line can be seen by others, and browsers are opened by one. */
export interface LinkOnce {
  readonly address: string;
  /** Resolves when a browser was sent on (true), or when none came in time or it was closed (false). */
  readonly came: Promise<boolean>;
  readonly close: () => void;
}

/** Rejects when this computer gives no port. `limitMillis`: how long a browser may take to start. `readTable`: the kernel's tables of connections. */
export const serveLinkOnce = async (link: string, clock: Clock, limitMillis = 60_000, readTable = kernelConnections): Promise<LinkOnce> => {
  const path = `/${randomBytes(24).toString('base64url')}`;
  let host = '';
  let end: (came: boolean) => void = () => {};
  const came = new Promise<boolean>((resolve) => {
    end = resolve;
  });
  let isGiven = false;
  const server = createServer(async (request, response) => {
    const isAsked = request.method === 'GET' && request.url === path && request.headers.host === host;
    // The address stands on the browser's command line, where everybody can read it.
    const isMeant = isAsked && !(await isOtherUser(request.socket, readTable, clock).catch(() => true)) && !isGiven;
    if (isMeant) isGiven = true;
    response.writeHead(isMeant ? 303 : 404, {
      ...(isMeant ? { location: link } : {}),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      connection: 'close',
    });
    response.end(() => isMeant && end(true));
  });
  await new Promise<void>((resolve, reject) => {
    // It stays: later ones (no more files may be opened) are that connection's end, not the program's.
    server.on('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stopTimer = clock.after(limitMillis, () => end(false));
  void came.then(() => {
    stopTimer();
    server.close();
    // Browsers open a second connection in advance; until it timed out a minute later, it would keep the program that waits for nothing.
    server.closeAllConnections();
  });
  return { address: `http://${host}${path}`, came, close: () => end(false) };
};
