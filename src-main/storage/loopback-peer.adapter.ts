import type { Socket } from 'node:net';
import { type Clock, sleep } from '../base/clock.ts';
import { readKernelFile } from '../base/kernel-file.adapter.ts';

/** The kernel's tables of connections, as it prints them. */
export type ReadConnections = () => Promise<string>;

/** Those of IPv6 hold programs that reach 127.0.0.1 by an address of IPv6, as Java does; a kernel without it has no such table. */
const readTables: ReadConnections = async () => {
  const [four, six] = await Promise.all([readKernelFile('/proc/net/tcp'), readKernelFile('/proc/net/tcp6').catch(() => '')]);
  return `${four}\n${six}`;
};

/** Linux only: elsewhere nobody tells. */
export const kernelConnections = process.platform === 'linux' ? readTables : undefined;

/** An address of the tables: the bytes of 127.0.0.1 as the processor has them, and the port; in that of IPv6 behind ::ffff:. */
const isAddress = (text: string | undefined, port: number): boolean => {
  const own = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return text === own || text === `0000000000000000FFFF0000${own}`;
};

/** The user who has the other end of a connection on 127.0.0.1; undefined when it is not in the tables. */
const peerIn = (tables: string, localPort: number, remotePort: number): string | undefined => {
  // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid
  const rows = tables.split('\n').map((row) => row.trim().split(/\s+/));
  return rows.find(([, local, remote]) => isAddress(local, remotePort) && isAddress(remote, localPort))?.[7];
};

/**
 * The kernel hands the table out a page at a time, and a row at a page's edge is missed now and then while connections come and go. So there are some looks,
 * with a pause between them, in milliseconds.
 */
const mostLooks = 8;
const pause = 25;

/**
 * Whether another user of this computer is at the other end of a connection on 127.0.0.1, or the kernel knows nobody there. Root is none: it reads this program's memory
 * anyway. False where `read` is undefined.
 */
export const isOtherUser = async (
  { localPort = 0, remotePort = 0 }: Pick<Socket, 'localPort' | 'remotePort'>,
  read: ReadConnections | undefined,
  clock: Clock,
): Promise<boolean> => {
  if (read === undefined) return false;
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const user = peerIn(await read(), localPort, remotePort);
    if (user !== undefined) return user !== '0' && user !== String(process.getuid?.());
    await sleep(clock, pause);
  }
  return true;
};
