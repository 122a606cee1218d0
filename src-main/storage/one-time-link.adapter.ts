import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sleep } from '../base/abort.ts';
import type { Clock } from '../base/clock.ts';
import { readKernelFile } from '../base/kernel-file.adapter.ts';

/** An address on loopback that leads on to a secret link, once: what stands on a command line can be seen by others, and browsers are opened by one. */
export interface LinkOnce {
  readonly address: string;
  /** Resolves when a browser was sent on (true), or when none came in time or it was closed (false). */
  readonly came: Promise<boolean>;
  readonly close: () => void;
}

/** An address of /proc/net/tcp: the bytes of 127.0.0.1 as the processor has them, and the port. */
const tableAddress = (port: number): string => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;

/** The user who has the other end of a connection on 127.0.0.1, by the kernel's table; undefined when it is not in it. */
const peerIn = (table: string, localPort: number, remotePort: number): string | undefined => {
  // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid
  const rows = table.split('\n').map((row) => row.trim().split(/\s+/));
  return rows.find(([, local, remote]) => local === tableAddress(remotePort) && remote === tableAddress(localPort))?.[7];
};

/**
 * The kernel hands the table out a page at a time, and a row at a page's edge is missed now and then while connections come and go. So there are some looks,
 * with a pause between them, in milliseconds.
 */
const mostLooks = 8;
const pause = 25;

/**
 * Whether another user of this computer is at the other end of a connection on 127.0.0.1, or the kernel knows nobody there. Linux only: elsewhere nobody tells, and
 * it is false.
 */
const isOtherUser = async (
  { socket: { localPort = 0, remotePort = 0 } }: IncomingMessage,
  readTable: (() => Promise<string>) | undefined,
  clock: Clock,
): Promise<boolean> => {
  if (readTable === undefined) return false;
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const user = peerIn(await readTable(), localPort, remotePort);
    if (user !== undefined) return user !== String(process.getuid?.());
    await sleep(clock, pause);
  }
  return true;
};

const kernelTable = process.platform === 'linux' ? () => readKernelFile('/proc/net/tcp') : undefined;

/** Rejects when this computer gives no port. `limitMillis`: how long a browser may take to start. `readTable`: the kernel's table of connections, as it prints it. */
export const serveLinkOnce = async (link: string, clock: Clock, limitMillis = 60_000, readTable = kernelTable): Promise<LinkOnce> => {
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
    const isMeant = isAsked && !(await isOtherUser(request, readTable, clock).catch(() => true)) && !isGiven;
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
